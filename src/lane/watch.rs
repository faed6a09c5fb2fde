//! What a lane notes of its own time: how long it waited, and every span while that is recorded.

use super::{Lane, Output};
use crate::receipt::Millis;
use crate::trace::{Activity, Span};
use crate::workload::Pause;
use std::cell::Cell;
use std::ops::Range;
use std::time::Duration;

/// The watch of a lane, from when it takes up work until it puts it down. Waits give up the lock
/// and are counted apart from computing.
pub(super) struct Watch<'a> {
    lane: &'a Lane<'a>,
    is_recording: bool,
    started: Millis,
    paused: Cell<Millis>,
    locked: Cell<Millis>,
    /// Up to here everything has been recorded: one reading of the clock ends the span of a chunk
    /// and begins that of the next.
    recorded: Cell<Millis>,
    chunk: Cell<InHand>,
}

/// The chunk that is being computed.
#[derive(Clone, Copy, Default)]
struct InHand {
    first: u32,
    end: u32,
    /// Whether part of the computing has been recorded already.
    is_begun: bool,
}

impl<'a> Watch<'a> {
    /// Starts the watch.
    pub(super) fn start(lane: &'a Lane<'a>) -> Self {
        let started = lane.ground.now();
        Self {
            lane,
            is_recording: lane.ground.is_recording(),
            started,
            paused: Cell::new(0.0),
            locked: Cell::new(0.0),
            recorded: Cell::new(started),
            chunk: Cell::default(),
        }
    }

    /// Stops the watch and adds what it shows to `output`.
    pub(super) fn stop(&self, output: &mut Output) {
        let (paused, locked) = (self.paused.get(), self.locked.get());
        output.pause_ms += paused;
        output.lock_ms += locked;
        output.busy_ms += (self.lane.ground.now() - self.started - paused - locked).max(0.0);
    }

    /// A chunk of these items is taken up.
    pub(super) fn begin(&self, items: &Range<u32>) {
        self.chunk.set(InHand { first: items.start, end: items.end, is_begun: false });
    }

    /// The chunk is computed.
    pub(super) fn end(&self) {
        self.record_computing();
        self.chunk.take();
    }

    /// Waits for the lock, if there is one.
    pub(super) fn take_lock(&self) {
        if let Some(gil) = self.lane.gil {
            self.wait(Activity::Lock, &self.locked, || gil.acquire());
        }
    }

    /// Lets another lane have the lock when one has asked for it.
    pub(super) fn checkpoint(&self) {
        if let Some(gil) = self.lane.gil.filter(|gil| gil.is_requested()) {
            self.wait(Activity::Lock, &self.locked, || gil.hand_over());
        }
    }

    fn wait(&self, activity: Activity, total: &Cell<Millis>, action: impl FnOnce()) {
        let started = self.lane.ground.now();
        action();
        let ended = self.lane.ground.now();
        total.set(total.get() + ended - started);
        if self.is_recording {
            if ended > started {
                self.record(activity, started, ended);
            }
            self.recorded.set(ended);
        }
    }

    /// Records the computing since something was recorded last. What is shorter than a step of the
    /// clock is left out, unless nothing else would be left of the chunk.
    fn record_computing(&self) {
        if !self.is_recording {
            return;
        }
        let (started, ended) = (self.recorded.get(), self.lane.ground.now());
        let chunk = self.chunk.get();
        if ended > started || !chunk.is_begun {
            self.record(Activity::Compute, started, ended);
            self.chunk.set(InHand { is_begun: true, ..chunk });
        }
        self.recorded.set(ended);
    }

    fn record(&self, activity: Activity, start_ms: Millis, end_ms: Millis) {
        let InHand { first, end, .. } = self.chunk.get();
        self.lane.ground.record(Span { activity, start_ms, end_ms, items: first..end });
    }

    /// Lets the others compute while this lane waits for `action`.
    fn step_aside(&self, action: impl FnOnce()) {
        // The clock is read before the lock is let go: nobody else computes in a recorded span.
        self.record_computing();
        if let Some(gil) = self.lane.gil {
            gil.release();
        }
        self.wait(Activity::Pause, &self.paused, action);
        self.take_lock();
    }
}

impl Pause for Watch<'_> {
    fn pause(&self, duration: Duration) {
        self.step_aside(|| self.lane.ground.sleep(duration));
    }

    fn fetch(&self, file: &str, duration: Duration) -> Option<Vec<u8>> {
        let ground = self.lane.ground;
        let mut content = None;
        self.step_aside(|| {
            let began = ground.now();
            content = ground.fetch(file);
            let took = Duration::from_secs_f64((ground.now() - began).max(0.0) / 1e3);
            ground.sleep(duration.saturating_sub(took));
        });
        content
    }
}
