//! The main process: listens to the page, runs one race or sweep, and says how it ended.

use super::ground::stop_lanes;
use super::herald::{Herald, Pace};
use super::interruption::Interruption;
use super::{experiment, fault, port, race, sweep};
use crate::failure::{Failure, ProcessName};
use crate::protocol::{FromEngine, RunId, ToEngine};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

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
        move |message, words| match message {
            ToEngine::Race(request) => {
                start(request.run, Pace::RACE, |herald| race::run(request, words, herald));
            }
            ToEngine::Sweep(request) => {
                start(request.run, Pace::SWEEP, |herald| sweep::run(request, words, herald));
            }
            ToEngine::Experiment { run, experiment } => {
                start(run, Pace::RACE, |herald| experiment::run(run, experiment, herald));
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

/// Starts what the page has asked for.
fn start<R>(run: RunId, pace: Pace, work: impl FnOnce(Rc<Herald>) -> R)
where
    R: Future<Output = Result<(), Interruption>> + 'static,
{
    RUN.set(run);
    let herald = Rc::new(Herald::new(run, pace));
    let audible = herald.clone();
    spawn_local(async move { audible.stay_audible().await });
    let work = work(herald.clone());
    spawn_local(async move {
        let ended = work.await;
        herald.tell();
        match ended {
            Ok(()) => port::post(&FromEngine::Finished { run }, &[]),
            Err(Interruption::Stopped) => port::post(&FromEngine::Stopped { run }, &[]),
            Err(Interruption::Failed(failure)) => fail(run, failure),
        }
    });
}
