//! Why a race or a sweep ends early.

use super::ground::stopped;
use crate::failure::Failure;
use futures_util::future::{Either, select};
use std::pin::pin;

/// Why a race or a sweep ends early.
pub enum Interruption {
    /// The visitor pressed Stop, and every lane is at rest.
    Stopped,
    /// Something went wrong.
    Failed(Failure),
}

impl From<Failure> for Interruption {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What is being started. A press of Stop does not wait for it: nothing computes then.
///
/// # Errors
/// When it does not come up, or the run was stopped meanwhile.
pub async fn unless_stopped<T>(
    start: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Interruption> {
    match select(pin!(start), pin!(stopped())).await {
        Either::Left((started, _)) => Ok(started?),
        Either::Right(_) => Err(Interruption::Stopped),
    }
}
