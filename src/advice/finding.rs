//! What one race taught about its workload: a row of a table.

use super::causes::Sent;
use super::{Evidence, Row};
use crate::phases::Part;
use crate::receipt::Millis;
use crate::stats::Speedup;
use crate::strategy::Strategy;
use crate::verdict::Verdict;
use crate::workload::Workload;

/// What takes most of the time of the fastest strategy apart from the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Its lanes compute.
    Computing,
    /// The work itself waits.
    Waiting,
    /// Data is copied and merged.
    Copying,
    /// Lanes wait for work or for each other.
    Talking,
    /// Lanes wait for the lock.
    Lock,
    /// Processes and pools have to be started: that takes longer than the baseline as a whole.
    StartUp,
}

impl Limit {
    /// The stable name, for the DOM.
    pub fn id(self) -> &'static str {
        match self {
            Self::Computing => "computing",
            Self::Waiting => "waiting",
            Self::Copying => "copying",
            Self::Talking => "talking",
            Self::Lock => "gil",
            Self::StartUp => "start-up",
        }
    }

    /// What a visitor reads.
    pub fn title(self) -> &'static str {
        match self {
            Self::Computing => "computing",
            Self::Waiting => "waiting (sleep, network)",
            Self::Copying => "copying and merging",
            Self::Talking => "talking: waiting for work",
            Self::Lock => "the GIL",
            Self::StartUp => "start-up",
        }
    }
}

/// What the latest complete race of a workload has shown.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The workload.
    pub workload: &'static Workload,
    /// The size that was raced.
    pub size: u32,
    /// The clear winner.
    pub best: Option<Strategy>,
    /// The fastest strategy apart from the baseline: all that follows is about it.
    pub fastest: Strategy,
    /// How many times as fast as the baseline it was.
    pub speedup: Option<Speedup>,
    /// What took most of its time.
    pub limit: Limit,
    /// Its median sample in shares of the makespan: computing, waiting, copying, talking.
    pub shares: [(Limit, f64); 4],
    /// The share of its makespan that Threads with a GIL waited for the lock.
    pub gil: Option<f64>,
    /// What starting it took.
    pub start_ms: Option<Millis>,
    /// The bytes of input that its processes were sent.
    pub sent_bytes: u64,
}

/// What a race has shown; none when nothing but the baseline was measured, when it is not known
/// where the time went, or when the machine was so noisy that nothing can be said.
pub fn finding(evidence: &Evidence<'_>) -> Option<Finding> {
    let base = evidence.base().filter(|_| evidence.noise.is_none())?;
    let row = evidence.fastest().filter(|row| row.is_itemised())?;
    let share = |parts: &[Part]| parts.iter().map(|&part| row.share(part)).sum::<f64>();
    let shares = [
        (Limit::Computing, share(&[Part::Compute])),
        (Limit::Waiting, share(&[Part::Pause])),
        (Limit::Copying, share(&[Part::Send, Part::Receive])),
        (Limit::Talking, share(&[Part::Wait, Part::Join])),
    ];
    let best = match evidence.verdict {
        Verdict::Won { winner, .. } => Some(winner),
        _ => None,
    };
    Some(Finding {
        workload: evidence.workload,
        size: evidence.size,
        best,
        fastest: row.strategy,
        speedup: row.speedup,
        limit: limit(row, base, &shares),
        shares,
        gil: evidence.row(Strategy::ThreadsGil).map(|row| row.share(Part::Lock)),
        start_ms: row.cold.map(|(_, start_ms)| start_ms),
        sent_bytes: Sent::new(evidence, row).total(),
    })
}

/// The longest part of what gains; of what does not, the longest apart from the work itself.
fn limit(row: &Row<'_>, base: &Row<'_>, shares: &[(Limit, f64); 4]) -> Limit {
    if row.cold.is_some_and(|(_, start_ms)| start_ms > base.summary.median) {
        return Limit::StartUp;
    }
    let locked = (Limit::Lock, row.share(Part::Lock));
    let is_work = |limit: Limit| matches!(limit, Limit::Computing | Limit::Waiting);
    let all = shares.iter().copied().chain([locked]);
    let counted = all.filter(|(limit, _)| row.gains() || !is_work(*limit));
    let longest = counted.reduce(|one, other| if other.1 > one.1 { other } else { one });
    longest.map_or(Limit::Computing, |(limit, _)| limit)
}

/// Keeps `new` in the place of what was known about its workload, or at the end.
pub fn keep(known: &mut Vec<Finding>, new: Finding) {
    match known.iter_mut().find(|finding| finding.workload.id == new.workload.id) {
        Some(finding) => *finding = new,
        None => known.push(new),
    }
}
