//! Experiments: what the engine tries out for the live figures of the course, and what it observes.

pub mod bounded;
pub mod boxes;
pub mod counter;
pub mod cycle;
pub mod deadlock;
pub mod depth;
pub mod frames;
pub mod gate;
pub mod interleaving;
pub mod kept;
pub mod ledger;
pub mod memory;
pub mod replay;
pub mod toil;

use bounded::{Between, Plan};
use counter::Counted;
use deadlock::{Event, Standing};
use depth::Queued;
use interleaving::Recording;
use memory::{Shared, Sharing};
use serde::{Deserialize, Serialize};

/// What can be tried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Experiment {
    /// Threads count one counter up: with nothing that protects it, under a lock, by atomic adds.
    Counting {
        /// How many threads count; at least 2.
        threads: u32,
    },
    /// Two threads take two locks.
    Locking {
        /// Whether both take them in the same order.
        same_order: bool,
    },
    /// Threads or processes append to a list, or send what belongs on it.
    Sharing(Sharing),
    /// Items go through a queue with room for so many.
    Queueing(Plan),
    /// A worker computes, while somebody watches what that does to the page.
    Toiling {
        /// How many chunks of [`toil::chunk`].
        chunks: u32,
    },
}

/// What was observed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Observation {
    /// See [`Experiment::Counting`].
    Counting {
        /// Every timed run, in the order in which they were made.
        counted: Vec<Counted>,
        /// A short run of two threads in which an update was lost; none when none was lost in any.
        recording: Option<Recording>,
    },
    /// See [`Experiment::Locking`].
    Locking(Locking),
    /// See [`Experiment::Sharing`].
    Sharing(Shared),
    /// See [`Experiment::Queueing`].
    Queueing(Queued),
    /// See [`Experiment::Toiling`].
    Toiling {
        /// How many chunks were computed.
        chunks: u32,
        /// How long that took, in milliseconds.
        took_ms: f64,
    },
}

/// What came of two threads that took two locks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Locking {
    /// Whether both took them in the same order.
    pub same_order: bool,
    /// Who held and who waited when they waited for each other; none when they did not.
    pub deadlock: Option<Standing>,
    /// How long that stood before the watchdog ended it, in milliseconds; none when it was not the
    /// watchdog that did.
    pub stood_ms: Option<f64>,
    /// What each thread did; empty until both are done.
    pub events: Vec<Event>,
}

impl Experiment {
    /// Its name in the page.
    pub fn id(self) -> &'static str {
        match self {
            Self::Counting { .. } => "lost-update",
            Self::Locking { .. } => "deadlock",
            Self::Sharing(sharing) => sharing.figure(),
            Self::Queueing(_) => "queue-depth",
            Self::Toiling { .. } => "freeze",
        }
    }

    /// Whether it takes threads that share a memory.
    pub fn needs_threads(self) -> bool {
        match self {
            Self::Counting { .. } | Self::Locking { .. } => true,
            Self::Queueing(plan) => plan.between == Between::Threads,
            Self::Sharing(sharing) => sharing == Sharing::Threads,
            Self::Toiling { .. } => false,
        }
    }
}

impl Observation {
    /// The same with its events in the order of time. For whoever looks at it: what observes it
    /// cannot afford to sort.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        match &mut self {
            Self::Locking(locking) => {
                locking.events.sort_by(|one, next| one.at_ms.total_cmp(&next.at_ms));
            }
            Self::Sharing(shared) => {
                shared.events.sort_by(|one, next| one.at_ms.total_cmp(&next.at_ms));
            }
            Self::Counting { .. } | Self::Queueing(_) | Self::Toiling { .. } => {}
        }
        self
    }

    /// The name of the experiment that it is of.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Counting { .. } => "lost-update",
            Self::Locking(_) => "deadlock",
            Self::Sharing(shared) => shared.sharing.figure(),
            Self::Queueing(_) => "queue-depth",
            Self::Toiling { .. } => "freeze",
        }
    }
}
