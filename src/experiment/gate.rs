//! A gate at which threads wait for each other, so that all of them run when they begin.

use std::hint;
use std::sync::atomic::{AtomicU32, Ordering};

/// How often each thread has its turn before the gate opens.
const LAPS: u32 = 32;

/// Opens when as many threads as it is for have come and have passed a turn round among them many
/// times. Threads of which one sleeps take ages for that, so all of them run when it opens.
#[derive(Debug)]
pub struct Gate {
    threads: u32,
    turns: AtomicU32,
}

impl Gate {
    /// A gate for so many threads.
    pub fn new(threads: u32) -> Self {
        Self { threads, turns: AtomicU32::new(0) }
    }

    /// Waits, without sleeping, until the gate opens or this thread, one of 0 to the number of threads,
    /// `gives_up`. Each thread comes once.
    pub fn pass(&self, thread: u32, gives_up: impl Fn() -> bool) {
        let last = self.threads * LAPS;
        loop {
            let turns = self.turns.load(Ordering::SeqCst);
            if turns >= last || gives_up() {
                return;
            }
            if turns % self.threads == thread {
                self.turns.store(turns + 1, Ordering::SeqCst);
            } else {
                hint::spin_loop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn nobody_passes_before_all_have_come() {
        let (gate, begun) = (Gate::new(3), AtomicU32::new(0));
        thread::scope(|scope| {
            for thread in 0..3 {
                let (gate, begun) = (&gate, &begun);
                scope.spawn(move || {
                    begun.fetch_add(1, Ordering::SeqCst);
                    gate.pass(thread, || false);
                    assert_eq!(begun.load(Ordering::SeqCst), 3);
                });
            }
        });
    }

    #[test]
    fn whoever_gives_up_does_not_wait_for_ever() {
        Gate::new(2).pass(1, || true);
    }
}
