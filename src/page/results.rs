//! The numbers of a race, and what they say.

use super::shape_icon::shape_icon;
use crate::element::{element, group, text, worded};
use crate::outcome::{Outcome, Standing};
use crate::run::{Phase, State};
use crate::stats::Interval;
use crate::strategy::Shape;
use crate::{unit, verdict};
use yew::prelude::*;

/// What the columns hold, from the first to the last.
const COLUMNS: [&str; 7] =
    ["Strategy", "Shape", "Median", "95 % interval", "Fastest", "Speed-up", "Cold start"];

/// One sentence that says who won, under the name of the workload and what is known about it.
pub fn verdict_line(title: &str, state: &State, outcomes: &[Outcome]) -> Html {
    let size = state.size.map(|size| ["size ", &unit::grouped(size.into())].concat());
    let answer = state.answer.as_ref().map(|answer| ["answer: ", answer].concat());
    let about: Vec<_> = size.into_iter().chain(answer).collect();
    let about = worded("small", &[], &about.join(" · "));
    let mut parts = vec![element("h2", &[("id", "race-title")], vec![text(title), about])];
    parts.extend(sentence(state, outcomes).map(|sentence| worded("p", &[], &sentence)));
    element("div", &[("class", "verdict")], parts)
}

/// None where something else says it: the progress of a race, or why it failed.
fn sentence(state: &State, outcomes: &[Outcome]) -> Option<String> {
    let measured = outcomes.iter().any(|outcome| outcome.summary.is_some());
    let verdict = || verdict::judge(outcomes).to_string();
    match state.phase {
        // What is no race takes nothing away from the race before it.
        _ if state.is_aside() => measured.then(verdict),
        Phase::Idle => Some(invitation(outcomes.len())),
        Phase::Done => Some(verdict()),
        Phase::Cancelled => Some(["Stopped early. ", &verdict()].concat()),
        Phase::Loading | Phase::Running | Phase::Stopping | Phase::Failed(_) => None,
    }
}

fn invitation(strategies: usize) -> String {
    let ways = match strategies {
        2 => "two ways, timed side by side",
        3 => "three ways, timed side by side",
        4 => "four ways, timed side by side",
        5 => "five ways, timed side by side",
        _ => return "Press Run: the work is timed, again and again.".to_owned(),
    };
    ["Press Run: the same work, ", ways, "."].concat()
}

/// The table under the chart, with the same numbers. Its roles are written out, because a phone
/// shows each row as a card, and browsers forget the roles of cells that are laid out so.
pub fn results(outcomes: &[Outcome]) -> Html {
    let heading = |words: &&str| worded("th", &[("scope", "col"), ("role", "columnheader")], words);
    let heads = COLUMNS.iter().map(heading).collect();
    let head = element("tr", &[("role", "row")], heads);
    let rows = outcomes.iter().map(row).collect();
    let parts = vec![
        element("thead", &[("role", "rowgroup")], vec![head]),
        element("tbody", &[("role", "rowgroup")], rows),
    ];
    element("table", &[("role", "table"), ("aria-label", "Results")], parts)
}

fn row(outcome: &Outcome) -> Html {
    let id = outcome.strategy.id();
    let name = vec![shape_icon(outcome.strategy), text(outcome.strategy.title())];
    let head = [("scope", "row"), ("role", "rowheader")];
    let mut cells = vec![element("th", &head, name)];
    let shape = shape(outcome.shape);
    cells.push(worded("td", &[("role", "cell"), ("class", "words")], &shape));
    if let Standing::Unavailable(notice) = &outcome.standing {
        let attributes = [("role", "cell"), ("class", "words"), ("colspan", "5")];
        cells.push(worded("td", &attributes, &notice.to_string()));
    } else {
        for (figure, column) in figures(outcome).into_iter().zip(&COLUMNS[2..]) {
            let attributes = [("role", "cell"), ("data-label", *column)];
            cells.push(element("td", &attributes, vec![figure]));
        }
    }
    let numbers = numbers(outcome);
    let mut attributes = vec![
        ("role", "row"),
        ("class", id),
        ("data-strategy", id),
        ("data-state", outcome.standing.id()),
    ];
    attributes.extend(numbers.iter().map(|(name, number)| (*name, number.as_str())));
    element("tr", &attributes, cells)
}

/// The numbers of a row for whoever reads them by program: milliseconds and ratios, as far as
/// they are known, and the fingerprint of the answer.
fn numbers(outcome: &Outcome) -> Vec<(&'static str, String)> {
    let (summary, speedup) = (outcome.summary, outcome.speedup);
    let ci95 = summary.and_then(|summary| summary.ci95);
    let within = speedup.and_then(|speedup| speedup.ci95);
    let answer = outcome.answer.map(|answer| ("data-answer", format!("{answer:016x}")));
    [
        ("data-median-ms", summary.map(|summary| summary.median)),
        ("data-min-ms", summary.map(|summary| summary.min)),
        ("data-ci95-low", ci95.map(|(low, _)| low)),
        ("data-ci95-high", ci95.map(|(_, high)| high)),
        ("data-speedup", speedup.map(|speedup| speedup.ratio)),
        ("data-speedup-low", within.map(|(low, _)| low)),
        ("data-speedup-high", within.map(|(_, high)| high)),
        ("data-cold-ms", outcome.cold),
    ]
    .into_iter()
    .filter_map(|(name, number)| Some((name, unit::decimal(number?, 6))))
    .chain(answer)
    .collect()
}

fn figures(outcome: &Outcome) -> [Html; 5] {
    let time = |ms: Option<f64>| text(&ms.map_or_else(|| "–".to_owned(), unit::show));
    let interval = outcome.summary.and_then(|summary| summary.ci95);
    let interval = interval.map(|(low, high)| unit::show_range(low, high));
    [
        time(outcome.summary.map(|summary| summary.median)),
        text(interval.as_deref().unwrap_or("–")),
        time(outcome.summary.map(|summary| summary.min)),
        outcome.speedup.map_or_else(|| text("–"), |it| speedup(it.ratio, it.ci95)),
        time(outcome.cold),
    ]
}

/// The ratio with its interval below it; the baseline has none over itself.
fn speedup(ratio: f64, interval: Option<Interval>) -> Html {
    let mut parts = vec![text(&unit::show_ratio(ratio))];
    if let Some((low, high)) = interval.filter(|(low, high)| low < high) {
        let range = [unit::digits(low), unit::digits(high)].join(" – ");
        parts.push(worded("small", &[], &range));
    }
    group(parts)
}

fn shape(shape: Shape) -> String {
    let count = |number: u32, one: &str, many: &str| {
        format!("{number}\u{a0}{}", if number == 1 { one } else { many })
    };
    let processes = count(shape.processes, "process", "processes");
    let threads = count(shape.threads, "thread", "threads");
    let each = if shape.processes > 1 { "\u{a0}each" } else { "" };
    let lock = if shape.locked { ", one\u{a0}lock" } else { "" };
    [&processes, ", ", &threads, each, lock].concat()
}
