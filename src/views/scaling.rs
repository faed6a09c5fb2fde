//! What more workers bring.

use super::sweep_control::{self, Shown};
use super::table;
use super::told::Told;
use crate::element::{element, worded};
use crate::figure::Figure;
use crate::scaling::{self, Curve, Measure, grid, heat_map, words};
use crate::strategy::Strategy;
use crate::sweep::SweepKind;
use crate::{stats, unit};
use yew::prelude::*;

/// What the columns hold, after the strategy and its workers.
const COLUMNS: [&str; 5] = ["Median", "95 % interval", "Speed-up", "95 %", "Of the ideal"];

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// What more workers bring.
#[component]
pub fn Scaling(Props { told }: &Props) -> Html {
    let measure = use_state(Measure::default);
    let (key, shown) = sweep_control::shown(told, SweepKind::Scaling).unzip();
    let probe = told.snapshot.state.own_probe();
    let scaling = use_memo((key, probe), |_| {
        shown.as_ref().map(|Shown { swept, .. }| scaling::Scaling::of(swept, probe))
    });
    let found = shown.as_ref().zip(scaling.as_ref().as_ref());
    html! {
        <section class="sweep" data-view="scaling" aria-labelledby="scaling-heading">
            <h3 id="scaling-heading">{ "What more workers bring" }</h3>
            { sweep_control::control(told, SweepKind::Scaling) }
            if let Some((shown, scaling)) = found {
                { sweep_control::about(told, shown) }
                { findings(scaling) }
                if !scaling.curves.is_empty() {
                    { measures(&measure) }
                    { curves(scaling, *measure, told.width) }
                }
                { heat(scaling, told.width) }
            }
        </section>
    }
}

fn findings(scaling: &scaling::Scaling) -> Html {
    let finding = |strategy: Strategy, says: String, why: Option<String>| {
        html! {
            <li class={strategy.id()}>
                <b>{ strategy.title() }</b>
                <p>{ says }</p>
                if let Some(why) = why {
                    <p class="why">{ why }</p>
                }
            </li>
        }
    };
    let curves = scaling.curves.iter().map(|curve| {
        finding(curve.strategy, words::pays(curve), curve.fit.as_ref().map(words::law))
    });
    let grid = scaling.grid.iter().map(|grid| {
        let says = words::fastest(&grid.fastest(), grid.squares.len());
        finding(Strategy::ProcessesThreads, says, None)
    });
    html! { <ul class="stories">{ for curves.chain(grid) }</ul> }
}

/// Chooses between the two charts.
fn measures(chosen: &UseStateHandle<Measure>) -> Html {
    let choice = |measure: Measure, id: &'static str, title: &'static str| {
        let chosen = chosen.clone();
        let checked = *chosen == measure;
        let onchange = Callback::from(move |_: Event| chosen.set(measure));
        html! {
            <label class="choice">
                <input type="radio" name="scaling-measure" value={id} {checked} {onchange} />
                { title }
            </label>
        }
    };
    html! {
        <fieldset class="measures">
            <legend>{ "Show" }</legend>
            { choice(Measure::Speedup, "speedup", "Speed-up") }
            { choice(Measure::Elapsed, "elapsed", "Elapsed time") }
        </fieldset>
    }
}

fn curves(scaling: &scaling::Scaling, measure: Measure, width: f64) -> Html {
    let fitted = scaling.curves.iter().filter_map(|curve| Some(curve.fit.as_ref()?.most)).max();
    let law = fitted.map(|most| {
        format!(
            " The broad, pale lines are Amdahl’s law, S(n) = 1 / (s + (1 − s) / n) with the serial \
             fraction s, fitted to at most {most} workers (G. M. Amdahl, 1967)."
        )
    });
    let rows =
        scaling.curves.iter().flat_map(|curve| curve.figures.iter().map(|it| row(curve, it)));
    let baseline = scaling.baseline.iter().map(baseline);
    let columns: Vec<_> = ["Strategy", "Workers"].into_iter().chain(COLUMNS).collect();
    html! {
        <figure>
            { sweep_control::picture(scaling::draw(scaling, measure, width)) }
            <figcaption>
                { "Points are medians, whiskers 95 % intervals; speed-ups are paired within \
                   rounds. Processes and threads run already: starting them is not counted." }
                { law }
            </figcaption>
            <details>
                <summary>{ "The same numbers as a table" }</summary>
                { table::wide("Scaling", &columns, baseline.chain(rows).collect()) }
            </details>
        </figure>
    }
}

