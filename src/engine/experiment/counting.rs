//! Threads that count one counter up, and what is lost by that.

use super::threads::Threads;
use crate::engine::clock;
use crate::engine::ground::SIGNALS;
use crate::engine::herald::Herald;
use crate::engine::interruption::Interruption;
use crate::experiment::Observation;
use crate::experiment::counter::{CHUNK, Counted, Counter, INCREMENTS, ROUNDS, Way};
use crate::experiment::gate::Gate;
use crate::experiment::interleaving::Recording;
use crate::experiment::ledger::{self, Ledger};
use crate::receipt::Millis;
use std::sync::{Arc, Mutex, PoisonError};

/// How often a short run is recorded in the hope of a lost update.
const TRIES: u32 = 200;

/// Nobody waits longer for the other threads to begin.
const GATE_MS: Millis = 2_000.0;

/// Counts in every way, in turns, after a first time that does not count: what runs first is slow.
///
/// # Errors
/// When the threads do not come up or do not come back, or are stopped.
pub async fn observe(threads: u32, herald: &Herald) -> Result<Observation, Interruption> {
    let pool = Threads::start(threads).await?;
    let mut counted = Vec::new();
    for round in 0..=ROUNDS {
        for (place, way) in Way::ALL.into_iter().enumerate() {
            let run = count(&pool, threads, way).await?;
            if round > 0 {
                counted.push(run);
            }
            let done = f64::from(round) + (place + 1) as f64 / Way::ALL.len() as f64;
            herald.reached(done / f64::from(ROUNDS + 1));
        }
    }
    Ok(Observation::Counting { counted, recording: record(&pool).await? })
}

async fn count(pool: &Threads, threads: u32, way: Way) -> Result<Counted, Interruption> {
    let counter = Arc::new(Counter::default());
    let slowest = Arc::new(Mutex::new(0.0));
    let (shared, taken, gate) = (counter.clone(), slowest.clone(), Gate::new(threads));
    let act = move |thread| {
        pass(&gate, thread);
        let began = clock::now();
        for _ in 0..INCREMENTS / CHUNK {
            if SIGNALS.is_stopped() {
                break;
            }
            shared.count(way, CHUNK);
        }
        let ms = clock::now() - began;
        let mut slowest = taken.lock().unwrap_or_else(PoisonError::into_inner);
        *slowest = f64::max(*slowest, ms);
    };
    pool.each(threads, Box::new(act)).await?;
    let ms = *slowest.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Counted { way, total: counter.total(), expected: INCREMENTS * threads, ms })
}

/// Passes a gate together with the other threads, or late and alone.
pub fn pass(gate: &Gate, thread: u32) {
    let began = clock::now();
    gate.pass(thread, || SIGNALS.is_stopped() || clock::now() - began > GATE_MS);
}

/// A short run in which an update was lost; none when none was lost in any.
async fn record(pool: &Threads) -> Result<Option<Recording>, Interruption> {
    for _ in 0..TRIES {
        let ledger = Arc::new(Ledger::default());
        let words = Arc::new(Mutex::new([vec![], vec![]]));
        let (shared, loaded, gate) = (ledger.clone(), words.clone(), Gate::new(2));
        let act = move |thread: u32| {
            pass(&gate, thread);
            let own = shared.count(thread, ledger::INCREMENTS);
            let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
            loaded[thread as usize] = own;
        };
        pool.each(2, Box::new(act)).await?;
        let last = ledger.last();
        if last.value < 2 * ledger::INCREMENTS {
            let words = words.lock().unwrap_or_else(PoisonError::into_inner);
            let loads = [0, 1].map(|thread: usize| {
                words[thread].iter().map(|word| ledger::read(*word)).collect()
            });
            return Ok(Some(Recording { loads, last }));
        }
    }
    Ok(None)
}
