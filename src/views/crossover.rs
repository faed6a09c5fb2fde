//! From which size on a strategy pays.

use super::sweep_control::{self, Shown};
use super::table;
use super::told::Told;
use crate::crossover::crossing::Pays;
use crate::crossover::{self, Curve, Point, words};
use crate::sweep::SweepKind;
use crate::{unit, workload};
use yew::prelude::*;

/// What the columns hold, after the strategy and what is said about it.
const ANSWERS: [&str; 4] = ["Pays from", "95 % interval", "Starting takes", "If started first"];
const POINTS: [&str; 6] =
    ["One thread", "This strategy", "Speed-up", "95 %", "If started first", "Runs in a row"];

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// From which size on a strategy pays.
#[component]
pub fn Crossover(Props { told }: &Props) -> Html {
    let (key, shown) = sweep_control::shown(told, SweepKind::Crossover).unzip();
    let crossover = use_memo(key, |_| {
        shown.as_ref().map(|Shown { swept, .. }| crossover::Crossover::of(swept))
    });
    let found = shown.as_ref().zip(crossover.as_ref().as_ref());
    html! {
        <section class="sweep" data-view="crossover" aria-labelledby="crossover-heading">
            <h3 id="crossover-heading">{ "From which size on it pays" }</h3>
            { sweep_control::control(told, SweepKind::Crossover) }
            if let Some((shown, crossover)) = found {
                { sweep_control::about(told, shown) }
                if !crossover.curves.is_empty() {
                    <ul class="stories">{ for crossover.curves.iter().map(finding) }</ul>
                    { figure(crossover, shown, told.width) }
                }
            }
        </section>
    }
}

fn finding(curve: &Curve) -> Html {
    let largest = curve.points.last().map_or(0, |point| point.size);
    // Before anything can be told about the running workers, starting them says nothing either.
    let is_told = curve.warm != Pays::Untold;
    let cold = (is_told && curve.start_ms > 0.0).then(|| words::cold(curve));
    html! {
        <li class={curve.strategy.id()}>
            <b>{ curve.strategy.title() }</b>
            <p>{ words::answer(&curve.warm, largest) }</p>
            if let Some(cold) = cold {
                <p>{ cold }</p>
            }
            if let Some(why) = words::why(curve) {
                <p class="why">{ why }</p>
            }
        </li>
    }
}

fn figure(crossover: &crossover::Crossover, shown: &Shown, width: f64) -> Html {
    let workload = workload::find(&shown.swept.sweep.workload);
    let label = workload.map_or("n", |workload| workload.size_label);
    let most = crossover.curves.iter().flat_map(|curve| &curve.points);
    let most = most.map(|point| point.figure.runs).max().unwrap_or(1);
    let runs = (most > 1).then(|| {
        format!(
            " Sizes too short for the clock were run up to {} times in a row, and the mean of \
             those runs counts.",
            unit::grouped(most.into())
        )
    });
    html! {
        <figure>
            { sweep_control::picture(crossover::draw(crossover, label, width)) }
            <figcaption>
                { "Above the dotted line a strategy is faster than one thread. Points are \
                   medians, whiskers 95 % intervals, paired within rounds; hollow marks say from \
                   where on it pays. Processes and threads run already." }
                { runs }
            </figcaption>
            { tables(crossover) }
        </figure>
    }
}

fn tables(crossover: &crossover::Crossover) -> Html {
    let head = |second, columns: &[&'static str]| -> Vec<&'static str> {
        ["Strategy", second].into_iter().chain(columns.iter().copied()).collect()
    };
    let answers = crossover.curves.iter().map(answer_row).collect();
    let points = crossover.curves.iter();
    let points = points.flat_map(|curve| curve.points.iter().map(|it| point_row(curve, it)));
    html! {
        <>
            <details>
                <summary>{ "The same answers as a table" }</summary>
                { table::wide("Crossover", &head("Workers", &ANSWERS), answers) }
            </details>
            <details>
                <summary>{ "Every size, in numbers" }</summary>
                { table::wide("Sizes", &head("Size", &POINTS), points.collect()) }
            </details>
        </>
    }
}

/// From where on it pays, as far as that is one number.
fn from(curve: &Curve, pays: &Pays) -> Option<f64> {
    match pays {
        Pays::From { size, .. } => Some(*size),
        Pays::Always => curve.points.first().map(|point| point.size.into()),
        Pays::Untold | Pays::NotAtLast { .. } | Pays::Never { .. } => None,
    }
}

fn answer_row(curve: &Curve) -> Html {
    let about = |pays: &Pays| match pays {
        Pays::Never { .. } => "never".to_owned(),
        Pays::NotAtLast { .. } => "unclear".to_owned(),
        _ => from(curve, pays).map_or("–".to_owned(), words::about),
    };
    let ends = if let Pays::From { ends, .. } = curve.warm { ends } else { None };
    let between = |(low, high)| format!("{} – {}", words::about(low), words::about(high));
    let figures = [
        about(&curve.warm),
        ends.map_or("–".to_owned(), between),
        unit::show(curve.start_ms),
        about(&curve.cold),
    ];
    let numbers = [
        ("data-crossover", from(curve, &curve.warm)),
        ("data-crossover-low", ends.map(|it| it.0)),
        ("data-crossover-high", ends.map(|it| it.1)),
        ("data-crossover-cold", from(curve, &curve.cold)),
    ];
    let workers = curve.points.first().map_or(0, |point| point.figure.workers());
    let figures: Vec<_> = ANSWERS.into_iter().zip(figures).collect();
    sweep_control::row(curve.strategy, &workers.to_string(), &figures, &numbers)
}

fn point_row(curve: &Curve, point: &Point) -> Html {
    let median = point.figure.elapsed.map(|it| it.median);
    let figures = [
        unit::show(point.baseline_ms),
        median.map_or("–".to_owned(), unit::show),
        unit::show_ratio(point.speedup.ratio),
        sweep_control::ratios(point.speedup.ci95),
        point.cold.map_or("–".to_owned(), |it| unit::show_ratio(it.ratio)),
        unit::grouped(point.figure.runs.into()),
    ];
    let numbers = [
        ("data-size", Some(point.size.into())),
        ("data-median-ms", median),
        ("data-speedup", Some(point.speedup.ratio)),
        ("data-speedup-cold", point.cold.map(|it| it.ratio)),
    ];
    let size = format!("n = {}", unit::grouped(point.size.into()));
    let figures: Vec<_> = POINTS.into_iter().zip(figures).collect();
    sweep_control::row(curve.strategy, &size, &figures, &numbers)
}
