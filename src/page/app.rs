//! The whole page: what it knows, what changes that, and how it is laid out.

use super::bar_chart::BarChart;
use super::controls::{Controls, controls};
use super::director::{COOLING_MS, Director, Report, Signal};
use super::explainer::explainer;
use super::facts::facts;
use super::gallery::Gallery;
use super::header::header;
use super::messages::{failure_panel, notices};
use super::progress::progress_line;
use super::results::{results, verdict_line};
use super::{address, capability};
use crate::environment::Environment;
use crate::form::{Edit, Form};
use crate::notice::Notice;
use crate::outcome::{self, Outcome};
use crate::protocol::{Race, RunId};
use crate::run::{Action, Phase, State};
use crate::schedule::Schedule;
use crate::settings::{RunMode, Settings};
use crate::{verdict, workload};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, VisibilityState};
use yew::prelude::*;

/// CPython's default.
const SWITCH_INTERVAL_US: u32 = 5_000;

/// The same input in every run, so that answers can be compared between runs and visitors.
const SEED: u64 = 1;

/// The page is drawn again at most this often while samples arrive.
const REDRAW_MS: u32 = 100;

/// Typing settles for this long before it is written into the address.
const ADDRESS_MS: u32 = 300;

/// The engine is fetched this long after the page has been drawn, out of the way of the first tap.
const FETCH_AFTER_MS: u32 = 60;

/// What can happen.
pub enum Msg {
    /// The visitor changed a setting.
    Edit(Edit),
    /// The visitor wants a race.
    Run,
    /// The visitor wants it to stop.
    Stop,
    /// It is known what the browser gives.
    Found(Environment),
    /// Something for the director.
    Signal(Signal),
    /// The page was drawn and the visitor can use it.
    Settled,
    /// The page was hidden or shown.
    Hidden(bool),
    /// Time to show what has changed.
    Redraw,
    /// Time to write the address.
    Address,
    /// The page is going away.
    Leave,
}

/// The page.
pub struct App {
    form: Form,
    cores: u32,
    link_notices: Vec<Notice>,
    environment: Option<Environment>,
    state: State,
    director: Director,
    gallery: Gallery,
    auto: bool,
    redraw: Option<Timeout>,
    address: Option<Timeout>,
    _settling: Timeout,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let cores = capability::reported_cores();
        let (settings, link_notices) = Settings::parse(&address::query(), cores);
        address::paint(settings.theme);
        link.send_future(async { Msg::Found(capability::probe().await) });
        let settled = link.callback(|()| Msg::Settled);
        Self {
            auto: settings.run == RunMode::Auto,
            form: Form::new(settings),
            cores,
            link_notices,
            environment: None,
            state: State::default().after(Action::Hidden(is_hidden())),
            director: Director::new(link.callback(Msg::Signal)),
            gallery: Gallery::default(),
            redraw: None,
            address: None,
            _settling: Timeout::new(FETCH_AFTER_MS, move || settled.emit(())),
            _listeners: listeners(ctx),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Edit(edit) => self.edit(ctx, edit),
            Msg::Run => self.start(),
            Msg::Stop => self.stop(),
            Msg::Found(environment) => {
                self.environment = Some(environment);
                self.begin();
                self.start_by_itself();
            }
            Msg::Signal(signal) => {
                let report = self.director.heed(signal);
                return self.report(ctx, report);
            }
            Msg::Settled => self.director.fetch(),
            Msg::Hidden(hidden) => {
                self.act(Action::Hidden(hidden));
                self.start_by_itself();
            }
            Msg::Redraw => self.redraw = None,
            Msg::Address => {
                self.write_address();
                return false;
            }
            Msg::Leave => self.leave(),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let outcomes = self.outcomes();
        html! {
            <>
                { header(self.form.theme(), &ctx.link().callback(Msg::Edit)) }
                <main data-state={self.state.name()}>
                    <p class="visually-hidden" role="status">{ self.announcement(&outcomes) }</p>
                    <div class="side">{ self.controls(ctx) }</div>
                    <div class="stage">{ self.stage(outcomes) }</div>
                    <div class="notes">
                        { facts(self.environment, self.state.probe) }
                        { explainer() }
                    </div>
                </main>
            </>
        }
    }
}

