//! `compare.py` with the settings of the page filled in.

use crate::protocol::Race;

/// What stands in the script for the settings.
const BLANK: &str = "FILLED_IN = []";

/// The script with the settings of a race, and the address of the site, as the defaults of its command
/// line; unchanged where it has no place for them. A size that the page found for itself is left out:
/// CPython needs another.
pub fn filled_in(script: &str, race: &Race, site: &str) -> String {
    let workers = race.workers;
    let mut arguments = vec![
        ("workload", race.workload.clone()),
        ("workers", workers.workers.to_string()),
        ("processes", workers.processes.to_string()),
        ("threads", workers.threads.to_string()),
        ("repeats", race.repeats.to_string()),
    ];
    arguments.extend([("site", site.to_owned())].into_iter().filter(|it| is_plain(&it.1)));
    arguments.extend(race.size.map(|size| ("size", size.to_string())));
    let list: Vec<_> =
        arguments.iter().map(|(name, value)| format!("\"--{name}\", \"{value}\"")).collect();
    script.replacen(BLANK, &format!("FILLED_IN = [{}]", list.join(", ")), 1)
}

/// Whether a text can stand between quotation marks as it is: names and numbers of our own can, and
/// addresses as browsers write them.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_graphic() && it != '"' && it != '\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::finished;

    #[test]
    fn settings_become_defaults_of_the_command_line() {
        let race = Race { size: Some(2_000), ..finished().race.unwrap() };
        let script = filled_in("a\nFILLED_IN = []  # why\nb\n", &race, "https://a.example/b/");
        assert!(
            script.contains("\"--workload\", \"primes\"")
                && script.contains("\"--size\", \"2000\"")
                && script.contains("\"--site\", \"https://a.example/b/\"")
        );
        assert!(script.ends_with("]  # why\nb\n"), "{script}");
        let race = Race { size: None, ..race };
        assert!(!filled_in("FILLED_IN = []", &race, "").contains("--si"));
        assert!(!filled_in("FILLED_IN = []", &race, "a\"b").contains("--site"));
        assert_eq!(filled_in("nothing", &race, ""), "nothing");
    }
}
