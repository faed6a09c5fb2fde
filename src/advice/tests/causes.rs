//! The rules about causes, the rules about sweeps, and the table over all workloads.

use super::*;
use crate::figure::tests::{cell, swept};
use crate::sweep::{Cell, SweepKind, Swept};

#[test]
fn copying_is_named_where_it_makes_the_difference() {
    assert_says(
        "copying",
        &computing(),
        "Threads were 3.80× (3.61–3.99) as fast as Sequential, Processes 2.50× (2.38–2.63): the \
         difference is mostly copying. 13.0 ms of 40.0 ms went into sending, receiving and \
         merging, against 500 µs of 26.5 ms with threads. Share the memory, or send less.",
    );
    let mut idle = computing();
    idle.rows[3] = row(Processes, 2.5, [1.0, 12.0, 26.0, 1.0]);
    assert_eq!(says("copying", &idle), None);
    assert_eq!(says("copying", &waiting()), None);
}

#[test]
fn talking_is_named_where_every_chunk_is_a_message() {
    const TALKERS: &[LaneTime] = &[LaneTime {
        process: 0,
        thread: 0,
        busy_ms: 1.0,
        pause_ms: 0.0,
        lock_ms: 0.0,
        chunks: 2_000,
    }];
    let mut talk = Evidence { workload: find("squares").unwrap(), ..computing() };
    talk.rows[3] = Row { lanes: TALKERS, ..row(Processes, 0.9, [5.0, 20.0, 26.0, 5.0]) };
    assert_says(
        "talking",
        &talk,
        "Processes spent 30.0 ms of 56.0 ms on sending, waiting for work and receiving: each of \
         the 2,000 chunks is sent by itself. Hand out more at a time.",
    );
    let guided = Evidence { workload: find("primes").unwrap(), ..talk };
    assert_eq!(says("talking", &guided), None);
    assert_eq!(says("talking", &Evidence { workload: find("wait").unwrap(), ..waiting() }), None);
}

#[test]
fn memory_is_counted_where_it_is_much() {
    let matmul = Evidence { workload: find("matmul").unwrap(), size: 512, ..computing() };
    assert_says(
        "memory",
        &matmul,
        "Each of the 4 processes is sent a copy of its own of the 1.05 MB that all items need: \
         5.24 MB with the rest. Threads read the one copy that is there.",
    );
    let sort = Evidence { workload: find("sort").unwrap(), size: 1_000_000, ..computing() };
    assert_says(
        "memory",
        &sort,
        "The 4 processes are sent 4.00 MB of input between them, beside the copy that \
         the main process keeps. Threads read the one copy that is there.",
    );
    assert_eq!(says("memory", &computing()), None);
}

#[test]
fn a_start_has_to_be_paid_back() {
    let mut started = computing();
    started.rows[2].cold = Some((250.0, 220.5));
    assert_says(
        "start-up",
        &started,
        "It took 221 ms to start four threads, and a warm run of Threads saves 73.5 ms. Keep them \
         running and use them at least 4 times, or do not bother.",
    );
    assert_says(
        "one-shot",
        &started,
        "For a single run it is too small: of the cold starts, the quickest, Threads, took 250 \
         ms; Sequential is done after 100 ms.",
    );
    started.rows[2].cold = Some((60.0, 30.0));
    assert!(["start-up", "one-shot"].iter().all(|id| says(id, &started).is_none()));
    assert!(["start-up", "one-shot"].iter().all(|id| says(id, &computing()).is_none()));
}

#[test]
fn a_merge_is_a_ceiling() {
    let mut merging = computing();
    merging.rows[0] = row(Sequential, 1.0, [0.0, 0.0, 80.0, 20.0]);
    assert_says(
        "merge",
        &merging,
        "Merging takes 20.0 ms of the 100 ms of Sequential, and only the main process does it. \
         While that stays so, nothing can be more than 5.00 times as fast.",
    );
    assert_eq!(says("merge", &computing()), None);
}

#[test]
fn uneven_lanes_are_named_with_a_remedy() {
    const fn lane(thread: u32, busy_ms: f64) -> LaneTime {
        LaneTime { process: 0, thread, busy_ms, pause_ms: 0.0, lock_ms: 0.0, chunks: 1 }
    }
    const EVEN: &[LaneTime] = &[lane(0, 25.0), lane(1, 25.0), lane(2, 24.0), lane(3, 25.5)];
    const UNEVEN: &[LaneTime] = &[lane(0, 40.0), lane(1, 20.0), lane(2, 20.0)];
    let with = |lanes, schedule| {
        let mut evidence = Evidence { schedule, ..computing() };
        evidence.rows[2].lanes = lanes;
        evidence
    };
    let begins = "The work of Threads was not shared out evenly: the busiest lane computed 40.0 \
                  ms, the average one 20.0 ms.";
    assert_says(
        "imbalance",
        &with(UNEVEN, Schedule::Static),
        &format!("{begins} Let whoever is free take the next chunk."),
    );
    assert_says(
        "imbalance",
        &with(UNEVEN, Schedule::Dynamic),
        &format!("{begins} Smaller chunks could even that out."),
    );
    assert_eq!(says("imbalance", &with(EVEN, Schedule::Static)), None);
    assert_eq!(says("imbalance", &computing()), None);
}

