//! Gives up on processes that make no progress.

use super::deadline::timer;
use super::staff::{Pulse, Staff};
use crate::failure::{Failure, ProcessName};
use futures_util::future::{Either, select};
use std::pin::pin;

/// How often the processes are looked at, in milliseconds.
const TICK_MS: f64 = 500.0;

/// How many looks in a row a process that owes work may show no progress. Ticks are counted, not
/// time, because a tab that the browser froze and thawed has not stalled.
const PATIENCE_TICKS: u32 = 20;

/// What `work` gives.
///
/// # Errors
/// When a process of `staff` that owes work makes no progress for 10 seconds.
pub async fn guarded<T>(staff: &Staff, work: impl Future<Output = T>) -> Result<T, Failure> {
    match select(pin!(work), pin!(stalled(staff))).await {
        Either::Left((value, _)) => Ok(value),
        Either::Right((process, _)) => {
            let seconds = (f64::from(PATIENCE_TICKS) * TICK_MS / 1e3) as u32;
            Err(Failure::Stalled { process, seconds })
        }
    }
}

/// Comes back with the first process that has shown no progress for too long.
async fn stalled(staff: &Staff) -> ProcessName {
    let mut before: Vec<Pulse> = Vec::new();
    let mut idle_ticks = vec![0; staff.count() as usize];
    loop {
        timer(TICK_MS).await;
        let pulses = staff.pulses();
        for (place, pulse) in pulses.iter().enumerate() {
            let idle = pulse.owes_work && before.get(place) == Some(pulse);
            idle_ticks[place] = if idle { idle_ticks[place] + 1 } else { 0 };
            if idle_ticks[place] >= PATIENCE_TICKS {
                return pulse.process;
            }
        }
        before = pulses;
    }
}
