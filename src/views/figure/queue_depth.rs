//! How deep a bounded queue is over time, and who waits for it.

use super::control::{Try, control};
use super::{Props, drawing, framed};
use crate::experiment::bounded::{Between, ITEMS, MOST_MS, MOST_ROOM, Passage, Plan, Side};
use crate::experiment::depth::{self, Queued};
use crate::experiment::{Experiment, Observation};
use crate::unit;
use yew::prelude::*;

/// How deep a bounded queue is over time.
#[component]
pub fn QueueDepth(Props { told, observed }: &Props) -> Html {
    let between = Between::Threads;
    let plan = use_state(|| Plan { room: 4, produce_ms: 2, consume_ms: 6, between });
    let Plan { room, produce_ms, consume_ms, .. } = *plan;
    let set = |change: fn(&mut Plan, u32)| {
        let plan = plan.clone();
        Callback::from(move |to: u32| {
            let mut changed = *plan;
            change(&mut changed, to);
            plan.set(changed);
        })
    };
    let start =
        |between, words| Try { experiment: Experiment::Queueing(Plan { between, ..*plan }), words };
    let tries = [
        start(Between::Threads, "Between two threads"),
        start(Between::Processes, "Between two processes"),
    ];
    let hint = format!(
        "A producer puts {ITEMS} items on a queue, a consumer takes them. Threads share the queue; for \
         processes their parent keeps it."
    );
    let content = html! {
        <>
            <div class="knobs">
                { knob("Room in the queue", "", room, 1..=MOST_ROOM, set(|plan, to| plan.room = to)) }
                { knob("Producing takes", " ms", produce_ms, 0..=MOST_MS, set(|plan, to| plan.produce_ms = to)) }
                { knob("Consuming takes", " ms", consume_ms, 0..=MOST_MS, set(|plan, to| plan.consume_ms = to)) }
            </div>
            { control(told, &tries, &hint) }
            if let Some(Observation::Queueing(queued)) = observed.as_deref() {
                <div class="replaying" data-between={between_whom(queued)}
                    data-deepest={queued.deepest().to_string()}>
                    <p class="finding">{ depth::words(queued) }</p>
                    { drawing(depth::draw(queued)) }
                    { passages(queued) }
                </div>
            }
        </>
    };
    framed("queue-depth", "How deep a queue gets", content)
}

fn between_whom(queued: &Queued) -> &'static str {
    match queued.plan.between {
        Between::Threads => "threads",
        Between::Processes => "processes",
    }
}

/// A slider with its name and value.
fn knob(
    name: &'static str,
    unit: &str,
    value: u32,
    range: std::ops::RangeInclusive<u32>,
    set: Callback<u32>,
) -> Html {
    let oninput = set.reform(|event: InputEvent| {
        let slider: web_sys::HtmlInputElement = event.target_unchecked_into();
        slider.value().parse().unwrap_or_default()
    });
    html! {
        <label class="knob">
            <span>{ name }<b>{ format!("{value}{unit}") }</b></span>
            <input type="range" min={range.start().to_string()} max={range.end().to_string()}
                value={value.to_string()} data-knob={name} {oninput} />
        </label>
    }
}

/// Every item that went in or out.
fn passages(queued: &Queued) -> Html {
    let line = |passage: &Passage| {
        let did = match passage.side {
            Side::Producer => "put in",
            Side::Consumer => "taken out",
        };
        let waited = unit::show(passage.done_ms - passage.asked_ms);
        html! {
            <li>{ format!("{} – {did} after {waited}; {} in the queue", unit::show(passage.done_ms), passage.depth) }</li>
        }
    };
    html! {
        <details>
            <summary>{ "Every item that went in or out" }</summary>
            <ol class="steps">{ for queued.passages.iter().map(line) }</ol>
        </details>
    }
}
