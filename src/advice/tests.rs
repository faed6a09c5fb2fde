//! Each rule on its own: when it applies, when it does not, and what exactly it says.

use super::*;
use crate::environment::Environment;
use crate::outcome::tests::measured_within;
use crate::phases::Parts;
use crate::phases::tests::{WORKERS, sample};
use crate::receipt::{LaneTime, Millis, Receipt, Sample};
use crate::schedule::Schedule;
use crate::stats::{Speedup, Summary};
use crate::strategy::Strategy::{self, *};
use crate::verdict;
use crate::workload::find;

mod causes;
mod summary;

/// Send, wait, compute, receive of the median sample, in milliseconds.
type Phases = [Millis; 4];

/// A strategy that is `ratio` times as fast as the baseline, to within 5 %.
fn row(strategy: Strategy, ratio: f64, [send, wait, compute, receive]: Phases) -> Row<'static> {
    let receipt = Receipt { send, wait, compute, receive, ..Receipt::default() };
    let sample = sample(strategy, receipt, if strategy == ThreadsGil { wait } else { 0.0 });
    let median = sample.makespan_ms;
    let ci95 = Some((median * 0.95, median * 1.05));
    Row {
        strategy,
        shape: strategy.shape(WORKERS),
        summary: Summary { median, min: median * 0.95, ci95, count: 9 },
        speedup: Some(Speedup { ratio, ci95: Some((ratio * 0.95, ratio * 1.05)) }),
        parts: Parts::of(&sample),
        makespan_ms: median,
        lanes: &[],
        cold: None,
    }
}

/// The same for work that waits `pause` milliseconds and computes `compute` milliseconds.
fn waits(strategy: Strategy, ratio: f64, pause: Millis, compute: Millis) -> Row<'static> {
    let receipt = Receipt { wait: pause, compute, ..Receipt::default() };
    let mut sample = sample(strategy, receipt, 0.0);
    sample.lanes[0].pause_ms = pause;
    Row { parts: Parts::of(&sample), ..row(strategy, ratio, [0.0, pause, compute, 0.0]) }
}

fn base() -> Row<'static> {
    let exact = Some(Speedup { ratio: 1.0, ci95: Some((1.0, 1.0)) });
    Row { speedup: exact, ..row(Sequential, 1.0, [0.0, 0.0, 100.0, 0.0]) }
}

fn evidence(rows: Vec<Row<'static>>) -> Evidence<'static> {
    let outcome = |row: &Row<'_>| {
        let (median, ratio) = (row.summary.median, row.speedup.map(|it| it.ratio));
        measured_within(row.strategy, median, median * 0.05, ratio)
    };
    let outcomes: Vec<_> = rows.iter().map(outcome).collect();
    Evidence {
        is_imported: false,
        workload: find("primes").unwrap(),
        size: 50_000,
        schedule: Schedule::Dynamic,
        verdict: verdict::judge(&outcomes),
        rows,
        noise: None,
        parallelism: None,
        sweeps: vec![],
    }
}

/// What the rule called `id` says.
#[track_caller]
fn says(id: &str, evidence: &Evidence<'_>) -> Option<String> {
    let rule = RULES.iter().find(|rule| rule.id == id).expect("is listed");
    (rule.says)(evidence)
}

#[track_caller]
fn assert_says(id: &str, evidence: &Evidence<'_>, sentence: &str) {
    assert_eq!(says(id, evidence).as_deref(), Some(sentence));
}

/// Work that computes, on a machine with four cores.
fn computing() -> Evidence<'static> {
    evidence(vec![
        base(),
        row(ThreadsGil, 0.98, [0.0, 76.0, 26.0, 0.0]),
        row(Threads, 3.8, [0.0, 0.5, 25.5, 0.5]),
        row(Processes, 2.5, [8.0, 1.0, 26.0, 5.0]),
    ])
}

/// Work that waits.
fn waiting() -> Evidence<'static> {
    evidence(vec![
        waits(Sequential, 1.0, 99.0, 1.0),
        waits(ThreadsGil, 3.9, 25.0, 0.5),
        waits(Processes, 3.8, 25.5, 0.5),
    ])
}

