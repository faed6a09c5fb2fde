//! `compare.py` with the settings of the page filled in.

use crate::protocol::Race;

/// Workloads that read the page's own web, which CPython cannot reach.
pub const ONLY_IN_THE_PAGE: [&str; 2] = ["download", "scrape"];

/// What stands in the script for the settings.
const BLANK: &str = "FILLED_IN = []";

/// The script with the settings of a race as the defaults of its command line; unchanged where it has
/// no place for them. A size that the page found for itself is left out: CPython needs another.
pub fn filled_in(script: &str, race: &Race) -> String {
    let workers = race.workers;
    let mut arguments = vec![
        ("workload", race.workload.clone()),
        ("workers", workers.workers.to_string()),
        ("processes", workers.processes.to_string()),
        ("threads", workers.threads.to_string()),
        ("repeats", race.repeats.to_string()),
    ];
    arguments.extend(race.size.map(|size| ("size", size.to_string())));
    // Names and numbers of our own: nothing in them needs to be escaped.
    let list: Vec<_> =
        arguments.iter().map(|(name, value)| format!("\"--{name}\", \"{value}\"")).collect();
    script.replacen(BLANK, &format!("FILLED_IN = [{}]", list.join(", ")), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::finished;

    #[test]
    fn settings_become_defaults_of_the_command_line() {
        let race = Race { size: Some(2_000), ..finished().race.unwrap() };
        let script = filled_in("a\nFILLED_IN = []  # why\nb\n", &race);
        assert!(
            script.contains("\"--workload\", \"primes\"")
                && script.contains("\"--size\", \"2000\"")
        );
        assert!(script.ends_with("]  # why\nb\n"), "{script}");
        let race = Race { size: None, ..race };
        assert!(!filled_in("FILLED_IN = []", &race).contains("--size"));
        assert_eq!(filled_in("nothing", &race), "nothing");
    }
}
