//! The main process: listens to the page, runs one race, and says how it ended.

use super::deadline::timer;
use super::ground::stop_lanes;
use super::interruption::Interruption;
use super::{fault, port, race};
use crate::failure::{Failure, ProcessName};
use crate::protocol::{FromEngine, Race, RunId, Stage, ToEngine};
use crate::strategy::Strategy;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How often the page gets a sign of life, in milliseconds.
const PROGRESS_MS: f64 = 250.0;

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

thread_local! {
    /// The run, for the panic hook, which is told nothing.
    static RUN: Cell<RunId> = const { Cell::new(RunId(0)) };
}

/// Serves the page for the rest of the life of this process.
pub fn serve() {
    fault::report_panics(|cause| {
        fail(RUN.get(), Failure::Panicked { process: ProcessName::Main, cause });
    });
    port::listen(
        move |message, _| match message {
            ToEngine::Race(request) => {
                RUN.set(request.run);
                spawn_local(run(request));
            }
            ToEngine::Stop => stop_lanes(),
        },
        || fail(RUN.get(), Failure::BadMessage { process: ProcessName::Main }),
    );
    port::post(&FromEngine::Loaded { build: env!("MAKESPAN_BUILD").to_owned() }, &[]);
}

fn fail(run: RunId, failure: Failure) {
    port::post(&FromEngine::Failed { run, failure }, &[]);
}

async fn run(request: Race) {
    let run = request.run;
    let progress = Rc::new(Cell::new(Progress {
        stage: Stage::Preparing,
        strategy: Strategy::Sequential,
        done: 0.0,
        remaining_ms: None,
    }));
    spawn_local(report(run, progress.clone()));
    match race::run(request, progress).await {
        Ok(()) => port::post(&FromEngine::Finished { run }, &[]),
        Err(Interruption::Stopped) => port::post(&FromEngine::Stopped { run }, &[]),
        Err(Interruption::Failed(failure)) => fail(run, failure),
    }
}

/// Reports progress until this process ends, which the page sees to when the race is over.
async fn report(run: RunId, progress: Rc<Cell<Progress>>) {
    loop {
        let Progress { stage, strategy, done, remaining_ms } = progress.get();
        port::post(&FromEngine::Progress { run, stage, strategy, done, remaining_ms }, &[]);
        timer(PROGRESS_MS).await;
    }
}
