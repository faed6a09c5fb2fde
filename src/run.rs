//! One run, a race or a sweep, from the start to done, cancelled or failed: a state and what
//! changes it.

use crate::environment::{Environment, Probe};
use crate::experiment::Experiment;
use crate::failure::Failure;
use crate::outcome::{runnable, sweepable};
use crate::protocol::{FromEngine, Race, RunId, Stage, ToEngine};
use crate::receipt::Sample;
use crate::snapshot::{Import, Origin};
use crate::strategy::Strategy;
use crate::sweep::{Cell, Reading, Sweep, SweepKind, Swept};
use serde::{Deserialize, Serialize};

/// Where a run is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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

/// Everything known about the latest run, and what is left of those before it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The latest run: which press of a button it is. Races and sweeps are counted together.
    pub run: RunId,
    /// Where it is.
    pub phase: Phase,
    /// What it varies, when it is a sweep.
    pub sweeping: Option<SweepKind>,
    /// What it tries out, when it is an experiment.
    pub experiment: Option<Experiment>,
    /// What is going on.
    pub progress: Option<Progress>,
    /// The run that the samples belong to: the latest race, whatever has been swept since.
    pub raced: RunId,
    /// What was asked for in that race, as far as it can run here; none before the first race.
    pub race: Option<Race>,
    /// The samples so far, without the discarded ones.
    pub samples: Vec<Sample>,
    /// The size that is raced.
    pub size: Option<u32>,
    /// The answer in words.
    pub answer: Option<String>,
    /// What was measured about the browser; outlives the race.
    pub probe: Option<Probe>,
    /// How many samples were discarded because the page was hidden meanwhile.
    pub discarded: u32,
    /// The latest sweep over the number of workers, whatever has been raced since.
    pub scaling: Option<Swept>,
    /// The latest sweep over sizes, whatever has been raced since.
    pub crossover: Option<Swept>,
    /// Where the samples come from, when not from a run of this page.
    pub imported: Option<Origin>,
    hidden: bool,
    tainted: bool,
}

/// What can happen to a run.
#[derive(Clone, Debug)]
pub enum Action {
    /// The visitor pressed Run; the race gets the id of the new run.
    Started(Race),
    /// The visitor wants a sweep; it gets the id of the new run.
    SweepStarted(Sweep),
    /// The visitor wants an experiment.
    ExperimentStarted(Experiment),
    /// Results were read from a file; not heeded while something runs.
    Imported(Box<Import>),
    /// The main process was told what to do.
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

    /// Whether a race is under way.
    pub fn is_racing(&self) -> bool {
        self.is_busy() && !self.is_aside()
    }

