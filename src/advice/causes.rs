//! Rules that say what a strategy pays for, and what to do about it.

use super::{Evidence, Row, Rule};
use crate::environment::run_at_once;
use crate::phases::{Part, story};
use crate::schedule::Schedule;
use crate::stats;
use crate::strategy::Strategy;
use crate::unit;
use crate::workload::Dealing;
use std::ops::Range;

/// A cause must make up this share of a difference to be called the cause of most of it.
const MOST: f64 = 0.5;

/// From this share of a makespan on, a part is worth a sentence.
const MUCH: f64 = 0.25;

/// From this share of the baseline's makespan on, what is not shared out is a limit.
const SERIAL: f64 = 0.1;

/// Copies smaller than this are not worth a word, in bytes.
const LARGE_BYTES: u64 = 64 * 1_024;

/// The busiest lane did so many times the work of the average one.
const UNEVEN: f64 = 1.25;

/// Copying is what processes lose against threads.
pub const COPYING: Rule = Rule {
    id: "copying",
    when: "threads beat processes, and most of the difference went into copying",
    ends: false,
    says: |evidence| {
        let threads = evidence.row(Strategy::Threads).filter(|row| row.is_itemised())?;
        let copies = |row: &&Row<'_>| {
            let more = row.parts.copying() - threads.parts.copying();
            let difference = row.makespan_ms - threads.makespan_ms;
            threads.beats(row) && difference > 0.0 && more >= MOST * difference
        };
        let row = evidence.with_processes().find(copies)?;
        Some(format!(
            "Threads were {} as fast as Sequential, {} {}: the difference is mostly copying. {} \
             of {} went into sending, receiving and merging, against {} of {} with threads. Share \
             the memory, or send less.",
            threads.speed(),
            row.strategy.title(),
            row.speed(),
            unit::show(row.parts.copying()),
            unit::show(row.makespan_ms),
            unit::show(threads.parts.copying()),
            unit::show(threads.makespan_ms)
        ))
    },
};

/// Talking: a message for every little piece of work.
pub const TALKING: Rule = Rule {
    id: "talking",
    when: "every chunk is a message of its own, and processes spend much time on messages",
    ends: false,
    says: |evidence| {
        let row = evidence.row(Strategy::Processes)?;
        let talk = row.parts.copying() + row.parts.get(Part::Wait);
        let one_by_one = evidence.workload.dealing == Dealing::OneByOne;
        (one_by_one && talk >= MUCH * row.makespan_ms).then(|| {
            let chunks = row.lanes.iter().map(|lane| u64::from(lane.chunks)).sum();
            format!(
                "Processes spent {} of {} on sending, waiting for work and receiving: each of the \
                 {} chunks is sent by itself. Hand out more at a time.",
                unit::show(talk),
                unit::show(row.makespan_ms),
                unit::grouped(chunks)
            )
        })
    },
};

/// Memory: what every process is sent.
pub const MEMORY: Rule = Rule {
    id: "memory",
    when: "processes are sent much input",
    ends: false,
    says: |evidence| {
        // What another engine sends is not known here.
        let row = evidence.row(Strategy::Processes).filter(|row| row.is_itemised())?;
        let sent = Sent::new(evidence, row);
        let (processes, total) = (row.shape.processes, megabytes(sent.total()));
        if sent.common >= LARGE_BYTES {
            Some(format!(
                "Each of the {processes} processes is sent a copy of its own of the {} that all \
                 items need: {total} with the rest. Threads read the one copy that is there.",
                megabytes(sent.common)
            ))
        } else {
            (sent.own >= LARGE_BYTES).then(|| {
                format!(
                    "The {processes} processes are sent {total} of input between them, beside the \
                     copy that the main process keeps. Threads read the one copy that is there."
                )
            })
        }
    },
};

/// The bytes of input that cross into the memories of a strategy's processes.
pub struct Sent {
    /// What each process needs, whatever items it gets.
    pub common: u64,
    /// What all items need together, each once.
    pub own: u64,
    processes: u64,
}

impl Sent {
    /// What `row` needs; nothing where no process is started.
    pub fn new(evidence: &Evidence<'_>, row: &Row<'_>) -> Self {
        let workload = evidence.workload;
        let needs = (workload.needs)(evidence.size, 0..(workload.items)(evidence.size));
        let bytes = |words: Range<usize>| 4 * words.len() as u64;
        let processes = if row.shape.children { row.shape.processes.into() } else { 0 };
        Self { common: bytes(needs.common), own: bytes(needs.own), processes }
    }

