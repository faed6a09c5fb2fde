//! A child process: computes the batches it is sent.

use super::crew::{Crew, Part, Task};
use super::deadline::timer;
use super::ground::{SIGNALS, stop_lanes};
use super::{fault, port};
use crate::gil::Gil;
use crate::protocol::{FromChild, ToChild};
use crate::schedule::{Chunks, Schedule};
use crate::strategy::Shape;
use crate::workload::{self, Words, Workload};
use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use futures_util::StreamExt;
use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// How often a process that computes gives a sign of life, in milliseconds.
const ALIVE_MS: f64 = 500.0;

type Inbox = UnboundedReceiver<(ToChild, Words)>;

/// Serves the parent for the rest of the life of this process.
pub fn serve() {
    fault::report_panics(fail);
    let (sender, inbox) = unbounded();
    port::listen(
        move |message, words| match message {
            ToChild::Stop => stop_lanes(),
            message => drop(sender.unbounded_send((message, words))),
        },
        || fail("it was sent a message that makes no sense".to_owned()),
    );
    spawn_local(work(inbox));
    port::post(&FromChild::Loaded, &[]);
}

fn fail(cause: String) {
    port::post(&FromChild::Failed { cause }, &[]);
}

async fn work(mut inbox: Inbox) {
    let Some((ToChild::Enter { shape, switch_interval_us }, _)) = inbox.next().await else {
        return fail("it was sent work before it was set up".to_owned());
    };
    let crew = match crew_for(shape).await {
        Ok(crew) => Rc::new(crew),
        Err(cause) => return port::post(&FromChild::NoPool { cause }, &[]),
    };
    let gil = shape
        .locked
        .then(|| Arc::new(Gil::new(Duration::from_micros(u64::from(switch_interval_us)))));
    port::post(&FromChild::Ready, &[]);
    let unfinished = Rc::new(Cell::new(0));
    spawn_local(stay_alive(unfinished.clone()));
    let mut work = None;
    while let Some((message, words)) = inbox.next().await {
        match (message, &work) {
            (ToChild::Begin { workload, size, schedule }, _) => {
                work = Work::find(&workload, size, schedule, words);
            }
            (ToChild::Compute { batch, chunks }, Some(work)) => {
                let task = work.task(chunks, words, gil.clone());
                spawn_local(compute(crew.clone(), batch, task, unfinished.clone()));
            }
            _ => return fail("it was sent work that it does not know".to_owned()),
        }
    }
}

async fn crew_for(shape: Shape) -> Result<Crew, String> {
    if shape.threads > 1 { Crew::start_pool(shape.threads).await } else { Ok(Crew::default()) }
}

async fn compute(crew: Rc<Crew>, batch: u32, task: Task, unfinished: Rc<Cell<u32>>) {
    unfinished.update(|count| count + 1);
    let lanes = crew.compute(task).await;
    unfinished.update(|count| count - 1);
    let message = FromChild::Computed { batch, lanes };
    let FromChild::Computed { lanes, .. } = &message else { return };
    let words: Vec<&[u32]> = lanes.iter().map(|output| &output.words[..]).collect();
    port::post(&message, &words);
}

async fn stay_alive(unfinished: Rc<Cell<u32>>) {
    loop {
        timer(ALIVE_MS).await;
        if unfinished.get() > 0 {
            port::post(&FromChild::Alive { chunks: SIGNALS.chunks() }, &[]);
        }
    }
}

/// What the batches of one sample have in common.
struct Work {
    workload: &'static Workload,
    size: u32,
    chunks: Chunks,
    schedule: Schedule,
    common: Part,
}

impl Work {
    fn find(id: &str, size: u32, schedule: Schedule, common: Words) -> Option<Self> {
        let workload = workload::find(id)?;
        let chunks = workload.chunks(size);
        let start = (workload.needs)(size, 0..0).common.start;
        Some(Self { workload, size, chunks, schedule, common: Part::whole(common, start) })
    }

    fn task(&self, batch: Range<u32>, own: Words, gil: Option<Arc<Gil>>) -> Task {
        let items = self.chunks.items_of(batch.clone());
        let start = (self.workload.needs)(self.size, items).own.start;
        Task {
            workload: self.workload,
            size: self.size,
            chunks: self.chunks,
            batch,
            schedule: self.schedule,
            gil,
            common: self.common.clone(),
            own: Part::whole(own, start),
        }
    }
}
