//! What the state of a run promises, whatever happens in whatever order.

use super::*;
use crate::failure::ProcessName;
use crate::receipt::Receipt;
use crate::schedule::Schedule;
use crate::strategy::{Strategy, Workers};
use proptest::prelude::*;

fn race() -> Race {
    Race {
        run: RunId(0),
        workload: "primes".to_owned(),
        size: None,
        strategies: Strategy::ALL.to_vec(),
        workers: Workers { workers: 2, processes: 2, threads: 2 },
        repeats: 9,
        seed: 1,
        picture: None,
        schedule: Schedule::Dynamic,
        switch_interval_us: 5_000,
        record: true,
    }
}

fn sampled(run: u32) -> Action {
    let sample = Sample {
        strategy: Strategy::Threads,
        control: false,
        round: 0,
        cold: false,
        makespan_ms: 20.0,
        receipt: Receipt::default(),
        lanes: vec![],
        answer: 1,
    };
    Action::Heard(FromEngine::Sampled { run: RunId(run), sample })
}

fn sweep(kind: SweepKind) -> Sweep {
    let Race { run, workload, strategies, workers, seed, schedule, .. } = race();
    Sweep {
        run,
        kind,
        workload,
        size: None,
        strategies,
        workers,
        cores: 2,
        repeats: 5,
        seed,
        picture: None,
        schedule,
        switch_interval_us: 5_000,
    }
}

fn planned(run: u32) -> Action {
    let workers = Workers { workers: 1, processes: 1, threads: 1 };
    let cell = Cell { strategy: Strategy::Sequential, workers, size: 9 };
    Action::Heard(FromEngine::Planned { run: RunId(run), cells: vec![cell] })
}

fn read(run: u32, cell: u32) -> Action {
    let (makespan_ms, start_ms, ended_ms) = (2.0, 0.0, 6.5);
    let reading = Reading { cell, round: 0, runs: 3, makespan_ms, start_ms, ended_ms };
    Action::Heard(FromEngine::Read { run: RunId(run), reading })
}

fn finished(run: u32) -> Action {
    Action::Heard(FromEngine::Finished { run: RunId(run) })
}

fn raced() -> State {
    let sized = Action::Heard(FromEngine::Sized { run: RunId(1), size: 7 });
    after([Action::Started(race()), Action::Launched, sized, sampled(1), finished(1)])
}

fn imported() -> Action {
    let origin = Origin {
        engine: "cpython".to_owned(),
        version: "3.14".to_owned(),
        at: "2026-11-20T12:00:00Z".to_owned(),
        reported_cores: 4,
    };
    let import =
        Import { race: race(), size: 11, samples: vec![], probe: None, variants: vec![], origin };
    Action::Imported(Box::new(import))
}

fn stalled() -> Failure {
    Failure::Stalled { process: ProcessName::Main, seconds: 10 }
}

fn after(actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(State::default(), State::after)
}

#[test]
fn a_run_goes_from_idle_to_done() {
    let finished = Action::Heard(FromEngine::Finished { run: RunId(1) });
    let state = after([Action::Started(race()), Action::Launched, sampled(1), finished]);
    assert_eq!((state.name(), state.samples.len()), ("done", 1));
    assert_eq!(state.race.map(|race| race.run), Some(RunId(1)));
}

#[test]
fn nothing_of_an_old_run_gets_in() {
    let actions = [
        Action::Started(race()),
        Action::Abandoned(RunId(1)),
        sampled(1),
        Action::Started(race()),
        Action::Launched,
        sampled(1),
        Action::Broke(RunId(1), stalled()),
        Action::Heard(FromEngine::Finished { run: RunId(1) }),
    ];
    let state = after(actions);
    assert_eq!((state.phase, state.samples.len()), (Phase::Running, 0));
}

#[test]
fn what_was_measured_before_a_stop_is_kept() {
    let stopped = Action::Heard(FromEngine::Stopped { run: RunId(1) });
    let state =
        after([Action::Started(race()), Action::Launched, sampled(1), Action::StopAsked, stopped]);
    assert_eq!((state.name(), state.samples.len()), ("idle", 1));
    assert_eq!(state.phase, Phase::Cancelled);
}

#[test]
fn a_failure_while_stopping_is_a_stop_unless_answers_differ() {
    let stopping = || after([Action::Started(race()), Action::Launched, Action::StopAsked]);
    let broke = |failure| stopping().after(Action::Broke(RunId(1), failure)).phase;
    assert_eq!(broke(stalled()), Phase::Cancelled);
    let differ = Failure::AnswersDiffer { strategy: Strategy::Threads, expected: 1, got: 2 };
    assert_eq!(broke(differ.clone()), Phase::Failed(differ));
}

#[test]
fn a_sample_that_overlapped_a_hidden_page_is_discarded() {
    let state = after([
        Action::Started(race()),
        Action::Launched,
        sampled(1),
        Action::Hidden(true),
        sampled(1),
        sampled(1),
        Action::Hidden(false),
        sampled(1),
        sampled(1),
    ]);
    assert_eq!((state.samples.len(), state.discarded), (2, 3));
}

#[test]
fn a_sweep_is_a_run_of_its_own_and_leaves_the_race_as_it_was() {
    let before = raced();
    let sweep = Action::SweepStarted(sweep(SweepKind::Scaling));
    let state = [sweep, Action::Launched, planned(2), read(2, 0), read(2, 1), sampled(2)]
        .into_iter()
        .chain([finished(2)])
        .fold(before.clone(), State::after);
    assert_eq!((state.run, state.raced, state.name()), (RunId(2), RunId(1), "done"));
    assert_eq!((&state.race, &state.samples), (&before.race, &before.samples));
    assert_eq!((state.size, state.sweeping), (Some(7), Some(SweepKind::Scaling)));
    let swept = state.scaling.expect("was started");
    assert_eq!((swept.sweep.run, swept.cells.len(), swept.complete), (RunId(2), 1, true));
    assert_eq!(swept.readings.len(), 1, "what names no cell is dropped");
    assert_eq!(state.crossover, None);
}

