//! The engine: processes that compute, in Web Workers.
//!
//! Every worker runs the same program. The one named `main` plays the parent: it splits the work,
//! starts the others, times everything on its own clock, gathers and joins.

mod answers;
mod breath;
mod child;
mod child_process;
mod clock;
mod crew;
mod deadline;
mod experiment;
mod fault;
mod file;
mod ground;
mod herald;
mod interruption;
mod main_process;
mod measure;
mod muster;
mod pipe;
mod port;
mod probe;
mod race;
mod record;
mod staff;
mod sweep;
mod watchdog;
mod work;

/// The name of the worker that plays the parent.
const MAIN: &str = "main";

/// Serves as the main process or as a child, according to the name of this worker.
pub fn serve() {
    if port::scope().name() == MAIN { main_process::serve() } else { child::serve() }
}
