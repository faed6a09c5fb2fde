//! What the visitor should know about a run that still works: a closed list, one sentence each.

use crate::receipt::Millis;
use crate::strategy::Strategy;
use crate::unit;
use std::fmt;

/// Something worth knowing that stops nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A setting in the link is not allowed.
    BadSetting {
        /// The name in the query.
        parameter: String,
        /// What the link says, cut to a readable length.
        value: String,
        /// What counts instead.
        used: String,
    },
    /// The link names a setting that does not exist.
    UnknownSetting {
        /// The name in the query, cut to a readable length.
        parameter: String,
    },
    /// The link names a lesson that does not exist.
    UnknownLesson {
        /// What the link says, cut to a readable length.
        value: String,
    },
    /// The link gives a setting more than once.
    RepeatedSetting {
        /// The name in the query.
        parameter: String,
        /// The value that counts: the first one.
        used: String,
    },
    /// The link was made with a picture that no link can bring.
    NoPicture,
    /// The page is not cross-origin isolated, so threads cannot run.
    NotIsolated,
    /// The page is isolated, but the browser has no shared memory to offer.
    NoSharedMemory,
    /// The clock moves in steps so coarse that short samples mean little.
    CoarseClock {
        /// The smallest step seen.
        step_ms: Millis,
    },
    /// The same baseline, timed twice in each round, came out different.
    NoisyMachine {
        /// Lower end of the 95 % interval of second ÷ first.
        low: f64,
        /// Upper end of that interval.
        high: f64,
    },
    /// The page was in the background during some samples.
    HiddenTab {
        /// How many samples were thrown away.
        discarded: u32,
    },
    /// More lanes compute than there are cores.
    OverSubscribed {
        /// Lanes of the widest strategy chosen.
        lanes: u32,
        /// Cores the browser reports.
        cores: u32,
    },
    /// A terminated process may still keep a core busy, so the run starts later.
    Quarantine {
        /// How long the run waits.
        seconds: f64,
    },
    /// Samples are too short to be trusted.
    TooShort {
        /// The strategy with the shortest median.
        strategy: Strategy,
        /// That median.
        makespan_ms: Millis,
        /// The shortest makespan to trust.
        least_ms: Millis,
    },
}

impl Notice {
    /// The stable name of the kind, for `data-notice` and messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BadSetting { .. } | Self::UnknownLesson { .. } => "bad-setting",
            Self::UnknownSetting { .. } => "unknown-setting",
            Self::RepeatedSetting { .. } => "repeated-setting",
            Self::NoPicture => "no-picture",
            Self::NotIsolated => "not-isolated",
            Self::NoSharedMemory => "no-shared-memory",
            Self::CoarseClock { .. } => "coarse-clock",
            Self::NoisyMachine { .. } => "noisy-machine",
            Self::HiddenTab { .. } => "hidden-tab",
            Self::OverSubscribed { .. } => "over-subscribed",
            Self::Quarantine { .. } => "quarantine",
            Self::TooShort { .. } => "too-short",
        }
    }

    /// Whether it should interrupt: the figures on the screen cannot be trusted as they stand.
    pub fn is_alert(&self) -> bool {
        matches!(self, Self::NoisyMachine { .. } | Self::TooShort { .. })
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadSetting { parameter, value, used } => {
                write!(f, "The link sets {parameter} to “{value}”, which is not allowed; ")?;
                write!(f, "{used} is used instead.")
            }
            Self::UnknownSetting { parameter } => {
                write!(f, "The link sets “{parameter}”, which is no setting; it is ignored.")
            }
            Self::UnknownLesson { value } => write!(f, "There is no lesson “{value}”."),
            Self::RepeatedSetting { parameter, used } => {
                write!(f, "The link sets {parameter} more than once; the first, {used}, counts.")
            }
            Self::NoPicture => f.write_str(
                "This link was made with somebody’s own picture, which stays in their browser; the \
                 bundled one is used. Choose a picture of yours to see it here.",
            ),
            Self::NotIsolated | Self::NoSharedMemory => f.write_str(self.why_no_threads()),
            Self::CoarseClock { .. } | Self::NoisyMachine { .. } | Self::TooShort { .. } => {
                self.fmt_doubt(f)
            }
            Self::HiddenTab { discarded } => write!(
                f,
                "The page was in the background; {discarded} {} discarded.",
                if *discarded == 1 { "sample was" } else { "samples were" }
            ),
            Self::OverSubscribed { lanes, cores } => write!(
                f,
                "{lanes} lanes share {cores} reported {}, so they take turns and the page may stutter.",
                if *cores == 1 { "core" } else { "cores" }
            ),
            Self::Quarantine { seconds } => write!(
                f,
                "A process that was ended may still keep a core busy; the run starts in {} s.",
                unit::decimal(*seconds, 1)
            ),
        }
    }
}

impl Notice {
    fn why_no_threads(&self) -> &'static str {
        match self {
            Self::NoSharedMemory => {
                "Threads cannot run here: this browser offers no shared memory, although the page \
                 is isolated; another or a newer browser would help."
            }
            _ => {
                "Threads cannot run here: the page is not cross-origin isolated; opening it in a \
                 tab of its own, or serving it with the COOP and COEP headers, would help."
            }
        }
    }

    fn fmt_doubt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CoarseClock { step_ms } => write!(
                f,
                "This browser’s clock moves in steps of {}, so samples are made longer.",
                unit::show(*step_ms)
            ),
            Self::NoisyMachine { low, high } => write!(
                f,
                "Noisy machine: the same baseline timed twice differs by a factor of {} to {}; \
                 close other programs and run again.",
                unit::decimal(*low, 2),
                unit::decimal(*high, 2)
            ),
            Self::TooShort { strategy, makespan_ms, least_ms } => write!(
                f,
                "{} took {}, too short to be trusted; choose a size that takes {} or more.",
                strategy.title(),
                unit::show(*makespan_ms),
                unit::show(*least_ms)
            ),
            _ => Ok(()),
        }
    }
}