    /// Whether the latest run is something else than a race, and leaves the race before it as it is.
    pub fn is_aside(&self) -> bool {
        self.sweeping.is_some() || self.experiment.is_some()
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
            Action::SweepStarted(sweep) => self.sweep_started(sweep),
            Action::ExperimentStarted(experiment) => {
                self.started_aside();
                self.experiment = Some(experiment);
            }
            Action::Imported(import) if !self.is_busy() => return self.imported(*import),
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

    /// What the main process of the latest run is told to do, without what cannot run here; none
    /// before the first run.
    pub fn errand(&self, environment: Environment) -> Option<ToEngine> {
        if let Some(experiment) = self.experiment {
            return Some(ToEngine::Experiment { run: self.run, experiment });
        }
        match self.sweep() {
            Some(sweep) => Some(ToEngine::Sweep(sweepable(sweep.clone(), environment))),
            None => self.race.clone().map(|race| ToEngine::Race(runnable(race, environment))),
        }
    }

    /// What was measured of this browser: what came with a file says nothing about it.
    pub fn own_probe(&self) -> Option<Probe> {
        self.probe.filter(|_| self.imported.is_none())
    }

    /// The sweep that the latest run is, if it is one.
    pub fn sweep(&self) -> Option<&Sweep> {
        let swept = match self.sweeping? {
            SweepKind::Scaling => &self.scaling,
            SweepKind::Crossover => &self.crossover,
        };
        swept.as_ref().map(|swept| &swept.sweep)
    }

    fn started(self, race: Race) -> Self {
        let run = self.next_run();
        Self {
            run,
            phase: Phase::Loading,
            raced: run,
            race: Some(Race { run, ..race }),
            probe: self.own_probe(),
            scaling: self.scaling,
            crossover: self.crossover,
            hidden: self.hidden,
            tainted: self.hidden,
            ..Self::default()
        }
    }

    fn sweep_started(&mut self, sweep: Sweep) {
        self.started_aside();
        let (run, kind) = (self.run, sweep.kind);
        self.sweeping = Some(kind);
        *self.swept(kind) = Some(Swept::new(Sweep { run, ..sweep }));
    }

    /// A run begins that is no race.
    fn started_aside(&mut self) {
        self.run = self.next_run();
        self.phase = Phase::Loading;
        (self.sweeping, self.experiment, self.progress) = (None, None, None);
        self.tainted = self.hidden;
    }

    fn imported(self, import: Import) -> Self {
        let run = self.next_run();
        Self {
            run,
            phase: Phase::Done,
            raced: run,
            race: Some(Race { run, ..import.race }),
            size: Some(import.size),
            samples: import.samples,
            probe: import.probe,
            imported: Some(import.origin),
            scaling: self.scaling,
            crossover: self.crossover,
            hidden: self.hidden,
            ..Self::default()
        }
    }

    fn next_run(&self) -> RunId {
        RunId(self.run.0.wrapping_add(1))
    }

    fn swept(&mut self, kind: SweepKind) -> &mut Option<Swept> {
        match kind {
            SweepKind::Scaling => &mut self.scaling,
            SweepKind::Crossover => &mut self.crossover,
        }
    }

    fn under_way(&mut self) -> Option<&mut Swept> {
        self.swept(self.sweeping?).as_mut()
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
            FromEngine::Progress { stage, strategy, done, remaining_ms, .. } => {
                let done = done.clamp(0.0, 1.0);
                self.progress = Some(Progress { stage, strategy, done, remaining_ms });
            }
            FromEngine::Finished { .. } => self.finished(),
            FromEngine::Stopped { .. } => self.phase = Phase::Cancelled,
            FromEngine::Failed { failure, .. } => self.failed(failure),
            FromEngine::Planned { cells, .. } => self.planned(cells),
            FromEngine::Read { reading, .. } => self.read(reading),
            message if !self.is_aside() => self.hear_of_race(message),
            _ => {}
        }
    }

    fn hear_of_race(&mut self, message: FromEngine) {
        match message {
            FromEngine::Probed { clock_step_ms, effective_parallelism, .. } => {
                self.probe = Some(Probe { clock_step_ms, effective_parallelism });
            }
            FromEngine::Sized { size, .. } => self.size = Some(size),
            FromEngine::Sampled { sample, .. } => {
                if self.is_clean() {
                    self.samples.push(sample);
                } else {
                    self.discarded += 1;
                }
            }
            FromEngine::Answered { text, .. } => self.answer = Some(text),
            _ => {}
        }
    }

    fn finished(&mut self) {
        self.phase = Phase::Done;
        if let Some(swept) = self.under_way() {
            swept.complete = true;
        }
    }

    fn planned(&mut self, cells: Vec<Cell>) {
        if let Some(swept) = self.under_way() {
            swept.cells = cells;
        }
    }

    fn read(&mut self, reading: Reading) {
        let clean = self.is_clean();
        if let Some(swept) = self.under_way()
            && clean
            && (reading.cell as usize) < swept.cells.len()
        {
            swept.readings.push(reading);
        }
    }

    /// Whether what has just arrived was measured while the page was shown: the page was not
    /// hidden at any time since what arrived before it.
    fn is_clean(&mut self) -> bool {
        !std::mem::replace(&mut self.tainted, self.hidden)
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
        | FromEngine::Traced { run, .. }
        | FromEngine::Planned { run, .. }
        | FromEngine::Observed { run }
        | FromEngine::Read { run, .. }
        | FromEngine::Tiles { run, .. }
        | FromEngine::Finished { run }
        | FromEngine::Stopped { run }
        | FromEngine::Failed { run, .. } => Some(*run),
    }
}

#[cfg(test)]
mod tests;
