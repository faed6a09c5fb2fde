//! Rules that say which strategy to reach for.

use super::{Row, Rule};
use crate::phases::Part;
use crate::strategy::Strategy;
use crate::unit;
use crate::verdict::Verdict;

/// From this share of the baseline's makespan on, waits decide.
const MOSTLY: f64 = 0.5;

/// From this share on, waiting or computing is worth a strategy of its own.
const MUCH: f64 = 0.2;

/// A clear winner.
pub const BEST: Rule = Rule {
    id: "best",
    when: "one strategy is faster than the baseline and all others beyond doubt",
    ends: false,
    says: |evidence| {
        let Verdict::Won { winner, runner_up: (next, times), .. } = evidence.verdict else {
            return None;
        };
        let row = evidence.row(winner).filter(|row| row.gains())?;
        Some(format!(
            "For {} on {}, reach for {}: {} as fast as Sequential. {}, the next best, took {} \
             times as long.",
            evidence.workload.title,
            if evidence.is_imported { "the machine of this file" } else { "this machine" },
            winner.title(),
            row.speed(),
            next.title(),
            unit::digits(times)
        ))
    },
};

/// Several that cannot be told apart, all faster than the baseline.
pub const TIE: Rule = Rule {
    id: "tie",
    when: "the fastest strategies cannot be told apart, and the baseline is not among them",
    ends: false,
    says: |evidence| {
        let Verdict::TooClose { contenders, .. } = &evidence.verdict else { return None };
        if contenders.contains(&Strategy::Sequential) {
            return None;
        }
        let rows: Option<Vec<_>> = contenders.iter().map(|it| evidence.row(*it)).collect();
        let speeds: Vec<_> = rows?.iter().map(|row| row.named_speed()).collect();
        // The order of the page is that of simplicity.
        let simplest = contenders.iter().min()?;
        Some(format!(
            "No clear difference between {}: their 95 % intervals overlap. Take the simplest: {}.",
            listed(&speeds),
            simplest.title()
        ))
    },
};

/// Nothing is clearly faster than the baseline.
pub const SEQUENTIAL: Rule = Rule {
    id: "sequential",
    when: "no strategy is faster than the baseline beyond doubt",
    ends: false,
    says: |evidence| {
        let (base, fastest) = (evidence.base()?, evidence.fastest()?);
        let won = match &evidence.verdict {
            Verdict::Won { winner, .. } => *winner == Strategy::Sequential,
            Verdict::TooClose { contenders, .. } => contenders.contains(&Strategy::Sequential),
            _ => false,
        };
        if won && evidence.rows.iter().any(Row::gains) {
            // Round by round something is faster, but its times vary more than it gains.
            return Some(format!(
                "No clear winner: {} was {} as fast as Sequential in the same rounds, but their \
                 makespans overlap. Run more rounds, or stay with Sequential ({}).",
                fastest.strategy.title(),
                fastest.speed(),
                unit::show(base.summary.median)
            ));
        }
        won.then(|| {
            format!(
                "Stay with Sequential ({}): nothing was clearly faster. The best of the others, \
                 {}, was {} as fast.",
                unit::show(base.summary.median),
                fastest.strategy.title(),
                fastest.speed()
            )
        })
    },
};

/// Work that waits: threads will do, even under a lock.
pub const PYTHON_THREADS: Rule = Rule {
    id: "python-threads",
    when: "the work mostly waits, and threads with a GIL gain",
    ends: false,
    says: |evidence| {
        let base = evidence.base()?;
        let gil = evidence.row(Strategy::ThreadsGil).filter(|row| row.gains())?;
        let beaten = evidence.row(Strategy::Processes).is_some_and(|row| row.beats(gil));
        (evidence.pause_share() >= MOSTLY && !beaten).then(|| {
            format!(
                "In Python (CPython with its GIL), threads will do: of the {} that Sequential \
                 took, {} were waits that the work itself asks for, and a thread that waits gives \
                 the GIL up. Threads with a GIL were {} as fast.",
                unit::show(base.makespan_ms),
                unit::show(base.parts.get(Part::Pause)),
                gil.speed()
            )
        })
    },
};

