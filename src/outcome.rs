//! What a race says about each strategy: the one source of chart, table and verdict.

pub mod doubt;

use crate::environment::Environment;
use crate::notice::Notice;
use crate::protocol::Race;
use crate::receipt::{Millis, Sample};
use crate::run::{Phase, State};
use crate::stats::{self, Speedup, Summary};
use crate::strategy::{Shape, Strategy, Workers};
use crate::sweep::{Sweep, SweepKind};

/// How far a strategy has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Not measured, and not going to be until the next run.
    Idle,
    /// Not measured yet.
    Waiting,
    /// At work right now.
    Running,
    /// Every sample that will be taken was taken.
    Done,
    /// Cannot run in this browser.
    Unavailable(Notice),
}

impl Standing {
    /// The stable name, for the DOM.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Unavailable(_) => "unavailable",
        }
    }
}

/// Everything about one strategy in one race.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Which strategy.
    pub strategy: Strategy,
    /// Its shape.
    pub shape: Shape,
    /// How far it has come.
    pub standing: Standing,
    /// The warm samples in short, once there is one.
    pub summary: Option<Summary>,
    /// How many times as fast as the baseline, paired within rounds.
    pub speedup: Option<Speedup>,
    /// The warm makespans in the order of their rounds.
    pub warm: Vec<Millis>,
    /// The first makespan, with the start of processes and pools; none where nothing starts.
    pub cold: Option<Millis>,
    /// Fingerprint of the answer.
    pub answer: Option<u64>,
}

/// The outcome of every strategy the race asks for, and of the baseline once it was measured, in
/// the order of the page.
pub fn outcomes(state: &State, race: &Race, environment: Environment) -> Vec<Outcome> {
    let shown = |strategy: &Strategy| {
        let measured = state.samples.iter().any(|sample| sample.strategy == *strategy);
        measured || race.strategies.contains(strategy)
    };
    let base: Vec<_> = timed(&state.samples, Strategy::Sequential);
    Strategy::ALL
        .into_iter()
        .filter(shown)
        .map(|strategy| {
            let shape = strategy.shape(race.workers);
            let standing = standing(state, strategy, environment.obstacle(shape));
            outcome(state, strategy, shape, standing, &base)
        })
        .collect()
}

fn outcome(
    state: &State,
    strategy: Strategy,
    shape: Shape,
    standing: Standing,
    base: &[(u32, Millis)],
) -> Outcome {
    let own = || state.samples.iter().filter(|s| s.strategy == strategy && !s.control);
    let rounds = timed(&state.samples, strategy);
    let warm: Vec<_> = rounds.iter().map(|&(_, ms)| ms).collect();
    Outcome {
        strategy,
        shape,
        standing,
        summary: stats::summary(&warm),
        speedup: stats::speedup(base, &rounds),
        warm,
        cold: own().find(|sample| sample.cold).map(|sample| sample.makespan_ms),
        answer: own().next().map(|sample| sample.answer),
    }
}

/// The warm samples of a strategy, each with its round, without those of the control.
fn timed(samples: &[Sample], strategy: Strategy) -> Vec<(u32, Millis)> {
    samples
        .iter()
        .filter(|sample| sample.strategy == strategy && !sample.cold && !sample.control)
        .map(|sample| (sample.round, sample.makespan_ms))
        .collect()
}

/// The warm samples of the A/A control, each with its round.
fn control(samples: &[Sample]) -> Vec<(u32, Millis)> {
    let control = samples.iter().filter(|sample| sample.control && !sample.cold);
    control.map(|sample| (sample.round, sample.makespan_ms)).collect()
}

/// The A/A control: the second baseline of each round ÷ the first; 1 on a quiet machine.
pub fn control_ratio(samples: &[Sample]) -> Option<f64> {
    let baseline = timed(samples, Strategy::Sequential);
    stats::speedup(&control(samples), &baseline).map(|speedup| speedup.ratio)
}

/// The race without the strategies that cannot run in this browser.
pub fn runnable(race: Race, environment: Environment) -> Race {
    let can = |strategy: &Strategy| environment.obstacle(strategy.shape(race.workers)).is_none();
    let strategies = race.strategies.iter().copied().filter(can).collect();
    Race { strategies, ..race }
}

