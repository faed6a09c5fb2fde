//! The traces of a run, as words that are read when somebody looks.

use crate::protocol::RunId;
use crate::receipt::SampleKey;
use crate::trace::{self, Trace};
use js_sys::Uint32Array;

/// The traces of one run.
#[derive(Clone, Default)]
pub struct Traces {
    run: RunId,
    words: Vec<(SampleKey, Uint32Array)>,
}

impl Traces {
    /// With one more trace; those of an earlier run are forgotten.
    pub fn with(mut self, run: RunId, key: SampleKey, words: Uint32Array) -> Self {
        if self.run != run {
            self = Self { run, words: vec![] };
        }
        self.words.push((key, words));
        self
    }

    /// Whether a sample was recorded in this run; takes no time, however long its trace is.
    pub fn has(&self, run: RunId, key: SampleKey) -> bool {
        self.run == run && self.words.iter().any(|(own, _)| *own == key)
    }

    /// The trace of a sample, if it was recorded in this run.
    pub fn get(&self, run: RunId, key: SampleKey) -> Option<Trace> {
        let (_, words) = self.words.iter().find(|(own, _)| *own == key && self.run == run)?;
        trace::from_words(key.strategy, &words.to_vec())
    }
}
