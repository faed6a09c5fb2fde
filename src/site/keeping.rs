//! Tells the service worker which files there are: it keeps them for when there is no connection.

use super::{Error, oembed, read, write};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::{fs, io};

/// The script that is told.
const WORKER: &str = "service-worker.js";

/// The line of it that this replaces.
const BLANK: &str = r#"const SITE = { build: "", files: {} };"#;

/// Of a fingerprint so many bytes are enough to tell two builds apart.
const BYTES: usize = 8;

/// What no visitor needs without a connection: what hosts, other sites and search engines read.
const NOT_KEPT: [&str; 6] =
    [WORKER, "_headers", "card.png", "robots.txt", "sitemap.xml", oembed::FOLDER];

/// Writes into the service worker of the site in `folder` which files it is made of, and how to
/// recognise them. Comes last: what is written later is not kept.
///
/// # Errors
/// When a file cannot be read or written, or the service worker has no place for the list.
pub fn list(folder: &Path) -> Result<(), Error> {
    let worker = folder.join(WORKER);
    let text = read(&worker)?;
    let (before, after) = text.split_once(BLANK).ok_or(Error::NoList)?;
    let mut files = Map::new();
    collect(folder, "", &mut files)
        .map_err(|error| Error::File(folder.display().to_string(), error))?;
    let site = json!({ "build": env!("MAKESPAN_BUILD"), "files": files });
    write(&worker, &[before, "const SITE = ", &site.to_string(), ";", after].concat())
}

fn collect(folder: &Path, prefix: &str, files: &mut Map<String, Value>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = [prefix, &entry.file_name().to_string_lossy()].concat();
        if NOT_KEPT.contains(&&*name) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &[&name, "/"].concat(), files)?;
        } else {
            files.insert(name, fingerprint(&fs::read(entry.path())?).into());
        }
    }
    Ok(())
}

fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content)[..BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_worker_learns_every_file_but_those_nobody_needs() {
        let folder = std::env::temp_dir().join(format!("makespan-keeping-{}", std::process::id()));
        for (name, content) in [
            ("service-worker.js", include_str!("../../www/service-worker.js")),
            ("index.html", "abc"),
            ("lessons/gil.html", ""),
            ("_headers", "x"),
            ("oembed/gil.json", "{}"),
        ] {
            write(&folder.join(name), content).unwrap();
        }
        list(&folder).unwrap();
        let told = read(&folder.join(WORKER)).unwrap();
        let again = list(&folder);
        fs::remove_dir_all(&folder).unwrap();
        let line = told.lines().find(|line| line.starts_with("const SITE = ")).unwrap();
        let site = line.strip_prefix("const SITE = ").unwrap().trim_end_matches(';');
        let site: Value = serde_json::from_str(site).unwrap();
        // The first 8 bytes of two fingerprints that the standard gives as examples.
        let files =
            json!({ "index.html": "ba7816bf8f01cfea", "lessons/gil.html": "e3b0c44298fc1c14" });
        assert_eq!(site, json!({ "build": env!("MAKESPAN_BUILD"), "files": files }));
        assert!(matches!(again, Err(Error::NoList)), "a list is written once");
    }
}
