//! Threads of the main process that each do the same thing once, and a deadline for all.

use crate::engine::crew::Crew;
use crate::engine::deadline::within;
use crate::engine::ground::SIGNALS;
use crate::engine::interruption::{Interruption, unless_stopped};
use crate::failure::{Failure, ProcessName};
use futures_channel::oneshot;
use std::sync::Arc;

/// What threads are asked to do takes far less than this, in seconds.
const DEADLINE_S: u32 = 20;

/// What a thread does; it is told its number.
pub type Act = dyn Fn(u32) + Send + Sync;

/// Threads that share the memory of the main process.
pub struct Threads {
    count: u32,
}

impl Threads {
    /// Starts them. That can be done once in the life of a process.
    ///
    /// # Errors
    /// When they do not come up in time.
    pub async fn start(count: u32) -> Result<Self, Interruption> {
        let pool = async {
            Crew::start_pool(count).await.map_err(|cause| Failure::PoolStart {
                process: ProcessName::Main,
                threads: count,
                cause,
            })
        };
        unless_stopped(pool).await?;
        Ok(Self { count })
    }

    /// Has the first `count` of them do the same, each with its number from 0; what they find they
    /// leave in memory that they share.
    ///
    /// # Errors
    /// When they are stopped, which they must heed themselves, or do not come back in time.
    // Of one kind for all that is done: of every kind the engine would hold a copy.
    pub async fn each(&self, count: u32, act: Box<Act>) -> Result<(), Interruption> {
        let (sender, ended) = oneshot::channel::<()>();
        let count = count.min(self.count);
        // Dropped by the last thread that lets go of it, which tells that all are done.
        let kept = Arc::new((act, sender));
        rayon::spawn_broadcast(move |context| {
            let thread = context.index() as u32;
            if thread < count {
                (kept.0)(thread);
            }
        });
        let ended = within(f64::from(DEADLINE_S) * 1e3, ended).await;
        if ended.is_none() {
            let process = ProcessName::Main;
            return Err(Failure::Stalled { process, seconds: DEADLINE_S }.into());
        }
        if SIGNALS.is_stopped() { Err(Interruption::Stopped) } else { Ok(()) }
    }
}
