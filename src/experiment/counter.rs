//! A counter in memory that threads share, counted up in three ways, of which one loses updates.

use crate::stats::{Summary, summary};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

/// How often each thread counts the counter up.
pub const INCREMENTS: u32 = 1_000_000;

/// How often each way of counting is tried.
pub const ROUNDS: u32 = 5;

/// A thread looks up from counting after so many increments.
pub const CHUNK: u32 = 1_000;

/// How the counter is counted up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// A load, and then a store of one more: two steps, and nothing protects what lies between.
    Bare,
    /// The same two steps under a lock.
    Lock,
    /// One step that cannot be divided.
    Add,
}

impl Way {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Bare, Self::Lock, Self::Add];

    /// Its name in the page.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Lock => "lock",
            Self::Add => "add",
        }
    }

    /// What a visitor calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Bare => "Load, then store",
            Self::Lock => "The same under a lock",
            Self::Add => "Atomic add",
        }
    }
}

/// A counter that threads share.
#[derive(Debug, Default)]
pub struct Counter {
    value: AtomicU32,
    lock: Mutex<()>,
}

impl Counter {
    /// Counts up so many times.
    // Called again and again, so that the browser replaces it by its optimised version.
    #[inline(never)]
    pub fn count(&self, way: Way, times: u32) {
        match way {
            Way::Bare => (0..times).for_each(|_| self.load_then_store()),
            Way::Lock => (0..times).for_each(|_| {
                let _held = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
                self.load_then_store();
            }),
            Way::Add => (0..times).for_each(|_| {
                self.value.fetch_add(1, Ordering::SeqCst);
            }),
        }
    }

    fn load_then_store(&self) {
        let value = self.value.load(Ordering::SeqCst);
        self.value.store(value.wrapping_add(1), Ordering::SeqCst);
    }

    /// What it shows.
    pub fn total(&self) -> u32 {
        self.value.load(Ordering::SeqCst)
    }
}

/// What came of one run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// How it was counted.
    pub way: Way,
    /// What the counter showed at the end.
    pub total: u32,
    /// What it should show: increments of all threads together.
    pub expected: u32,
    /// How long the slowest thread counted, in milliseconds.
    pub ms: f64,
}

impl Counted {
    /// How many updates were lost.
    pub fn lost(&self) -> u32 {
        self.expected.saturating_sub(self.total)
    }

    /// What one increment took, in nanoseconds: elapsed time over the increments of all threads.
    pub fn ns_each(&self) -> f64 {
        self.ms * 1e6 / f64::from(self.expected.max(1))
    }
}

/// What one increment costs in one way, in nanoseconds; none before it was tried.
pub fn price(counted: &[Counted], way: Way) -> Option<Summary> {
    let each: Vec<_> = counted.iter().filter(|it| it.way == way).map(Counted::ns_each).collect();
    summary(&each)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::gate::Gate;
    use std::thread;

    fn count(way: Way, threads: u32, times: u32) -> u32 {
        let (counter, gate) = (Counter::default(), Gate::new(threads));
        thread::scope(|scope| {
            for thread in 0..threads {
                let (counter, gate) = (&counter, &gate);
                scope.spawn(move || {
                    gate.pass(thread, || false);
                    counter.count(way, times);
                });
            }
        });
        counter.total()
    }

    #[test]
    fn a_lock_and_an_atomic_add_lose_nothing() {
        assert_eq!(count(Way::Lock, 4, 20_000), 80_000);
        assert_eq!(count(Way::Add, 4, 20_000), 80_000);
    }

    #[test]
    fn bare_steps_never_count_too_much_and_one_thread_loses_nothing() {
        assert_eq!(count(Way::Bare, 1, 20_000), 20_000);
        let total = count(Way::Bare, 4, 20_000);
        assert!((2..=80_000).contains(&total), "{total}");
    }

    #[test]
    fn a_price_is_time_over_all_increments() {
        let run = |way, ms| Counted { way, total: 900, expected: 1_000, ms };
        let counted = [run(Way::Bare, 0.001), run(Way::Add, 0.004), run(Way::Add, 0.006)];
        assert_eq!(counted[0].lost(), 100);
        assert!(price(&counted, Way::Add).is_some_and(|it| (it.median - 5.0).abs() < 1e-9));
        assert_eq!(price(&counted, Way::Lock), None);
    }
}
