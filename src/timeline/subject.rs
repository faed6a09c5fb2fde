//! What a timeline is about: a sample of a race, or a Python program; and the words for each.

use crate::strategy::Strategy;
use crate::trace::Activity;

/// What a timeline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A sample of a race.
    Race {
        /// The strategy that ran.
        strategy: Strategy,
        /// Whether lanes belong to child processes, and not to the main process.
        children: bool,
    },
    /// A program of the Python lab.
    Program {
        /// The strategy that has the same shape, and with it the colour.
        like: Strategy,
    },
}

impl Subject {
    /// Whether it is a program.
    pub fn is_program(self) -> bool {
        matches!(self, Self::Program { .. })
    }

    /// The class in style sheets: it says which accent running has.
    pub fn class(self) -> &'static str {
        match self {
            Self::Race { strategy, .. } | Self::Program { like: strategy } => strategy.id(),
        }
    }

    /// What ran: a strategy, or Python.
    pub fn title(self) -> &'static str {
        match self {
            Self::Race { strategy, .. } => strategy.title(),
            Self::Program { .. } => "Python",
        }
    }

    /// What the interpreter lock is called.
    pub fn lock(self) -> &'static str {
        match self {
            Self::Race { .. } => "lock",
            Self::Program { .. } => "GIL",
        }
    }

    /// What can be seen, in the order of a legend.
    pub fn activities(self) -> &'static [Activity] {
        match self {
            Self::Race { .. } => &Activity::ALL,
            Self::Program { .. } => &[
                Activity::Start,
                Activity::Compute,
                Activity::Pause,
                Activity::Lock,
                Activity::Send,
                Activity::Receive,
            ],
        }
    }

    /// What a visitor reads of an activity: "computes", "waits for the GIL".
    pub fn does(self, activity: Activity) -> &'static str {
        match self {
            Self::Race { .. } => activity.title(),
            Self::Program { .. } => in_python(activity),
        }
    }
}

/// What a visitor reads of an activity of a Python program.
pub fn in_python(activity: Activity) -> &'static str {
    match activity {
        Activity::Start => "starts: an interpreter is made ready",
        Activity::Compute => "runs",
        Activity::Pause => "waits (sleep, lock, message)",
        Activity::Lock => "waits for the GIL",
        Activity::Send => "pickles",
        Activity::Receive => "unpickles",
        Activity::Merge | Activity::Join => activity.title(),
    }
}
