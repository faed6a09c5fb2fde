//! The lanes of this process: its own thread, or a pool of threads that share its memory.

use super::breath::breathe;
use super::clock;
use super::deadline::{START_MS, within};
use super::ground::{SIGNALS, WorkerGround};
use super::record;
use crate::gil::Gil;
use crate::lane::{Batch, Lane, Output};
use crate::receipt::Millis;
use crate::schedule::{Chunks, Cursor, Schedule, Turn};
use crate::trace::ProcessRecord;
use crate::wire;
use crate::workload::{Words, Workload};
use futures_channel::oneshot;
use futures_util::lock::Mutex as Queue;
use std::cell::Cell;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use wasm_bindgen_futures::JsFuture;

/// How long this process's own thread may compute without looking at its messages: what a press
/// of Stop waits at most where memory is not shared.
const LONGEST_HOLD_MS: Millis = 20.0;

/// The part of the work that this process was handed.
pub struct Task {
    /// What is computed.
    pub workload: &'static Workload,
    /// The size of the whole workload.
    pub size: u32,
    /// How all items are cut.
    pub chunks: Chunks,
    /// The chunks of this batch.
    pub batch: Range<u32>,
    /// Who takes which chunk.
    pub schedule: Schedule,
    /// How many threads take part; a pool may have more, which then stay at rest. At least 1.
    pub threads: u32,
    /// The lock the lanes take turns under, if any.
    pub gil: Option<Arc<Gil>>,
    /// The input that all items need.
    pub common: Part,
    /// The input that the items of this batch need.
    pub own: Part,
}

/// Part of an input.
#[derive(Clone)]
pub struct Part {
    /// The words that hold it.
    pub words: Arc<Words>,
    /// Where in those words it is.
    pub range: Range<usize>,
    /// Where it begins in the whole input.
    pub start: usize,
}

impl Part {
    /// All of `words`, which begin at `start` in the whole input.
    pub fn whole(words: Words, start: usize) -> Self {
        Self { range: 0..words.len(), words: Arc::new(words), start }
    }

    /// `range` of an input that is at hand as a whole.
    pub fn of(input: &Arc<Words>, range: Range<usize>) -> Self {
        Self { words: input.clone(), start: range.start, range }
    }

    fn get(&self) -> &[u32] {
        self.words.get(self.range.clone()).unwrap_or_default()
    }
}

impl Task {
    fn cursor(&self, lanes: u32) -> Cursor {
        Cursor::new(self.batch.clone(), lanes, self.schedule)
    }

    fn run(&self, turn: &mut Turn<'_>, limit: u32, output: &mut Output) -> bool {
        let batch = Batch {
            size: self.size,
            chunks: self.chunks,
            items: self.chunks.items_of(self.batch.clone()),
            common: self.common.get(),
            own_start: self.own.start,
            own: self.own.get(),
        };
        let lane = Lane {
            workload: self.workload,
            batch: &batch,
            gil: self.gil.as_deref(),
            signals: &SIGNALS,
            ground: &WorkerGround,
        };
        lane.run(turn, limit, output)
    }
}

/// The lanes of this process.
pub struct Crew {
    threads: u32,
    /// Batches take turns on the own thread.
    own_thread: Queue<()>,
    /// How many chunks the own thread computes between two looks at its messages.
    hold: Cell<u32>,
}

/// One lane: the thread of this process itself.
impl Default for Crew {
    fn default() -> Self {
        Self { threads: 1, own_thread: Queue::new(()), hold: Cell::new(1) }
    }
}

impl Crew {
    /// Starts a pool of `threads` threads that share the memory of this process.
    ///
    /// # Errors
    /// With the cause when the pool does not come up in time. A pool can be started once in the
    /// life of a process.
    pub async fn start_pool(threads: u32) -> Result<Self, String> {
        let started = JsFuture::from(wasm_bindgen_rayon::init_thread_pool(threads as usize));
        match within(START_MS, started).await {
            Some(Ok(_)) => {
                // Threads see to what is broadcast in order: to this before any work.
                rayon::spawn_broadcast(|_| record::reserve());
                Ok(Self { threads, ..Self::default() })
            }
            Some(Err(cause)) => Err(wire::text_of(&cause)),
            None => Err("they did not answer in time".to_owned()),
        }
    }

    /// Computes `task` on all lanes, and gives the output of each.
    pub async fn compute(&self, task: Task) -> Vec<Output> {
        if self.threads > 1 {
            self.broadcast(task).await.unwrap_or_default()
        } else {
            vec![self.compute_alone(&task).await]
        }
    }

    /// What the lanes have recorded in the current sample. For when its clock has stopped.
    pub async fn record(&self) -> ProcessRecord {
        record::read(self.threads > 1).await
    }

    fn broadcast(&self, task: Task) -> oneshot::Receiver<Vec<Output>> {
        let (sender, receiver) = oneshot::channel();
        let threads = task.threads.min(self.threads);
        let gathering = Gathering::new(threads, sender);
        let cursor = task.cursor(threads);
        rayon::spawn_broadcast(move |context| {
            let thread = context.index() as u32;
            if thread >= threads {
                return;
            }
            let mut output = Output { thread, ..Output::default() };
            task.run(&mut cursor.turn(thread), u32::MAX, &mut output);
            gathering.add(output);
        });
        receiver
    }

    async fn compute_alone(&self, task: &Task) -> Output {
        let _turn = self.own_thread.lock().await;
        let cursor = task.cursor(1);
        let mut turn = cursor.turn(0);
        let mut output = Output::default();
        loop {
            let started = clock::now();
            let more = task.run(&mut turn, self.hold.get(), &mut output);
            if !more {
                return output;
            }
            self.adapt_hold(clock::now() - started);
            breathe().await;
        }
    }

    /// Aims at the longest hold that keeps this process responsive.
    fn adapt_hold(&self, took_ms: Millis) {
        let factor = (LONGEST_HOLD_MS / took_ms.max(0.001)).clamp(0.25, 4.0);
        self.hold.set(((f64::from(self.hold.get()) * factor) as u32).max(1));
    }
}

/// Collects the outputs of all lanes; the last one in sends them off.
struct Gathering {
    lanes: usize,
    arrived: Mutex<Arrived>,
}

struct Arrived {
    outputs: Vec<Output>,
    sender: Option<oneshot::Sender<Vec<Output>>>,
}

impl Gathering {
    fn new(lanes: u32, sender: oneshot::Sender<Vec<Output>>) -> Self {
        let arrived = Arrived { outputs: Vec::new(), sender: Some(sender) };
        Self { lanes: lanes as usize, arrived: Mutex::new(arrived) }
    }

    fn add(&self, output: Output) {
        let mut arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.outputs.push(output);
        if arrived.outputs.len() == self.lanes {
            let outputs = std::mem::take(&mut arrived.outputs);
            if let Some(sender) = arrived.sender.take() {
                // Nobody listens any more when the run was given up.
                let _ = sender.send(outputs);
            }
        }
    }
}