    /// All of it.
    pub fn total(&self) -> u64 {
        if self.processes == 0 { 0 } else { self.common * self.processes + self.own }
    }
}

/// "1.05 MB": millions of bytes.
pub fn megabytes(bytes: u64) -> String {
    format!("{} MB", unit::digits(bytes as f64 / 1e6))
}

/// A start that pays only after some runs.
pub const START_UP: Rule = Rule {
    id: "start-up",
    when: "starting takes longer than the fastest strategy saves in one run",
    ends: false,
    says: |evidence| {
        let base = evidence.base()?;
        let fastest = evidence.fastest().filter(|row| row.gains())?;
        let (_, start_ms) = fastest.cold?;
        let saved_ms = base.summary.median - fastest.summary.median;
        (saved_ms > 0.0 && start_ms > saved_ms).then(|| {
            format!(
                "It took {} {}, and a warm run of {} saves {}. Keep them running and use them at \
                 least {} times, or do not bother.",
                unit::show(start_ms),
                story::to_start(fastest.shape),
                fastest.strategy.title(),
                unit::show(saved_ms),
                unit::grouped((start_ms / saved_ms).floor() as u64 + 1)
            )
        })
    },
};

/// Too small for a single run.
pub const ONE_SHOT: Rule = Rule {
    id: "one-shot",
    when: "every cold start that was timed takes longer than the baseline",
    ends: false,
    says: |evidence| {
        let base = evidence.base()?.summary.median;
        let others = evidence.rows.iter().filter(|row| row.strategy != Strategy::Sequential);
        let colds = others.filter_map(|row| Some((row.strategy, row.cold?.0)));
        let (quickest, ms) = colds.reduce(|a, b| if b.1 < a.1 { b } else { a })?;
        (ms > base).then(|| {
            format!(
                "For a single run it is too small: of the cold starts, the quickest, {}, took {}; \
                 Sequential is done after {}.",
                quickest.title(),
                unit::show(ms),
                unit::show(base)
            )
        })
    },
};

/// What is not shared out.
pub const MERGE: Rule = Rule {
    id: "merge",
    when: "receiving and merging take a tenth of the baseline",
    ends: false,
    says: |evidence| {
        let base = evidence.base()?;
        let merge = base.parts.get(Part::Receive);
        (merge >= SERIAL * base.makespan_ms).then(|| {
            format!(
                "Merging takes {} of the {} of Sequential, and only the main process does it. \
                 While that stays so, nothing can be more than {} times as fast.",
                unit::show(merge),
                unit::show(base.makespan_ms),
                unit::digits(base.makespan_ms / merge)
            )
        })
    },
};

/// Lanes that had less to do than others.
pub const IMBALANCE: Rule = Rule {
    id: "imbalance",
    when: "in the fastest strategy, if it has no lock, one lane computed much more than the average",
    ends: false,
    says: |evidence| {
        let row = evidence.fastest().filter(|row| !row.shape.locked)?;
        let mut busy: Vec<f64> = row.lanes.iter().map(|lane| lane.busy_ms).collect();
        busy.resize(busy.len().max(row.shape.lanes() as usize), 0.0);
        let uneven = stats::imbalance(&busy).filter(|times| *times >= UNEVEN)?;
        let busiest = busy.iter().copied().fold(0.0, f64::max);
        let remedy = match evidence.schedule {
            Schedule::Static => "Let whoever is free take the next chunk.",
            Schedule::Dynamic => "Smaller chunks could even that out.",
        };
        (busiest >= MUCH * row.makespan_ms).then(|| {
            format!(
                "The work of {} was not shared out evenly: the busiest lane computed {}, the \
                 average one {}. {remedy}",
                row.strategy.title(),
                unit::show(busiest),
                unit::show(busiest / uneven)
            )
        })
    },
};

/// More lanes than the machine runs at once.
pub const CROWD: Rule = Rule {
    id: "crowd",
    when: "more lanes compute than the machine was measured to run at once",
    ends: false,
    says: |evidence| {
        let (times, asked) = evidence.parallelism?;
        let enough = times.ceil() as u32;
        let waits = evidence.pause_share() >= MOST;
        if waits || run_at_once(times, asked) {
            return None;
        }
        let widest = evidence.rows.iter().max_by_key(|row| row.shape.lanes())?;
        let lanes = widest.shape.lanes();
        (lanes > enough).then(|| {
            format!(
                "{} used {lanes} lanes, but {asked} lanes together were measured to be only {} \
                 times as fast as one: for work that computes, {enough} {} enough here.",
                widest.strategy.title(),
                unit::digits(times),
                if enough == 1 { "is" } else { "are" }
            )
        })
    },
};
