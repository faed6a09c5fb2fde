//! Two locks and two threads that each need both: in two orders they can wait for each other for ever.

use crate::sync::{AtomicBool, AtomicU32, Condvar, Mutex, MutexGuard, Ordering};
use serde::{Deserialize, Serialize};
use std::sync::PoisonError;
use std::time::Duration;

/// How long a thread that holds its first lock waits for the other to hold one as well, before it
/// asks for its second: long enough that two orders always end in a deadlock.
pub const RENDEZVOUS: Duration = Duration::from_millis(100);

/// The names of the locks.
pub const NAMES: [&str; 2] = ["A", "B"];

/// What a thread has just done, with which lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// It wants the lock.
    Asks,
    /// It has got it.
    Takes,
    /// It has given it back.
    Releases,
    /// It was told to stop waiting for it.
    GivesUp,
}

/// Something that a thread did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in milliseconds since the experiment began.
    pub at_ms: f64,
    /// The thread, from 0.
    pub thread: u8,
    /// What it did.
    pub what: What,
    /// With which lock, from 0.
    pub lock: u8,
}

/// Who holds what, and who waits for what, at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The thread that holds each lock.
    pub holders: [Option<u8>; 2],
    /// The lock that each thread waits for.
    pub asks: [Option<u8>; 2],
}

impl Standing {
    /// Whether each thread waits for a lock that the other holds.
    pub fn is_deadlock(&self) -> bool {
        (0..2).all(|thread: u8| {
            let lock = self.asks[usize::from(thread)];
            lock.is_some_and(|lock| self.holders[usize::from(lock)] == Some(1 - thread))
        })
    }

    /// The standing after something has happened.
    #[must_use]
    pub fn after(mut self, event: &Event) -> Self {
        let (thread, lock) = (usize::from(event.thread), usize::from(event.lock));
        match event.what {
            What::Asks => self.asks[thread] = Some(event.lock),
            What::Takes => {
                self.asks[thread] = None;
                self.holders[lock] = Some(event.thread);
            }
            What::Releases => self.holders[lock] = None,
            What::GivesUp => self.asks[thread] = None,
        }
        self
    }
}

/// A lock that knows who holds it, and that one can be told to stop waiting for.
#[derive(Debug)]
struct Lock {
    holder: Mutex<Option<u8>>,
    freed: Condvar,
}

impl Lock {
    fn new() -> Self {
        Self { holder: Mutex::new(None), freed: Condvar::new() }
    }

    fn look(&self) -> MutexGuard<'_, Option<u8>> {
        self.holder.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Two locks, and what is known about the threads that want them.
#[derive(Debug)]
pub struct Pair {
    locks: [Lock; 2],
    /// What each thread waits for: a lock, counted from 1; 0 for none.
    asks: [AtomicU32; 2],
    is_called_off: AtomicBool,
    /// How many threads have come so far that they hold one lock.
    halfway: Mutex<u32>,
    met: Condvar,
    rendezvous: Duration,
}

impl Pair {
    /// Two free locks; a thread that holds one waits so long for the other thread to hold one as
    /// well: [`RENDEZVOUS`], or not at all.
    pub fn new(rendezvous: Duration) -> Self {
        Self {
            locks: [Lock::new(), Lock::new()],
            asks: [AtomicU32::new(0), AtomicU32::new(0)],
            is_called_off: AtomicBool::new(false),
            halfway: Mutex::new(0),
            met: Condvar::new(),
            rendezvous,
        }
    }

    /// A thread takes the locks in this order and gives them back; `note` is told each step.
    pub fn take_both(&self, thread: u8, order: [u8; 2], mut note: impl FnMut(What, u8)) {
        let [first, second] = order;
        if !self.take(thread, first, &mut note) {
            return;
        }
        self.meet();
        if self.take(thread, second, &mut note) {
            self.release(second, &mut note);
        }
        self.release(first, &mut note);
    }

    fn take(&self, thread: u8, lock: u8, note: &mut impl FnMut(What, u8)) -> bool {
        note(What::Asks, lock);
        let asks = &self.asks[usize::from(thread)];
        asks.store(u32::from(lock) + 1, Ordering::SeqCst);
        let place = &self.locks[usize::from(lock)];
        let mut holder = place.look();
        while holder.is_some() && !self.is_called_off.load(Ordering::SeqCst) {
            holder = place.freed.wait(holder).unwrap_or_else(PoisonError::into_inner);
        }
        let taken = holder.is_none();
        if taken {
            *holder = Some(thread);
        }
        drop(holder);
        asks.store(0, Ordering::SeqCst);
        note(if taken { What::Takes } else { What::GivesUp }, lock);
        taken
    }

