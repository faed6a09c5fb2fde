//! Why a file cannot be shown: one sentence, with the line or the field, and what to do.

use crate::settings::field::quoted;
use std::fmt;

/// Why a file cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is too large.
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It is JSON of another kind.
    OtherSchema {
        /// What it says it is, if it says so.
        found: Option<String>,
    },
    /// It is no JSON, or a value in it is of the wrong kind.
    BadJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1; 0 where the line has not begun.
        column: usize,
        /// What is wrong there.
        cause: String,
    },
    /// A value in it means nothing.
    BadField {
        /// Which: "strategies[1].samples[3].makespanMs".
        path: String,
        /// What it is, as a sentence goes on.
        found: String,
        /// What it must be, as a sentence goes on.
        rule: String,
    },
}

impl Problem {
    /// What a parser says, in plainer words.
    pub(super) fn in_json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let cause = text.rsplit_once(" at line ").map_or(&*text, |(cause, _)| cause);
        let plain = [
            ("expected f64", "expected a number"),
            ("expected u32", "expected a whole number from 0 to 4294967295"),
            ("expected u64", "expected a whole number"),
            ("expected a sequence", "expected a list"),
            ("expected a string", "expected a text"),
            ("expected a boolean", "expected true or false"),
            ("invalid type: ", ""),
            ("invalid value: ", ""),
            ("missing field", "there is no key"),
            ("duplicate field", "there are two keys"),
            ("EOF while parsing", "the text ends in the middle of"),
        ];
        let cause =
            plain.iter().fold(cause.replace('`', "\""), |text, (from, to)| text.replace(from, to));
        Self::BadJson { line, column, cause }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } | Self::OtherSchema { .. } => {
                "Choose a file that was taken out of Makespan as JSON. What is shown stays."
            }
            Self::BadJson { .. } | Self::BadField { .. } => {
                "Correct it there, or take the result out once more. What is shown stays."
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => {
                let megabytes = bytes.div_ceil(1 << 20);
                write!(f, "The file has {megabytes} MB; a result has at most 5 MB.")
            }
            Self::OtherSchema { found: None } => {
                f.write_str("This is no result of Makespan: it has no key “schema” with a text.")
            }
            Self::OtherSchema { found: Some(schema) } => write!(
                f,
                "The schema of this file is “{}”; this page reads makespan.result/1.",
                quoted(schema)
            ),
            Self::BadJson { line, column, cause } => {
                write!(f, "The result cannot be read at line {line}, column {column}: {cause}.")
            }
            Self::BadField { path, found, rule } => write!(f, "{path} is {found}; it {rule}."),
        }
    }
}
