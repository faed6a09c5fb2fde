//! How far the race has come.

use super::element::{element, worded};
use crate::protocol::Stage;
use crate::receipt::Millis;
use crate::run::{Phase, Progress};
use crate::unit;
use yew::prelude::*;

/// A bar and a line of text while a run is under way; none while nothing runs.
pub fn progress_line(phase: &Phase, progress: Option<Progress>) -> Option<Html> {
    let (text, done) = match (phase, progress) {
        (Phase::Loading, _) => ("Getting the engine ready …".to_owned(), None),
        (Phase::Stopping, _) => ("Stopping …".to_owned(), None),
        (Phase::Running, None) => ("Starting the main process …".to_owned(), None),
        (Phase::Running, Some(progress)) => (describe(progress), Some(progress.done)),
        _ => return None,
    };
    let share = done.map(|done| unit::decimal(done, 3));
    let label = ("aria-label", "Share of the race that is done");
    let bar = match &share {
        Some(share) => element("progress", &[label, ("value", share)], vec![]),
        None => element("progress", &[label], vec![]),
    };
    Some(element("div", &[("class", "progress")], vec![bar, worded("p", &[], &text)]))
}

fn describe(progress: Progress) -> String {
    let strategy = progress.strategy.title();
    let doing = match progress.stage {
        Stage::Preparing => format!("Warming up: {strategy}"),
        Stage::Timing { round, rounds } => {
            format!("Round {} of {rounds}: {strategy}", round.saturating_add(1).min(rounds))
        }
    };
    let share = (progress.done * 100.0) as u32;
    match progress.remaining_ms.and_then(time_left) {
        Some(left) => format!("{doing} · {share} % · {left}"),
        None => format!("{doing} · {share} %"),
    }
}

/// Whole seconds: an estimate shown any finer would only flicker.
fn time_left(ms: Millis) -> Option<String> {
    ms.is_finite().then(|| match (ms / 1e3).ceil().max(1.0) as u32 {
        seconds if seconds < 90 => format!("about {seconds} s left"),
        seconds => format!("about {} min left", seconds.div_ceil(60)),
    })
}
