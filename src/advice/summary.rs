//! What a race has shown about threads and processes in general: the figures of a summary.

use super::causes::Sent;
use super::{Evidence, Row, megabytes};
use crate::phases::Part;
use crate::strategy::Strategy;
use crate::unit;

/// From this share of the baseline's time on, work is of a kind.
const MOSTLY: f64 = 0.5;

/// What threads and processes differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// One memory for all, or one for each.
    Memory,
    /// What it costs to start them.
    StartUp,
    /// What they gain where the work waits.
    Waiting,
    /// What they gain where the work computes.
    Computing,
    /// What it costs to hand over data.
    Talking,
    /// What the interpreter lock takes away.
    Gil,
}

impl Aspect {
    /// The stable name: what `data-measured` of its place in the page says.
    pub fn id(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::StartUp => "start-up",
            Self::Waiting => "waiting",
            Self::Computing => "computing",
            Self::Talking => "talking",
            Self::Gil => "gil",
        }
    }
}

/// A rule of the summary: the figures of one aspect; none when the race says nothing about it.
type Measure = fn(&Evidence<'_>) -> Option<String>;

const MEASURES: [(Aspect, Measure); 6] = [
    (Aspect::Memory, memory),
    (Aspect::StartUp, start_up),
    (Aspect::Waiting, waiting),
    (Aspect::Computing, computing),
    (Aspect::Talking, talking),
    (Aspect::Gil, gil),
];

/// Every aspect that a race says something about, with its figures; none of a noisy machine.
pub fn measured(evidence: &Evidence<'_>) -> Vec<(Aspect, String)> {
    if evidence.noise.is_some() {
        return vec![];
    }
    let said = |(aspect, measure): (Aspect, Measure)| Some((aspect, measure(evidence)?));
    MEASURES.into_iter().filter_map(said).collect()
}

fn memory(evidence: &Evidence<'_>) -> Option<String> {
    let row = evidence.row(Strategy::Processes).filter(|row| row.is_itemised())?;
    let bytes = Sent::new(evidence, row).total();
    (bytes > 0).then(|| {
        format!(
            "{}: {} sent to {} processes, nothing to threads",
            evidence.workload.title,
            megabytes(bytes),
            row.shape.processes
        )
    })
}

fn start_up(evidence: &Evidence<'_>) -> Option<String> {
    let start = |row: &Row<'_>| row.cold.map(|(_, start_ms)| start_ms).filter(|ms| *ms > 0.0);
    let processes = evidence.row(Strategy::Processes)?;
    let process_ms = start(processes)?;
    // All strategies with threads share one pool; only the one that started it knows its price.
    let pool = [Strategy::Threads, Strategy::ThreadsGil].map(|it| evidence.row(it));
    let (threads, thread_ms) =
        pool.into_iter().flatten().find_map(|row| Some((row.shape.threads, start(row)?)))?;
    Some(format!(
        "{threads} threads {}, {} processes {}",
        unit::show(thread_ms),
        processes.shape.processes,
        unit::show(process_ms)
    ))
}

fn waiting(evidence: &Evidence<'_>) -> Option<String> {
    gains(evidence, Part::Pause)
}

fn computing(evidence: &Evidence<'_>) -> Option<String> {
    gains(evidence, Part::Compute)
}

/// How much threads under a lock and processes gain, where most of the work is of this kind.
fn gains(evidence: &Evidence<'_>, kind: Part) -> Option<String> {
    evidence.base().filter(|base| base.share(kind) >= MOSTLY)?;
    let threads = evidence.row(Strategy::ThreadsGil)?;
    let processes = evidence.row(Strategy::Processes)?;
    Some(format!(
        "{}: {}, {}",
        evidence.workload.title,
        threads.named_speed(),
        processes.named_speed()
    ))
}

fn talking(evidence: &Evidence<'_>) -> Option<String> {
    let row = evidence.row(Strategy::Processes).filter(|row| row.is_itemised())?;
    let talk_ms = row.parts.copying() + row.parts.get(Part::Wait);
    Some(format!(
        "{}: {} of {} for sending, waiting for work and receiving",
        evidence.workload.title,
        unit::show(talk_ms),
        unit::show(row.makespan_ms)
    ))
}

fn gil(evidence: &Evidence<'_>) -> Option<String> {
    let locked = evidence.row(Strategy::ThreadsGil)?;
    let free = evidence.row(Strategy::Threads)?;
    Some(format!(
        "{}: threads {} with it, {} without",
        evidence.workload.title,
        locked.speed(),
        free.speed()
    ))
}
