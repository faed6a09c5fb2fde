//! How far the race has come.

use crate::protocol::Stage;
use crate::receipt::Millis;
use crate::run::{Phase, Progress};
use yew::prelude::*;

/// A bar and a line of text while a run is under way.
pub fn progress_line(phase: &Phase, progress: Option<Progress>) -> Html {
    let (text, done) = match (phase, progress) {
        (Phase::Loading, _) => ("Getting the engine ready …".to_owned(), None),
        (Phase::Stopping, _) => ("Stopping …".to_owned(), None),
        (Phase::Running, None) => ("Starting the main process …".to_owned(), None),
        (Phase::Running, Some(progress)) => (describe(progress), Some(progress.done)),
        _ => return Html::default(),
    };
    html! {
        <div class="progress">
            <progress aria-label="Share of the race that is done" max="1" value={done.map(|done| done.to_string())} />
            <p>{ text }</p>
        </div>
    }
}

fn describe(progress: Progress) -> String {
    let strategy = progress.strategy.title();
    let doing = match progress.stage {
        Stage::Preparing => format!("Warming up: {strategy}"),
        Stage::Timing { round, rounds } => {
            format!("Round {} of {rounds}: {strategy}", round.saturating_add(1).min(rounds))
        }
    };
    let share = (progress.done * 100.0).floor();
    match progress.remaining_ms.and_then(time_left) {
        Some(left) => format!("{doing} · {share:.0} % · {left}"),
        None => format!("{doing} · {share:.0} %"),
    }
}

/// Whole seconds: an estimate shown any finer would only flicker.
fn time_left(ms: Millis) -> Option<String> {
    ms.is_finite().then(|| match (ms / 1e3).ceil().max(1.0) {
        seconds if seconds < 90.0 => format!("about {seconds:.0} s left"),
        seconds => format!("about {:.0} min left", (seconds / 60.0).ceil()),
    })
}
