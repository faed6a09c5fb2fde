//! One list, and threads or processes that append to it: as a child process plays its part.

use super::sharing::{Played, compute};
use crate::engine::{clock, port};
use crate::experiment::memory::{Call, Part, VALUES, What, value};
use crate::protocol::FromChild;
use crate::receipt::Millis;
use crate::trace;
use futures_channel::oneshot;
use std::cell::RefCell;
use std::rc::Rc;

/// Round trips that are timed: so many in a row, because the clock moves in steps, and how often.
const IN_A_ROW: u32 = 10;
const ROWS: u32 = 11;

/// Where the answer to a call is awaited.
#[derive(Clone, Default)]
pub struct Replies(Rc<RefCell<Option<oneshot::Sender<u32>>>>);

impl Replies {
    /// The parent has answered.
    pub fn answer(&self, value: u32) {
        if let Some(waiting) = self.0.take() {
            // Whoever was given up meanwhile no longer listens.
            let _ = waiting.send(value);
        }
    }

    /// Asks the parent and awaits the answer: the value, and how long that took.
    async fn ask(&self, call: Call, value: u32) -> (u32, Millis) {
        let (sender, answer) = oneshot::channel();
        *self.0.borrow_mut() = Some(sender);
        let began = clock::now();
        port::post(&FromChild::Call { call, value }, &[]);
        // The parent ends a child whose answer it does not want any more.
        let value = answer.await.unwrap_or_default();
        (value, clock::now() - began)
    }
}

/// Plays a part with the list that the parent has sent, and tells what was done.
pub async fn play(actor: u32, part: Part, mut list: Vec<u32>, asked_ms: Millis, replies: Replies) {
    let (mut acts, mut trips_ms) = (Vec::new(), Vec::new());
    for nth in 0..VALUES {
        let value = value(actor, nth);
        if part != Part::Read {
            compute();
        }
        let at_ms = clock::now();
        let what = match part {
            Part::Append => {
                list.push(value);
                What::Appended { memory: actor, value }
            }
            Part::Produce => {
                port::post(&FromChild::Call { call: Call::Put, value }, &[]);
                What::Sent { value }
            }
            Part::Write => {
                let (_, took_ms) = replies.ask(Call::Append, value).await;
                What::Wrote { value, took_ms }
            }
            Part::Read => {
                let (value, took_ms) = replies.ask(Call::Get, nth).await;
                What::Read { value, took_ms }
            }
        };
        acts.push((at_ms, what));
    }
    if part == Part::Write {
        // The first row warms up.
        for row in 0..=ROWS {
            let mean_ms = mean_trip(&replies).await;
            trips_ms.extend((row > 0).then_some(mean_ms));
        }
    }
    let (origin_ms, told_ms) = (clock::origin(), clock::now());
    let played = Played { origin_ms, asked_ms, told_ms, acts, list, trips_ms };
    port::post(&FromChild::Traced, &[&trace::to_words(&played)]);
}

async fn mean_trip(replies: &Replies) -> Millis {
    let began = clock::now();
    for _ in 0..IN_A_ROW {
        replies.ask(Call::Length, 0).await;
    }
    (clock::now() - began) / f64::from(IN_A_ROW)
}
