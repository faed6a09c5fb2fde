//! What the page is told, and when: drawing takes a core, so news waits until nothing is timed.

use super::deadline::timer;
use super::ground::stopped;
use super::{clock, port};
use crate::protocol::{FromEngine, RunId, Stage};
use crate::receipt::{Millis, Sample, SampleKey};
use crate::strategy::Strategy;
use crate::sweep::Reading;
use crate::trace::Recorded;
use futures_util::future::select;
use std::cell::{Cell, RefCell};
use std::pin::pin;

/// How much of the time goes to bringing news.
#[derive(Clone, Copy)]
pub struct Pace {
    /// News is brought about this often.
    news_ms: Millis,
    /// How long the page is left to draw what it was told before anything is timed again.
    settle_ms: Millis,
}

impl Pace {
    /// A few strategies, whose figures a visitor follows.
    pub const RACE: Self = Self { news_ms: 400.0, settle_ms: 120.0 };

    /// Many cells: breaks are rare, so that they add at most 4 % to the time of a sweep.
    pub const SWEEP: Self = Self { news_ms: 4_000.0, settle_ms: 120.0 };
}

/// The page hears something at least this often, even in the middle of a long sample.
const SILENCE_MS: Millis = 480.0;

/// Collects what there is to tell.
pub struct Herald {
    run: RunId,
    pace: Pace,
    progress: Cell<Progress>,
    samples: RefCell<Vec<Sample>>,
    recorded: RefCell<Vec<(SampleKey, Recorded)>>,
    readings: RefCell<Vec<Reading>>,
    /// When news was last brought.
    brought: Cell<Millis>,
    /// When anything at all was last told.
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
    pub fn new(run: RunId, pace: Pace) -> Self {
        let (stage, strategy) = (Stage::Preparing, Strategy::Sequential);
        let progress = Progress { stage, strategy, done: 0.0, remaining_ms: None };
        let herald = Self {
            run,
            pace,
            progress: Cell::new(progress),
            samples: RefCell::default(),
            recorded: RefCell::default(),
            readings: RefCell::default(),
            brought: Cell::default(),
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

    /// Tells at once how far an experiment has come: nothing that it times is as short as a drawing.
    pub fn reached(&self, done: f64) {
        self.progress.set(Progress { done, ..self.progress.get() });
        self.tell_progress();
    }

    /// Keeps a sample until news is brought.
    pub fn note(&self, sample: Sample) {
        self.samples.borrow_mut().push(sample);
    }

    /// Keeps what was recorded of a sample until news is brought.
    pub fn note_recorded(&self, key: SampleKey, recorded: Recorded) {
        self.recorded.borrow_mut().push((key, recorded));
    }

    /// Keeps a reading of a sweep until news is brought.
    pub fn note_reading(&self, reading: Reading) {
        self.readings.borrow_mut().push(reading);
    }

    /// Brings the news if that is due, and leaves the page time to draw. Not for the middle of
    /// a sample.
    pub async fn bring_news(&self) {
        let Pace { news_ms, settle_ms } = self.pace;
        if clock::now() - self.brought.get() >= news_ms {
            self.brought.set(clock::now());
            self.tell();
            // Whoever presses Stop meanwhile does not wait for that.
            select(pin!(timer(settle_ms)), pin!(stopped())).await;
        }
    }

    /// Tells everything there is.
    pub fn tell(&self) {
        for sample in self.samples.take() {
            self.say(&FromEngine::Sampled { run: self.run, sample }, &[]);
        }
        for (key, recorded) in self.recorded.take() {
            let words: Vec<&[u32]> = recorded.iter().map(Vec::as_slice).collect();
            self.say(&FromEngine::Traced { run: self.run, key }, &words);
        }
        for reading in self.readings.take() {
            self.say(&FromEngine::Read { run: self.run, reading }, &[]);
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
