//! One press of Run, from the start to done, cancelled or failed: a state and what changes it.

use crate::environment::Probe;
use crate::failure::Failure;
use crate::protocol::{FromEngine, Race, RunId, Stage};
use crate::receipt::Sample;
use crate::strategy::Strategy;

/// Where a run is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing has been run yet.
    #[default]
    Idle,
    /// Waiting for the engine, or for a core to become free.
    Loading,
    /// The main process is at work.
    Running,
    /// Asked to stop, not at rest yet.
    Stopping,
    /// Every sample was taken.
    Done,
    /// Stopped by the visitor; what was measured is kept.
    Cancelled,
    /// Ended without a result.
    Failed(Failure),
}

/// What the main process last said it was doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What is going on.
    pub stage: Stage,
    /// The strategy at work.
    pub strategy: Strategy,
    /// Share of the run that is done, 0 to 1.
    pub done: f64,
    /// Estimate of the time left, in milliseconds.
    pub remaining_ms: Option<f64>,
}

/// Everything known about the latest run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Which press of Run this is.
    pub run: RunId,
    /// Where it is.
    pub phase: Phase,
    /// What was asked for, as far as it can run here; none before the first run.
    pub race: Option<Race>,
    /// What is going on.
    pub progress: Option<Progress>,
    /// The samples so far, without the discarded ones.
    pub samples: Vec<Sample>,
    /// The size that is raced.
    pub size: Option<u32>,
    /// The answer in words.
    pub answer: Option<String>,
    /// What was measured about the browser; outlives the run.
    pub probe: Option<Probe>,
    /// How many samples were discarded because the page was hidden meanwhile.
    pub discarded: u32,
    hidden: bool,
    tainted: bool,
}

/// What can happen to a run.
#[derive(Clone, Debug)]
pub enum Action {
    /// The visitor pressed Run; the race gets the id of the new run.
    Started(Race),
    /// The main process was given the race.
    Launched,
    /// The main process said something.
    Heard(FromEngine),
    /// The run cannot go on.
    Broke(RunId, Failure),
    /// The visitor pressed Stop.
    StopAsked,
    /// What did not stop by itself was terminated, or had not begun.
    Abandoned(RunId),
    /// The page was hidden or shown.
    Hidden(bool),
}

impl State {
    /// Whether a run is under way.
    pub fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Loading | Phase::Running | Phase::Stopping)
    }

    /// The state's name in the DOM.
    pub fn name(&self) -> &'static str {
        match self.phase {
            Phase::Idle | Phase::Cancelled => "idle",
            Phase::Loading | Phase::Running | Phase::Stopping => "running",
            Phase::Done => "done",
            Phase::Failed(_) => "failed",
        }
    }

    /// The state after `action`; whatever belongs to an old run changes nothing.
    pub fn after(mut self, action: Action) -> Self {
        match action {
            Action::Started(race) => return self.started(race),
            Action::Hidden(hidden) => {
                self.hidden = hidden;
                self.tainted |= hidden;
            }
            Action::Launched if self.phase == Phase::Loading => self.phase = Phase::Running,
            Action::StopAsked if self.is_busy() => self.phase = Phase::Stopping,
            Action::Abandoned(run) if self.concerns(run) => self.phase = Phase::Cancelled,
            Action::Broke(run, failure) if self.concerns(run) => self.failed(failure),
            Action::Heard(message) => self.hear(message),
            _ => {}
        }
        self
    }

    fn started(self, race: Race) -> Self {
        let run = RunId(self.run.0.wrapping_add(1));
        Self {
            run,
            phase: Phase::Loading,
            race: Some(Race { run, ..race }),
            probe: self.probe,
            hidden: self.hidden,
            tainted: self.hidden,
            ..Self::default()
        }
    }

    fn concerns(&self, run: RunId) -> bool {
        run == self.run && self.is_busy()
    }

    fn failed(&mut self, failure: Failure) {
        // What breaks while it is being stopped is of no interest to whoever stopped it, except
        // a wrong answer, which casts doubt on what is kept.
        let doubtful = matches!(failure, Failure::AnswersDiffer { .. });
        self.phase = if self.phase == Phase::Stopping && !doubtful {
            Phase::Cancelled
        } else {
            Phase::Failed(failure)
        };
    }

    fn hear(&mut self, message: FromEngine) {
        if !run_of(&message).is_some_and(|run| self.concerns(run)) {
            return;
        }
        match message {
            FromEngine::Probed { clock_step_ms, effective_parallelism, .. } => {
                self.probe = Some(Probe { clock_step_ms, effective_parallelism });
            }
            FromEngine::Sized { size, .. } => self.size = Some(size),
            FromEngine::Progress { stage, strategy, done, remaining_ms, .. } => {
                let done = done.clamp(0.0, 1.0);
                self.progress = Some(Progress { stage, strategy, done, remaining_ms });
            }
            FromEngine::Sampled { sample, .. } => self.take(sample),
            FromEngine::Answered { text, .. } => self.answer = Some(text),
            FromEngine::Finished { .. } => self.phase = Phase::Done,
            FromEngine::Stopped { .. } => self.phase = Phase::Cancelled,
            FromEngine::Failed { failure, .. } => self.failed(failure),
            FromEngine::Loaded { .. } | FromEngine::Tiles { .. } => {}
        }
    }

    /// Keeps a sample unless the page was hidden at some time since the sample before it.
    fn take(&mut self, sample: Sample) {
        if self.tainted {
            self.discarded += 1;
            self.tainted = self.hidden;
        } else {
            self.samples.push(sample);
        }
    }
}

/// The run a message belongs to; none for the greeting, which belongs to the process.
pub fn run_of(message: &FromEngine) -> Option<RunId> {
    match message {
        FromEngine::Loaded { .. } => None,
        FromEngine::Probed { run, .. }
        | FromEngine::Sized { run, .. }
        | FromEngine::Progress { run, .. }
        | FromEngine::Sampled { run, .. }
        | FromEngine::Answered { run, .. }
        | FromEngine::Tiles { run, .. }
        | FromEngine::Finished { run }
        | FromEngine::Stopped { run }
        | FromEngine::Failed { run, .. } => Some(*run),
    }
}

#[cfg(test)]
mod tests {
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
            schedule: Schedule::Dynamic,
            switch_interval_us: 5_000,
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
        let state = after([
            Action::Started(race()),
            Action::Launched,
            sampled(1),
            Action::StopAsked,
            stopped,
        ]);
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

    proptest! {
        #[test]
        fn every_order_of_events_ends_by_abandoning(kinds in proptest::collection::vec(0..8, 0..40)) {
            let state = after(kinds.into_iter().map(|kind| match kind {
                0 => Action::Started(race()),
                1 => Action::Launched,
                2 => Action::StopAsked,
                3 => Action::Broke(RunId(1), stalled()),
                4 => Action::Heard(FromEngine::Finished { run: RunId(2) }),
                5 => Action::Hidden(true),
                6 => Action::Hidden(false),
                _ => sampled(1),
            }));
            let run = state.run;
            prop_assert!(!state.after(Action::Abandoned(run)).is_busy());
        }
    }
}
