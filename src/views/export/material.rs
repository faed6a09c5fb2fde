//! What the page has measured, as the texts that are taken out.

use super::bar::Take;
use crate::environment::Environment;
use crate::export::{self, Content};
use crate::settings::View;
use crate::settings::choice::Choice;
use crate::strategy::Strategy;
use crate::sweep::Sweep;
use crate::trace;
use crate::unit;
use crate::views::told::Told;
use crate::{samples, workload};

/// Whether there is something to take out in this form.
pub fn is_there(told: &Told, take: Take, chosen: Option<Strategy>) -> bool {
    match take {
        Take::Png | Take::Svg if swept(told).is_some() => !told.snapshot.state.is_busy(),
        Take::Trace => told.is_measured() && traced(told, chosen).is_some(),
        _ => told.is_measured(),
    }
}

/// The text of an export; none for pictures, and where there is nothing to take out.
pub fn text(told: &Told, take: Take, chosen: Option<Strategy>) -> Option<String> {
    match take {
        Take::Csv => with_content(told, export::csv::csv),
        Take::Json => with_content(told, export::result::json)?,
        Take::Markdown | Take::CopyMarkdown => with_content(told, export::markdown::markdown),
        Take::Trace => trace(told, chosen),
        Take::Png | Take::Svg => None,
    }
}

/// The sweep that the open view draws, if it draws one.
pub fn swept(told: &Told) -> Option<&Sweep> {
    let state = &told.snapshot.state;
    let swept = match told.snapshot.view {
        View::Scaling => state.scaling.as_ref(),
        View::Crossover => state.crossover.as_ref(),
        _ => None,
    };
    swept.map(|swept| &swept.sweep)
}

/// Calls `take` with everything an export is made of, once there is a race.
pub fn with_content<T>(told: &Told, take: impl FnOnce(&Content<'_>) -> T) -> Option<T> {
    let race = told.race()?;
    let (snapshot, environment) = (&told.snapshot, environment(told));
    let (state, outcomes, build, at) =
        (&snapshot.state, &told.outcomes[..], &*snapshot.build, &*told.at);
    Some(take(&Content { state, race, outcomes, environment, build, at }))
}

/// What the file of an export is called.
pub fn file_name(told: &Told, take: Take) -> String {
    let race = told.race().map(|race| &race.workload);
    let view = match take {
        Take::Png | Take::Svg => told.snapshot.view.id(),
        Take::Trace => "trace",
        _ => "result",
    };
    let is_picture = matches!(take, Take::Png | Take::Svg);
    let of_view = swept(told).filter(|_| is_picture).map(|sweep| &sweep.workload);
    let workload = of_view.or(race).map_or("", String::as_str);
    export::name::file_name(workload, view, &date(told), take.ending())
}

/// When the open view was measured: ISO 8601.
pub fn date(told: &Told) -> String {
    let of_file = told.snapshot.state.imported.as_ref().filter(|_| swept(told).is_none());
    of_file.map_or(&*told.at, |origin| &origin.at).to_owned()
}

/// The strategies whose sample was recorded: those that a trace can show.
pub fn recorded(told: &Told) -> Vec<Strategy> {
    let samples = &told.snapshot.state.samples;
    let run = told.snapshot.state.raced;
    let is_recorded = |strategy: &Strategy| {
        let key = samples::default_sample(samples, *strategy);
        key.is_some_and(|key| told.traces.has(run, key))
    };
    samples::strategies(samples).into_iter().filter(is_recorded).collect()
}

/// The strategy whose trace is taken out: the chosen one, or the fastest of those recorded.
pub fn traced(told: &Told, chosen: Option<Strategy>) -> Option<Strategy> {
    let recorded = recorded(told);
    let median = |strategy: &Strategy| {
        let outcome = told.outcomes.iter().find(|outcome| outcome.strategy == *strategy);
        outcome.and_then(|outcome| outcome.summary).map_or(f64::INFINITY, |it| it.median)
    };
    let fastest =
        recorded.iter().min_by(|one, other| median(one).total_cmp(&median(other))).copied();
    chosen.filter(|strategy| recorded.contains(strategy)).or(fastest)
}

fn trace(told: &Told, chosen: Option<Strategy>) -> Option<String> {
    let strategy = traced(told, chosen)?;
    let state = &told.snapshot.state;
    let key = samples::default_sample(&state.samples, strategy)?;
    let recorded = told.traces.get(state.raced, key)?;
    let title = [&title(told), ": ", strategy.title()].concat();
    Some(trace::to_chrome(&recorded, &title))
}

/// What the samples are of: "Primes, size 200,000".
pub fn title(told: &Told) -> String {
    let id = told.race().map_or("", |race| race.workload.as_str());
    let size = told.snapshot.state.size.map(|size| unit::grouped(size.into()));
    [workload_title(id), &size.map_or_else(String::new, |size| [", size ", &size].concat())]
        .concat()
}

/// The name of a workload as the page shows it.
pub fn workload_title(id: &str) -> &str {
    workload::find(id).map_or(id, |workload| workload.title)
}

/// What this browser gives, as far as that is known.
fn environment(told: &Told) -> Environment {
    let unknown = Environment { isolated: false, shared_memory: false, reported_cores: 1 };
    told.snapshot.environment.unwrap_or(unknown)
}

/// What the open view was measured on: its samples may come from a file, a sweep never does.
pub fn machine_line(told: &Told) -> String {
    let state = &told.snapshot.state;
    let origin = state.imported.as_ref().filter(|_| swept(told).is_none());
    export::machine_line(origin, environment(told), state.probe)
}

/// Where the samples come from, when not from this page.
pub fn origin(told: &Told) -> Option<String> {
    let state = &told.snapshot.state;
    let origin = state.imported.as_ref()?;
    let engine = if origin.engine == "cpython" { "Python (CPython)" } else { "Makespan" };
    let cores = origin.reported_cores;
    let word = if cores == 1 { "core" } else { "cores" };
    let is_bare = |sample: &crate::receipt::Sample| sample.receipt.total() <= 0.0;
    let bare = if state.samples.iter().any(is_bare) {
        " Where its time went was not recorded for every sample."
    } else {
        ""
    };
    Some(format!(
        "These results come from a file: {engine} {}, {}, {cores} {word} reported.{bare}",
        origin.version, origin.at
    ))
}