#[test]
fn every_rule_has_a_name_of_its_own() {
    for (at, rule) in RULES.iter().enumerate() {
        assert!(RULES[..at].iter().all(|other| other.id != rule.id), "{}", rule.id);
        assert!(!rule.when.is_empty());
    }
}

#[test]
fn doubts_end_all_advice() {
    let alone = "No advice: only Sequential was measured, so there is nothing to compare it with.";
    assert_eq!(advise(&evidence(vec![base()])), [("alone", alone.to_owned())]);
    let headless = evidence(computing().rows.split_off(1));
    let no_base = "No advice: Sequential was not measured, so there is no baseline.";
    assert_eq!(advise(&headless), [("alone", no_base.to_owned())]);

    let mut few = computing();
    few.rows[2].summary.ci95 = None;
    few.rows[2].summary.count = 2;
    let sentence = "No advice yet: 2 samples of Threads give no interval. Run at least 3 rounds.";
    assert_eq!(advise(&few), [("few", sentence.to_owned())]);

    let noisy = Evidence { noise: Some((1.1, 1.3)), ..computing() };
    assert_says(
        "noisy",
        &noisy,
        "No advice: Sequential, timed twice in every round, differed from itself: one took 1.10 \
         to 1.30 times as long as the other. Close what else is busy, and run again.",
    );
    assert_eq!(advise(&noisy).len(), 1);
    assert!(["alone", "few", "noisy"].iter().all(|id| says(id, &computing()).is_none()));
}

#[test]
fn a_clear_winner_is_recommended() {
    assert_says(
        "best",
        &computing(),
        "For Primes on this machine, reach for Threads: 3.80× (3.61–3.99) as fast as Sequential. \
         Processes, the next best, took 1.51 times as long.",
    );
    assert_eq!(says("best", &waiting()), None);
    let elsewhere = Evidence { is_imported: true, ..computing() };
    let said = says("best", &elsewhere).unwrap();
    assert!(
        said.starts_with("For Primes on the machine of this file, reach for Threads"),
        "{said}"
    );
}

#[test]
fn overlapping_intervals_have_no_winner() {
    assert_says(
        "tie",
        &waiting(),
        "No clear difference between Threads with a GIL 3.90× (3.70–4.10) and Processes 3.80× \
         (3.61–3.99): their 95 % intervals overlap. Take the simplest: Threads with a GIL.",
    );
    assert_eq!(says("tie", &computing()), None);
}

#[test]
fn without_a_gain_sequential_stays() {
    let same = evidence(vec![base(), row(Threads, 0.99, [0.0, 1.0, 99.0, 1.0])]);
    assert_says(
        "sequential",
        &same,
        "Stay with Sequential (100 ms): nothing was clearly faster. The best of the others, \
         Threads, was 0.99× (0.94–1.04) as fast.",
    );
    assert_eq!(says("tie", &same), None);
    let slower = evidence(vec![base(), row(Processes, 0.5, [50.0, 0.0, 100.0, 50.0])]);
    assert!(says("sequential", &slower).is_some());
    assert_eq!(says("sequential", &computing()), None);
}

#[test]
fn waits_need_no_processes_in_python() {
    assert_says(
        "python-threads",
        &waiting(),
        "In Python (CPython with its GIL), threads will do: of the 100 ms that Sequential took, \
         99.0 ms were waits that the work itself asks for, and a thread that waits gives the GIL \
         up. Threads with a GIL were 3.90× (3.70–4.10) as fast.",
    );
    assert_eq!(says("python-threads", &computing()), None);
    assert_eq!(says("python-processes", &waiting()), None);
}

#[test]
fn computing_needs_processes_in_python() {
    assert_says(
        "python-processes",
        &computing(),
        "In Python (CPython with its GIL), use processes: Threads with a GIL were 0.98× \
         (0.93–1.03) as fast as Sequential, Processes 2.50× (2.38–2.63). Of the 102 ms that \
         Threads with a GIL took, the busiest lane waited 76.0 ms for the lock.",
    );
    let neither = evidence(vec![
        base(),
        row(ThreadsGil, 0.98, [0.0, 76.0, 26.0, 0.0]),
        row(Processes, 0.8, [50.0, 0.0, 25.0, 50.0]),
    ]);
    assert_eq!(says("python-processes", &neither), None);
    assert_says(
        "python-neither",
        &neither,
        "In Python (CPython with its GIL), neither threads nor processes clearly help with this \
         work: Threads with a GIL were 0.98× (0.93–1.03) as fast as Sequential, Processes 0.80× \
         (0.76–0.84).",
    );
    assert_eq!(says("python-neither", &computing()), None);
}

