//! `compare.py`: its modules joined to the one file that is given out.

/// Its modules, in the order in which they need each other.
const MODULES: [(&str, &str); 6] = [
    ("pages", include_str!("../../www/compare/pages.py")),
    ("pictures", include_str!("../../www/compare/pictures.py")),
    ("workloads", include_str!("../../www/compare/workloads.py")),
    ("strategies", include_str!("../../www/compare/strategies.py")),
    ("rounds", include_str!("../../www/compare/rounds.py")),
    ("served", include_str!("../../www/compare/served.py")),
];

/// What runs, and imports the others.
const MAIN: &str = include_str!("../../www/compare/compare.py");

/// The whole program: the modules stand where they are first imported, each under its own first
/// sentence.
pub fn joined() -> String {
    let is_own = |line: &str| {
        MODULES.iter().any(|(name, _)| line.starts_with(&format!("from {name} import ")))
    };
    let without_own = |text: &str| -> String {
        text.lines().filter(|line| !is_own(line)).flat_map(|line| [line, "\n"]).collect()
    };
    let modules: String =
        MODULES.iter().map(|(_, text)| without_own(&headed(text)) + "\n\n").collect();
    let first = MAIN.lines().find(|line| is_own(line)).unwrap_or_default();
    let (before, after) = MAIN.split_once(first).unwrap_or((MAIN, ""));
    [before, &modules, without_own(after).trim_start()].concat()
}

/// A module whose docstring has become a comment.
fn headed(text: &str) -> String {
    let (sentence, rest) = text
        .strip_prefix("\"\"\"")
        .and_then(|text| text.split_once("\"\"\""))
        .unwrap_or(("", text));
    ["# --- ", sentence, " ---", rest].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_it_is_imported_from_beside_it() {
        let whole = joined();
        assert!(whole.starts_with("\"\"\"Times one workload"));
        for (name, _) in MODULES {
            assert!(!whole.contains(&format!("from {name} import")), "{name}");
        }
        for head in ["class SplitMix:", "class Processes(Loop):", "class Race:", "FILLED_IN = []"] {
            assert_eq!(whole.matches(head).count(), 1, "{head}");
        }
    }
}
