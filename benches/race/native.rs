//! What this machine gives native threads: no browser can give its own threads more.

use crate::figure::{Figure, Goal};
use crate::{Effort, Outcome};
use makespan::lane::{Batch, Ground, Lane, Output, Signals};
use makespan::schedule::{Cursor, Schedule};
use makespan::stats;
use makespan::workload::{self, Workload};
use std::thread;
use std::time::{Duration, Instant};

/// Takes one core about as long as a sample in a browser.
const SIZE: u32 = 1_400_000;

/// Lanes, as in the races.
const LANES: u32 = 2;

struct Native(Instant);

impl Ground for Native {
    fn now(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1e3
    }

    fn sleep(&self, duration: Duration) {
        thread::sleep(duration);
    }

    fn fetch(&self, _file: &str) -> Option<Vec<u8>> {
        None
    }
}

/// Runs the lanes of the engine on native threads, one and two in turn.
///
/// # Errors
/// When nothing could be timed.
pub fn measure(effort: &Effort) -> Outcome<Vec<Figure>> {
    let workload = workload::find("primes").ok_or("primes are not listed")?;
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for round in 0..effort.rounds {
        one.push((round, timed(workload, 1)));
        two.push((round, timed(workload, LANES)));
    }
    let ratio = stats::speedup(&one, &two).ok_or("no native thread was timed")?;
    let name = format!("for comparison: native threads, primes on {LANES}");
    Ok(vec![Figure::ratio(name, ratio.ratio, ratio.ci95, Goal::None)])
}

fn timed(workload: &'static Workload, lanes: u32) -> f64 {
    let chunks = workload.chunks(SIZE);
    let cursor = Cursor::new(0..chunks.count(), lanes, Schedule::Dynamic);
    let batch = Batch {
        size: SIZE,
        chunks,
        items: chunks.items_of(0..chunks.count()),
        common: &[],
        own_start: 0,
        own: &[],
    };
    let (signals, ground) = (Signals::new(), Native(Instant::now()));
    let lane = Lane { workload, batch: &batch, gil: None, signals: &signals, ground: &ground };
    thread::scope(|scope| {
        for thread in 0..lanes {
            let (lane, cursor) = (&lane, &cursor);
            scope.spawn(move || {
                lane.run(&mut cursor.turn(thread), u32::MAX, &mut Output::default());
            });
        }
    });
    ground.now()
}
