//! What the two views of a sweep have in common: the button, what was swept, and tables.

use super::told::Told;
use crate::element::{element, worded};
use crate::figure;
use crate::plan;
use crate::protocol::{Race, RunId};
use crate::snapshot::Request;
use crate::strategy::Strategy;
use crate::sweep::{self, SweepKind, Swept};
use crate::unit;
use crate::workload::{self, Dealing};
use yew::prelude::*;

/// A step that the clocks of browsers have, for an estimate; in milliseconds.
const CLOCK_STEP_MS: f64 = 0.02;

/// A sweep over sizes tries about so many, and a reading takes about so long; in milliseconds.
const SIZES: f64 = 13.0;
const READING_MS: f64 = 30.0;

/// Starting, finding the size and warming up take about as long again as the rounds.
const PREPARING: f64 = 2.0;

/// What was measured so far, and whether more is to come.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// The readings that are drawn.
    pub swept: Swept,
    /// Whether the sweep is under way.
    pub is_under_way: bool,
}

/// What there is to draw of a sweep. Only equal keys stand for equal drawings.
pub fn shown(told: &Told, kind: SweepKind) -> Option<((RunId, usize, bool), Shown)> {
    let state = &told.snapshot.state;
    let swept = match kind {
        SweepKind::Scaling => state.scaling.as_ref()?,
        SweepKind::Crossover => state.crossover.as_ref()?,
    };
    let is_under_way = state.is_busy() && swept.sweep.run == state.run;
    let swept = if is_under_way { figure::settled(swept) } else { swept.clone() };
    let key = (swept.sweep.run, swept.readings.len(), is_under_way);
    Some((key, Shown { swept, is_under_way }))
}

/// The button that starts a sweep, and what it will do.
pub fn control(told: &Told, kind: SweepKind) -> Html {
    let is_busy = told.snapshot.state.is_busy();
    let (action, what) = match kind {
        SweepKind::Scaling => ("sweep-scaling", scaling_plan(told)),
        SweepKind::Crossover => ("sweep-crossover", crossover_plan(told)),
    };
    let say = told.say.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if !is_busy {
            say.emit(Request::Sweep(kind));
        }
    });
    let hint_id = format!("{action}-hint");
    html! {
        <div class="measuring">
            <button type="button" class="run measure" data-action={action} {onclick}
                aria-disabled={is_busy.to_string()} aria-describedby={hint_id.clone()}>
                { if is_busy && told.snapshot.state.sweeping == Some(kind) { "Measuring …" } else { "Measure" } }
            </button>
            <p class="hint" id={hint_id}>{ what }</p>
        </div>
    }
}

fn scaling_plan(told: &Told) -> String {
    let cores = cores(told);
    let seconds = told.snapshot.next.as_ref().map(|race| scaling_seconds(race, cores));
    format!(
        "Times {} with 1 to {} workers, twice the cores this browser reports{}",
        next_title(told),
        cores.saturating_mul(2).clamp(2, sweep::plan::MOST_LANES),
        duration(seconds)
    )
}

fn crossover_plan(told: &Told) -> String {
    let next = told.snapshot.next.as_ref();
    let strategies = |race: &Race| plan::with_baseline(&race.strategies).len() as f64;
    let rounds = f64::from(sweep::ROUNDS);
    let seconds = next.map(|race| SIZES * READING_MS * strategies(race) * rounds * PREPARING / 1e3);
    format!(
        "Times {} at ever larger sizes, over four decades where the workload allows{}",
        next_title(told),
        duration(seconds)
    )
}

fn scaling_seconds(race: &Race, cores: u32) -> f64 {
    let cells = sweep::plan::scaling(&race.strategies, cores, 1);
    let dealing = workload::find(&race.workload).map_or(Dealing::Guided, |it| it.dealing);
    let once = plan::baseline_target_ms(dealing, CLOCK_STEP_MS, cores.saturating_mul(2));
    let ms = cells.iter().map(|cell| {
        let shape = cell.strategy.shape(cell.workers);
        let at_once = if shape.locked { 1 } else { shape.lanes().clamp(1, cores) };
        once / f64::from(at_once)
    });
    ms.sum::<f64>() * f64::from(sweep::ROUNDS) * PREPARING / 1e3
}

/// The end of the sentence that says what a sweep does.
fn duration(seconds: Option<f64>) -> String {
    let about = seconds.map(|seconds| match seconds {
        s if s < 90.0 => format!("about {} seconds", ((s / 10.0).ceil() * 10.0) as u32),
        s => format!("about {} minutes", (s / 60.0).round() as u32),
    });
    let about = about.map(|about| format!("; {about}")).unwrap_or_default();
    format!("{about}. Stop keeps what was measured.")
}

