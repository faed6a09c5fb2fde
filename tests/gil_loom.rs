//! The interpreter lock in every interleaving of a few steps: no lost wake-up, no two holders.
//!
//! Built only with `RUSTFLAGS="--cfg loom"`. The switch interval is zero, so lanes ask at once and
//! sleep without a deadline: a wake-up that got lost is a deadlock here, which loom reports.
#![cfg(loom)]

use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use loom::thread;
use makespan::gil::Gil;
use std::time::Duration;

struct Process {
    gil: Gil,
    inside: AtomicBool,
    total: AtomicU32,
}

impl Process {
    /// Computes a chunk: fails when another lane is inside, or its result is not seen.
    fn compute(&self) {
        assert!(!self.inside.swap(true, Ordering::Relaxed), "two lanes hold the lock");
        self.total.store(self.total.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.inside.store(false, Ordering::Relaxed);
    }

    fn checkpoint(&self) {
        if self.gil.is_requested() {
            self.gil.hand_over();
        }
    }
}

/// Tries all interleavings of `lanes`, or those with at most so many `preemptions`.
fn explore(lanes: &'static [fn(&Process)], preemptions: Option<usize>, total: u32) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = preemptions;
    model.check(move || {
        let process = Arc::new(Process {
            gil: Gil::new(Duration::ZERO),
            inside: AtomicBool::new(false),
            total: AtomicU32::new(0),
        });
        let others: Vec<_> = lanes[1..]
            .iter()
            .map(|lane| {
                let process = Arc::clone(&process);
                thread::spawn(move || lane(&process))
            })
            .collect();
        lanes[0](&process);
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(process.total.load(Ordering::Relaxed), total);
    });
}

/// Two chunks with a checkpoint after each.
fn computes(process: &Process) {
    process.gil.acquire();
    for _ in 0..2 {
        process.compute();
        process.checkpoint();
    }
    process.gil.release();
}

/// One chunk, a wait, another chunk.
fn waits(process: &Process) {
    for _ in 0..2 {
        process.gil.acquire();
        process.compute();
        process.gil.release();
    }
}

/// Hands over whether asked or not.
fn hands_over(process: &Process) {
    process.gil.acquire();
    process.compute();
    process.gil.hand_over();
    process.compute();
    process.gil.release();
}

#[test]
fn two_lanes_compute() {
    explore(&[computes, computes], None, 4);
}

#[test]
fn a_lane_computes_while_one_waits() {
    explore(&[computes, waits], None, 4);
}

#[test]
fn two_lanes_hand_over_to_each_other() {
    explore(&[hands_over, hands_over], None, 4);
}

#[test]
fn three_lanes_compute_wait_and_hand_over() {
    explore(&[computes, waits, hands_over], Some(3), 6);
}
