//! Finds out what this machine gives: a size that takes long enough, and lanes that really run.

use super::clock;
use super::interruption::Interruption;
use super::measure::sample;
use super::staff::Staff;
use super::work::{Given, Work};
use crate::plan;
use crate::receipt::Millis;
use crate::schedule::Schedule;
use crate::workload::{self, Workload};

/// A probe this long tells what a larger size will take: shorter ones are mostly start and noise.
const TELLING_MS: Millis = 8.0;

/// How much a probe grows when it was too short to tell.
const GROWTH: f64 = 4.0;

/// A size that takes this share of the time wanted will do. It is looked at again after each
/// growth, because a kernel gets several times faster while it warms up.
const CLOSE_ENOUGH: f64 = 0.85;

/// Enough to grow from the smallest size to the largest.
const MOST_PROBES: u32 = 24;

/// The lanes are compared on work that takes one lane this long.
const PARALLELISM_MS: Millis = 40.0;

/// How often; the best of each side counts, because everything else that runs only slows down.
const PARALLELISM_REPEATS: u32 = 3;

/// The size at which `workload` takes `staff` about `target_ms`.
///
/// # Errors
/// When a process is lost or the run was stopped.
pub async fn size_that_takes(
    target_ms: Millis,
    workload: &'static Workload,
    given: &Given,
    staff: &Staff,
) -> Result<u32, Interruption> {
    let mut size = workload.sizes.start;
    for _ in 0..MOST_PROBES {
        let work = Work::new(workload, size, given, Schedule::Dynamic);
        let first = took(&work, staff).await?;
        let took_ms = first.min(took(&work, staff).await?);
        if took_ms >= target_ms * CLOSE_ENOUGH {
            break;
        }
        // A short probe says little, so the size grows step by step.
        let wanted_ms = if took_ms < TELLING_MS { took_ms * GROWTH } else { target_ms };
        let next = plan::size_for(workload, size, took_ms, wanted_ms.min(target_ms));
        if next <= size {
            break;
        }
        size = next;
    }
    Ok(size)
}

/// The size at which each of these numbers of lanes is busy long enough to be timed.
///
/// # Errors
/// When a process is lost or the run was stopped.
pub async fn size_for_lanes(
    lanes: &[u32],
    workload: &'static Workload,
    given: &Given,
    clock_step_ms: Millis,
    baseline: &Staff,
) -> Result<u32, Interruption> {
    let most = lanes.iter().copied().max().unwrap_or(1);
    let target = plan::baseline_target_ms(workload.dealing, clock_step_ms, most);
    let size = size_that_takes(target, workload, given, baseline).await?;
    Ok(plan::evenly_shared(workload, size, lanes))
}

/// Whether `workload` mostly waits, so that more lanes than cores make it faster.
///
/// # Errors
/// When a process is lost or the run was stopped.
pub async fn waits(
    workload: &'static Workload,
    given: &Given,
    baseline: &Staff,
) -> Result<bool, Interruption> {
    let work = Work::new(workload, workload.sizes.min, given, Schedule::Dynamic);
    let timed = sample(&work, baseline, clock::now(), None).await?;
    Ok(timed.lanes.iter().any(|lane| lane.pause_ms > lane.busy_ms))
}

/// How many times faster `widest` is than one lane on work that is nothing but computing.
///
/// # Errors
/// When a process is lost or the run was stopped.
pub async fn parallelism(one: &Staff, widest: &Staff, given: &Given) -> Result<f64, Interruption> {
    let Some(workload) = workload::find("sum-of-squares") else { return Ok(1.0) };
    let size = size_that_takes(PARALLELISM_MS, workload, given, one).await?;
    let work = Work::new(workload, size, given, Schedule::Dynamic);
    took(&work, widest).await?;
    let (mut alone_ms, mut together_ms) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..PARALLELISM_REPEATS {
        alone_ms = took(&work, one).await?.min(alone_ms);
        together_ms = took(&work, widest).await?.min(together_ms);
    }
    Ok(alone_ms / together_ms)
}

async fn took(work: &Work, staff: &Staff) -> Result<Millis, Interruption> {
    Ok(sample(work, staff, clock::now(), None).await?.makespan_ms)
}
