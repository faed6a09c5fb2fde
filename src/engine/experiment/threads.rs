//! Threads of the main process that each do the same thing once, and a deadline for all.

use crate::engine::crew::Crew;
use crate::engine::deadline::within;
use crate::engine::ground::SIGNALS;
use crate::engine::interruption::{Interruption, unless_stopped};
use crate::failure::{Failure, ProcessName};
use futures_channel::mpsc::unbounded;
use futures_util::StreamExt;

/// What threads are asked to do takes far less than this, in seconds.
const DEADLINE_S: u32 = 20;

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

    /// Has the first `count` of them do the same; gives what each gives, in their order.
    ///
    /// # Errors
    /// When they are stopped, which they must heed themselves, or do not come back in time.
    pub async fn each<T: Send + 'static>(
        &self,
        count: u32,
        act: impl Fn(u32) -> T + Send + Sync + 'static,
    ) -> Result<Vec<T>, Interruption> {
        let (sender, given) = unbounded();
        let count = count.min(self.count);
        rayon::spawn_broadcast(move |context| {
            let thread = context.index() as u32;
            if thread < count {
                // Nobody listens any more when the run was given up.
                let _ = sender.unbounded_send((thread, act(thread)));
            }
        });
        // Ends when the last thread has let go of its end.
        let given = within(f64::from(DEADLINE_S) * 1e3, given.collect::<Vec<_>>()).await;
        let mut given =
            given.ok_or(Failure::Stalled { process: ProcessName::Main, seconds: DEADLINE_S })?;
        if SIGNALS.is_stopped() {
            return Err(Interruption::Stopped);
        }
        given.sort_by_key(|(thread, _)| *thread);
        Ok(given.into_iter().map(|(_, given)| given).collect())
    }
}