#[test]
fn lanes_beyond_the_machine_are_a_crowd() {
    let crowd = Evidence { parallelism: Some((1.9, 4)), ..computing() };
    assert_says(
        "crowd",
        &crowd,
        "Processes used 4 lanes, but 4 lanes together were measured to be only 1.90 times as fast \
         as one: for work that computes, 2 are enough here.",
    );
    let fits = Evidence { parallelism: Some((3.9, 4)), ..computing() };
    assert_eq!(says("crowd", &fits), None);
    assert_eq!(says("crowd", &computing()), None);
    assert_eq!(says("crowd", &Evidence { parallelism: Some((1.9, 4)), ..waiting() }), None);
}

fn with_sweep(swept: &Swept) -> Evidence<'_> {
    Evidence { sweeps: vec![swept], ..computing() }
}

#[test]
fn more_workers_than_enough_are_named() {
    let mut cells = vec![cell(Sequential, 1, 1, 50_000)];
    cells.extend((1..=4).map(|workers| cell(Threads, workers, 1, 50_000)));
    let took = |cell: &Cell| 100.0 / f64::from(cell.strategy.shape(cell.workers).lanes().min(2));
    let mut sweep = swept(&cells, 9, 0.01, 0.0, took);
    let sentence = says("enough-workers", &with_sweep(&sweep)).unwrap();
    assert!(sentence.starts_with("Threads with 2 workers was 2.0"), "{sentence}");
    assert!(sentence.ends_with("up to 4 was clearly faster."), "{sentence}");
    sweep.complete = false;
    assert_eq!(says("enough-workers", &with_sweep(&sweep)), None);
    assert_eq!(says("enough-workers", &computing()), None);
}

#[test]
fn the_size_that_pays_is_named() {
    let sizes = [100, 1_000, 10_000];
    let cells: Vec<_> = sizes
        .iter()
        .flat_map(|&size| [Sequential, Threads].map(|it| cell(it, 2, 1, size)))
        .collect();
    let sweep = |overhead: f64| {
        let took = move |cell: &Cell| match cell.strategy {
            Sequential => f64::from(cell.size),
            _ => f64::from(cell.size) / 2.0 + overhead,
        };
        let swept = swept(&cells, 9, 0.0, 0.0, took);
        let kind = SweepKind::Crossover;
        Swept { sweep: crate::sweep::Sweep { kind, ..swept.sweep }, ..swept }
    };
    let said = |overhead| says("pays-from", &with_sweep(&sweep(overhead))).unwrap();
    assert_eq!(
        said(300.0),
        "In the sweep over sizes, Threads clearly paid from size 1,000 on: 1.25× (1.25–1.25) as \
         fast as Sequential there; at size 100 it was 0.29× (0.29–0.29)."
    );
    assert_eq!(
        said(0.0),
        "In the sweep over sizes, Threads clearly paid from size 100 on: 2.00× (2.00–2.00) as fast \
         as Sequential there, the smallest size that was tried."
    );
    assert_eq!(
        said(1e6),
        "In the sweep over sizes, Threads did not clearly pay at the largest size, 10,000: it \
         was 0.01× (0.01–0.01) as fast as Sequential."
    );
    assert_eq!(says("pays-from", &computing()), None);
}

#[test]
fn a_finding_names_what_takes_the_time() {
    let limit_of = |evidence: &Evidence<'_>| finding(evidence).unwrap().limit;
    let found = finding(&computing()).unwrap();
    assert_eq!(
        (found.best, found.fastest, found.limit),
        (Some(Threads), Threads, Limit::Computing)
    );
    assert!((found.gil.unwrap() - 76.0 / 102.0).abs() < 1e-9);
    let found = finding(&waiting()).unwrap();
    assert_eq!((found.best, found.limit), (None, Limit::Waiting));
    let copies = evidence(vec![base(), row(Processes, 0.5, [90.0, 5.0, 60.0, 50.0])]);
    assert_eq!(limit_of(&copies), Limit::Copying);
    let locked = evidence(vec![base(), row(ThreadsGil, 0.98, [0.0, 76.0, 26.0, 0.0])]);
    assert_eq!(limit_of(&locked), Limit::Lock);
    let mut started = computing();
    started.rows[2].cold = Some((250.0, 220.0));
    assert_eq!(limit_of(&started), Limit::StartUp);
    assert!(finding(&evidence(vec![base()])).is_none());
    assert!(finding(&Evidence { noise: Some((1.1, 1.3)), ..computing() }).is_none());
}

#[test]
fn the_latest_race_of_a_workload_counts() {
    let mut known = vec![];
    keep(&mut known, finding(&computing()).unwrap());
    keep(
        &mut known,
        finding(&Evidence { workload: find("sort").unwrap(), ..computing() }).unwrap(),
    );
    keep(&mut known, finding(&Evidence { size: 7, ..computing() }).unwrap());
    let known: Vec<_> = known.iter().map(|finding| (finding.workload.id, finding.size)).collect();
    assert_eq!(known, [("primes", 7), ("sort", 50_000)]);
}

#[test]
fn the_state_of_a_run_becomes_evidence() {
    use crate::environment::Environment;
    use crate::outcome::{self, tests};
    let times = [(Sequential, 80.0), (Threads, 40.0)];
    let round = |round| times.map(|(strategy, ms)| tests::sample(strategy, round, ms));
    let state = tests::state((0..5).flat_map(round));
    let environment = Environment { isolated: true, shared_memory: true, reported_cores: 4 };
    let outcomes = outcome::outcomes(&state, &tests::race(&Strategy::ALL), environment);
    let evidence = Evidence::new(&state, &outcomes).unwrap();
    assert_eq!(evidence.rows.len(), 2);
    assert_eq!(evidence.fastest().unwrap().speed(), "2.00× (2.00–2.00)");
    assert_eq!(advise(&evidence)[0].0, "best");
}
