//! A bounded queue between two threads or two processes, and who waits for whom.

use super::sharing;
use super::threads::Threads;
use crate::engine::clock;
use crate::engine::ground::{WorkerGround, stopped};
use crate::engine::interruption::Interruption;
use crate::experiment::Observation;
use crate::experiment::bounded::{Between, ITEMS, MOST_MS, MOST_ROOM, Passage, Plan, Queue, Side};
use crate::experiment::depth::Queued;
use crate::experiment::kept::Kept;
use crate::experiment::memory::{Call, Part};
use crate::lane::Ground;
use crate::protocol::ToChild;
use futures_channel::mpsc::unbounded;
use futures_util::StreamExt;
use futures_util::future::{Either, join, select, try_join};
use std::cell::RefCell;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Lets items go through a queue.
///
/// # Errors
/// When threads or processes do not come up or do not come back, or are stopped.
pub async fn observe(asked: Plan) -> Result<Observation, Interruption> {
    let plan = Plan {
        room: asked.room.clamp(1, MOST_ROOM),
        produce_ms: asked.produce_ms.min(MOST_MS),
        consume_ms: asked.consume_ms.min(MOST_MS),
        between: asked.between,
    };
    let passages = match plan.between {
        Between::Threads => between_threads(plan).await?,
        Between::Processes => between_processes(plan).await?,
    };
    Ok(Observation::Queueing(Queued { plan, passages }))
}

async fn between_threads(plan: Plan) -> Result<Vec<Passage>, Interruption> {
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
    Ok(std::mem::take(&mut *passages.lock().unwrap_or_else(PoisonError::into_inner)))
}

/// The queue is kept here, and both processes ask for it: all times are of this process's clock.
async fn between_processes(plan: Plan) -> Result<Vec<Passage>, Interruption> {
    let children = sharing::start(2).await?;
    let (kept, began) = (RefCell::new(Kept::new(plan.room)), clock::now());
    let serve = async |place: usize, part: Part| {
        let (sender, mut calls) = unbounded();
        let serving = async {
            while let Some((call, item, asked_ms)) = calls.next().await {
                let side = if call == Call::Push { Side::Producer } else { Side::Consumer };
                kept.borrow_mut().ask(side, item, asked_ms - began);
                let next = || kept.borrow_mut().next(clock::now() - began);
                for (side, value) in std::iter::from_fn(next) {
                    children[side as usize].post(&ToChild::Reply { value }, &[]);
                }
            }
        };
        let playing = children[place].play(place as u32 + 1, part, &[], sender);
        join(playing, serving).await.0.map(drop)
    };
    sharing::attended(async {
        let (put, take) = (Part::Put { ms: plan.produce_ms }, Part::Take { ms: plan.consume_ms });
        try_join(serve(0, put), serve(1, take)).await.map(drop)
    })
    .await?;
    Ok(kept.into_inner().passages)
}

/// Waits, as for a disk or a network.
fn take_time(ms: u32) {
    WorkerGround.sleep(Duration::from_millis(u64::from(ms)));
}
