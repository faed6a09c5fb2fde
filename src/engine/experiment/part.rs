//! One list, and threads or processes that append to it: as a child process plays its part.

use super::sharing::{Played, compute};
use crate::engine::ground::WorkerGround;
use crate::engine::pipe::Pipe;
use crate::engine::{clock, port};
use crate::experiment::bounded::ITEMS;
use crate::experiment::memory::{Call, Part, VALUES, What, value};
use crate::lane::Ground;
use crate::protocol::FromChild;
use crate::receipt::Millis;
use crate::trace;
use futures_channel::oneshot;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

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
pub async fn play(actor: u32, part: Part, list: Vec<u32>, asked_ms: Millis, replies: Replies) {
    let (mut acts, mut trips_ms) = (Vec::new(), Vec::new());
    let mut hands = Hands { list, pipe: Pipe::take(), replies: replies.clone() };
    for nth in 0..VALUES {
        match hands.act(part, actor, nth).await {
            Some(act) => acts.push(act),
            None => break,
        }
    }
    queue(part, &replies).await;
    if part == Part::Write {
        // The first row warms up.
        for row in 0..=ROWS {
            let mean_ms = mean_trip(&replies).await;
            trips_ms.extend((row > 0).then_some(mean_ms));
        }
    }
    let (origin_ms, told_ms) = (clock::origin(), clock::now());
    let played = Played { origin_ms, asked_ms, told_ms, acts, list: hands.list, trips_ms };
    port::post(&FromChild::Traced, &[&trace::to_words(&played)]);
}

/// What a process has to play its part with.
struct Hands {
    list: Vec<u32>,
    pipe: Option<Pipe>,
    replies: Replies,
}

impl Hands {
    /// Does what the part asks for with its `nth` value, and says when; none where nothing is to be
    /// done with single values, or no value comes.
    async fn act(&mut self, part: Part, actor: u32, nth: u32) -> Option<(Millis, What)> {
        let value = value(actor, nth);
        if !matches!(part, Part::Read | Part::Receive) {
            compute();
        }
        let at_ms = clock::now();
        let what = match part {
            Part::Append => {
                self.list.push(value);
                What::Appended { memory: actor, value }
            }
            Part::Produce => {
                port::post(&FromChild::Call { call: Call::Put, value }, &[]);
                What::Sent { value }
            }
            Part::Send => {
                self.pipe.as_ref()?.send(value);
                What::Sent { value }
            }
            Part::Receive => {
                let (value, at_ms) = self.pipe.as_mut()?.receive().await?;
                self.list.push(value);
                return Some((at_ms, What::Received { value }));
            }
            Part::Write => {
                let (_, took_ms) = self.replies.ask(Call::Append, value).await;
                What::Wrote { value, took_ms }
            }
            Part::Read => {
                let (value, took_ms) = self.replies.ask(Call::Get, nth).await;
                What::Read { value, took_ms }
            }
            Part::Put { .. } | Part::Take { .. } => return None,
        };
        Some((at_ms, what))
    }
}

/// Puts items on the queue of the parent, or takes them from it; waits are those of a disk or a
/// network.
async fn queue(part: Part, replies: &Replies) {
    let take_time = |ms: u32| WorkerGround.sleep(Duration::from_millis(ms.into()));
    for item in 0..ITEMS {
        match part {
            Part::Put { ms } => {
                take_time(ms);
                replies.ask(Call::Push, item).await;
            }
            Part::Take { ms } => {
                replies.ask(Call::Pull, item).await;
                take_time(ms);
            }
            _ => return,
        }
    }
}

async fn mean_trip(replies: &Replies) -> Millis {
    let began = clock::now();
    for _ in 0..IN_A_ROW {
        replies.ask(Call::Length, 0).await;
    }
    (clock::now() - began) / f64::from(IN_A_ROW)
}