impl App {
    fn controls(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        controls(&Controls {
            form: &self.form,
            environment: self.environment,
            busy: self.state.is_busy(),
            stopping: self.state.phase == Phase::Stopping,
            on_edit: link.callback(Msg::Edit),
            on_run: link.callback(|()| Msg::Run),
            on_stop: link.callback(|()| Msg::Stop),
        })
    }

    fn stage(&self, outcomes: Vec<Outcome>) -> Html {
        let race = self.state.race.as_ref();
        let id = race.map_or(self.form.workload().id, |race| &race.workload);
        let workload = workload::find(id).unwrap_or(self.form.workload());
        html! {
            <>
                { notices(&self.notices()) }
                if let Phase::Failed(failure) = &self.state.phase {
                    { failure_panel(failure) }
                }
                { progress_line(&self.state.phase, self.state.progress) }
                <section class="panel race" aria-labelledby="race-title">
                    { verdict_line(workload.title, &self.state, &outcomes) }
                    <BarChart outcomes={outcomes.clone()} title={workload.title} />
                    { self.gallery.view(race, &outcomes) }
                    { results(&outcomes) }
                </section>
            </>
        }
    }

    /// The outcomes of the latest race; before the first one, of the race that Run would start.
    fn outcomes(&self) -> Vec<Outcome> {
        let environment = self.environment.unwrap_or(Environment {
            isolated: true,
            shared_memory: true,
            reported_cores: self.cores,
        });
        let race = match &self.state.race {
            Some(race) => Some(race.clone()),
            None => self.form.settings().ok().map(race_of),
        };
        race.map_or_else(Vec::new, |race| outcome::outcomes(&self.state, &race, environment))
    }

    fn notices(&self) -> Vec<Notice> {
        let mut notices = self.link_notices.clone();
        if self.state.is_busy() && self.director.is_cooling() {
            notices.push(Notice::Quarantine { seconds: f64::from(COOLING_MS) / 1e3 });
        }
        if let (Some(environment), Ok(settings)) = (self.environment, self.form.settings()) {
            notices.extend(outcome::obstacle(&race_of(settings), environment));
        }
        if self.state.discarded > 0 {
            notices.push(Notice::HiddenTab { discarded: self.state.discarded });
        }
        if !self.state.is_busy() {
            notices.extend(outcome::noise(&self.state.samples));
        }
        notices
    }

    /// What a screen reader says when the state of the run changes; not at every step of progress.
    fn announcement(&self, outcomes: &[Outcome]) -> String {
        match &self.state.phase {
            Phase::Idle | Phase::Failed(_) => String::new(),
            Phase::Loading => "Getting ready.".to_owned(),
            Phase::Running => "The race is on.".to_owned(),
            Phase::Stopping => "Stopping.".to_owned(),
            Phase::Done => format!("The race is over. {}", verdict::judge(outcomes)),
            Phase::Cancelled => "Stopped. What was measured so far is shown.".to_owned(),
        }
    }

    fn edit(&mut self, ctx: &Context<Self>, edit: Edit) {
        self.form = self.form.clone().after(edit);
        address::paint(self.form.theme());
        let write = ctx.link().callback(|()| Msg::Address);
        self.address = Some(Timeout::new(ADDRESS_MS, move || write.emit(())));
    }

    fn write_address(&mut self) {
        self.address = None;
        if let Ok(settings) = self.form.settings() {
            address::keep(&settings, self.cores);
        }
    }

