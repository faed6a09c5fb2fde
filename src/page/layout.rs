//! How the page is laid out: the form, the race, what is known about the browser.

use super::app::App;
use super::controls::controls;
use super::director::COOLING_MS;
use super::explaining::is_own;
use super::facts::facts;
use super::messages::{failure_panel, notice};
use super::own_tab::own_tab;
use super::progress::progress_line;
use super::race_control::race_of;
use super::results::{results, verdict_line};
use super::tabs::tabs;
use super::views::{Missing, Standing};
use crate::chart::{lay_out_beside, svg};
use crate::element::{element, group, keyed, worded};
use crate::environment::Environment;
use crate::notice::Notice;
use crate::outcome::{self, Outcome, doubt};
use crate::protocol::Race;
use crate::reference::{Reference, Scale};
use crate::run::{Phase, State};
use crate::settings::View;
use crate::{unit, verdict, workload};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;
use yew::prelude::*;

/// The id of the element as wide as the chart.
const CHART: &str = "chart";

/// The id of what a visitor who has pressed Run wants to see.
const RACE: &str = "race";

/// The page, as it stands.
pub fn page(app: &App) -> Html {
    let race = app.state.race.clone().or_else(|| next_race(app));
    let environment = app.environment.unwrap_or(Environment {
        isolated: true,
        shared_memory: true,
        reported_cores: app.cores,
    });
    let outcomes = race.as_ref().map(|race| outcome::outcomes(&app.state, race, environment));
    let outcomes = outcomes.unwrap_or_default();
    let announcement = announcement(&app.state, &outcomes);
    let numbers = numbers(&app.state);
    let mut attributes = vec![("data-state", app.state.name())];
    if app.form.view() == View::Python {
        attributes.push(("class", "with-lab"));
    }
    attributes.extend(numbers.iter().map(|(name, text)| (*name, text.as_str())));
    let controls = controls(&app.form, app.environment, &app.state, app.python);
    let parts = vec![
        worded("p", &[("class", "visually-hidden"), ("role", "status")], &announcement),
        element("div", &[("class", "side")], vec![controls]),
        element("div", &[("class", "stage"), ("id", RACE)], stage(app, &outcomes)),
        facts(app.environment, app.state.own_probe()),
    ];
    element("main", &attributes, parts)
}

/// The width of the place for the chart, in pixels.
pub fn chart_width() -> Option<i32> {
    Some(super::document()?.get_element_by_id(CHART)?.client_width())
}

/// Brings the race into view where it begins below the middle of the window, as on a phone and in
/// a lesson, or ends above.
pub fn reveal_race() {
    let Some((race, window)) = html_element(RACE).zip(web_sys::window()) else { return };
    let figure = |found: Result<JsValue, JsValue>| found.ok()?.as_f64();
    let Some(height) = figure(window.inner_height()) else { return };
    let top = f64::from(race.offset_top()) - window.scroll_y().unwrap_or_default();
    if top > height / 2.0 || top + f64::from(race.offset_height()) < 0.0 {
        race.scroll_into_view();
    }
}

/// Gives the focus to the element with this id.
pub fn focus(id: &str) {
    // An element that is not there cannot be focused; its error is shown all the same.
    let _ = html_element(id).map(|element| element.focus());
}