fn baseline(figure: &Figure) -> Html {
    sweep_control::row(Strategy::Sequential, "1 thread", &figures(figure, 1), &numbers(figure, 1))
}

fn row(curve: &Curve, figure: &Figure) -> Html {
    let workers = figure.workers();
    let words = if workers == 1 { "1 worker".to_owned() } else { format!("{workers} workers") };
    sweep_control::row(curve.strategy, &words, &figures(figure, workers), &numbers(figure, workers))
}

fn figures(figure: &Figure, workers: u32) -> Vec<(&'static str, String)> {
    let dash = || "–".to_owned();
    let elapsed = figure.elapsed;
    let interval = elapsed.and_then(|it| it.ci95);
    let speedup = figure.speedup;
    let share = speedup.and_then(|it| stats::efficiency(it.ratio, workers));
    let figures = [
        elapsed.map_or_else(dash, |it| unit::show(it.median)),
        interval.map_or_else(dash, |(low, high)| unit::show_range(low, high)),
        speedup.map_or_else(dash, |it| unit::show_ratio(it.ratio)),
        sweep_control::ratios(speedup.and_then(|it| it.ci95)),
        share.map_or_else(dash, |share| format!("{} %", unit::decimal(share * 100.0, 0))),
    ];
    COLUMNS.into_iter().zip(figures).collect()
}

fn numbers(figure: &Figure, workers: u32) -> Vec<(&'static str, Option<f64>)> {
    let within = figure.speedup.and_then(|it| it.ci95);
    vec![
        ("data-workers", Some(workers.into())),
        ("data-median-ms", figure.elapsed.map(|it| it.median)),
        ("data-speedup", figure.speedup.map(|it| it.ratio)),
        ("data-speedup-low", within.map(|it| it.0)),
        ("data-speedup-high", within.map(|it| it.1)),
    ]
}

fn heat(scaling: &scaling::Scaling, width: f64) -> Option<Html> {
    let grid = scaling.grid.as_ref()?;
    let picture = heat_map::draw(scaling, width)?;
    let columns: Vec<_> = grid.threads.iter().map(|&threads| each(threads)).collect();
    let heads: Vec<_> =
        std::iter::once("Processes").chain(columns.iter().map(String::as_str)).collect();
    let rows = grid.processes.iter().map(|&processes| grid_row(grid, processes)).collect();
    Some(html! {
        <figure>
            <h4>{ "Processes × threads" }</h4>
            { sweep_control::picture(picture) }
            <figcaption>
                { "One thread in each process is the strategy Processes. Even one process is \
                   another process: its work is sent to it." }
            </figcaption>
            <details>
                <summary>{ "The same numbers as a table" }</summary>
                { table::wide("Processes × threads", &heads, rows) }
            </details>
        </figure>
    })
}

fn each(threads: u32) -> String {
    if threads == 1 { "1 thread each".to_owned() } else { format!("{threads} threads each") }
}

fn grid_row(grid: &grid::Grid, processes: u32) -> Html {
    let name =
        if processes == 1 { "1 process".to_owned() } else { format!("{processes} processes") };
    let mut cells = vec![worded("th", &[("scope", "row"), ("role", "rowheader")], &name)];
    cells.extend(grid.threads.iter().map(|&threads| grid_cell(grid, processes, threads)));
    element("tr", &[("role", "row")], cells)
}

fn grid_cell(grid: &grid::Grid, processes: u32, threads: u32) -> Html {
    let square = grid.square(processes, threads);
    let median = square.and_then(|square| Some(square.figure.elapsed?.median));
    let place = square.map_or("", |square| match square.place {
        grid::Place::Best => " (fastest)",
        grid::Place::NearBest => " (≈ fastest)",
        grid::Place::Slower => "",
    });
    let words = median.map_or("–".to_owned(), |ms| format!("{}{place}", unit::show(ms)));
    let label = each(threads);
    let (processes, threads) = (processes.to_string(), threads.to_string());
    let number = median.map(|ms| unit::decimal(ms, 6));
    let mut attributes = vec![
        ("role", "cell"),
        ("data-label", label.as_str()),
        ("data-processes", &processes),
        ("data-threads", &threads),
    ];
    attributes.extend(number.iter().map(|number| ("data-median-ms", number.as_str())));
    worded("td", &attributes, &words)
}
