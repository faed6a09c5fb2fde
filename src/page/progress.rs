//! How far the race has come.

use crate::element::{element, worded};
use crate::protocol::Stage;
use crate::receipt::Millis;
use crate::run::{Phase, Progress, State};
use crate::unit;
use yew::prelude::*;

/// A bar and a line of text while a run is under way; none while nothing runs.
pub fn progress_line(state: &State) -> Option<Html> {
    let (text, done) = match (&state.phase, state.progress) {
        (Phase::Loading, _) => ("Getting the engine ready …".to_owned(), None),
        (Phase::Stopping, _) => ("Stopping …".to_owned(), None),
        (Phase::Running, None) => ("Starting the main process …".to_owned(), None),
        (Phase::Running, Some(progress)) if state.experiment.is_some() => {
            ("Running the experiment …".to_owned(), Some(progress.done))
        }
        (Phase::Running, Some(progress)) => (describe(progress), share_done(progress)),
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

/// Nobody knows how long it takes until two medians agree, so only the rounds have a share.
fn share_done(progress: Progress) -> Option<f64> {
    matches!(progress.stage, Stage::Timing { .. }).then_some(progress.done)
}

fn describe(progress: Progress) -> String {
    let strategy = progress.strategy.title();
    let Stage::Timing { round, rounds } = progress.stage else {
        return format!("Warming up: {strategy}");
    };
    let round = round.saturating_add(1).min(rounds);
    let share = (progress.done * 100.0) as u32;
    let left = progress.remaining_ms.and_then(time_left).unwrap_or_default();
    format!("Round {round} of {rounds}: {strategy} · {share} %{left}")
}

/// In whole seconds, because an estimate shown any finer would only flicker.
fn time_left(ms: Millis) -> Option<String> {
    ms.is_finite().then(|| match (ms / 1e3).ceil().max(1.0) as u32 {
        seconds if seconds < 90 => format!(" · about {seconds} s left"),
        seconds => format!(" · about {} min left", seconds.div_ceil(60)),
    })
}
