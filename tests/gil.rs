//! The interpreter lock under real threads.
#![cfg(not(loom))]

use makespan::gil::{Gil, SWITCH_INTERVAL};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// So long that a test which needs it to pass would not end.
const NEVER: Duration = Duration::from_secs(3600);

/// Fails instead of hanging when `body` does not end.
fn must_end(body: impl FnOnce() + Send + 'static) {
    let (running, ended) = mpsc::channel::<()>();
    let body = thread::spawn(move || {
        // Dropped at the end, and by a panic as well.
        let _running = running;
        body();
    });
    let outcome = ended.recv_timeout(Duration::from_secs(60));
    assert_eq!(outcome, Err(mpsc::RecvTimeoutError::Disconnected), "still waiting after a minute");
    assert!(body.join().is_ok(), "see the panic above");
}

/// Runs `lane` on `lanes` threads and waits for them all.
fn on_lanes(lanes: usize, lane: impl Fn(usize) + Sync) {
    let lane = &lane;
    thread::scope(|scope| {
        for index in 0..lanes {
            scope.spawn(move || lane(index));
        }
    });
}

fn compute(duration: Duration) {
    let started = Instant::now();
    while started.elapsed() < duration {
        std::hint::spin_loop();
    }
}

#[test]
fn one_lane_at_a_time() {
    must_end(|| {
        let gil = Gil::new(Duration::from_micros(50));
        let (inside, total) = (AtomicBool::new(false), AtomicU32::new(0));
        on_lanes(4, |_| {
            for round in 0..5_000 {
                gil.acquire();
                assert!(!inside.swap(true, Ordering::SeqCst));
                total.store(total.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
                assert!(inside.swap(false, Ordering::SeqCst));
                if round % 3 == 0 || gil.is_requested() {
                    gil.hand_over();
                }
                gil.release();
            }
        });
        assert_eq!(total.into_inner(), 20_000);
    });
}

#[test]
fn a_lane_alone_never_blocks() {
    must_end(|| {
        let gil = Gil::new(NEVER);
        for _ in 0..1_000 {
            gil.acquire();
            assert!(!gil.is_requested());
            gil.hand_over();
            gil.release();
        }
    });
}

#[test]
fn letting_go_wakes_a_lane_without_the_interval() {
    must_end(|| {
        let gil = Gil::new(NEVER);
        on_lanes(3, |_| {
            for _ in 0..10_000 {
                gil.acquire();
                gil.release();
            }
        });
    });
}

#[test]
fn a_request_is_raised_and_another_lane_really_runs() {
    must_end(|| {
        let gil = Gil::new(SWITCH_INTERVAL);
        let ran = AtomicBool::new(false);
        gil.acquire();
        thread::scope(|scope| {
            scope.spawn(|| {
                gil.acquire();
                ran.store(true, Ordering::SeqCst);
                gil.release();
            });
            while !gil.is_requested() {
                thread::yield_now();
            }
            assert!(!ran.load(Ordering::SeqCst));
            gil.hand_over();
            assert!(ran.load(Ordering::SeqCst));
            gil.release();
        });
    });
}

#[test]
fn lanes_wait_side_by_side() {
    must_end(|| {
        let gil = Gil::new(NEVER);
        // Opens only when all four lanes wait at the same time.
        let everyone = Barrier::new(4);
        on_lanes(4, |_| {
            for _ in 0..100 {
                gil.acquire();
                gil.release();
                everyone.wait();
            }
        });
    });
}

#[test]
fn short_waits_do_not_keep_a_computing_lane_out() {
    must_end(|| {
        let gil = Gil::new(SWITCH_INTERVAL);
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                gil.acquire();
                while !stop.load(Ordering::SeqCst) {
                    if gil.is_requested() {
                        gil.hand_over();
                    }
                    gil.release();
                    gil.acquire();
                }
                gil.release();
            });
            scope.spawn(|| {
                for _ in 0..50 {
                    gil.acquire();
                    gil.release();
                }
                stop.store(true, Ordering::SeqCst);
            });
        });
    });
}

#[test]
fn every_lane_gets_its_share() {
    for lanes in 2..=4 {
        let window = Duration::from_secs(2);
        let (chunks, switches) = race(lanes, window);
        let total: u32 = chunks.iter().sum();
        let least = f64::from(*chunks.iter().min().unwrap());
        let share = least / (f64::from(total) / lanes as f64);
        assert!(share >= 0.35, "{lanes} lanes: {chunks:?}, the least has {share:.2} of its share");
        // A holder keeps the lock for about an interval: hardly more switches than intervals.
        let intervals = window.as_secs_f64() / SWITCH_INTERVAL.as_secs_f64();
        assert!(f64::from(switches) < intervals * 1.25, "{lanes} lanes: {switches} switches");
        assert!(switches > 0);
    }
}

/// Lets lanes compute chunks of 0.1 ms; returns the chunks of each, and the switches.
fn race(lanes: usize, window: Duration) -> (Vec<u32>, u32) {
    let gil = Gil::new(SWITCH_INTERVAL);
    let chunks: Vec<AtomicU32> = (0..lanes).map(|_| AtomicU32::new(0)).collect();
    let switches = AtomicU32::new(0);
    let started = Instant::now();
    on_lanes(lanes, |lane| {
        gil.acquire();
        while started.elapsed() < window {
            compute(Duration::from_micros(100));
            chunks[lane].fetch_add(1, Ordering::Relaxed);
            if gil.is_requested() {
                switches.fetch_add(1, Ordering::Relaxed);
                gil.hand_over();
            }
        }
        gil.release();
    });
    (chunks.into_iter().map(AtomicU32::into_inner).collect(), switches.into_inner())
}
