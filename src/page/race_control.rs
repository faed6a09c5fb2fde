//! Starting a race, following it, and stopping it.

use super::app::{App, Msg, later};
use super::director::Report;
use super::layout::focus;
use super::listeners::is_hidden;
use super::main_process::Errand;
use super::renewal;
use crate::failure::Failure;
use crate::protocol::{FromEngine, Race, RunId, ToEngine};
use crate::run::{Action, Phase};
use crate::schedule::Schedule;
use crate::settings::Settings;
use crate::sweep::{self, Sweep, SweepKind};
use crate::workload;

/// CPython's default.
const SWITCH_INTERVAL_US: u32 = 5_000;

/// The same input in every run, so that answers can be compared between runs and visitors.
const SEED: u64 = 1;

/// The page is drawn again at most this often while samples arrive.
const REDRAW_MS: u32 = 100;

impl App {
    /// Starts the race that the form asks for, or points at what is wrong with it.
    pub(super) fn start(&mut self) {
        if self.state.is_busy() || self.python {
            return;
        }
        match self.form.settings() {
            Ok(settings) => {
                self.link_notices.clear();
                self.act(Action::Started(race_of(settings)));
                self.gallery.clear();
                self.reveal = true;
                self.begin();
            }
            Err(field) => focus(field),
        }
    }

    /// Hands the race over, once it is known which of its strategies can run here.
    pub(super) fn begin(&mut self) {
        let (Phase::Loading, Some(environment)) = (&self.state.phase, self.environment) else {
            return;
        };
        let Some(message) = self.state.errand(environment) else { return };
        let picture = is_of_picture(&message).then(|| self.views.picture()).flatten();
        let report = self.director.send(Errand { run: self.state.run, message, picture });
        self.report(report);
    }

    /// A link that asks for a race gets it once, as soon as it can be seen.
    pub(super) fn start_by_itself(&mut self) {
        if self.auto && self.environment.is_some() && !is_hidden() {
            self.auto = false;
            self.start();
        }
    }

    /// Stops what is under way.
    pub(super) fn stop(&mut self) {
        if !self.state.is_busy() || self.state.phase == Phase::Stopping {
            return;
        }
        self.act(Action::StopAsked);
        let report = self.director.stop(self.state.run);
        self.report(report);
    }

    /// Ends everything at once.
    pub(super) fn leave(&mut self) {
        self.director.leave();
        self.act(Action::Abandoned(self.state.run));
    }

    /// Takes a report in; returns whether to draw at once.
    pub(super) fn report(&mut self, report: Option<Report>) -> bool {
        match report {
            Some(Report::Act(Action::Broke(_, Failure::EngineOutdated { .. })))
                if renewal::renew() =>
            {
                false
            }
            Some(Report::Act(action)) => {
                if matches!(action, Action::Heard(FromEngine::Finished { .. })) {
                    renewal::succeeded();
                }
                let before = std::mem::discriminant(&self.state.phase);
                self.act(action);
                let changed = before != std::mem::discriminant(&self.state.phase);
                if changed {
                    self.want_views();
                }
                if changed && self.state.phase == Phase::Done {
                    self.course.try_out();
                }
                if !changed && self.redraw.is_none() {
                    self.redraw = Some(later(&self.say, REDRAW_MS, Msg::Redraw));
                }
                changed
            }
            Some(Report::Tiles(strategy, size, tiles, words)) => {
                let ink = self.state.race.as_ref().and_then(|race| workload::ink(&race.workload));
                if let Some(ink) = ink {
                    self.gallery.paint(ink, strategy, size, &tiles, &words);
                }
                false
            }
            Some(Report::Trace(run, key, words)) => {
                self.views.keep(run.0, key, &words);
                false
            }
            Some(Report::Observed(words)) => {
                self.views.observe(&words);
                true
            }
            None => false,
        }
    }

    /// Lets the state of the run change.
    pub(super) fn act(&mut self, action: Action) {
        self.state = std::mem::take(&mut self.state).after(action);
    }
}

/// Whether what is asked for is made from the visitor's own picture.
fn is_of_picture(message: &ToEngine) -> bool {
    match message {
        ToEngine::Race(race) => race.picture.is_some(),
        ToEngine::Sweep(sweep) => sweep.picture.is_some(),
        _ => false,
    }
}

/// The sweep that these settings ask for.
pub fn sweep_of(settings: Settings, kind: SweepKind, cores: u32) -> Sweep {
    let picture = settings.own_picture();
    Sweep {
        run: RunId::default(),
        kind,
        workload: settings.workload.id.to_owned(),
        size: settings.size,
        strategies: settings.strategies,
        workers: settings.workers,
        cores,
        repeats: sweep::ROUNDS,
        seed: SEED,
        picture,
        schedule: Schedule::Dynamic,
        switch_interval_us: SWITCH_INTERVAL_US,
    }
}

/// The race that these settings ask for.
pub fn race_of(settings: Settings) -> Race {
    let picture = settings.own_picture();
    Race {
        run: RunId::default(),
        workload: settings.workload.id.to_owned(),
        size: settings.size,
        strategies: settings.strategies,
        workers: settings.workers,
        repeats: settings.repeats,
        seed: SEED,
        picture,
        schedule: Schedule::Dynamic,
        switch_interval_us: SWITCH_INTERVAL_US,
        record: settings.record,
    }
}
