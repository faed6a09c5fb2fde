//! What must hold in a result file beyond being well written.

use super::Problem;
use crate::export::result::{Asked, LaneTime, Measured, Place, Receipt, ResultFile, Timed};
use crate::settings::field::{self, LANES_CAP, WORKERS, quoted};
use crate::strategy::Strategy;
use crate::workload;
use std::fmt::Display;
use std::ops::RangeInclusive;

/// Rounds of one race.
const ROUNDS: RangeInclusive<u32> = 1..=99;

/// Cores of a machine.
const CORES: RangeInclusive<u32> = 1..=1_024;

/// Longer than this is no version, in characters.
const LONGEST_VERSION: usize = 100;

/// How far the phases of a receipt may be from the makespan: a share of it, and on top of that
/// milliseconds and steps of the clock, which each of six phases may be off by.
const SLACK: (f64, f64, f64) = (0.02, 0.1, 6.0);

type Checked = Result<(), Problem>;

/// How many workers were asked for, when everything in the file may be believed.
pub fn file(file: &ResultFile) -> Result<Asked, Problem> {
    date(&file.at)?;
    place(&file.environment)?;
    within("repeats", file.repeats, ROUNDS)?;
    size(file)?;
    if file.strategies.is_empty() {
        return wrong("strategies", "empty", "must list at least one strategy");
    }
    let step = file.environment.clock_step_ms.unwrap_or_default();
    for (index, measured) in file.strategies.iter().enumerate() {
        let path = format!("strategies[{index}]");
        strategy(&path, measured, &file.strategies[..index])?;
        samples(&format!("{path}.samples"), &file.strategies[index].samples, measured, step)?;
    }
    variants(&file.variants)?;
    control(file, step)?;
    let asked = workers(file)?;
    answers(file)?;
    Ok(asked)
}

/// The number that hexadecimal digits write.
pub fn fingerprint(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_plain.then(|| u64::from_str_radix(text, 16).ok())?
}

fn wrong<T>(path: &str, found: impl Display, rule: impl Display) -> Result<T, Problem> {
    let (found, rule) = (found.to_string(), rule.to_string());
    Err(Problem::BadField { path: path.to_owned(), found, rule })
}

fn in_quotes(text: &str) -> String {
    format!("“{}”", quoted(text))
}

fn within(path: &str, number: u32, range: RangeInclusive<u32>) -> Checked {
    if range.contains(&number) {
        return Ok(());
    }
    let (min, max) = (range.start(), range.end());
    wrong(path, number, format!("must be a whole number from {min} to {max}"))
}

/// Finite it is because it was read from JSON.
fn not_negative(path: &str, number: f64) -> Checked {
    if number >= 0.0 {
        return Ok(());
    }
    wrong(path, number, "must be a number of milliseconds that is not negative")
}

/// Starts with year, month and day.
fn date(at: &str) -> Checked {
    let shape = "dddd-dd-dd";
    let fits = |(kind, byte): (u8, u8)| match kind {
        b'd' => byte.is_ascii_digit(),
        _ => byte == kind,
    };
    let starts = at.len() >= shape.len() && shape.bytes().zip(at.bytes()).all(fits);
    let is_short = at.len() <= 40 && !at.chars().any(char::is_control);
    if starts && is_short {
        return Ok(());
    }
    wrong("at", in_quotes(at), "must be a date and time such as 2026-11-20T12:00:00Z")
}

fn place(place: &Place) -> Checked {
    if !["wasm", "cpython"].contains(&&*place.engine) {
        return wrong("environment.engine", in_quotes(&place.engine), "must be wasm or cpython");
    }
    let is_version =
        |text: &str| text.chars().count() <= LONGEST_VERSION && !text.chars().any(char::is_control);
    if !is_version(&place.version) {
        let rule = format!("must be a text of at most {LONGEST_VERSION} characters in one line");
        return wrong("environment.version", in_quotes(&place.version), rule);
    }
    within("environment.reportedCores", place.reported_cores, CORES)?;
    if let Some(lanes) = place.parallelism_lanes {
        within("environment.parallelismLanes", lanes, 1..=LANES_CAP)?;
    }
    if let Some(times) = place.effective_parallelism.filter(|times| *times <= 0.0) {
        return wrong("environment.effectiveParallelism", times, "must be a positive number");
    }
    not_negative("environment.clockStepMs", place.clock_step_ms.unwrap_or_default())
}

