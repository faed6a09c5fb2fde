//! One list, and threads or processes that append to it: as the parent sees it.

use super::threads::Threads;
use crate::engine::child_process::{Called, ChildProcess};
use crate::engine::clock;
use crate::engine::deadline::within;
use crate::engine::experiment::counting::pass;
use crate::engine::ground::stopped;
use crate::engine::interruption::{Interruption, unless_stopped};
use crate::experiment::Observation;
use crate::experiment::gate::Gate;
use crate::experiment::memory::{
    ACTORS, COMPUTING_MS, Call, Event, Part, Shared, Sharing, VALUES, What, value,
};
use crate::failure::{Failure, ProcessName};
use crate::protocol::ToChild;
use crate::receipt::Millis;
use crate::strategy::Shape;
use crate::trace::{self, clocks::Bounds};
use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use futures_util::StreamExt;
use futures_util::future::{Either, join, select, try_join_all};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use web_sys::MessageChannel;

/// What processes are asked to do takes far less than this, in seconds.
const DEADLINE_S: u32 = 10;

/// What a process tells when its part is over: all times are on its own clock.
#[derive(Serialize, Deserialize)]
pub struct Played {
    /// When its clock showed 0.
    pub origin_ms: Millis,
    /// When it was asked.
    pub asked_ms: Millis,
    /// When it told this.
    pub told_ms: Millis,
    /// What it did, and when.
    pub acts: Vec<(Millis, What)>,
    /// What stood in its list in the end.
    pub list: Vec<u32>,
    /// See [`Shared::trips_ms`].
    pub trips_ms: Vec<Millis>,
}

/// Has threads or processes share a list.
///
/// # Errors
/// When a thread or process does not come up, is lost, or does not come back, or is stopped.
pub async fn observe(sharing: Sharing) -> Result<Observation, Interruption> {
    let shared = match sharing {
        Sharing::Threads => threads().await?,
        Sharing::Processes => processes(sharing, &[Part::Append; ACTORS as usize]).await?,
        Sharing::Queue => processes(sharing, &[Part::Produce; 2]).await?,
        Sharing::Pipe => processes(sharing, &[Part::Send, Part::Receive]).await?,
        Sharing::Manager => processes(sharing, &[Part::Write, Part::Read]).await?,
    };
    Ok(Observation::Sharing(shared))
}

/// Computes for a little while, as whoever appends something usually has.
pub fn compute() {
    let began = clock::now();
    while clock::now() - began < COMPUTING_MS {
        std::hint::spin_loop();
    }
}

async fn threads() -> Result<Shared, Interruption> {
    let pool = Threads::start(ACTORS).await?;
    let list = Arc::new(Mutex::new(Vec::new()));
    let (shared, gate) = (list.clone(), Gate::new(ACTORS));
    let began = clock::origin() + clock::now();
    let act = move |thread| {
        pass(&gate, thread);
        for nth in 0..VALUES {
            compute();
            let mut list = shared.lock().unwrap_or_else(PoisonError::into_inner);
            let at_ms = clock::origin() + clock::now() - began;
            let (actor, value) = (thread + 1, value(thread + 1, nth));
            list.push(Event { at_ms, actor, what: What::Appended { memory: 0, value } });
        }
    };
    pool.each(ACTORS, Box::new(act)).await?;
    // Each entry of the list says as well who appended it and when: there is no other record.
    let events = std::mem::take(&mut *list.lock().unwrap_or_else(PoisonError::into_inner));
    let values = events.iter().filter_map(|event| match event.what {
        What::Appended { value, .. } => Some(value),
        _ => None,
    });
    let lists = vec![values.collect()];
    Ok(Shared { sharing: Sharing::Threads, events, lists, trips_ms: vec![] })
}

/// The list that the parent has, and when what happened to it.
#[derive(Default)]
struct Desk {
    list: RefCell<Vec<u32>>,
    events: RefCell<Vec<Event>>,
    began: Millis,
}

impl Desk {
    fn note(&self, at_ms: Millis, actor: u32, what: What) {
        self.events.borrow_mut().push(Event { at_ms: at_ms - self.began, actor, what });
    }

    /// Does what a child calls for, until it calls no more.
    async fn serve(&self, actor: u32, child: &ChildProcess, mut calls: Calls) {
        while let Some((call, value, _)) = calls.next().await {
            let reply = match call {
                Call::Put => {
                    self.list.borrow_mut().push(value);
                    self.note(clock::now(), actor, What::Arrived { value });
                    continue;
                }
                Call::Append => {
                    let mut list = self.list.borrow_mut();
                    list.push(value);
                    list.len() as u32
                }
                Call::Get => self.list.borrow().get(value as usize).copied().unwrap_or(0),
                Call::Length => self.list.borrow().len() as u32,
                // A queue with a limit is kept elsewhere.
                Call::Push | Call::Pull => continue,
            };
            child.post(&ToChild::Reply { value: reply }, &[]);
        }
    }

