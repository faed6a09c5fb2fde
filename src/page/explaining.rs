//! What the page does for the views: has them loaded, tells them how it stands, does what they ask.

use super::BUILD;
use super::app::{App, Msg};
use super::race_control::{race_of, sweep_of};
use super::renewal;
use super::views::{Missing, Module, Standing};
use crate::form::{Edit, Form, WORKLOAD};
use crate::reference::Reference;
use crate::run::Action;
use crate::settings::{Settings, View};
use crate::snapshot::{Request, Snapshot};
use crate::sweep::SweepKind;
use crate::workload;

/// Whether the page itself draws this view.
pub fn is_own(view: View) -> bool {
    matches!(view, View::Bars | View::Table)
}

/// Whether the article in the page has a place for a live figure.
fn has_figure() -> bool {
    let document = super::document();
    document.is_some_and(|it| it.query_selector("[data-figure]").is_ok_and(|it| it.is_some()))
}

impl App {
    /// Has the views loaded as soon as there is something for them to show, but not while anything
    /// is timed.
    pub(super) fn want_views(&mut self) {
        let explains = !self.state.samples.is_empty();
        // The page around an embedded one is answered by the views.
        let asked = self.form.predicts() || self.form.embeds() || self.linked_result;
        let picture = workload::takes_picture(self.form.workload().id);
        let wanted = explains || has_figure() || asked || picture || !is_own(self.form.view());
        if wanted && !self.state.is_busy() {
            self.load_views();
        }
    }

    /// Has the views loaded.
    pub(super) fn load_views(&mut self) {
        let asked = self.say.reform(Msg::Asked);
        self.views.load(self.say.reform(Msg::Views), asked);
    }

    /// Takes the views in. A page that has nothing to lose is reloaded where they are of a later build.
    pub(super) fn take_views(&mut self, loaded: Result<Module, Missing>) {
        let idle = self.state.samples.is_empty() && !self.state.is_busy();
        let outdated = matches!(loaded, Err(Missing::Outdated));
        if !(outdated && idle && renewal::renew_at_rest()) {
            self.views.arrived(loaded);
        }
    }

    /// Tells the views how the page stands.
    pub(super) fn tell_views(&mut self) {
        if !matches!(self.views.standing, Standing::Ready(_)) {
            return;
        }
        let settings = self.form.settings().ok();
        let snapshot = Snapshot {
            state: self.state.clone(),
            view: self.form.view(),
            environment: self.environment,
            next: settings.map(race_of),
            predict: self.form.predicts(),
            build: BUILD.to_owned(),
            reference: self.reference.clone(),
            query: self.form.usable().to_query(self.cores),
            warnings: self.link_notices.iter().map(ToString::to_string).collect(),
        };
        self.views.tell(&snapshot);
    }

    /// Does what the views ask for.
    pub(super) fn heed(&mut self, request: Request) {
        match request {
            Request::Sweep(kind) => self.sweep(kind),
            Request::Experiment(experiment) if !self.state.is_busy() && !self.python => {
                self.act(Action::ExperimentStarted(experiment));
                self.begin();
            }
            Request::Experiment(_) => {}
            Request::Stop => self.stop(),
            Request::Import(import) if !self.state.is_busy() => self.act(Action::Imported(import)),
            Request::Import(_) => {}
            Request::Compare(reference) => self.compare(reference),
            Request::Open(view) => self.edit(Edit::View(view)),
            Request::Python(runs) => self.python = runs,
            Request::Completed => self.course.try_out(),
            Request::Configure(query) => self.configure(&query),
            Request::Run => self.start(),
            Request::Picture(width) if !self.state.is_busy() => self.edit(Edit::Picture(width)),
            Request::Picture(_) => {}
        }
    }

    /// Lays results beside the visitor's own; before there are any, the form gets their workload.
    fn compare(&mut self, reference: Option<Box<Reference>>) {
        let workload = reference.as_ref().map(|reference| reference.workload.clone());
        let other = workload.filter(|id| *id != self.form.workload().id);
        if let Some(workload) = other.filter(|_| self.state.race.is_none()) {
            Edit::of(WORKLOAD, workload).into_iter().for_each(|edit| self.edit(edit));
        }
        self.reference = reference;
    }

    /// Takes settings over as if a link had brought them; while a race is on only the colours, which
    /// are nothing to it.
    fn configure(&mut self, query: &str) {
        let (settings, notices) = Settings::parse(query, self.cores);
        if self.state.is_busy() {
            return self.edit(Edit::Theme(settings.theme));
        }
        self.form = Form::new(settings);
        self.link_notices = notices;
        self.settle_edit();
    }

    fn sweep(&mut self, kind: SweepKind) {
        if self.state.is_busy() || self.python {
            return;
        }
        match self.form.settings() {
            Ok(settings) => {
                self.act(Action::SweepStarted(sweep_of(settings, kind, self.cores)));
                self.begin();
            }
            Err(field) => super::layout::focus(field),
        }
    }
}