    fn release(&self, lock: u8, note: &mut impl FnMut(What, u8)) {
        let place = &self.locks[usize::from(lock)];
        *place.look() = None;
        note(What::Releases, lock);
        place.freed.notify_one();
    }

    /// Waits until both threads hold a lock, but no longer than the time for that.
    fn meet(&self) {
        if self.rendezvous.is_zero() {
            return;
        }
        let mut halfway = self.halfway.lock().unwrap_or_else(PoisonError::into_inner);
        *halfway += 1;
        self.met.notify_all();
        while *halfway < 2 {
            // A clock would tell how long it has slept, but `Instant` does not exist in a browser.
            let woken = self.met.wait_timeout(halfway, self.rendezvous);
            let (after, waited) = woken.unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() {
                return;
            }
            halfway = after;
        }
    }

    /// Who holds and who waits now. Each part is true when it is looked at; while nobody moves, all
    /// of it is.
    pub fn standing(&self) -> Standing {
        let asks = |thread: usize| self.asks[thread].load(Ordering::SeqCst).checked_sub(1);
        Standing {
            holders: [0, 1].map(|lock: usize| *self.locks[lock].look()),
            asks: [0, 1].map(|thread| asks(thread).map(|lock| lock as u8)),
        }
    }

    /// Tells whoever waits for a lock to give up.
    pub fn call_off(&self) {
        self.is_called_off.store(true, Ordering::SeqCst);
        for lock in &self.locks {
            // Whoever has looked at the sign before it was raised sleeps by now.
            drop(lock.look());
            lock.freed.notify_all();
        }
    }
}

/// What happened, in words.
pub fn words(event: &Event) -> String {
    let (thread, lock) = (event.thread + 1, NAMES[usize::from(event.lock.min(1))]);
    let what = match event.what {
        What::Asks => "asks for",
        What::Takes => "takes",
        What::Releases => "gives back",
        What::GivesUp => "is made to give up waiting for",
    };
    format!("Thread {thread} {what} lock {lock}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;
    use std::time::Instant;

    /// Two threads in these orders; a watchdog calls off a deadlock. What happened, and whether it was
    /// one.
    fn run(orders: [[u8; 2]; 2]) -> (Vec<Event>, bool) {
        let (pair, began) = (Pair::new(RENDEZVOUS), Instant::now());
        let events = Mutex::new(vec![]);
        let deadlock = thread::scope(|scope| {
            let threads = [0u8, 1].map(|thread| {
                let (pair, events) = (&pair, &events);
                scope.spawn(move || {
                    pair.take_both(thread, orders[usize::from(thread)], |what, lock| {
                        let at_ms = began.elapsed().as_secs_f64() * 1e3;
                        let mut events = events.lock().expect("nobody panics");
                        events.push(Event { at_ms, thread, what, lock });
                    });
                })
            });
            while !threads.iter().all(|thread| thread.is_finished()) {
                if pair.standing().is_deadlock() {
                    pair.call_off();
                    return true;
                }
                thread::yield_now();
            }
            false
        });
        (events.into_inner().expect("nobody panics"), deadlock)
    }

    fn taken(events: &[Event]) -> usize {
        events.iter().filter(|event| event.what == What::Takes).count()
    }

    #[test]
    fn two_orders_always_end_in_a_deadlock_that_can_be_called_off() {
        for _ in 0..5 {
            let (events, deadlock) = run([[0, 1], [1, 0]]);
            assert!(deadlock, "{events:?}");
            assert!((2..=3).contains(&taken(&events)), "{events:?}");
            let end = events.iter().fold(Standing::default(), Standing::after);
            assert_eq!(end, Standing::default(), "{events:?}");
        }
    }

    #[test]
    fn one_order_never_does() {
        let (events, deadlock) = run([[0, 1], [0, 1]]);
        assert!(!deadlock);
        assert_eq!(taken(&events), 4);
        assert!(events.iter().all(|event| event.what != What::GivesUp));
    }

    #[test]
    fn only_a_cycle_is_a_deadlock() {
        let waits = Standing { holders: [Some(0), Some(0)], asks: [None, Some(1)] };
        assert!(!waits.is_deadlock());
        let cycle = Standing { holders: [Some(0), Some(1)], asks: [Some(1), Some(0)] };
        assert!(cycle.is_deadlock());
    }
}
