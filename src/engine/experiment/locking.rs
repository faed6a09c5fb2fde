//! Two threads that take two locks, and a watchdog that ends their deadlock.

use super::tell;
use super::threads::Threads;
use crate::engine::clock;
use crate::engine::deadline::timer;
use crate::engine::ground::{SIGNALS, stopped};
use crate::engine::herald::Herald;
use crate::engine::interruption::Interruption;
use crate::experiment::deadlock::{Event, Pair, RENDEZVOUS};
use crate::experiment::{Locking, Observation};
use crate::protocol::RunId;
use crate::receipt::Millis;
use futures_util::future::{Either, select};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

/// How often the watchdog looks, and how long it lets a deadlock stand.
const LOOK_MS: Millis = 20.0;
const PATIENCE_MS: Millis = 1_500.0;

/// Has two threads take two locks in the same order, or in two.
///
/// # Errors
/// When the threads do not come up or do not come back, or are stopped.
pub async fn observe(
    run: RunId,
    same_order: bool,
    herald: &Herald,
) -> Result<Observation, Interruption> {
    let pool = Threads::start(2).await?;
    let pair = Arc::new(Pair::new(RENDEZVOUS));
    let shared = pair.clone();
    let began = clock::origin() + clock::now();
    let events = Arc::new(Mutex::new(Vec::with_capacity(16)));
    let noted = events.clone();
    let act = move |thread| {
        let order = if same_order || thread == 0 { [0, 1] } else { [1, 0] };
        let thread = thread as u8;
        shared.take_both(thread, order, |what, lock| {
            let at_ms = clock::origin() + clock::now() - began;
            let event = Event { at_ms, thread, what, lock };
            noted.lock().unwrap_or_else(PoisonError::into_inner).push(event);
        });
    };
    let acted = pool.each(2, Box::new(act));
    let mut locking = Locking { same_order, ..Locking::default() };
    let show = |locking: &Locking| tell(run, &Observation::Locking(locking.clone()), herald);
    match select(pin!(acted), pin!(watch(&pair, &mut locking, show))).await {
        Either::Left((acted, _)) => acted?,
        Either::Right(((), acted)) => acted.await?,
    }
    locking.events = std::mem::take(&mut *events.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Observation::Locking(locking))
}

/// Looks whether the threads wait for each other; shows that, gives them time to prove that nothing
/// will change, and ends it. Also ends it when the visitor presses Stop.
async fn watch(pair: &Pair, locking: &mut Locking, show: impl Fn(&Locking)) {
    let mut since = None;
    while !SIGNALS.is_stopped() {
        select(pin!(timer(LOOK_MS)), pin!(stopped())).await;
        let standing = pair.standing();
        if !standing.is_deadlock() {
            continue;
        }
        let now = clock::now();
        let began = *since.get_or_insert(now);
        if locking.deadlock.is_none() {
            locking.deadlock = Some(standing);
            show(locking);
        }
        if now - began >= PATIENCE_MS {
            locking.stood_ms = Some(now - began);
            break;
        }
    }
    pair.call_off();
}