    /// When something happened, on our clock.
    fn time_of(&self, what: What) -> Option<Millis> {
        let events = self.events.borrow();
        let event = events.iter().find(|event| event.what == what)?;
        Some(event.at_ms + self.began)
    }

    /// Takes down what a child tells of its part: what it did on its own clock is put on ours.
    fn take_down(&self, actor: u32, asked_ms: Millis, landed_ms: Millis, played: &Played) {
        let bounds = Bounds::unknown()
            .ours_first(asked_ms, played.asked_ms)
            .theirs_first(played.told_ms, landed_ms);
        // Nothing arrives before it was sent.
        let bounds = played.acts.iter().fold(bounds, |bounds, (at_ms, what)| match *what {
            What::Sent { value } => {
                let arrived = self.time_of(What::Arrived { value });
                arrived.map_or(bounds, |ours_ms| bounds.theirs_first(*at_ms, ours_ms))
            }
            What::Received { value } => {
                let sent = self.time_of(What::Sent { value });
                sent.map_or(bounds, |ours_ms| bounds.ours_first(ours_ms, *at_ms))
            }
            _ => bounds,
        });
        let offset = bounds.nearest(played.origin_ms - clock::origin());
        for (at_ms, what) in &played.acts {
            self.note(at_ms + offset.ms, actor, *what);
        }
    }
}

type Calls = UnboundedReceiver<Called>;

async fn processes(sharing: Sharing, parts: &[Part]) -> Result<Shared, Interruption> {
    let children = start(parts.len() as u32).await?;
    if sharing == Sharing::Pipe {
        connect(&children);
    }
    let desk = Rc::new(Desk { began: clock::now(), ..Desk::default() });
    let mut told = Vec::new();
    attended(async {
        let plays = children.iter().enumerate();
        let mut plays = plays.map(|(place, child)| play(&desk, place, child, parts[place]));
        if sharing != Sharing::Manager {
            told = try_join_all(plays).await?;
            return Ok(());
        }
        // Who reads comes after who writes.
        for play in plays.by_ref() {
            told.push(play.await?);
        }
        Ok(())
    })
    .await?;
    // In the order of the processes: what the second has received the first has sent.
    for (actor, Told { asked_ms, landed_ms, played }) in (1..).zip(&told) {
        desk.take_down(actor, *asked_ms, *landed_ms, played);
    }
    let own = told.iter().map(|it| it.played.list.clone());
    let lists = std::iter::once(desk.list.take()).chain(own).collect();
    let trips_ms = told.iter().flat_map(|it| it.played.trips_ms.clone()).collect();
    Ok(Shared { sharing, events: desk.events.take(), lists, trips_ms })
}

/// Starts so many processes.
///
/// # Errors
/// When one does not come up, or this one is stopped.
pub async fn start(of: u32) -> Result<Vec<ChildProcess>, Interruption> {
    let shape = Shape { children: true, processes: of, threads: 1, locked: false };
    let starts =
        (1..=of).map(|number| ChildProcess::start(ProcessName::Child { number, of }, shape, 0));
    unless_stopped(try_join_all(starts)).await
}

/// Hands the two ends of a pipe to the first two processes.
fn connect(children: &[ChildProcess]) {
    // Where there are no channels, whoever waits for a value gives up at its own deadline.
    let Ok(pipe) = MessageChannel::new() else { return };
    let ends = [pipe.port1(), pipe.port2()];
    children.iter().zip(&ends).for_each(|(child, end)| child.hand(end));
}

/// What `playing` gives, but no later than its deadline, and not when this process is stopped.
///
/// # Errors
/// Those of `playing`, and that it takes too long or is stopped.
pub async fn attended(
    playing: impl Future<Output = Result<(), Failure>>,
) -> Result<(), Interruption> {
    let playing = within(f64::from(DEADLINE_S) * 1e3, playing);
    match select(pin!(playing), pin!(stopped())).await {
        Either::Left((Some(played), _)) => Ok(played?),
        Either::Left((None, _)) => {
            let process = ProcessName::Main;
            Err(Failure::Stalled { process, seconds: DEADLINE_S }.into())
        }
        Either::Right(_) => Err(Interruption::Stopped),
    }
}

/// What a process has told of its part, and when it was asked and heard.
struct Told {
    asked_ms: Millis,
    landed_ms: Millis,
    played: Played,
}

/// Has a child play its part, and does what it calls for meanwhile.
async fn play(
    desk: &Desk,
    place: usize,
    child: &ChildProcess,
    part: Part,
) -> Result<Told, Failure> {
    let actor = place as u32 + 1;
    let (sender, calls) = unbounded();
    let list = desk.list.borrow().clone();
    let asked_ms = clock::now();
    if part == Part::Append {
        desk.note(asked_ms, actor, What::Copied);
    }
    let playing = child.play(actor, part, &list, sender);
    let (played, ()) = join(playing, desk.serve(actor, child, calls)).await;
    let (words, landed_ms) = played?;
    let garbled = Failure::BadMessage { process: child.name() };
    let (played, _) = trace::part::<Played>(&words).ok_or(garbled)?;
    Ok(Told { asked_ms, landed_ms, played })
}