    fn start(&mut self) {
        if self.state.is_busy() {
            return;
        }
        match self.form.settings() {
            Ok(settings) => {
                self.link_notices.clear();
                self.act(Action::Started(race_of(settings)));
                self.gallery.clear();
                self.begin();
            }
            Err(field) => focus(field),
        }
    }

    /// Hands the race over, once it is known which of its strategies can run here.
    fn begin(&mut self) {
        let (Phase::Loading, Some(environment)) = (&self.state.phase, self.environment) else {
            return;
        };
        let Some(race) = self.state.race.clone() else { return };
        let report = self.director.race(outcome::runnable(race, environment));
        if let Some(Report::Act(action)) = report {
            self.act(action);
        }
    }

    /// A link that asks for a race gets it once, as soon as it can be seen.
    fn start_by_itself(&mut self) {
        if self.auto && self.environment.is_some() && !is_hidden() {
            self.auto = false;
            self.start();
        }
    }

    fn stop(&mut self) {
        if !self.state.is_busy() || self.state.phase == Phase::Stopping {
            return;
        }
        self.act(Action::StopAsked);
        if let Some(Report::Act(action)) = self.director.stop(self.state.run) {
            self.act(action);
        }
    }

    fn leave(&mut self) {
        self.director.leave();
        let run: RunId = self.state.run;
        self.act(Action::Abandoned(run));
    }

    /// Takes a report in; returns whether to draw at once.
    fn report(&mut self, ctx: &Context<Self>, report: Option<Report>) -> bool {
        match report {
            Some(Report::Act(action)) => {
                let before = std::mem::discriminant(&self.state.phase);
                self.act(action);
                let changed = before != std::mem::discriminant(&self.state.phase);
                if !changed {
                    self.redraw_soon(ctx);
                }
                changed
            }
            Some(Report::Tiles(strategy, size, tiles, words)) => {
                self.gallery.paint(strategy, size, &tiles, &words);
                false
            }
            None => false,
        }
    }

    fn redraw_soon(&mut self, ctx: &Context<Self>) {
        let redraw = ctx.link().callback(|()| Msg::Redraw);
        self.redraw.get_or_insert_with(|| Timeout::new(REDRAW_MS, move || redraw.emit(())));
    }

    fn act(&mut self, action: Action) {
        self.state = std::mem::take(&mut self.state).after(action);
    }
}

fn race_of(settings: Settings) -> Race {
    Race {
        run: RunId::default(),
        workload: settings.workload.id.to_owned(),
        size: settings.size,
        strategies: settings.strategies,
        workers: settings.workers,
        repeats: settings.repeats,
        seed: SEED,
        schedule: Schedule::Dynamic,
        switch_interval_us: SWITCH_INTERVAL_US,
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window().and_then(|window| window.document())
}

fn is_hidden() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // An element that is not there cannot be focused; its error is shown all the same.
    let _ = element.map(|element| element.focus());
}

fn listeners(ctx: &Context<App>) -> Vec<EventListener> {
    let (Some(window), Some(document)) = (web_sys::window(), document()) else { return vec![] };
    let [keys, hidden, leave] = [ctx.link(); 3].map(|link| link.callback(|msg: Msg| msg));
    let options = EventListenerOptions::enable_prevent_default();
    vec![
        EventListener::new_with_options(&document, "keydown", options, move |event| {
            if let Some(msg) = event.dyn_ref().and_then(shortcut) {
                event.prevent_default();
                keys.emit(msg);
            }
        }),
        EventListener::new(&document, "visibilitychange", move |_| {
            hidden.emit(Msg::Hidden(is_hidden()));
        }),
        EventListener::new(&window, "pagehide", move |_| leave.emit(Msg::Leave)),
    ]
}

/// Ctrl or Cmd + Enter runs, Escape stops, wherever the focus is.
fn shortcut(event: &KeyboardEvent) -> Option<Msg> {
    match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => Some(Msg::Run),
        "Escape" => Some(Msg::Stop),
        _ => None,
    }
}
