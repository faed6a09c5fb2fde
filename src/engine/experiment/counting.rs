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
use std::sync::Arc;

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
    let (shared, gate) = (counter.clone(), Gate::new(threads));
    let times = pool.each(threads, move |thread| {
        pass(&gate, thread);
        let began = clock::now();
        for _ in 0..INCREMENTS / CHUNK {
            if SIGNALS.is_stopped() {
                break;
            }
            shared.count(way, CHUNK);
        }
        clock::now() - began
    });
    let ms = times.await?.into_iter().fold(0.0, f64::max);
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
        let (shared, gate) = (ledger.clone(), Gate::new(2));
        let words = pool.each(2, move |thread| {
            pass(&gate, thread);
            shared.count(thread, ledger::INCREMENTS)
        });
        let loads = words.await?.into_iter().map(|it| it.into_iter().map(ledger::read).collect());
        let last = ledger.last();
        if last.value < 2 * ledger::INCREMENTS
            && let Ok(loads) = loads.collect::<Vec<_>>().try_into()
        {
            return Ok(Some(Recording { loads, last }));
        }
    }
    Ok(None)
}
