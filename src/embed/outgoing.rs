//! What an embedded page tells the page around it.

use super::{Id, Refusal, VERSION};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A message to the page around.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Outgoing {
    /// The page can be talked to; also the answer to `ping` and `configure`.
    Ready {
        /// The build.
        version: String,
        /// Every setting, named and written as in a link.
        settings: Map<String, Value>,
        /// What the browser gives; null until that is known.
        environment: Value,
        /// What is wrong with the settings that were asked for, a sentence each.
        warnings: Vec<String>,
    },
    /// How far a race has come: `done` of `total`.
    Progress {
        /// The run.
        id: Id,
        /// How much is done.
        done: u32,
        /// Of how much.
        total: u32,
    },
    /// A race is over.
    Result {
        /// The run; null when the visitor started it.
        id: Id,
        /// `makespan.result/1`.
        result: Value,
    },
    /// A Python program printed something.
    Output {
        /// The run.
        id: Id,
        /// `stdout` or `stderr`.
        stream: &'static str,
        /// What.
        text: String,
        /// The number of the process.
        process: u32,
        /// The name of the thread.
        thread: String,
        /// When, in milliseconds after the start.
        at_ms: f64,
    },
    /// A Python program has ended.
    PythonResult {
        /// The run.
        id: Id,
        /// Its exit code.
        exit_code: i32,
        /// How long it took, in milliseconds.
        elapsed_ms: f64,
    },
    /// Something was refused, or did not work.
    Error {
        /// The run it is about; null when it is about none.
        id: Id,
        /// The stable name of what went wrong.
        kind: String,
        /// A sentence about it.
        message: String,
    },
    /// The page is this high, in pixels.
    Resize {
        /// The height.
        height: u32,
    },
}

impl Outgoing {
    /// The JSON of the message.
    pub fn json(&self) -> String {
        // Keys are text and numbers are finite, so only running out of memory can fail here.
        let mut message = serde_json::to_value(self).unwrap_or_default();
        message["makespan"] = json!(VERSION);
        message.to_string()
    }
}

impl From<Refusal> for Outgoing {
    fn from(refusal: Refusal) -> Self {
        let (id, kind) = (refusal.id(), refusal.kind().to_owned());
        Self::Error { id, kind, message: refusal.to_string() }
    }
}

/// The JSON that tells hosts of many kinds of embeds how high this one is, in pixels.
pub fn height_for_hosts(height: u32) -> String {
    json!({ "context": "iframe.resize", "height": height }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_written_as_the_readme_says() {
        let id = json!(7);
        let cases = [
            (
                Outgoing::Progress { id: id.clone(), done: 3, total: 100 },
                json!({ "makespan": 1, "type": "progress", "id": 7, "done": 3, "total": 100 }),
            ),
            (
                Outgoing::PythonResult { id: id.clone(), exit_code: 3, elapsed_ms: 1.5 },
                json!({ "makespan": 1, "type": "python-result", "id": 7, "exitCode": 3,
                        "elapsedMs": 1.5 }),
            ),
            (
                Outgoing::from(Refusal::Busy(id)),
                json!({ "makespan": 1, "type": "error", "id": 7, "kind": "busy",
                        "message": "Something is running; stop it first, or wait." }),
            ),
            (
                Outgoing::Resize { height: 400 },
                json!({ "makespan": 1, "type": "resize", "height": 400 }),
            ),
        ];
        for (message, written) in cases {
            assert_eq!(serde_json::from_str::<Value>(&message.json()).unwrap(), written);
        }
    }
}
