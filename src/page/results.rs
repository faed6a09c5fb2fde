//! The numbers of a race, and what they say.

use super::shape_icon::shape_icon;
use crate::outcome::{Outcome, Standing};
use crate::run::{Phase, State};
use crate::stats::Speedup;
use crate::strategy::Shape;
use crate::{unit, verdict};
use yew::prelude::*;

/// One sentence that says who won, under the name of the workload and what is known about it.
pub fn verdict_line(title: &'static str, state: &State, outcomes: &[Outcome]) -> Html {
    let size = state.size.map(|size| format!("size {}", unit::grouped(size)));
    let answer = state.answer.as_ref().map(|answer| format!("answer: {answer}"));
    let about: Vec<_> = size.into_iter().chain(answer).collect();
    html! {
        <div class="verdict">
            <h2 id="race-title">{ title }<small>{ about.join(" · ") }</small></h2>
            <p>{ sentence(&state.phase, outcomes) }</p>
        </div>
    }
}

fn sentence(phase: &Phase, outcomes: &[Outcome]) -> String {
    let verdict = || verdict::judge(outcomes).to_string();
    match phase {
        Phase::Idle => "Press Run, and see how long the same work takes in each shape.".to_owned(),
        Phase::Loading | Phase::Running => "Bars appear as samples arrive.".to_owned(),
        Phase::Stopping => "Coming to rest.".to_owned(),
        Phase::Done => verdict(),
        Phase::Cancelled => format!("Stopped early. {}", verdict()),
        Phase::Failed(_) => "This race has no result.".to_owned(),
    }
}

/// The table under the chart, with the same numbers.
pub fn results(outcomes: &[Outcome]) -> Html {
    html! {
        <div class="table" role="region" aria-label="Results" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ "Strategy" }</th>
                        <th scope="col">{ "Shape" }</th>
                        <th scope="col">{ "Median" }</th>
                        <th scope="col">{ "95 % interval" }</th>
                        <th scope="col">{ "Fastest" }</th>
                        <th scope="col">{ "Speed-up" }</th>
                        <th scope="col">{ "Cold start" }</th>
                    </tr>
                </thead>
                <tbody>{ for outcomes.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(outcome: &Outcome) -> Html {
    let summary = outcome.summary.as_ref();
    let speedup = outcome.speedup.as_ref();
    let text = |number: Option<f64>| number.map(|number| number.to_string());
    html! {
        <tr
            class={outcome.strategy.id()}
            data-strategy={outcome.strategy.id()}
            data-state={outcome.standing.id()}
            data-median-ms={text(summary.map(|summary| summary.median))}
            data-min-ms={text(summary.map(|summary| summary.min))}
            data-speedup={text(speedup.map(|speedup| speedup.ratio))}
            data-answer={outcome.answer.map(|answer| format!("{answer:016x}"))}
        >
            <th scope="row">{ shape_icon(outcome.strategy) }{ outcome.strategy.title() }</th>
            <td class="words">{ shape(outcome.shape) }</td>
            if let Standing::Unavailable(notice) = &outcome.standing {
                <td class="words" colspan="5">{ notice.to_string() }</td>
            } else {
                { for cells(outcome).map(|cell| html! { <td>{ cell }</td> }) }
            }
        </tr>
    }
}

fn cells(outcome: &Outcome) -> [Html; 5] {
    let text = |text: Option<String>| html! { text.unwrap_or_else(|| "–".to_owned()) };
    let summary = outcome.summary.as_ref();
    let interval = summary.and_then(|summary| summary.ci95);
    [
        text(summary.map(|summary| unit::show(summary.median))),
        text(interval.map(|(low, high)| unit::show_range(low, high))),
        text(summary.map(|summary| unit::show(summary.min))),
        outcome.speedup.as_ref().map_or_else(|| text(None), speedup),
        text(outcome.cold.map(unit::show)),
    ]
}

/// The ratio with its interval below it; the baseline has none over itself.
fn speedup(speedup: &Speedup) -> Html {
    let interval = speedup.ci95.filter(|(low, high)| low < high);
    html! {
        <>
            { unit::show_ratio(speedup.ratio) }
            if let Some((low, high)) = interval {
                <small>{ format!("{} – {}", unit::digits(low), unit::digits(high)) }</small>
            }
        </>
    }
}

fn shape(shape: Shape) -> String {
    let count = |number: u32, one: &str, many: &str| {
        format!("{number} {}", if number == 1 { one } else { many })
    };
    let processes = count(shape.processes, "process", "processes");
    let threads = count(shape.threads, "thread", "threads");
    let each = if shape.processes > 1 { " each" } else { "" };
    let lock = if shape.locked { ", one lock" } else { "" };
    format!("{processes}, {threads}{each}{lock}")
}
