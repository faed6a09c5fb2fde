//! Why a race ends early.

use crate::failure::Failure;

/// Why a race ends early.
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