#[test]
fn threads_without_a_lock_are_for_other_languages() {
    assert_says(
        "free-threads",
        &computing(),
        "In a language whose threads compute side by side (Rust, Go, Java, C++, Python without \
         its GIL), use threads: 3.80× (3.61–3.99) as fast as Sequential; nothing with processes \
         was clearly faster (Processes 2.50× (2.38–2.63)).",
    );
    let allocating = evidence(vec![
        base(),
        row(Threads, 1.2, [0.0, 1.0, 80.0, 0.0]),
        row(Processes, 3.0, [2.0, 1.0, 30.0, 1.0]),
    ]);
    assert_eq!(says("free-threads", &allocating), None);
    assert_says(
        "free-processes",
        &allocating,
        "Even in a language whose threads compute side by side (Rust, Go, Java, C++, Python \
         without its GIL), Processes pay here: 3.00× (2.85–3.15) as fast as Sequential, Threads \
         only 1.20× (1.14–1.26).",
    );
    assert_eq!(says("free-processes", &computing()), None);
}

#[test]
fn work_of_both_kinds_takes_both() {
    let both = evidence(vec![
        waits(Sequential, 1.0, 50.0, 50.0),
        waits(ThreadsGil, 1.5, 12.0, 54.0),
        waits(Processes, 2.0, 25.0, 25.0),
        waits(ProcessesThreads, 3.0, 12.0, 20.0),
    ]);
    assert_says(
        "combined",
        &both,
        "Sequential waited 50.0 ms and computed 50.0 ms of 100 ms: work of both kinds. Processes \
         to compute and threads to wait were 3.00× (2.85–3.15) as fast, Threads with a GIL alone \
         1.50× (1.42–1.58), Processes alone 2.00× (1.90–2.10).",
    );
    assert_eq!(says("combined", &computing()), None);
}

#[test]
fn what_only_says_how_long_it_took_is_not_said_to_have_spent_it_on_anything() {
    let plain = |strategy, makespan_ms: Millis| {
        let sample = sample(strategy, Receipt::default(), 0.0);
        (0..5).map(move |round| Sample { round, makespan_ms, lanes: vec![], ..sample.clone() })
    };
    let makespans = [(Sequential, 100.0), (ThreadsGil, 99.0), (Threads, 20.0), (Processes, 40.0)];
    let samples = makespans.into_iter().flat_map(|(strategy, ms)| plain(strategy, ms));
    let state = crate::outcome::tests::state(samples);
    let race = state.race.clone().expect("a race");
    let able = Environment { isolated: true, shared_memory: true, reported_cores: 4 };
    let outcomes = crate::outcome::outcomes(&state, &race, able);
    let evidence = Evidence::new(&state, &outcomes).expect("it was measured");
    let said = advise(&evidence);
    let ids: Vec<_> = said.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, ["best", "python-processes", "free-threads"], "{said:?}");
    assert!(said[1].1.ends_with("Processes 2.50× (2.50–2.50)."), "{said:?}");
    assert!(finding(&evidence).is_none());
    assert_eq!(crate::phases::bars(&state.samples, race.workers, None), []);
}

#[test]
fn what_is_faster_only_round_by_round_is_no_winner() {
    let mut close = evidence(vec![base(), row(Threads, 1.1, [0.0, 1.0, 94.0, 1.0])]);
    assert!(matches!(close.verdict, verdict::Verdict::TooClose { .. }));
    close.rows[1].speedup = Some(Speedup { ratio: 1.04, ci95: Some((1.02, 1.06)) });
    assert_says(
        "sequential",
        &close,
        "No clear winner: Threads was 1.04× (1.02–1.06) as fast as Sequential in the same rounds, \
         but their makespans overlap. Run more rounds, or stay with Sequential (100 ms).",
    );
}