#[test]
fn a_stopped_sweep_keeps_what_was_read_and_a_race_keeps_the_sweep() {
    let stopped = Action::Heard(FromEngine::Stopped { run: RunId(2) });
    let sweep = Action::SweepStarted(sweep(SweepKind::Crossover));
    let actions = [sweep, Action::Launched, planned(2), read(2, 0), Action::StopAsked, stopped];
    let state = actions.into_iter().fold(raced(), State::after);
    assert_eq!((state.phase.clone(), state.samples.len()), (Phase::Cancelled, 1));
    let swept = state.crossover.clone().expect("was started");
    assert_eq!((swept.readings.len(), swept.complete), (1, false));
    let state = state.after(Action::Started(race())).after(read(2, 0));
    assert_eq!((state.raced, state.sweeping), (RunId(3), None));
    assert_eq!(state.crossover, Some(swept));
}

#[test]
fn a_reading_that_overlapped_a_hidden_page_is_discarded() {
    let sweep = Action::SweepStarted(sweep(SweepKind::Scaling));
    let hidden = [Action::Hidden(true), read(1, 0), Action::Hidden(false), read(1, 0)];
    let actions = [sweep, Action::Launched, planned(1)].into_iter().chain(hidden);
    let state = after(actions.chain([read(1, 0)]));
    assert_eq!(state.scaling.map(|swept| swept.readings.len()), Some(1));
    assert_eq!(state.discarded, 0, "no sample of the race was");
}

#[test]
fn imported_results_take_the_place_of_a_race_until_the_next() {
    let state = raced().after(imported());
    assert_eq!((state.name(), state.size, state.samples.len()), ("done", Some(11), 0));
    assert_eq!((state.run, state.raced), (RunId(2), RunId(2)));
    assert!(state.imported.is_some());
    assert_eq!(state.clone().after(Action::Started(race())).imported, None);
    let probe = Some(Probe { clock_step_ms: 1.0, effective_parallelism: None });
    let elsewhere = State { probe, ..state };
    assert_eq!(elsewhere.own_probe(), None);
    assert_eq!(elsewhere.after(Action::Started(race())).probe, None);
    let busy = after([Action::Started(race())]);
    assert_eq!(busy.clone().after(imported()), busy);
}

#[test]
fn the_errand_is_the_latest_run_without_what_cannot_run_here() {
    let bare = Environment { isolated: false, shared_memory: false, reported_cores: 2 };
    assert!(State::default().errand(bare).is_none());
    let left = [Strategy::Sequential, Strategy::Processes];
    let Some(ToEngine::Race(race)) = raced().errand(bare) else { panic!("a race") };
    assert_eq!(race.strategies, left);
    let alone = Workers { workers: 1, processes: 1, threads: 1 };
    let sweep = Sweep { workers: alone, ..sweep(SweepKind::Scaling) };
    let state = raced().after(Action::SweepStarted(sweep));
    let Some(ToEngine::Sweep(sweep)) = state.errand(bare) else { panic!("a sweep") };
    assert_eq!((sweep.run, &sweep.strategies[..]), (RunId(2), &left[..]));
}

#[test]
fn an_experiment_leaves_the_race_before_it_as_it_is() {
    let bare = Environment { isolated: false, shared_memory: false, reported_cores: 2 };
    let experiment = Experiment::Counting { threads: 2 };
    let race = raced();
    let state = race.clone().after(Action::ExperimentStarted(experiment));
    assert!(state.is_busy() && state.is_aside() && !state.is_racing());
    let Some(ToEngine::Experiment { run, experiment: asked }) = state.errand(bare) else {
        panic!("an experiment")
    };
    assert_eq!((run, asked), (state.run, experiment));
    assert_eq!((&state.samples, state.raced), (&race.samples, race.raced));
    let done =
        state.after(Action::Launched).after(Action::Heard(FromEngine::Finished { run: RunId(2) }));
    assert_eq!((done.name(), done.is_aside()), ("done", true));
    assert!(!done.after(Action::Started(self::race())).is_aside());
}

proptest! {
    #[test]
    fn every_order_of_events_ends_by_abandoning(kinds in proptest::collection::vec(0..14, 0..40)) {
        let state = after(kinds.into_iter().map(|kind| match kind {
            0 => Action::Started(race()),
            1 => Action::Launched,
            2 => Action::StopAsked,
            3 => Action::Broke(RunId(1), stalled()),
            4 => Action::Heard(FromEngine::Finished { run: RunId(2) }),
            5 => Action::Hidden(true),
            6 => Action::Hidden(false),
            7 => Action::SweepStarted(sweep(SweepKind::Scaling)),
            8 => Action::SweepStarted(sweep(SweepKind::Crossover)),
            9 => imported(),
            10 => planned(2),
            11 => read(2, 0),
            12 => Action::ExperimentStarted(Experiment::Counting { threads: 2 }),
            _ => sampled(1),
        }));
        let run = state.run;
        prop_assert_eq!(state.samples.is_empty() || state.race.is_some(), true);
        prop_assert_eq!(state.race.as_ref().is_none_or(|race| race.run == state.raced), true);
        for swept in state.scaling.iter().chain(&state.crossover) {
            let cells = swept.cells.len();
            prop_assert!(swept.readings.iter().all(|it| (it.cell as usize) < cells));
        }
        prop_assert!(!state.after(Action::Abandoned(run)).is_busy());
    }
}