fn size(file: &ResultFile) -> Checked {
    let Some(workload) = workload::find(&file.workload) else {
        let known: Vec<_> = workload::ALL.iter().map(|workload| workload.id).collect();
        let rule = format!("must be one of {}", known.join(", "));
        return wrong("workload", in_quotes(&file.workload), rule);
    };
    within("size", file.size, workload.sizes.min..=workload.sizes.max)
}

fn strategy(path: &str, measured: &Measured, before: &[Measured]) -> Checked {
    let name = &measured.strategy;
    let strategy_path = format!("{path}.strategy");
    let Some(strategy) = Strategy::find(name) else {
        let rule = format!("must be one of {}", Strategy::ALL.map(Strategy::id).join(", "));
        return wrong(&strategy_path, in_quotes(name), rule);
    };
    if before.iter().any(|other| other.strategy == *name) {
        return wrong(&strategy_path, in_quotes(name), "must be listed only once");
    }
    let (processes, threads) = (measured.processes, measured.threads);
    within(&format!("{path}.processes"), processes, allowed(strategy, true))?;
    within(&format!("{path}.threads"), threads, allowed(strategy, false))?;
    if field::check_lanes(processes, threads).is_err() {
        let rule = format!("must leave at most {LANES_CAP} lanes in {processes} processes");
        return wrong(&format!("{path}.threads"), threads, rule);
    }
    let answer = measured.answer.as_deref();
    match answer {
        Some(text) if fingerprint(text).is_none() => {
            let rule = "must be a text of up to 16 hexadecimal digits";
            wrong(&format!("{path}.answer"), in_quotes(text), rule)
        }
        None if !measured.samples.is_empty() => {
            wrong(&format!("{path}.answer"), "missing", "must be given where there are samples")
        }
        _ => Ok(()),
    }
}

/// More of them than any Python has ways.
const MOST_VARIANTS: usize = 32;

fn variants(variants: &[Measured]) -> Checked {
    if variants.len() > MOST_VARIANTS {
        let rule = format!("must have at most {MOST_VARIANTS} entries");
        return wrong("variants", format!("a list of {}", variants.len()), rule);
    }
    for (index, measured) in variants.iter().enumerate() {
        let path = format!("variants[{index}]");
        strategy(&path, measured, &[])?;
        let via = measured.via.as_deref().unwrap_or_default();
        if via.chars().count() > LONGEST_VERSION || via.chars().any(char::is_control) {
            let rule =
                format!("must be a text of at most {LONGEST_VERSION} characters in one line");
            return wrong(&format!("{path}.via"), in_quotes(via), rule);
        }
        let ends = measured.speedup_ci95.unzip();
        let figures = [measured.median_ms, measured.speedup, ends.0, ends.1];
        if let Some(figure) = figures.into_iter().flatten().find(|figure| *figure <= 0.0) {
            return wrong(&path, figure, "must have positive figures");
        }
    }
    Ok(())
}

/// How many processes, or threads in each, a strategy may have.
fn allowed(strategy: Strategy, processes: bool) -> RangeInclusive<u32> {
    match strategy {
        Strategy::ProcessesThreads => WORKERS,
        Strategy::Processes if processes => WORKERS,
        Strategy::Threads | Strategy::ThreadsGil if !processes => WORKERS,
        _ => 1..=1,
    }
}

fn samples(path: &str, samples: &[Timed], of: &Measured, step: f64) -> Checked {
    for (index, timed) in samples.iter().enumerate() {
        let path = format!("{path}[{index}]");
        let is_same = |other: &Timed| (other.round, other.cold) == (timed.round, timed.cold);
        if samples[..index].iter().any(is_same) {
            let rule = "must be another one than those of the samples before";
            return wrong(&format!("{path}.round"), timed.round, rule);
        }
        sample(&path, timed, step)?;
        for (lane, time) in timed.lanes.iter().enumerate() {
            self::lane(&format!("{path}.lanes[{lane}]"), time, of)?;
        }
    }
    Ok(())
}