/// The sweep without the strategies that cannot run in this browser.
pub fn sweepable(sweep: Sweep, environment: Environment) -> Sweep {
    let workers = match sweep.kind {
        // However few the visitor has set, more of them are tried.
        SweepKind::Scaling => Workers { workers: 2, processes: 2, threads: 2 },
        SweepKind::Crossover => sweep.workers,
    };
    let can = |strategy: &Strategy| environment.obstacle(strategy.shape(workers)).is_none();
    let strategies = sweep.strategies.iter().copied().filter(can).collect();
    Sweep { strategies, ..sweep }
}

/// Why some strategy of the race cannot run in this browser.
pub fn obstacle(race: &Race, environment: Environment) -> Option<Notice> {
    let shapes = race.strategies.iter().map(|strategy| strategy.shape(race.workers));
    shapes.into_iter().find_map(|shape| environment.obstacle(shape))
}

fn standing(state: &State, strategy: Strategy, obstacle: Option<Notice>) -> Standing {
    let measured = state.samples.iter().any(|s| s.strategy == strategy && !s.cold);
    let at_work = state.progress.is_some_and(|progress| progress.strategy == strategy);
    // A sweep adds nothing to a race, so nobody waits for it.
    let racing = state.is_racing();
    match obstacle {
        Some(notice) => Standing::Unavailable(notice),
        None if racing && at_work && state.phase == Phase::Running => Standing::Running,
        None if racing => Standing::Waiting,
        None if measured => Standing::Done,
        None => Standing::Idle,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::protocol::{FromEngine, RunId};
    use crate::receipt::Receipt;
    use crate::run::Action;
    use crate::schedule::Schedule;

    const WORKERS: Workers = Workers { workers: 2, processes: 2, threads: 2 };
    const BARE: Environment =
        Environment { isolated: false, shared_memory: false, reported_cores: 2 };

    /// A strategy of which nothing is known yet.
    pub fn waiting(strategy: Strategy) -> Outcome {
        Outcome {
            strategy,
            shape: strategy.shape(WORKERS),
            standing: Standing::Waiting,
            summary: None,
            speedup: None,
            warm: vec![],
            cold: None,
            answer: None,
        }
    }

    /// A strategy that took these times.
    pub fn measured(strategy: Strategy, warm: &[Millis]) -> Outcome {
        let summary = stats::summary(warm);
        Outcome { standing: Standing::Done, summary, warm: warm.to_vec(), ..waiting(strategy) }
    }

    /// A strategy whose interval is `within` milliseconds to either side of its median.
    pub fn measured_within(
        strategy: Strategy,
        median: Millis,
        within: Millis,
        ratio: Option<f64>,
    ) -> Outcome {
        let ci95 = Some((median - within, median + within));
        let spread = within / median;
        Outcome {
            summary: Some(Summary { median, min: median - within, ci95, count: 9 }),
            speedup: ratio.map(|ratio| Speedup {
                ratio,
                ci95: Some((ratio * (1.0 - spread), ratio * (1.0 + spread))),
            }),
            ..measured(strategy, &[median; 9])
        }
    }

    impl Outcome {
        /// The same, measured too seldom for an interval.
        pub fn without_interval(mut self) -> Self {
            self.summary.iter_mut().for_each(|summary| summary.ci95 = None);
            self.speedup = None;
            self
        }
    }

    /// A race of these strategies.
    pub fn race(strategies: &[Strategy]) -> Race {
        Race {
            run: RunId(0),
            workload: "primes".to_owned(),
            size: None,
            strategies: strategies.to_vec(),
            workers: WORKERS,
            repeats: 3,
            seed: 1,
            picture: None,
            schedule: Schedule::Dynamic,
            switch_interval_us: 5_000,
            record: true,
        }
    }

    /// A warm sample.
    pub fn sample(strategy: Strategy, round: u32, makespan_ms: Millis) -> Sample {
        let receipt = Receipt::default();
        Sample {
            strategy,
            control: false,
            round,
            cold: false,
            makespan_ms,
            receipt,
            lanes: vec![],
            answer: 7,
        }
    }

    /// A race that is over, with these samples.
    pub fn state(samples: impl IntoIterator<Item = Sample>) -> State {
        let started = State::default().after(Action::Started(race(&Strategy::ALL)));
        let heard = samples.into_iter().map(|sample| FromEngine::Sampled { run: RunId(1), sample });
        let sampled = heard.map(Action::Heard).fold(started, State::after);
        sampled.after(Action::Heard(FromEngine::Finished { run: RunId(1) }))
    }

    #[test]
    fn cold_and_control_samples_are_no_part_of_the_figures() {
        let warm = |round| sample(Strategy::Sequential, round, 100.0);
        let cold = Sample { cold: true, ..sample(Strategy::Sequential, 0, 900.0) };
        let control = |round| Sample { control: true, ..sample(Strategy::Sequential, round, 50.0) };
        let rounds = (0..9).flat_map(|round| [warm(round), control(round)]);
        let state = state([cold].into_iter().chain(rounds));
        let outcomes = outcomes(&state, &race(&[Strategy::Sequential]), BARE);
        assert_eq!(outcomes[0].warm, [100.0; 9]);
        assert_eq!((outcomes[0].cold, outcomes[0].answer), (Some(900.0), Some(7)));
        assert_eq!(outcomes[0].standing, Standing::Done);
        assert_eq!(control_ratio(&state.samples), Some(0.5));
    }

    #[test]
    fn the_baseline_is_shown_once_it_was_measured() {
        let strategies = |state: &State| -> Vec<_> {
            let outcomes = outcomes(state, &race(&[Strategy::Processes]), BARE);
            outcomes.iter().map(|outcome| outcome.strategy).collect()
        };
        assert_eq!(strategies(&state([])), [Strategy::Processes]);
        let with_baseline = state([sample(Strategy::Sequential, 0, 1.0)]);
        assert_eq!(strategies(&with_baseline), [Strategy::Sequential, Strategy::Processes]);
    }

    #[test]
    fn without_shared_memory_threads_are_left_out_and_say_why() {
        let all = race(&Strategy::ALL);
        let outcomes = outcomes(&state([]), &all, BARE);
        let left_out = |strategy| {
            outcomes.iter().any(|outcome| {
                outcome.strategy == strategy
                    && outcome.standing == Standing::Unavailable(Notice::NotIsolated)
            })
        };
        assert_eq!(Strategy::ALL.map(left_out), [false, true, true, false, true]);
        assert_eq!(obstacle(&all, BARE), Some(Notice::NotIsolated));
        let runnable = runnable(all, BARE);
        assert_eq!(runnable.strategies, [Strategy::Sequential, Strategy::Processes]);
        assert_eq!(obstacle(&runnable, BARE), None);
    }

    #[test]
    fn nobody_waits_for_a_sweep() {
        let sweep = crate::figure::tests::swept(&[], 0, 0.0, 0.0, |_| 0.0).sweep;
        let state = state([sample(Strategy::Threads, 0, 1.0)]);
        let state = state.after(Action::SweepStarted(sweep)).after(Action::Launched);
        let able = Environment { isolated: true, shared_memory: true, reported_cores: 2 };
        let outcomes = outcomes(&state, &race(&[Strategy::Threads, Strategy::Processes]), able);
        let standings: Vec<_> = outcomes.iter().map(|outcome| outcome.standing.id()).collect();
        assert_eq!(standings, ["done", "idle"]);
    }

    #[test]
    fn speed_ups_are_paired_within_rounds() {
        let state = state((0..5).flat_map(|round| {
            let base = 100.0 * f64::from(round + 1);
            [
                sample(Strategy::Sequential, round, base),
                sample(Strategy::Threads, round, base / 2.0),
            ]
        }));
        let outcomes = outcomes(&state, &race(&[Strategy::Threads]), BARE);
        assert_eq!(outcomes[1].speedup.map(|speedup| speedup.ratio), Some(2.0));
    }
}
