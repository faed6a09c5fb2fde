//! What this process records while a sample is timed: a buffer of spans in every thread, set aside
//! before anything is timed and never growing, and when each batch came and went.

use super::clock;
use crate::receipt::Millis;
use crate::trace::{BatchRecord, LaneRecord, ProcessRecord, Span};
use futures_channel::mpsc::unbounded;
use futures_util::StreamExt;
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Spans that one lane can record in one sample: 256 KiB. What finds no room is counted.
const ROOM: usize = 8192;

static IS_RECORDING: AtomicBool = AtomicBool::new(false);

/// Counts samples; wraps. A buffer that holds spans of another sample is cleared before use,
/// because no thread can reach the buffer of another.
static SAMPLE: AtomicU32 = AtomicU32::new(0);

thread_local! {
    static BUFFER: RefCell<Buffer> =
        const { RefCell::new(Buffer { sample: 0, spans: Vec::new(), lost: 0 }) };
}

/// What one thread records.
struct Buffer {
    sample: u32,
    spans: Vec<Span>,
    lost: u32,
}

impl Buffer {
    fn turn_to(&mut self, sample: u32) {
        if self.sample != sample {
            self.sample = sample;
            self.spans.clear();
            self.lost = 0;
        }
    }

    fn push(&mut self, span: Span) {
        if self.spans.len() < self.spans.capacity() {
            self.spans.push(span);
        } else {
            self.lost = self.lost.saturating_add(1);
        }
    }
}

/// Sets aside the buffer of this thread, unless it has one.
pub fn reserve() {
    BUFFER.with_borrow_mut(|buffer| {
        if buffer.spans.capacity() == 0 {
            // Without memory every span counts as lost.
            let _ = buffer.spans.try_reserve_exact(ROOM);
        }
    });
}

/// A new sample begins in this process.
pub fn begin(is_recording: bool) {
    IS_RECORDING.store(is_recording, Ordering::Relaxed);
    SAMPLE.fetch_add(1, Ordering::Relaxed);
    if is_recording {
        reserve();
    }
}

/// Whether spans are recorded; makes the buffer of this thread ready for them.
pub fn take_up() -> bool {
    let is_recording = IS_RECORDING.load(Ordering::Relaxed);
    if is_recording {
        BUFFER.with_borrow_mut(|buffer| buffer.turn_to(SAMPLE.load(Ordering::Relaxed)));
    }
    is_recording
}

/// Keeps a span in the buffer of this thread, where there is room.
pub fn keep(span: Span) {
    BUFFER.with_borrow_mut(|buffer| buffer.push(span));
}

/// What this thread has recorded in the current sample; none when it took no part.
fn lane(thread: u32, read_ms: Option<Millis>) -> Option<LaneRecord> {
    BUFFER.with_borrow(|buffer| {
        let took_part = buffer.sample == SAMPLE.load(Ordering::Relaxed);
        took_part.then(|| LaneRecord {
            thread,
            origin_ms: clock::origin(),
            read_ms,
            spans: buffer.spans.clone(),
            lost: buffer.lost,
        })
    })
}

/// What the lanes of this process have recorded in the current sample: its own thread, or the
/// threads of its pool. Takes time and memory, so it is for when the clock has stopped.
pub async fn read(has_pool: bool) -> ProcessRecord {
    let asked_ms = clock::now();
    let lanes = if has_pool { read_pool().await } else { lane(0, None).into_iter().collect() };
    let (gathered_ms, origin_ms) = (clock::now(), clock::origin());
    ProcessRecord { lanes, origin_ms, asked_ms, gathered_ms, ..ProcessRecord::default() }
}

async fn read_pool() -> Vec<LaneRecord> {
    let (sender, lanes) = unbounded();
    rayon::spawn_broadcast(move |context| {
        if let Some(lane) = lane(context.index() as u32, Some(clock::now())) {
            // Nobody listens any more when the run was given up.
            let _ = sender.unbounded_send(lane);
        }
    });
    // Ends when the last thread has let go of its end.
    lanes.collect().await
}

/// When each batch of the current sample came to this process, and when its answer went.
#[derive(Default)]
pub struct BatchLog {
    is_recording: Cell<bool>,
    begun_ms: Cell<Millis>,
    batches: RefCell<Vec<BatchRecord>>,
}

impl BatchLog {
    /// A new sample was announced at `now_ms`.
    pub fn begin(&self, is_recording: bool, now_ms: Millis) {
        self.is_recording.set(is_recording);
        self.begun_ms.set(now_ms);
        self.batches.borrow_mut().clear();
    }

    /// `batch` is here since `now_ms`.
    pub fn received(&self, batch: u32, now_ms: Millis) {
        if self.is_recording.get() {
            let record = BatchRecord { batch, received_ms: now_ms, posted_ms: now_ms };
            self.batches.borrow_mut().push(record);
        }
    }

    /// The answer of `batch` is about to go at `now_ms`.
    pub fn answered(&self, batch: u32, now_ms: Millis) {
        let mut batches = self.batches.borrow_mut();
        // It is one of the latest.
        if let Some(record) = batches.iter_mut().rev().find(|record| record.batch == batch) {
            record.posted_ms = now_ms;
        }
    }

    /// `record` with what is noted here.
    pub fn added_to(&self, record: ProcessRecord) -> ProcessRecord {
        let batches = self.batches.borrow().clone();
        ProcessRecord { batches, begun_ms: Some(self.begun_ms.get()), ..record }
    }
}
