//! Two threads that wait for each other: the cycle, who ended it, and the fix.

use super::control::{Try, control, is_running};
use super::{Props, drawing, framed};
use crate::experiment::cycle;
use crate::experiment::deadlock::{self, Event, Standing, What};
use crate::experiment::{Experiment, Locking, Observation};
use crate::unit;
use yew::prelude::*;

const HINT: &str = "Each of two threads needs lock A and lock B. One takes A first, the other B. When \
    each has its first lock it waits up to 0.1 s for the other to be as far, so that it happens every \
    time and not once in a million. A watchdog ends it after 1.5 seconds.";

/// Two threads that wait for each other.
#[component]
pub fn Deadlock(Props { told, observed }: &Props) -> Html {
    let start = |same_order, words| Try { experiment: Experiment::Locking { same_order }, words };
    let tries =
        [start(false, "Take them in two orders"), start(true, "The fix: both take A first")];
    let stands = is_running(told, tries[0].experiment.id());
    let content = html! {
        <>
            { control(told, &tries, HINT) }
            if let Some(Observation::Locking(locking)) = observed.as_deref() {
                { found(locking, stands) }
            }
        </>
    };
    framed("deadlock", "Two locks in two orders", content)
}

fn found(locking: &Locking, stands: bool) -> Html {
    let standing = locking.deadlock.unwrap_or_else(|| fullest(&locking.events));
    let lines = cycle::words(&standing).into_iter().map(|line| html! { <li>{ line }</li> });
    let state = match (locking.deadlock, stands) {
        (Some(_), true) => "standing",
        (Some(_), false) => "ended",
        (None, _) => "none",
    };
    html! {
        <div class="replaying" data-deadlock={state}>
            <p class="finding">{ finding(locking, stands) }</p>
            { drawing(cycle::draw(&standing)) }
            <ul class="steps">{ for lines }</ul>
            if !locking.events.is_empty() {
                <details>
                    <summary>{ "Everything that happened" }</summary>
                    <ol class="steps">{ for locking.events.iter().map(line) }</ol>
                </details>
            }
        </div>
    }
}

fn finding(locking: &Locking, stands: bool) -> String {
    match (locking.deadlock, locking.stood_ms) {
        (Some(_), _) if stands => {
            "A deadlock: each thread holds the lock that the other waits for. Nothing will ever \
             change that; the watchdog counts."
                .to_owned()
        }
        (Some(_), Some(ms)) => format!(
            "A deadlock: each thread held the lock that the other waited for, and for {} nothing \
             changed. The watchdog ended it: it made both give up. Python has no such watchdog: \
             your program would wait for ever.",
            unit::show(ms)
        ),
        (Some(_), None) => "A deadlock, ended by pressing Stop.".to_owned(),
        (None, _) => {
            let end = locking.events.last().map_or(0.0, |event| event.at_ms);
            format!(
                "No deadlock: both threads take A first, so whoever has A can also get B, and the \
                 other waits its turn. Both were done after {}. The moment below is the busiest.",
                unit::show(end)
            )
        }
    }
}

/// The moment at which most was held and waited for.
fn fullest(events: &[Event]) -> Standing {
    let mut standing = Standing::default();
    let mut best = (0, standing);
    for event in events {
        standing = standing.after(event);
        let full = standing.holders.iter().chain(&standing.asks).flatten().count();
        if full > best.0 && event.what != What::GivesUp {
            best = (full, standing);
        }
    }
    best.1
}

fn line(event: &Event) -> Html {
    html! { <li>{ format!("{} – {}", unit::show(event.at_ms), deadlock::words(event)) }</li> }
}
