//! What the page around an embedded one may say, and why something else is refused.

use super::VERSION;
use crate::lab::link::MOST_BYTES as LONGEST_PROGRAM;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::fmt;

/// An id may be this long, in bytes.
const LONGEST_ID: usize = 100;

/// What the page around calls a run, given back with all that comes of it: null, a number or a text.
pub type Id = Value;

/// A message that makes sense.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Incoming {
    /// Is anybody there?
    Ping,
    /// Change these settings, named as in a link; the others stay.
    Configure {
        /// The settings: names, and values as text or as numbers.
        settings: Map<String, Value>,
    },
    /// Start a race.
    Run {
        /// What its messages are to carry.
        #[serde(default)]
        id: Id,
    },
    /// Stop what is under way.
    Stop,
    /// Say the result of the latest race again.
    GetResult,
    /// Show a Python program in the lab and run it.
    RunPython {
        /// What its messages are to carry.
        #[serde(default)]
        id: Id,
        /// The program.
        code: String,
    },
}

/// Why a message that was meant for this page is not heeded.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// It says nothing that is known.
    Unknown(String),
    /// Its id is neither null, nor a number, nor a short text.
    BadId,
    /// Its program is longer than a link can hold.
    LongProgram,
    /// More messages than anybody needs.
    TooMany,
    /// A run is under way.
    Busy(Id),
    /// A setting that is entered cannot be used.
    BadSettings(Id),
    /// Nothing has been measured yet.
    NoResult,
}

impl Incoming {
    /// Reads the JSON of a message. None when it is not for this page.
    ///
    /// # Errors
    /// When it is, and makes no sense.
    pub fn read(json: &str) -> Option<Result<Self, Refusal>> {
        let message: Value = serde_json::from_str(json).ok()?;
        (message.get("makespan")? == VERSION).then(|| Self::of(message))
    }

    fn of(message: Value) -> Result<Self, Refusal> {
        let message: Self =
            serde_json::from_value(message).map_err(|error| Refusal::Unknown(error.to_string()))?;
        if let Self::Run { id } | Self::RunPython { id, .. } = &message {
            let fits = match id {
                Value::Null | Value::Number(_) => true,
                Value::String(text) => text.len() <= LONGEST_ID,
                _ => false,
            };
            if !fits {
                return Err(Refusal::BadId);
            }
        }
        match &message {
            Self::RunPython { code, .. } if code.len() > LONGEST_PROGRAM => {
                Err(Refusal::LongProgram)
            }
            _ => Ok(message),
        }
    }
}

impl Refusal {
    /// The stable name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unknown(_) | Self::BadId | Self::LongProgram => "bad-message",
            Self::TooMany => "too-many-messages",
            Self::Busy(_) => "busy",
            Self::BadSettings(_) => "bad-settings",
            Self::NoResult => "no-result",
        }
    }

    /// The run it is about.
    pub fn id(&self) -> Id {
        match self {
            Self::Busy(id) | Self::BadSettings(id) => id.clone(),
            _ => Id::Null,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(cause) => write!(f, "The message makes no sense: {cause}."),
            Self::BadId => write!(
                f,
                "The id of a run is null, a number or a text of at most {LONGEST_ID} bytes."
            ),
            Self::LongProgram => {
                write!(f, "A program may have {LONGEST_PROGRAM} bytes; this one has more.")
            }
            Self::TooMany => f.write_str(
                "Too many messages in a short time; those that follow at once are not read.",
            ),
            Self::Busy(_) => f.write_str("Something is running; stop it first, or wait."),
            Self::BadSettings(_) => {
                f.write_str("A setting that the visitor has entered cannot be used.")
            }
            Self::NoResult => f.write_str("No race is over yet, so there is no result."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, proptest};
    use serde_json::json;

    fn read(message: Value) -> Option<Result<Incoming, Refusal>> {
        Incoming::read(&message.to_string())
    }

    #[test]
    fn every_message_is_understood() {
        let run = |id| Incoming::Run { id };
        let code = "print(1)".to_owned();
        let cases = [
            (json!({ "type": "ping" }), Incoming::Ping),
            (json!({ "type": "run" }), run(Id::Null)),
            (json!({ "type": "run", "id": 7, "more": [1] }), run(json!(7))),
            (json!({ "type": "stop" }), Incoming::Stop),
            (json!({ "type": "get-result" }), Incoming::GetResult),
            (
                json!({ "type": "run-python", "id": "a", "code": code }),
                Incoming::RunPython { id: json!("a"), code },
            ),
        ];
        for (mut message, meant) in cases {
            message["makespan"] = json!(1);
            assert_eq!(read(message), Some(Ok(meant)));
        }
    }

    #[test]
    fn what_is_not_for_this_page_is_not_answered() {
        for message in [
            json!(null),
            json!([1]),
            json!("ping"),
            json!({}),
            json!({ "type": "ping" }),
            json!({ "type": "ping", "makespan": 2 }),
            json!({ "type": "ping", "makespan": "1" }),
            json!({ "type": "ping", "makespan": true }),
        ] {
            assert_eq!(read(message.clone()), None, "{message}");
        }
        assert_eq!(Incoming::read("{\"makespan\":1"), None);
    }

    #[test]
    fn what_is_meant_for_it_and_makes_no_sense_is_refused() {
        let long = "x".repeat(LONGEST_PROGRAM + 1);
        for (message, kind) in [
            (json!({ "makespan": 1 }), "bad-message"),
            (json!({ "makespan": 1, "type": "format" }), "bad-message"),
            (json!({ "makespan": 1, "type": ["run"] }), "bad-message"),
            (json!({ "makespan": 1, "type": "configure" }), "bad-message"),
            (json!({ "makespan": 1, "type": "configure", "settings": 3 }), "bad-message"),
            (json!({ "makespan": 1, "type": "run", "id": {} }), "bad-message"),
            (json!({ "makespan": 1, "type": "run", "id": "x".repeat(101) }), "bad-message"),
            (json!({ "makespan": 1, "type": "run-python", "code": 1 }), "bad-message"),
            (json!({ "makespan": 1, "type": "run-python", "code": long }), "bad-message"),
        ] {
            let refusal = read(message).unwrap().unwrap_err();
            assert_eq!(refusal.kind(), kind);
            assert!(refusal.to_string().ends_with('.'), "{refusal}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC*|\\{\"makespan\":1,\"type\":\"\\PC*\\}") {
            if let Some(Err(refusal)) = Incoming::read(&text) {
                prop_assert!(!refusal.kind().is_empty());
            }
        }
    }
}
