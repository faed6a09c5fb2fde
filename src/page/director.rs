//! Everything a race needs from the browser, in the right order: the engine, a free core, a main
//! process, and an end to it.

use super::engine_files::{self, Engine};
use super::main_process::{Errand, Event, MainProcess};
use crate::failure::Failure;
use crate::protocol::{FromEngine, RunId, TileRun};
use crate::receipt::SampleKey;
use crate::run::Action;
use crate::strategy::Strategy;
use crate::workload::Words;
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// A main process that has not come to rest by then is ended.
const STOP_DEADLINE_MS: u32 = 250;

/// Chromium lets an ended worker run on for 2 seconds; a race timed meanwhile would be wrong.
pub const COOLING_MS: u32 = 2_500;

/// What the browser tells the director.
pub enum Signal {
    /// The engine arrived, or did not.
    Engine(Result<Engine, Failure>),
    /// Something came from the main process of a run.
    Event(RunId, Event),
    /// What was ended holds no core any more.
    Cooled,
    /// A run should have come to rest by now.
    StopOverdue(RunId),
}

/// What the director tells the page.
pub enum Report {
    /// The state of the run changes.
    Act(Action),
    /// A part of a picture.
    Tiles(Strategy, u32, Vec<TileRun>, Words),
    /// When each lane did what during one sample.
    Trace(RunId, SampleKey, Words),
    /// What an experiment has shown, packed.
    Observed(Words),
}

/// Runs one race or sweep at a time.
pub struct Director {
    signals: Callback<Signal>,
    events: Callback<(RunId, Event)>,
    engine: Option<Engine>,
    fetching: bool,
    pending: Option<Errand>,
    process: Option<MainProcess>,
    cooling: Option<Timeout>,
    overdue: Option<Timeout>,
}

impl Director {
    /// A director that is idle; every signal must come back through [`Self::heed`].
    pub fn new(signals: Callback<Signal>) -> Self {
        let events = signals.reform(|(run, event)| Signal::Event(run, event));
        Self {
            signals,
            events,
            engine: None,
            fetching: false,
            pending: None,
            process: None,
            cooling: None,
            overdue: None,
        }
    }

    /// Fetches the engine, unless it is there or on its way.
    pub fn fetch(&mut self) {
        if self.engine.is_some() || self.fetching {
            return;
        }
        self.fetching = true;
        let signals = self.signals.clone();
        spawn_local(async move {
            signals.emit(Signal::Engine(engine_files::load().await));
        });
    }

    /// Has an errand run as soon as the engine is there and a core is free.
    pub fn send(&mut self, errand: Errand) -> Option<Report> {
        self.pending = Some(errand);
        self.launch()
    }

    /// Whether a run waits for a core that something ended may still hold.
    pub fn is_cooling(&self) -> bool {
        self.pending.is_some() && self.cooling.is_some()
    }

    /// Stops the run, or gives it up when it has not begun.
    pub fn stop(&mut self, run: RunId) -> Option<Report> {
        let racing = self.process.as_ref().is_some_and(MainProcess::is_racing);
        if !racing {
            self.pending = None;
            self.process = None;
            return Some(Report::Act(Action::Abandoned(run)));
        }
        self.process.as_ref().inspect(|process| process.stop());
        let signals = self.signals.clone();
        self.overdue =
            Some(Timeout::new(STOP_DEADLINE_MS, move || signals.emit(Signal::StopOverdue(run))));
        None
    }

    /// Ends everything at once, because the page is going away.
    pub fn leave(&mut self) {
        self.pending = None;
        self.process.as_ref().inspect(|process| process.stop());
        self.end();
    }

    /// Does what a signal asks for.
    pub fn heed(&mut self, signal: Signal) -> Option<Report> {
        match signal {
            Signal::Engine(loaded) => self.loaded(loaded),
            Signal::Event(run, event) => self.hear(run, event),
            Signal::Cooled => {
                self.cooling = None;
                self.launch()
            }
            Signal::StopOverdue(run) => {
                let late = self.process.as_ref().is_some_and(|process| process.run() == run);
                late.then(|| {
                    self.end();
                    Report::Act(Action::Abandoned(run))
                })
            }
        }
    }

    fn loaded(&mut self, loaded: Result<Engine, Failure>) -> Option<Report> {
        self.fetching = false;
        match loaded {
            Ok(engine) => {
                self.engine = Some(engine);
                self.launch()
            }
            // Nobody waits for it: the next press of Run tries again.
            Err(failure) => {
                self.pending.take().map(|it| Report::Act(Action::Broke(it.run, failure)))
            }
        }
    }

    fn launch(&mut self) -> Option<Report> {
        if self.pending.is_none() || self.cooling.is_some() {
            return None;
        }
        let Some(engine) = &self.engine else {
            self.fetch();
            return None;
        };
        let errand = self.pending.take()?;
        let run = errand.run;
        Some(Report::Act(match MainProcess::start(engine, errand, &self.events) {
            Ok(process) => {
                self.process = Some(process);
                Action::Launched
            }
            Err(failure) => Action::Broke(run, failure),
        }))
    }

    fn hear(&mut self, run: RunId, event: Event) -> Option<Report> {
        let process = self.process.as_mut().filter(|process| process.run() == run)?;
        match process.hear(event) {
            Ok(None) => None,
            Ok(Some((FromEngine::Tiles { strategy, size, tiles, .. }, words))) => {
                Some(Report::Tiles(strategy, size, tiles, words))
            }
            Ok(Some((FromEngine::Observed { .. }, words))) => Some(Report::Observed(words)),
            Ok(Some((FromEngine::Traced { key, .. }, words))) => {
                Some(Report::Trace(run, key, words))
            }
            Ok(Some((message, _))) => {
                match message {
                    FromEngine::Finished { .. } | FromEngine::Stopped { .. } => self.rest(),
                    FromEngine::Failed { .. } => self.end(),
                    _ => {}
                }
                Some(Report::Act(Action::Heard(message)))
            }
            Err(failure) => {
                self.end();
                if matches!(failure, Failure::ProcessStart { .. }) {
                    // What it was started from may be at fault: the next press fetches it again.
                    self.engine = None;
                }
                Some(Report::Act(Action::Broke(run, failure)))
            }
        }
    }

    /// Ends a main process whose lanes are all at rest.
    fn rest(&mut self) {
        self.process = None;
        self.overdue = None;
    }

    /// Ends a main process that may be busy.
    fn end(&mut self) {
        let busy = self.process.as_ref().is_some_and(MainProcess::is_racing);
        self.rest();
        if busy {
            let signals = self.signals.clone();
            self.cooling = Some(Timeout::new(COOLING_MS, move || signals.emit(Signal::Cooled)));
        }
    }
}
