//! What the main process holds of the workload it races.

use crate::failure::{Failure, ProcessName};
use crate::picture::photo::Photo;
use crate::schedule::{Chunks, Schedule};
use crate::workload::{self, Words, Workload};
use std::sync::Arc;

/// What inputs are made from.
pub struct Given {
    seed: u64,
    photo: Option<Photo>,
}

impl Given {
    /// A seed; and where there is a `picture`, its width, with its pixels in `words`.
    ///
    /// # Errors
    /// When the picture has other pixels than its width says.
    pub fn new(seed: u64, picture: Option<u32>, words: Words) -> Result<Self, Failure> {
        let garbled = Failure::BadMessage { process: ProcessName::Main };
        let photo = picture.map(|width| Photo::new(width, words).ok_or(garbled)).transpose()?;
        Ok(Self { seed, photo })
    }

    fn input(&self, workload: &Workload, size: u32) -> Words {
        match &self.photo {
            Some(photo) if workload::takes_picture(workload.id) => photo.scaled(size),
            _ => (workload.input)(size, self.seed),
        }
    }
}

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
    /// The workload at a size, with the input that is made from what is given. Nothing is recorded.
    pub fn new(workload: &'static Workload, size: u32, given: &Given, schedule: Schedule) -> Self {
        let input = Arc::new(given.input(workload, size));
        Self { workload, size, chunks: workload.chunks(size), schedule, input, record: false }
    }

    /// The same, with lanes that record what they do when, or do not.
    pub fn recorded(self, record: bool) -> Self {
        Self { record, ..self }
    }
}
