//! What the main process holds of the workload it races.

use crate::schedule::{Chunks, Schedule};
use crate::workload::{Words, Workload};
use std::sync::Arc;

/// One workload at one size, with its input.
pub struct Work {
    /// What is computed.
    pub workload: &'static Workload,
    /// Its size.
    pub size: u32,
    /// How its items are cut.
    pub chunks: Chunks,
    /// Who takes which chunk.
    pub schedule: Schedule,
    /// All of its input.
    pub input: Arc<Words>,
    /// Whether lanes record what they do when.
    pub record: bool,
}

impl Work {
    /// The workload at a size, with the input that belongs to `seed`. Nothing is recorded.
    pub fn new(workload: &'static Workload, size: u32, seed: u64, schedule: Schedule) -> Self {
        let input = Arc::new((workload.input)(size, seed));
        Self { workload, size, chunks: workload.chunks(size), schedule, input, record: false }
    }

    /// The same, with lanes that record what they do when, or do not.
    pub fn recorded(self, record: bool) -> Self {
        Self { record, ..self }
    }
}
