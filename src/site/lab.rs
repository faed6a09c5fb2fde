//! Gives the lab's scripts the name of the build: in each address that one asks another by, so that neither
//! a browser's cache nor a deploy that is half there can mix those of two builds.

use super::{Error, read, write};
use std::fs;
use std::path::Path;

/// The folder of the lab, from the top of the site.
const FOLDER: &str = "python";

/// The script that knows the name, and where it stands in it.
const KNOWING: &str = "manifest.mjs";
const BLANK: &str = "export const BUILD = \"\";";

/// How a script of the lab names another.
const IMPORT: (&str, &str) = (" from \"./", ".mjs\"");

/// Names the scripts of the site in `folder`.
///
/// # Errors
/// When one cannot be read or written, or none has a place for the name.
pub fn name(folder: &Path) -> Result<(), Error> {
    let folder = folder.join(FOLDER);
    let build = env!("MAKESPAN_BUILD");
    let manifest = read(&folder.join(KNOWING))?;
    if !manifest.contains(BLANK) {
        return Err(Error::NoBuild);
    }
    write(
        &folder.join(KNOWING),
        &manifest.replace(BLANK, &BLANK.replace("\"\"", &format!("\"{build}\""))),
    )?;
    let unreadable = |error| Error::File(folder.display().to_string(), error);
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "mjs") {
            write(&path, &named(&read(&path)?, build))?;
        }
    }
    Ok(())
}

/// A script in which every import of one beside it names the build.
fn named(script: &str, build: &str) -> String {
    let (open, close) = IMPORT;
    let line = |line: &str| match line.split_once(open) {
        Some((before, rest)) => {
            [before, open, &rest.replacen(close, &format!(".mjs?b={build}\""), 1)].concat()
        }
        _ => line.to_owned(),
    };
    script.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_of_the_lab_is_asked_for_by_its_build() {
        let folder = std::env::temp_dir().join(format!("makespan-lab-{}", std::process::id()));
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(FOLDER);
        let scripts = fs::read_dir(&sources).unwrap().flatten().map(|entry| entry.path());
        let scripts: Vec<_> =
            scripts.filter(|it| it.extension().is_some_and(|it| it == "mjs")).collect();
        for script in &scripts {
            let name = script.file_name().unwrap();
            write(&folder.join(FOLDER).join(name), &read(script).unwrap()).unwrap();
        }
        name(&folder).unwrap();
        let again = name(&folder);
        let printed = |script: &Path| read(&folder.join(FOLDER).join(script.file_name().unwrap()));
        let texts: Vec<_> = scripts.iter().map(|script| printed(script).unwrap()).collect();
        fs::remove_dir_all(&folder).unwrap();
        let build = env!("MAKESPAN_BUILD");
        let count = |text: &str, part: &str| text.matches(part).count();
        for text in &texts {
            assert_eq!(
                count(text, "from \"./"),
                count(text, &format!(".mjs?b={build}\"")),
                "{text}"
            );
        }
        let naming = texts.iter().filter(|text| text.contains(&format!("BUILD = \"{build}\"")));
        assert_eq!(naming.count(), 1);
        assert!(matches!(again, Err(Error::NoBuild)), "a build is named once");
    }
}
