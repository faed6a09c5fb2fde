//! What the page is told, and when: drawing takes a core, so news waits until nothing is timed.

use super::deadline::timer;
use super::{clock, port};
use crate::protocol::{FromEngine, RunId, Stage};
use crate::receipt::{Millis, Sample};
use crate::strategy::Strategy;
use std::cell::{Cell, RefCell};

/// News is brought about this often.
const NEWS_MS: Millis = 400.0;

/// How long the page is left to draw what it was told before anything is timed again.
const SETTLE_MS: Millis = 120.0;

/// The page hears something at least this often, even in the middle of a long sample.
const SILENCE_MS: Millis = 480.0;

/// Collects what there is to tell.
pub struct Herald {
    run: RunId,
    progress: Cell<Progress>,
    samples: RefCell<Vec<Sample>>,
    told: Cell<Millis>,
}

/// How far the race has come.
#[derive(Clone, Copy)]
pub struct Progress {
    /// What is going on.
    pub stage: Stage,
    /// The strategy at work.
    pub strategy: Strategy,
    /// Share of the run that is done, 0 to 1.
    pub done: f64,
    /// Estimate of the time left, in milliseconds.
    pub remaining_ms: Option<f64>,
}

impl Herald {
    /// A herald that says at once that the run is being prepared.
    pub fn new(run: RunId) -> Self {
        let (stage, strategy) = (Stage::Preparing, Strategy::Sequential);
        let progress = Progress { stage, strategy, done: 0.0, remaining_ms: None };
        let herald = Self {
            run,
            progress: Cell::new(progress),
            samples: RefCell::default(),
            told: Cell::default(),
        };
        herald.tell_progress();
        herald
    }

    /// Posts a message at once.
    pub fn say(&self, message: &FromEngine, words: &[&[u32]]) {
        port::post(message, words);
        self.told.set(clock::now());
    }

    /// Notes what is going on.
    pub fn announce(&self, strategy: Strategy, stage: Stage) {
        self.progress.set(Progress { strategy, stage, ..self.progress.get() });
    }

    /// Notes how far the race has come.
    pub fn estimate(&self, done: f64, remaining_ms: Millis) {
        let remaining_ms = Some(remaining_ms);
        self.progress.set(Progress { done, remaining_ms, ..self.progress.get() });
    }

    /// Keeps a sample until news is brought.
    pub fn note(&self, sample: Sample) {
        self.samples.borrow_mut().push(sample);
    }

    /// Brings the news if that is due, and leaves the page time to draw. Not for the middle of
    /// a sample.
    pub async fn bring_news(&self) {
        if clock::now() - self.told.get() >= NEWS_MS {
            self.tell();
            timer(SETTLE_MS).await;
        }
    }

    /// Tells everything there is.
    pub fn tell(&self) {
        for sample in self.samples.take() {
            self.say(&FromEngine::Sampled { run: self.run, sample }, &[]);
        }
        self.tell_progress();
    }

    /// Gives signs of life for as long as this process lives.
    pub async fn stay_audible(&self) {
        loop {
            let heard = clock::now() - self.told.get();
            timer((SILENCE_MS - heard).max(1.0)).await;
            if clock::now() - self.told.get() >= SILENCE_MS {
                self.tell_progress();
            }
        }
    }

    fn tell_progress(&self) {
        let Progress { stage, strategy, done, remaining_ms } = self.progress.get();
        let run = self.run;
        self.say(&FromEngine::Progress { run, stage, strategy, done, remaining_ms }, &[]);
    }
}
