//! What can go wrong: a closed list of kinds, each with one sentence and one thing to do about it.

use crate::strategy::Strategy;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a run ended without a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Failure {
    /// The engine's files could not be loaded.
    EngineLoad {
        /// What the browser said.
        cause: String,
    },
    /// The page and the engine come from different builds.
    EngineOutdated {
        /// The build the page belongs to.
        page: String,
        /// The build the engine belongs to.
        engine: String,
    },
    /// A process did not come up.
    ProcessStart {
        /// Which process.
        process: ProcessName,
        /// What the browser said, or that the deadline passed.
        cause: String,
    },
    /// The threads of a process did not come up.
    PoolStart {
        /// Which process.
        process: ProcessName,
        /// How many threads were asked for.
        threads: u32,
        /// What the browser said, or that the deadline passed.
        cause: String,
    },
    /// A process panicked or trapped.
    Panicked {
        /// Which process.
        process: ProcessName,
        /// The message of the panic.
        cause: String,
    },
    /// A process made no progress until the deadline.
    Stalled {
        /// Which process.
        process: ProcessName,
        /// The deadline.
        seconds: u32,
    },
    /// Two strategies gave different answers.
    AnswersDiffer {
        /// The strategy whose answer differs from the first one's.
        strategy: Strategy,
        /// The first answer.
        expected: u64,
        /// The different answer.
        got: u64,
    },
    /// A message could not be read.
    BadMessage {
        /// Which process sent or got it.
        process: ProcessName,
    },
}

/// Names a process the way the visitor sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProcessName {
    /// The process that plays the parent.
    Main,
    /// One of its children: `number` from 1 of `of`.
    Child {
        /// Counted from 1.
        number: u32,
        /// How many there are.
        of: u32,
    },
}

impl fmt::Display for ProcessName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main => write!(f, "the main process"),
            Self::Child { number, of } => write!(f, "process {number} of {of}"),
        }
    }
}

impl Failure {
    /// The stable name of the kind, for `data-notice` and messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::EngineLoad { .. } => "engine-load",
            Self::EngineOutdated { .. } => "engine-outdated",
            Self::ProcessStart { .. } => "process-start",
            Self::PoolStart { .. } => "pool-start",
            Self::Panicked { .. } => "panic",
            Self::Stalled { .. } => "stalled",
            Self::AnswersDiffer { .. } => "answers-differ",
            Self::BadMessage { .. } => "bad-message",
        }
    }

    /// One thing the visitor can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::EngineLoad { .. } => "Check the connection, then press Run again.",
            Self::EngineOutdated { .. } => "Reload the page to get matching files.",
            Self::ProcessStart { .. } | Self::PoolStart { .. } => {
                "Press Run again, or ask for fewer workers."
            }
            Self::Panicked { .. } | Self::BadMessage { .. } => {
                "Everything it held was thrown away; press Run again."
            }
            Self::Stalled { .. } => "Press Run again, or choose a smaller size.",
            Self::AnswersDiffer { .. } => {
                "Do not trust this run; press Run again, and report it if it happens twice."
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EngineLoad { cause } => {
                write!(f, "The engine could not be loaded: {}.", clause(cause))
            }
            Self::EngineOutdated { page, engine } => {
                write!(f, "The page is build {page} but the engine is build {engine}.")
            }
            Self::ProcessStart { process, cause } => {
                write!(f, "Could not start {process}: {}.", clause(cause))
            }
            Self::PoolStart { process, threads, cause } => {
                write!(f, "Could not start {threads} threads in {process}: {}.", clause(cause))
            }
            Self::Panicked { process, cause } => write!(f, "Lost {process}: {}.", clause(cause)),
            Self::Stalled { process, seconds } => {
                write!(f, "Gave up on {process}: no progress for {seconds} seconds.")
            }
            Self::AnswersDiffer { strategy, expected, got } => write!(
                f,
                "{} answered {got:016x} where {expected:016x} was expected.",
                strategy.title()
            ),
            Self::BadMessage { process } => write!(f, "A message of {process} made no sense."),
        }
    }
}

/// What a browser says, without the full stop that it may or may not end with.
fn clause(cause: &str) -> &str {
    cause.trim_end().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_with_one_full_stop() {
        let process = ProcessName::Child { number: 2, of: 4 };
        for cause in ["it is gone", "it is gone.", "it is gone. "] {
            let failure = Failure::Panicked { process, cause: cause.to_owned() };
            assert_eq!(failure.to_string(), "Lost process 2 of 4: it is gone.");
        }
    }

    #[test]
    fn whoever_gave_another_answer_is_named() {
        let strategy = Strategy::Threads;
        let failure = Failure::AnswersDiffer { strategy, expected: 1, got: 255 };
        let sentence = "Threads answered 00000000000000ff where 0000000000000001 was expected.";
        assert_eq!(failure.to_string(), sentence);
    }
}
