//! Experiments: what the live figures of the course show, really done and observed.

mod counting;
mod locking;
pub mod part;
mod queueing;
mod sharing;
mod threads;
mod toiling;

use super::herald::Herald;
use super::interruption::Interruption;
use crate::experiment::{Experiment, Observation};
use crate::protocol::{FromEngine, RunId};
use crate::trace;
use std::rc::Rc;

/// Makes an experiment and posts what is observed.
///
/// # Errors
/// When it is stopped, or when a process or a thread is lost.
pub async fn run(
    run: RunId,
    experiment: Experiment,
    herald: Rc<Herald>,
) -> Result<(), Interruption> {
    let observed = match experiment {
        Experiment::Counting { threads } => counting::observe(threads, &herald).await?,
        Experiment::Locking { same_order } => locking::observe(run, same_order, &herald).await?,
        Experiment::Sharing(sharing) => sharing::observe(sharing).await?,
        Experiment::Queueing(plan) => queueing::observe(plan).await?,
        Experiment::Toiling { chunks } => toiling::observe(chunks).await?,
    };
    tell(run, &observed, &herald);
    Ok(())
}

/// Posts what was observed so far; it takes the place of what was posted before.
fn tell(run: RunId, observed: &Observation, herald: &Herald) {
    herald.say(&FromEngine::Observed { run }, &[&trace::to_words(observed)]);
}