fn html_element(id: &str) -> Option<HtmlElement> {
    super::document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The race that Run would start.
fn next_race(app: &App) -> Option<Race> {
    app.form.settings().ok().map(race_of)
}

fn stage(app: &App, outcomes: &[Outcome]) -> Vec<Html> {
    let race = app.state.race.as_ref();
    let raced = race.and_then(|race| workload::find(&race.workload));
    let title = raced.unwrap_or(app.form.workload()).title;
    let mut panel = vec![verdict_line(title, &app.state, outcomes)];
    panel.extend(progress_line(&app.state));
    panel.push(tabs(app.form.view()));
    panel.push(view(app, outcomes, title));
    panel.push(pictures(app, app.gallery.view(race, outcomes)));
    panel.push(results(outcomes));
    let attributes = [("class", "panel race"), ("aria-labelledby", "race-title")];
    vec![
        messages(app),
        place("prediction", true),
        element("section", &attributes, panel),
        place("explanation", true),
        element("div", &[("class", "messages")], offer(app)),
    ]
}

/// The place for the picture as it is before, and the pictures after. Always there, so that what
/// stands above keeps its place.
fn pictures(app: &App, after: Option<Html>) -> Html {
    let takes = workload::takes_picture(app.form.workload().id);
    let attributes = [("class", "pictured"), ("hidden", "")];
    let count = if takes || after.is_some() { 1 } else { 2 };
    let parts = vec![place("picture", takes), group(after.into_iter().collect())];
    element("div", &attributes[..count], parts)
}

/// Before there is anything to explain, the views are had for the asking; where they did not arrive,
/// once more.
fn offer(app: &App) -> Vec<Html> {
    let button = [("type", "button"), ("class", "quiet"), ("data-action", "explain")];
    let ask = |words| worded("button", &button, words);
    match &app.views.standing {
        _ if app.state.is_busy() => vec![],
        Standing::Absent => vec![ask("Open a result file …")],
        Standing::Failed(cause) if is_own(app.form.view()) => {
            vec![not_loaded("What explains a race", cause, ""), ask("Try again")]
        }
        _ => vec![],
    }
}

/// What went wrong, and what else the visitor should know. Always there, so that what stands below
/// keeps its place.
fn messages(app: &App) -> Html {
    let mut parts = vec![];
    if let Phase::Failed(failure) = &app.state.phase {
        parts.push(failure_panel(failure));
    }
    parts.extend(notices(app).iter().map(notice));
    parts.extend(own_tab(app));
    element("div", &[("class", "messages")], parts)
}

/// What the page draws of the open view, and the place for what the views draw. They draw in it
/// themselves, so it is kept as it is.
fn view(app: &App, outcomes: &[Outcome], title: &str) -> Html {
    let view = app.form.view();
    let own = match (view, &app.views.standing) {
        (View::Table, _) => None,
        (view, _) if is_own(view) => Some(chart(app, outcomes, title)),
        (_, Standing::Ready(_)) => None,
        (_, Standing::Failed(cause)) => {
            Some(not_loaded("This view", cause, " Press its name again to retry."))
        }
        (_, Standing::Absent) if app.state.is_busy() => {
            Some(worded("p", &[], "This opens when the race is over: nothing is loaded meanwhile."))
        }
        (_, Standing::Absent | Standing::Loading) => Some(worded("p", &[], "Loading …")),
    };
    element("div", &[], vec![group(own.into_iter().collect()), place("view", !is_own(view))])
}

fn not_loaded(what: &str, cause: &Missing, advice: &str) -> Html {
    let words = format!("{what} could not be loaded: {cause}.{advice}");
    worded("p", &[("class", "notice"), ("role", "alert"), ("data-notice", "view-load")], &words)
}

/// A place that the views draw in.
fn place(id: &'static str, open: bool) -> Html {
    let attributes = [("id", id), ("hidden", "")];
    keyed(id, "div", &attributes[..if open { 1 } else { 2 }], vec![])
}

fn chart(app: &App, outcomes: &[Outcome], title: &str) -> Html {
    let beside = beside(app, outcomes);
    let chart = lay_out_beside(outcomes, beside, f64::from(app.width));
    let drawing = svg::draw(&chart, outcomes, title);
    let drawing = Html::from_html_unchecked(AttrValue::from(drawing));
    let place = element("div", &[("class", "chart"), ("id", CHART)], vec![drawing]);
    let caption = "Bar: median. Dots: every sample. Bracket: 95 % interval of the median. Thin \
        line: cold start, with the start of processes and pools. × is the speed-up over \
        Sequential, paired within rounds.";
    let mut parts = vec![place, worded("figcaption", &[], caption)];
    let reading = beside.map(|(reference, scale)| scale.sentence(reference));
    parts.extend(reading.map(|words| worded("figcaption", &[("data-reading", "")], &words)));
    element("figure", &[], parts)
}

/// Results from elsewhere, when they are of the workload that is shown.
fn beside<'a>(app: &'a App, outcomes: &[Outcome]) -> Option<(&'a Reference, Scale)> {
    let raced = app.state.race.as_ref().map(|race| race.workload.as_str());
    let shown = raced.unwrap_or(app.form.workload().id);
    let reference = app.reference.as_deref().filter(|it| it.workload == shown)?;
    Some((reference, Scale::of(reference, outcomes, app.state.size)))
}

fn notices(app: &App) -> Vec<Notice> {
    let mut notices = app.link_notices.clone();
    if app.state.is_busy() && app.director.is_cooling() {
        notices.push(Notice::Quarantine { seconds: f64::from(COOLING_MS) / 1e3 });
    }
    if let (Some(environment), Some(race)) = (app.environment, next_race(app)) {
        notices.extend(outcome::obstacle(&race, environment));
        notices.extend(doubt::crowd(&race, environment));
    }
    if app.state.discarded > 0 {
        notices.push(Notice::HiddenTab { discarded: app.state.discarded });
    }
    notices.extend(doubt::doubts(&app.state));
    notices
}

/// What a screen reader says when the state of the run changes; not at every step of progress.
fn announcement(state: &State, outcomes: &[Outcome]) -> String {
    let aside = state.is_aside();
    match state.phase {
        Phase::Idle | Phase::Failed(_) => String::new(),
        Phase::Loading => "Getting ready.".to_owned(),
        Phase::Running if aside => "Measuring.".to_owned(),
        Phase::Running => "The race is on.".to_owned(),
        Phase::Stopping => "Stopping.".to_owned(),
        Phase::Done if aside => "Everything is measured.".to_owned(),
        Phase::Done => ["The race is over. ", &verdict::judge(outcomes).to_string()].concat(),
        Phase::Cancelled => "Stopped. What was measured so far is shown.".to_owned(),
    }
}

/// What is known about the whole race, for whoever reads it by program.
fn numbers(state: &State) -> Vec<(&'static str, String)> {
    let probe = state.own_probe();
    let parallelism = probe.and_then(|probe| probe.effective_parallelism);
    let figures = [
        ("data-effective-parallelism", parallelism.map(|(times, _)| times)),
        ("data-clock-step-ms", probe.map(|probe| probe.clock_step_ms)),
        ("data-control-ratio", outcome::control_ratio(&state.samples)),
    ];
    let figures = figures.into_iter().filter_map(|(name, it)| Some((name, unit::decimal(it?, 6))));
    let raced = state.race.iter().map(|race| ("data-workload", race.workload.clone()));
    let size = state.size.iter().map(|size| ("data-size", size.to_string()));
    raced.chain(size).chain(figures).collect()
}
