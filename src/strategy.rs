//! How a workload is spread out: every strategy is a shape.

use serde::{Deserialize, Serialize};

/// How many processes run, how many threads each of them has, and what those threads share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shape {
    /// Whether processes are started for the work; otherwise the main process does it itself.
    pub children: bool,
    /// Processes, each with a memory of its own; at least 1.
    pub processes: u32,
    /// Threads in each process, sharing its memory; at least 1.
    pub threads: u32,
    /// Whether the threads of a process share one interpreter lock.
    pub locked: bool,
}

impl Shape {
    /// How many lanes compute side by side.
    pub fn lanes(self) -> u32 {
        self.processes * self.threads
    }

    /// Whether this shape needs memory that several threads share.
    pub fn needs_shared_memory(self) -> bool {
        self.threads > 1
    }
}

/// How many workers the visitor asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workers {
    /// Threads of the thread strategies, processes of the process strategy; 1 to 64.
    pub workers: u32,
    /// Processes of the combined strategy; 1 to 64.
    pub processes: u32,
    /// Threads in each process of the combined strategy; 1 to 64.
    pub threads: u32,
}

/// The five ways the same work can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strategy {
    /// One process, one thread: the baseline of every speed-up.
    Sequential,
    /// Threads that take turns under one lock, like Python's.
    ThreadsGil,
    /// Threads that share one memory.
    Threads,
    /// Processes with a memory each.
    Processes,
    /// A few processes with a few threads each.
    ProcessesThreads,
}

impl Strategy {
    /// Every strategy, in the order the page shows them.
    pub const ALL: [Self; 5] = [
        Self::Sequential,
        Self::ThreadsGil,
        Self::Threads,
        Self::Processes,
        Self::ProcessesThreads,
    ];

    /// The stable name used in links, in the DOM and in result files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::ThreadsGil => "threads-gil",
            Self::Threads => "threads",
            Self::Processes => "processes",
            Self::ProcessesThreads => "processes-threads",
        }
    }

    /// The name shown in the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Sequential => "Sequential",
            Self::ThreadsGil => "Threads with a GIL",
            Self::Threads => "Threads",
            Self::Processes => "Processes",
            Self::ProcessesThreads => "Processes × threads",
        }
    }

    /// The strategy with this stable name.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.id() == id)
    }

    /// The shape this strategy takes with the workers the visitor asked for.
    pub fn shape(self, workers: Workers) -> Shape {
        let (processes, threads) = match self {
            Self::Sequential => (1, 1),
            Self::ThreadsGil | Self::Threads => (1, workers.workers),
            Self::Processes => (workers.workers, 1),
            Self::ProcessesThreads => (workers.processes, workers.threads),
        };
        Shape {
            children: matches!(self, Self::Processes | Self::ProcessesThreads),
            processes,
            threads,
            locked: self == Self::ThreadsGil,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_strategy_is_found_by_its_id() {
        for strategy in Strategy::ALL {
            assert_eq!(Strategy::find(strategy.id()), Some(strategy));
        }
        assert_eq!(Strategy::find("fibers"), None);
    }

    #[test]
    fn shapes_say_what_own_memory_and_shared_memory_mean() {
        let workers = Workers { workers: 4, processes: 2, threads: 3 };
        let lanes = Strategy::ALL.map(|strategy| strategy.shape(workers).lanes());
        assert_eq!(lanes, [1, 4, 4, 4, 6]);
        assert!(!Strategy::Processes.shape(workers).needs_shared_memory());
        assert!(Strategy::ThreadsGil.shape(workers).locked);
        let alone = Workers { workers: 1, processes: 1, threads: 1 };
        assert!(Strategy::Processes.shape(alone).children, "one process is still another process");
    }
}