fn sample(path: &str, timed: &Timed, step: f64) -> Checked {
    within(&format!("{path}.round"), timed.round, 0..=ROUNDS.end() - 1)?;
    let makespan = timed.makespan_ms;
    if makespan <= 0.0 {
        let rule = "must be a positive number of milliseconds";
        return wrong(&format!("{path}.makespanMs"), makespan, rule);
    }
    if timed.lanes.len() > LANES_CAP as usize {
        let found = format!("a list of {}", timed.lanes.len());
        let rule = format!("must have at most {LANES_CAP} lanes");
        return wrong(&format!("{path}.lanes"), found, rule);
    }
    match &timed.receipt {
        Some(it) => receipt(&format!("{path}.receipt"), it, makespan, step),
        None => Ok(()),
    }
}

fn receipt(path: &str, receipt: &Receipt, makespan: f64, step: f64) -> Checked {
    let phases = [
        ("start", receipt.start),
        ("send", receipt.send),
        ("wait", receipt.wait),
        ("compute", receipt.compute),
        ("receive", receipt.receive),
        ("join", receipt.join),
    ];
    for (name, ms) in phases {
        not_negative(&format!("{path}.{name}"), ms)?;
    }
    let total: f64 = phases.iter().map(|(_, ms)| ms).sum();
    let (share, fixed, steps) = SLACK;
    if (total - makespan).abs() <= share * makespan + fixed + steps * step {
        return Ok(());
    }
    wrong(path, format!("{total} ms in all"), format!("must add up to the makespan, {makespan} ms"))
}

fn lane(path: &str, lane: &LaneTime, of: &Measured) -> Checked {
    within(&format!("{path}.process"), lane.process, 0..=of.processes - 1)?;
    within(&format!("{path}.thread"), lane.thread, 0..=of.threads - 1)?;
    not_negative(&format!("{path}.busyMs"), lane.busy_ms)?;
    not_negative(&format!("{path}.pauseMs"), lane.pause_ms)?;
    not_negative(&format!("{path}.lockMs"), lane.lock_ms)
}

fn control(file: &ResultFile, step: f64) -> Checked {
    if file.control.is_empty() {
        return Ok(());
    }
    let is_baseline = |it: &&Measured| it.strategy == Strategy::Sequential.id();
    match file.strategies.iter().find(is_baseline) {
        Some(baseline) if baseline.answer.is_some() => {
            samples("control", &file.control, baseline, step)
        }
        _ => {
            let rule = "must be empty where sequential has no samples";
            wrong("control", format!("a list of {}", file.control.len()), rule)
        }
    }
}

/// How many workers were asked for, as the strategies say it, and the file where they say nothing.
fn workers(file: &ResultFile) -> Result<Asked, Problem> {
    let mut asked = file.workers.unwrap_or(Asked { workers: 1, processes: 1, threads: 1 });
    within("workers.workers", asked.workers, WORKERS)?;
    within("workers.processes", asked.processes, WORKERS)?;
    within("workers.threads", asked.threads, WORKERS)?;
    let mut plain: Option<u32> = None;
    for (index, measured) in file.strategies.iter().enumerate() {
        let (processes, threads) = (measured.processes, measured.threads);
        let (key, number) = match Strategy::find(&measured.strategy) {
            Some(Strategy::Processes) => ("processes", processes),
            Some(Strategy::Threads | Strategy::ThreadsGil) => ("threads", threads),
            Some(Strategy::ProcessesThreads) => {
                (asked.processes, asked.threads) = (processes, threads);
                continue;
            }
            _ => continue,
        };
        if let Some(other) = plain.filter(|other| *other != number) {
            let rule = format!("must be {other}, as in the strategies before, to be comparable");
            return wrong(&format!("strategies[{index}].{key}"), number, rule);
        }
        plain = Some(number);
        asked.workers = number;
    }
    Ok(asked)
}

/// A timed answer is a checked answer: times of different answers are not compared.
fn answers(file: &ResultFile) -> Checked {
    let mut first: Option<u64> = None;
    for (index, measured) in file.strategies.iter().enumerate() {
        let Some(answer) = measured.answer.as_deref().and_then(fingerprint) else { continue };
        if let Some(first) = first.filter(|first| *first != answer) {
            let found = format!("{answer:016x}");
            let rule = format!(
                "must be {first:016x}, the answer of the strategies before; times of different \
                 answers cannot be compared"
            );
            return wrong(&format!("strategies[{index}].answer"), found, rule);
        }
        first = Some(answer);
    }
    if file.answers_agree == Some(false) {
        let rule = "must be true; times of different answers cannot be compared";
        return wrong("answersAgree", "false", rule);
    }
    Ok(())
}
