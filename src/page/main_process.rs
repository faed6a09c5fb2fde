//! The main process as the page sees it: started for one race, watched, ended. The only file of
//! the page that names a worker.

use super::BUILD;
use super::engine_files::Engine;
use crate::failure::{Failure, ProcessName};
use crate::protocol::{FromEngine, RunId, ToEngine};
use crate::run::run_of;
use crate::wire::{self, Unreadable, text_of};
use crate::workload::Words;
use gloo_timers::callback::Interval;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// The engine gives a sign of life at least twice a second; this many seconds without one mean
/// that none will come.
const SILENCE_S: u32 = 10;

/// What comes out of a worker, or out of watching it.
pub enum Event {
    /// It posted this.
    Message(JsValue),
    /// It posted something that cannot be received here.
    Garbage,
    /// It could not start, or something in it was not caught.
    Error(Option<String>),
    /// A second has passed. Seconds are counted in ticks, so that a laptop that slept for an hour
    /// has not been silent for an hour.
    Tick,
}

/// A worker that is ended when it is dropped.
pub struct Process {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_garbage: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl Process {
    /// Starts the module script at `url`.
    ///
    /// # Errors
    /// What the browser says when it refuses.
    pub fn start(url: &str, name: &str, events: Callback<Event>) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let worker = Worker::new_with_options(url, &options).map_err(|error| text_of(&error))?;
        let on_message = {
            let events = events.clone();
            Closure::<dyn Fn(_)>::new(move |event: MessageEvent| {
                events.emit(Event::Message(event.data()));
            })
        };
        let on_garbage = {
            let events = events.clone();
            Closure::<dyn Fn(_)>::new(move |_: MessageEvent| events.emit(Event::Garbage))
        };
        let on_error = Closure::<dyn Fn(_)>::new(move |event: web_sys::Event| {
            // The failure is shown in the page, so the console need not repeat it.
            event.prevent_default();
            let event = event.dyn_ref::<ErrorEvent>();
            events.emit(Event::Error(event.map(ErrorEvent::message)));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_garbage.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_garbage: on_garbage, _on_error: on_error })
    }

    /// Posts `message`.
    ///
    /// # Errors
    /// What the browser says when the message cannot be cloned.
    pub fn post(&self, message: &JsValue) -> Result<(), String> {
        self.worker.post_message(message).map_err(|error| text_of(&error))
    }

    /// Posts a message, and a copy of `words` beside it.
    fn tell(&self, message: &ToEngine, words: Option<JsValue>) {
        let envelope = wire::pack(message, &[]);
        if let (Some(words), Some(parts)) = (words, envelope.message.dyn_ref::<Array>()) {
            parts.push(&words);
        }
        // What `pack` made can always be cloned or moved, and words are cloned.
        let _ = self.worker.post_message_with_transfer(&envelope.message, &envelope.transfer);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What a main process is started for.
pub struct Errand {
    /// The run.
    pub run: RunId,
    /// The message that asks for it.
    pub message: ToEngine,
    /// The pixels of the visitor's own picture, where it is made from one.
    pub picture: Option<JsValue>,
}

/// The process that plays the parent, for one race or sweep. Ended when it is dropped.
pub struct MainProcess {
    process: Process,
    run: RunId,
    /// What it is to do, until the engine has greeted and was told.
    waiting: Option<(ToEngine, Option<JsValue>)>,
    silent_s: u32,
    _ticks: Interval,
}

impl MainProcess {
    /// Starts a main process for an errand; `events` must be passed on to [`Self::hear`].
    ///
    /// # Errors
    /// When the browser refuses to start it.
    pub fn start(
        engine: &Engine,
        Errand { run, message, picture }: Errand,
        events: &Callback<(RunId, Event)>,
    ) -> Result<Self, Failure> {
        let events = events.reform(move |event| (run, event));
        let process =
            Process::start(&engine.script, "main", events.clone()).map_err(not_started)?;
        process.post(&Array::of1(&engine.module)).map_err(not_started)?;
        let ticks = Interval::new(1_000, move || events.emit(Event::Tick));
        Ok(Self { process, run, waiting: Some((message, picture)), silent_s: 0, _ticks: ticks })
    }

    /// The run it was started for.
    pub fn run(&self) -> RunId {
        self.run
    }

    /// Whether it was given the race, so that ending it may leave a core busy.
    pub fn is_racing(&self) -> bool {
        self.waiting.is_none()
    }

    /// Asks it to come to rest and say so.
    pub fn stop(&self) {
        self.process.tell(&ToEngine::Stop, None);
    }

    /// What an event means: a message, nothing, or that the run has failed.
    ///
    /// # Errors
    /// When the run cannot go on.
    pub fn hear(&mut self, event: Event) -> Result<Option<(FromEngine, Words)>, Failure> {
        match event {
            Event::Message(posted) => self.read(&posted),
            Event::Garbage => Err(Failure::BadMessage { process: ProcessName::Main }),
            Event::Error(cause) => Err(self.broken(cause)),
            Event::Tick => {
                self.silent_s += 1;
                if self.silent_s > SILENCE_S { Err(self.silent()) } else { Ok(None) }
            }
        }
    }

    fn read(&mut self, posted: &JsValue) -> Result<Option<(FromEngine, Words)>, Failure> {
        self.silent_s = 0;
        match wire::unpack(posted) {
            Ok((FromEngine::Loaded { build }, _)) => self.greet(build).map(|()| None),
            Ok(message) if run_of(&message.0) == Some(self.run) => Ok(Some(message)),
            Err(Unreadable::Lost(cause)) => Err(self.broken(Some(cause))),
            // It runs one errand in its life, so a word about another makes no sense either.
            Ok(_) | Err(Unreadable::Foreign) => {
                Err(Failure::BadMessage { process: ProcessName::Main })
            }
        }
    }

    fn greet(&mut self, engine: String) -> Result<(), Failure> {
        if engine != BUILD {
            return Err(Failure::EngineOutdated { page: BUILD.to_owned(), engine });
        }
        if let Some((message, picture)) = self.waiting.take() {
            self.process.tell(&message, picture);
        }
        Ok(())
    }

    fn broken(&self, cause: Option<String>) -> Failure {
        let cause = cause.filter(|cause| !cause.is_empty());
        if self.is_racing() {
            let cause = cause.unwrap_or_else(|| "the browser gives no reason".to_owned());
            Failure::Panicked { process: ProcessName::Main, cause }
        } else {
            not_started(cause.unwrap_or_else(|| "its script could not be loaded".to_owned()))
        }
    }

    fn silent(&self) -> Failure {
        if self.is_racing() {
            Failure::Stalled { process: ProcessName::Main, seconds: SILENCE_S }
        } else {
            not_started(format!("no answer within {SILENCE_S} seconds"))
        }
    }
}

fn not_started(cause: String) -> Failure {
    Failure::ProcessStart { process: ProcessName::Main, cause }
}