fn cores(told: &Told) -> u32 {
    told.snapshot.environment.map_or(1, |environment| environment.reported_cores)
}

fn next_title(told: &Told) -> &'static str {
    let next = told.snapshot.next.as_ref();
    next.and_then(|race| workload::find(&race.workload)).map_or("the work", |it| it.title)
}

/// What was swept, and what to know about it.
pub fn about(told: &Told, shown: &Shown) -> Html {
    let notes = notes(told, shown).into_iter().map(|note| html! { <p class="hint">{ note }</p> });
    html! {
        <>
            <h4>{ subject(&shown.swept) }</h4>
            { for notes }
            { for shown.swept.overhead().filter(|_| shown.swept.complete).map(overhead) }
        </>
    }
}

fn overhead(share: f64) -> Html {
    let percent = unit::decimal(share * 100.0, 1);
    html! {
        <p class="hint" data-overhead={unit::decimal(share, 4)}>
            { format!("Between the runs the rounds took {percent} % of the time of the runs.") }
        </p>
    }
}

fn subject(swept: &Swept) -> String {
    let sweep = &swept.sweep;
    let title = workload::find(&sweep.workload).map_or(sweep.workload.as_str(), |it| it.title);
    let sizes = || swept.cells.iter().map(|cell| cell.size);
    let number = |size: u32| unit::grouped(size.into());
    let size = match (sizes().min(), sizes().max()) {
        (Some(least), Some(most)) if least < most => {
            format!(" · sizes {} to {}", number(least), number(most))
        }
        (Some(size), _) => format!(" · size {}", number(size)),
        _ => String::new(),
    };
    let workers = sweep.workers;
    let workers = match sweep.kind {
        SweepKind::Scaling => format!(" · {} cores reported", sweep.cores),
        SweepKind::Crossover if sweep.strategies.contains(&Strategy::ProcessesThreads) => {
            format!(
                " · {} workers; {} × {} combined",
                workers.workers, workers.processes, workers.threads
            )
        }
        SweepKind::Crossover => format!(" · {} workers", workers.workers),
    };
    format!("{title}{size}{workers}")
}

fn notes(told: &Told, Shown { swept, is_under_way }: &Shown) -> Vec<String> {
    let rounds = swept.readings.iter().map(|reading| reading.round + 1).max().unwrap_or(0);
    let mut notes = Vec::new();
    if *is_under_way {
        notes.push("Being measured; what is shown grows with every round.".to_owned());
    } else if !swept.complete {
        let planned = swept.sweep.repeats;
        notes.push(format!("Stopped in round {rounds} of {planned}: this is only a part of it."));
    }
    let other = told.snapshot.next.as_ref().filter(|race| race.workload != swept.sweep.workload);
    if let Some(other) = other.and_then(|race| workload::find(&race.workload)) {
        notes.push(format!(
            "The form now says {}; press Measure to see that one here.",
            other.title
        ));
    }
    notes
}

/// A row: its head, words that belong to the head, and figures under their columns. `numbers` are
/// for whoever reads the row by program.
pub fn row(
    strategy: Strategy,
    words: &str,
    figures: &[(&str, String)],
    numbers: &[(&'static str, Option<f64>)],
) -> Html {
    let mut cells = vec![
        worded("th", &[("scope", "row"), ("role", "rowheader")], strategy.title()),
        worded("td", &[("role", "cell"), ("class", "words")], words),
    ];
    cells.extend(
        figures.iter().map(|(column, figure)| {
            worded("td", &[("role", "cell"), ("data-label", column)], figure)
        }),
    );
    let numbers: Vec<_> = numbers
        .iter()
        .filter_map(|(name, number)| Some((*name, unit::decimal((*number)?, 6))))
        .collect();
    let mut attributes =
        vec![("role", "row"), ("class", strategy.id()), ("data-of", strategy.id())];
    attributes.extend(numbers.iter().map(|(name, number)| (*name, number.as_str())));
    element("tr", &attributes, cells)
}

/// An interval of ratios: "1.89 – 1.95"; the baseline over itself has none.
pub fn ratios(interval: Option<(f64, f64)>) -> String {
    let range = |(low, high)| format!("{} – {}", unit::digits(low), unit::digits(high));
    let within = interval.filter(|(low, high)| low < high);
    within.map_or_else(|| "–".to_owned(), range)
}

/// A picture that says by itself what it shows.
pub fn picture(svg: String) -> Html {
    html! { <div class="chart">{ Html::from_html_unchecked(AttrValue::from(svg)) }</div> }
}
