//! The interpreter lock: lets one thread of a process compute at a time, the way CPython does.
//!
//! # How it works
//!
//! 1. A lane computes only while it holds the lock ([`Gil::acquire`]) and gives it up whenever it
//!    waits for something else ([`Gil::release`]).
//! 2. A lane that finds the lock held sleeps for the switch interval. If nobody else took the lock
//!    meanwhile, it raises a request. A switch in between starts a new interval, so every holder
//!    gets about one interval to itself.
//! 3. The holder looks for a request at each of its checkpoints ([`Gil::is_requested`], one load)
//!    and then hands the lock over ([`Gil::hand_over`]): it lets go and sleeps until another lane
//!    has really taken the lock, because a lane that is awake would win it back before a sleeping
//!    one gets to run. Then it queues up like everybody else.
//! 4. Whoever takes the lock withdraws the request: it was meant for the holder before.
//! 5. Letting go wakes one sleeper. If the lock is taken again before that sleeper runs, it raises
//!    a request at once instead of starting over, or a lane with many short waits could keep the
//!    others out for ever. (CPython leaves that to the operating system.)
//!
//! Nothing here reads a clock: `Instant` does not exist in a browser's workers.

use crate::sync::{AtomicBool, Condvar, Mutex, MutexGuard, Ordering};
use std::sync::PoisonError;
use std::time::Duration;

/// How long a lane waits before it asks the holder to let go: CPython's default,
/// `sys.getswitchinterval()`.
pub const SWITCH_INTERVAL: Duration = Duration::from_millis(5);

/// A lock that lanes take in turns.
#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    requested: AtomicBool,
    turn: Mutex<Turn>,
    /// The lock was let go: for lanes that want it.
    freed: Condvar,
    /// The lock was taken: for lanes that handed it over.
    taken: Condvar,
}

/// Who has the lock and who wants it.
#[derive(Debug, Default)]
struct Turn {
    held: bool,
    /// How often the lock was taken so far; wraps. Only ever compared for being the same.
    takes: u32,
    /// Lanes asleep until the lock is free.
    waiting: u32,
    /// Lanes asleep until somebody has taken what they handed over.
    handing: u32,
}

impl Gil {
    /// A free lock. With a `switch_interval` of zero a lane asks as soon as it has to wait.
    pub fn new(switch_interval: Duration) -> Self {
        Self {
            interval: switch_interval,
            requested: AtomicBool::new(false),
            turn: Mutex::new(Turn::default()),
            freed: Condvar::new(),
            taken: Condvar::new(),
        }
    }

    /// Blocks until this lane holds the lock; it must not hold it already.
    pub fn acquire(&self) {
        self.take(self.turn());
    }

    /// Gives the lock up and wakes a lane that wants it; this lane must hold it.
    pub fn release(&self) {
        let mut turn = self.turn();
        turn.held = false;
        let wanted = turn.waiting > 0;
        drop(turn);
        if wanted {
            self.freed.notify_one();
        }
    }

    /// Whether another lane has waited long enough to be let in.
    pub fn is_requested(&self) -> bool {
        // A hint that publishes nothing: whoever acts on it takes the mutex first.
        self.requested.load(Ordering::Relaxed)
    }

    /// Lets another lane have the lock and takes it again after that one; keeps it when nobody
    /// waits. This lane must hold the lock.
    pub fn hand_over(&self) {
        let mut turn = self.turn();
        if turn.waiting == 0 {
            self.requested.store(false, Ordering::Relaxed);
            return;
        }
        let takes = turn.takes;
        turn.held = false;
        turn.handing += 1;
        self.freed.notify_one();
        while turn.takes == takes {
            turn = self.taken.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        turn.handing -= 1;
        self.take(turn);
    }

    fn take(&self, mut turn: MutexGuard<'_, Turn>) {
        if turn.held {
            turn.waiting += 1;
            turn = self.wait_until_free(turn);
            turn.waiting -= 1;
        }
        turn.held = true;
        turn.takes = turn.takes.wrapping_add(1);
        // Lanes that ask at once have done so already and must not be forgotten.
        let still_wanted = self.interval.is_zero() && turn.waiting > 0;
        self.requested.store(still_wanted, Ordering::Relaxed);
        if turn.handing > 0 {
            self.taken.notify_all();
        }
    }

    fn wait_until_free<'a>(&self, mut turn: MutexGuard<'a, Turn>) -> MutexGuard<'a, Turn> {
        while turn.held {
            turn = if self.interval.is_zero() {
                self.requested.store(true, Ordering::Relaxed);
                self.freed.wait(turn).unwrap_or_else(PoisonError::into_inner)
            } else {
                self.wait_and_request(turn)
            };
        }
        turn
    }

    fn wait_and_request<'a>(&self, turn: MutexGuard<'a, Turn>) -> MutexGuard<'a, Turn> {
        let takes = turn.takes;
        let (turn, outcome) =
            self.freed.wait_timeout(turn, self.interval).unwrap_or_else(PoisonError::into_inner);
        let overtaken = !outcome.timed_out();
        if turn.held && (overtaken || turn.takes == takes) {
            self.requested.store(true, Ordering::Relaxed);
        }
        turn
    }

    /// A panic elsewhere cannot leave a turn half changed, so a poisoned mutex is as good as new.
    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
