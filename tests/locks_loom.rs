//! Two locks in two orders, in every interleaving: when a deadlock is possible, and that it ends.
//!
//! Built only with `RUSTFLAGS="--cfg loom"`. The threads do not wait for each other half-way, because
//! every order of their steps is tried anyway; loom reports a deadlock when nobody can move.
#![cfg(loom)]

use loom::sync::Arc;
use loom::thread;
use makespan::experiment::deadlock::{Pair, Standing, What};
use std::time::Duration;

/// Both locks, the first one first.
const UP: [u8; 2] = [0, 1];

/// Both locks, the second one first.
const DOWN: [u8; 2] = [1, 0];

/// Two threads take both locks, each in its order, in every interleaving. Somebody looks on meanwhile
/// where that is asked for, and calls it off. Whether a deadlock was ever seen.
fn explore(orders: [[u8; 2]; 2], looked_at: bool) -> bool {
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let found = seen.clone();
    let mut model = loom::model::Builder::new();
    // A third thread that acts multiplies the interleavings: all of them would take hours.
    model.preemption_bound = looked_at.then_some(3);
    model.check(move || {
        let pair = Arc::new(Pair::new(Duration::ZERO));
        let threads = [0u8, 1].map(|number| {
            let pair = Arc::clone(&pair);
            thread::spawn(move || {
                let mut taken = 0;
                pair.take_both(number, orders[usize::from(number)], |what, _| {
                    taken += usize::from(what == What::Takes);
                });
                taken
            })
        });
        if looked_at {
            found.fetch_or(pair.standing().is_deadlock(), std::sync::atomic::Ordering::Relaxed);
            pair.call_off();
        }
        let taken = threads.map(|thread| thread.join().unwrap());
        assert!(looked_at || taken == [2, 2], "{taken:?}");
        assert_eq!(pair.standing(), Standing::default(), "a lock is still held");
    });
    seen.load(std::sync::atomic::Ordering::Relaxed)
}

#[test]
fn one_order_never_ends_in_a_deadlock() {
    explore([UP, UP], false);
}

#[test]
fn two_orders_can_end_in_a_deadlock_and_always_come_back_when_it_is_called_off() {
    assert!(explore([UP, DOWN], true));
}
