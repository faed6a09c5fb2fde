//! A child process: computes the batches it is sent.

use super::crew::{Crew, Part, Task};
use super::deadline::timer;
use super::experiment::part::{self, Replies};
use super::ground::{SIGNALS, stop_lanes};
use super::record::{self, BatchLog};
use super::{clock, fault, port};
use crate::gil::Gil;
use crate::protocol::{FromChild, ToChild};
use crate::receipt::Millis;
use crate::schedule::{Chunks, Schedule};
use crate::strategy::Shape;
use crate::trace;
use crate::wire;
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

/// Messages with the words beside them, and when they were there.
type Inbox = UnboundedReceiver<(ToChild, Words, Millis)>;

/// Serves the parent for the rest of the life of this process.
pub fn serve() {
    fault::report_panics(fail);
    let (sender, inbox) = unbounded();
    port::listen(
        move |message, words| match message {
            ToChild::Stop => stop_lanes(),
            message => drop(sender.unbounded_send((message, words, clock::now()))),
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
    let Some((ToChild::Enter { shape, switch_interval_us }, ..)) = inbox.next().await else {
        return fail("it was sent work before it was set up".to_owned());
    };
    let crew = match crew_for(shape).await {
        Ok(crew) => crew,
        Err(cause) => return port::post(&FromChild::NoPool { cause }, &[]),
    };
    let gil = shape
        .locked
        .then(|| Arc::new(Gil::new(Duration::from_micros(u64::from(switch_interval_us)))));
    port::post(&FromChild::Ready, &[]);
    let unfinished = Rc::new(Cell::new(0));
    spawn_local(stay_alive(unfinished.clone()));
    let office = Rc::new(Office { crew, log: BatchLog::default(), unfinished });
    let mut work = None;
    let replies = Replies::default();
    while let Some((message, words, now_ms)) = inbox.next().await {
        match (message, &work) {
            (ToChild::Begin { workload, size, schedule, threads, record }, _) => {
                record::begin(record);
                office.log.begin(record, now_ms);
                work = Work::find(&workload, size, schedule, threads, words);
            }
            (ToChild::Compute { batch, chunks }, Some(work)) => {
                office.log.received(batch, now_ms);
                let task = work.task(chunks, words, gil.clone());
                spawn_local(office.clone().compute(batch, task));
            }
            // Its end is kept as it comes in.
            (ToChild::Pipe, _) => {}
            (ToChild::Play { actor, part }, _) => {
                spawn_local(part::play(actor, part, words, now_ms, replies.clone()));
            }
            (ToChild::Reply { value }, _) => replies.answer(value),
            (ToChild::Trace, _) => spawn_local(office.clone().tell_record()),
            _ => return fail("it was sent work that it does not know".to_owned()),
        }
    }
}

async fn crew_for(shape: Shape) -> Result<Crew, String> {
    if shape.threads > 1 {
        return Crew::start_pool(shape.threads).await;
    }
    record::reserve();
    Ok(Crew::default())
}

/// Where batches are seen to.
struct Office {
    crew: Crew,
    log: BatchLog,
    unfinished: Rc<Cell<u32>>,
}

impl Office {
    async fn compute(self: Rc<Self>, batch: u32, task: Task) {
        self.unfinished.update(|count| count + 1);
        let lanes = self.crew.compute(task).await;
        self.unfinished.update(|count| count - 1);
        let message = FromChild::Computed { batch, lanes };
        let FromChild::Computed { lanes, .. } = &message else { return };
        let words: Vec<&[u32]> = lanes.iter().map(|output| &output.words[..]).collect();
        let envelope = wire::pack(&message, &words);
        self.log.answered(batch, clock::now());
        port::deliver(&envelope);
    }

    async fn tell_record(self: Rc<Self>) {
        let record = self.log.added_to(self.crew.record().await);
        port::post(&FromChild::Traced, &[&trace::to_words(&record)]);
    }
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
    threads: u32,
    common: Part,
}

impl Work {
    fn find(id: &str, size: u32, schedule: Schedule, threads: u32, common: Words) -> Option<Self> {
        let workload = workload::find(id)?;
        let chunks = workload.chunks(size);
        let start = (workload.needs)(size, 0..0).common.start;
        let common = Part::whole(common, start);
        Some(Self { workload, size, chunks, schedule, threads, common })
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
            threads: self.threads,
            gil,
            common: self.common.clone(),
            own: Part::whole(own, start),
        }
    }
}