/// Work that computes: processes where threads take turns.
pub const PYTHON_PROCESSES: Rule = Rule {
    id: "python-processes",
    when: "processes gain, and beat threads with a GIL beyond doubt",
    ends: false,
    says: |evidence| {
        let gil = evidence.row(Strategy::ThreadsGil)?;
        let processes = evidence.row(Strategy::Processes)?;
        (processes.gains() && processes.beats(gil)).then(|| {
            let waited = if gil.is_itemised() {
                format!(
                    " Of the {} that Threads with a GIL took, the busiest lane waited {} for the \
                     lock.",
                    unit::show(gil.makespan_ms),
                    unit::show(gil.parts.get(Part::Lock))
                )
            } else {
                String::new()
            };
            format!(
                "In Python (CPython with its GIL), use processes: Threads with a GIL were {} as \
                 fast as Sequential, Processes {}.{waited}",
                gil.speed(),
                processes.speed()
            )
        })
    },
};

/// Neither threads nor processes help where there is a lock.
pub const PYTHON_NEITHER: Rule = Rule {
    id: "python-neither",
    when: "neither threads with a GIL nor processes gain",
    ends: false,
    says: |evidence| {
        let gil = evidence.row(Strategy::ThreadsGil).filter(|row| !row.gains())?;
        let processes = evidence.row(Strategy::Processes).filter(|row| !row.gains())?;
        Some(format!(
            "In Python (CPython with its GIL), neither threads nor processes clearly help with \
             this work: Threads with a GIL were {} as fast as Sequential, Processes {}.",
            gil.speed(),
            processes.speed()
        ))
    },
};

/// Threads, where they run side by side.
pub const FREE_THREADS: Rule = Rule {
    id: "free-threads",
    when: "threads gain, and no strategy with processes beats them",
    ends: false,
    says: |evidence| {
        let threads = evidence.row(Strategy::Threads).filter(|row| row.gains())?;
        if evidence.with_processes().any(|row| row.beats(threads)) {
            return None;
        }
        let speeds: Vec<_> = evidence.with_processes().map(Row::named_speed).collect();
        let against = match speeds.is_empty() {
            true => String::new(),
            false => format!("; nothing with processes was clearly faster ({})", speeds.join(", ")),
        };
        Some(format!(
            "In a language whose threads compute side by side (Rust, Go, Java, C++, Python without \
             its GIL), use threads: {} as fast as Sequential{against}.",
            threads.speed()
        ))
    },
};

/// Processes, even where threads run side by side.
pub const FREE_PROCESSES: Rule = Rule {
    id: "free-processes",
    when: "a strategy with processes beats threads beyond doubt",
    ends: false,
    says: |evidence| {
        let threads = evidence.row(Strategy::Threads)?;
        let better = evidence.with_processes().filter(|row| row.gains() && row.beats(threads));
        let best =
            better.reduce(
                |one, other| {
                    if other.summary.median < one.summary.median { other } else { one }
                },
            )?;
        Some(format!(
            "Even in a language whose threads compute side by side (Rust, Go, Java, C++, Python \
             without its GIL), {} pay here: {} as fast as Sequential, Threads only {}.",
            best.strategy.title(),
            best.speed(),
            threads.speed()
        ))
    },
};

/// Work that waits and computes: both at once.
pub const COMBINED: Rule = Rule {
    id: "combined",
    when: "the work waits and computes, and processes with threads beat both alone",
    ends: false,
    says: |evidence| {
        let base = evidence.base()?;
        let both = evidence.row(Strategy::ProcessesThreads).filter(|row| row.gains())?;
        let gil = evidence.row(Strategy::ThreadsGil).filter(|row| both.beats(row))?;
        let processes = evidence.row(Strategy::Processes).filter(|row| both.beats(row))?;
        (base.share(Part::Pause) >= MUCH && base.share(Part::Compute) >= MUCH).then(|| {
            format!(
                "Sequential waited {} and computed {} of {}: work of both kinds. Processes to \
                 compute and threads to wait were {} as fast, Threads with a GIL alone {}, \
                 Processes alone {}.",
                unit::show(base.parts.get(Part::Pause)),
                unit::show(base.parts.get(Part::Compute)),
                unit::show(base.makespan_ms),
                both.speed(),
                gil.speed(),
                processes.speed()
            )
        })
    },
};

/// "a and b", "a, b and c".
fn listed(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}
