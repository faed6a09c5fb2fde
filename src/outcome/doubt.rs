//! What makes the figures of a race doubtful, or will: too many lanes, a coarse clock, samples
//! too short to be trusted, a noisy machine.

use super::{control, timed};
use crate::environment::{Environment, Probe};
use crate::notice::Notice;
use crate::plan::{LEAST_SAMPLE_MS, least_ms};
use crate::protocol::Race;
use crate::run::{Phase, State};
use crate::stats;
use crate::strategy::Strategy;
use crate::workload::{self, Dealing};

/// Two side by side, or two times two, are the least that race at all: their number was not
/// chosen, so it is not worth a word.
const LEAST_LANES: (u32, u32) = (2, 4);

/// A size that was found by timing may miss its aim by a quarter.
const AUTOMATIC: f64 = 0.75;

/// More lanes than reported cores, in a race that is about to be run; lanes that wait need no core.
pub fn crowd(race: &Race, environment: Environment) -> Option<Notice> {
    if workload::waits(&race.workload) {
        return None;
    }
    let cores = environment.reported_cores;
    let is_crowd = |strategy: Strategy, lanes: u32| {
        let (plain, combined) = LEAST_LANES;
        let fine = if strategy == Strategy::ProcessesThreads { combined } else { plain };
        lanes > cores.max(fine)
    };
    let lanes = race.strategies.iter().filter_map(|&strategy| {
        let lanes = strategy.shape(race.workers).lanes();
        is_crowd(strategy, lanes).then_some(lanes)
    });
    lanes.max().map(|lanes| Notice::OverSubscribed { lanes, cores })
}

/// What the samples so far, and the clock that timed them, leave in doubt.
pub fn doubts(state: &State) -> Vec<Notice> {
    let mut doubts: Vec<_> = state.probe.and_then(coarse_clock).into_iter().collect();
    if matches!(state.phase, Phase::Done | Phase::Cancelled) {
        doubts.extend(too_short(state));
        let baseline = timed(&state.samples, Strategy::Sequential);
        doubts.extend(stats::noise(&baseline, &control(&state.samples)));
    }
    doubts
}

/// A clock whose steps, and not the machine, say how long a sample must be.
fn coarse_clock(probe: Probe) -> Option<Notice> {
    // Steps of exactly 0.02 ms are common, and are measured as a little more or less.
    let least_ms = least_ms(Dealing::Guided, probe.clock_step_ms);
    (least_ms > LEAST_SAMPLE_MS * 1.1)
        .then_some(Notice::CoarseClock { step_ms: probe.clock_step_ms })
}

fn too_short(state: &State) -> Option<Notice> {
    let race = state.race.as_ref()?;
    let medians = Strategy::ALL.into_iter().filter_map(|strategy| {
        let times: Vec<_> = timed(&state.samples, strategy).iter().map(|&(_, ms)| ms).collect();
        Some((strategy, stats::summary(&times)?.median))
    });
    let (strategy, makespan_ms) = medians.reduce(|a, b| if b.1 < a.1 { b } else { a })?;
    let dealing = workload::find(&race.workload)?.dealing;
    let least_ms = least_ms(dealing, state.probe.map_or(0.0, |probe| probe.clock_step_ms));
    let limit = if race.size.is_some() { least_ms } else { least_ms * AUTOMATIC };
    (makespan_ms < limit).then_some(Notice::TooShort { strategy, makespan_ms, least_ms })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{race, sample, state};
    use crate::receipt::{Millis, Sample};
    use crate::strategy::Workers;

    const TWO_CORES: Environment =
        Environment { isolated: true, shared_memory: true, reported_cores: 2 };

    fn crowded(strategies: &[Strategy], workers: u32, processes: u32) -> Option<Notice> {
        let workers = Workers { workers, processes, threads: 2 };
        crowd(&Race { workers, ..race(strategies) }, TWO_CORES)
    }

    #[test]
    fn only_lanes_that_were_asked_for_are_a_crowd() {
        assert_eq!(crowded(&Strategy::ALL, 2, 2), None);
        let of = |lanes| Some(Notice::OverSubscribed { lanes, cores: 2 });
        assert_eq!(crowded(&Strategy::ALL, 3, 2), of(3));
        assert_eq!(crowded(&Strategy::ALL, 3, 8), of(16));
        assert_eq!(crowded(&[Strategy::Sequential, Strategy::ProcessesThreads], 64, 2), None);
    }

    #[test]
    fn lanes_that_wait_are_no_crowd() {
        let workers = Workers { workers: 12, processes: 2, threads: 2 };
        let crowded = |workload: &str| {
            let workload = workload.to_owned();
            let race = Race { workers, workload, ..race(&Strategy::ALL) };
            crowd(&race, TWO_CORES).is_some()
        };
        assert!(["wait", "download", "scrape"].into_iter().all(|it| !crowded(it)));
        assert!(["primes", "blur"].into_iter().all(crowded));
    }

    fn doubts_about(makespan_ms: Millis, step_ms: Millis, size: Option<u32>) -> Vec<&'static str> {
        let mut state = state((0..3).map(|round| sample(Strategy::Threads, round, makespan_ms)));
        state.probe = Some(Probe { clock_step_ms: step_ms, effective_parallelism: None });
        state.race.iter_mut().for_each(|race| race.size = size);
        doubts(&state).iter().map(Notice::kind).collect()
    }

    #[test]
    fn short_samples_and_coarse_clocks_are_named() {
        assert_eq!(doubts_about(25.0, 0.005, Some(9)), [""; 0]);
        assert_eq!(doubts_about(19.0, 0.005, Some(9)), ["too-short"]);
        assert_eq!(doubts_about(19.0, 0.005, None), [""; 0]);
        assert_eq!(doubts_about(12.0, 0.005, None), ["too-short"]);
        assert_eq!(doubts_about(1_200.0, 1.0, None), ["coarse-clock"]);
        assert_eq!(doubts_about(500.0, 1.0, Some(9)), ["coarse-clock", "too-short"]);
    }

    #[test]
    fn samples_made_of_messages_may_be_shorter() {
        let mut state = state((0..3).map(|round| sample(Strategy::Threads, round, 6.0)));
        assert!(matches!(doubts(&state)[..], [Notice::TooShort { .. }]));
        state.race.iter_mut().for_each(|race| race.workload = "squares".to_owned());
        assert_eq!(doubts(&state), []);
    }

    #[test]
    fn a_baseline_that_differs_from_itself_is_noise() {
        let warm = |round| sample(Strategy::Sequential, round, 100.0);
        let control = |round| Sample { control: true, ..sample(Strategy::Sequential, round, 50.0) };
        let state = state((0..9).flat_map(|round| [warm(round), control(round)]));
        assert!(matches!(doubts(&state)[..], [Notice::NoisyMachine { .. }]));
    }
}
