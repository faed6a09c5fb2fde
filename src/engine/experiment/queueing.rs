//! A bounded queue between two threads, and who waits for whom.

use super::threads::Threads;
use crate::engine::clock;
use crate::engine::ground::{WorkerGround, stopped};
use crate::engine::interruption::Interruption;
use crate::experiment::Observation;
use crate::experiment::bounded::{ITEMS, MOST_MS, MOST_ROOM, Passage, Plan, Queue, Side};
use crate::experiment::depth::Queued;
use crate::lane::Ground;
use futures_util::future::{Either, select};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Lets items go through a queue.
///
/// # Errors
/// When the threads do not come up or do not come back, or are stopped.
pub async fn observe(asked: Plan) -> Result<Observation, Interruption> {
    let plan = Plan {
        room: asked.room.clamp(1, MOST_ROOM),
        produce_ms: asked.produce_ms.min(MOST_MS),
        consume_ms: asked.consume_ms.min(MOST_MS),
    };
    let pool = Threads::start(2).await?;
    let queue = Arc::new(Queue::new(plan.room));
    let passages = Arc::new(Mutex::new(Vec::with_capacity(2 * ITEMS as usize)));
    let (shared, noted) = (queue.clone(), passages.clone());
    let began = clock::origin() + clock::now();
    let act = move |thread| {
        let side = if thread == 0 { Side::Producer } else { Side::Consumer };
        for item in 0..ITEMS {
            if side == Side::Producer {
                take_time(plan.produce_ms);
            }
            let now = || clock::origin() + clock::now() - began;
            let asked_ms = now();
            // Noted while the queue is locked, so that the order is that of the queue.
            let note = |depth| {
                let passage = Passage { side, asked_ms, done_ms: now(), depth };
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(passage);
            };
            match side {
                Side::Producer => shared.put(item, note),
                Side::Consumer => drop(shared.get(note)),
            }
            if side == Side::Consumer {
                take_time(plan.consume_ms);
            }
        }
    };
    let moved = pool.each(2, Box::new(act));
    match select(pin!(moved), pin!(stopped())).await {
        Either::Left((moved, _)) => moved?,
        Either::Right(((), moved)) => {
            queue.close();
            moved.await?;
        }
    }
    let passages = std::mem::take(&mut *passages.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Observation::Queueing(Queued { plan, passages }))
}

/// Waits, as for a disk or a network.
fn take_time(ms: u32) {
    WorkerGround.sleep(Duration::from_millis(u64::from(ms)));
}
