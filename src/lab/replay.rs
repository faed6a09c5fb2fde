//! What a program printed when it was recorded, for browsers in which Python cannot run.
//! `tests/python/record.py` makes the files.

use super::transcript::Source;
use serde::Deserialize;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A recorded run of a program.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Replay {
    /// Of CPython.
    pub version: String,
    /// The day, as ISO 8601.
    at: String,
    /// The exit code of the program.
    pub exit: i32,
    /// How long it took, in milliseconds.
    elapsed_ms: f64,
    lines: Vec<Printed>,
}

/// Process, thread, stream, when in milliseconds since the run began, text.
#[derive(Debug, Deserialize)]
struct Printed(u32, String, String, f64, String);

impl Replay {
    /// Reads the file of a recording.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// What was printed: by whom, when in milliseconds since the run began, and the text.
    pub fn lines(&self) -> impl Iterator<Item = (Source, f64, &str)> {
        self.lines.iter().map(|Printed(process, thread, stream, at_ms, text)| {
            let is_error = stream == "stderr";
            (Source { process: *process, thread: thread.clone(), is_error }, *at_ms, text.as_str())
        })
    }

    /// When, under what and in which time it was recorded.
    pub fn words(&self) -> String {
        let (version, seconds) = (&self.version, self.elapsed_ms / 1e3);
        format!(
            "Recorded, not run here: what the program printed on {} under CPython {version}, in the \
             lab in Chromium, within {seconds:.2} s.",
            self.day()
        )
    }

    fn day(&self) -> String {
        let mut parts = self.at.split('-').map(|part| part.parse::<usize>().ok());
        match [(); 3].map(|()| parts.next().flatten()) {
            [Some(year), Some(month @ 1..=12), Some(day)] => {
                format!("{day} {} {year}", MONTHS[month - 1])
            }
            _ => self.at.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"version": "3.14.2", "at": "2026-11-09", "exit": 1, "elapsedMs": 1234.5,
        "lines": [[101, "MainThread", "stdout", 0.5, "a\n"], [102, "w", "stderr", 7, "b\n"]]}"#;

    #[test]
    fn a_recording_is_read() -> Result<(), serde_json::Error> {
        let recording = Replay::read(TEXT)?;
        let lines: Vec<_> = recording.lines().collect();
        let source = Source { process: 102, thread: "w".to_owned(), is_error: true };
        assert_eq!(lines[1], (source, 7.0, "b\n"));
        assert!(!lines[0].0.is_error);
        let words = recording.words();
        assert!(words.contains("on 9 November 2026 under CPython 3.14.2"), "{words}");
        assert!(words.contains("1.23 s"), "{words}");
        Ok(())
    }

    #[test]
    fn what_is_no_recording_is_refused() {
        for text in ["", "{}", "<!doctype html>", "[]"] {
            assert!(Replay::read(text).is_err(), "{text}");
        }
        let odd = TEXT.replace("2026-11-09", "2026-13-09");
        assert!(Replay::read(&odd).is_ok_and(|odd| odd.words().contains("on 2026-13-09 ")));
    }
}
