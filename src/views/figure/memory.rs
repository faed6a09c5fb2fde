//! A list that threads share, processes copy, a queue fills or a manager keeps: every memory as a box.

use super::control::{Try, control};
use super::stepper::Stepper;
use super::{Props, drawing, framed};
use crate::experiment::memory::{self, Event, Shared, Sharing, VALUES};
use crate::experiment::{Experiment, Observation, boxes};
use crate::stats;
use crate::unit;
use std::rc::Rc;
use yew::prelude::*;

/// Threads append to one list, or processes to copies of it.
#[component]
pub fn SharedList(props: &Props) -> Html {
    let hint = format!(
        "Three threads append {VALUES} values each to one list, under a lock; then three processes do the \
         same with theirs."
    );
    let tries = [
        start(Sharing::Threads, "Append in threads"),
        start(Sharing::Processes, "Append in processes"),
    ];
    figure("shared-list", "One list, or a copy for each", props, &tries, &hint)
}

/// Processes put values on a queue, or send them through a pipe.
#[component]
pub fn Messages(props: &Props) -> Html {
    let hint = format!(
        "Two processes put {VALUES} values each on a queue, and their parent takes them; or one sends \
         {VALUES} values through a pipe to the other."
    );
    figure(
        "messages",
        "Values on their way from memory to memory",
        props,
        &[
            start(Sharing::Queue, "Put them on a queue"),
            start(Sharing::Pipe, "Send them through a pipe"),
        ],
        &hint,
    )
}

/// A process has values appended to a list that another one keeps.
#[component]
pub fn ManagedList(props: &Props) -> Html {
    let hint = format!(
        "One process has {VALUES} values appended to a list that a manager keeps, another reads them: each \
         time a message there and one back. 110 more round trips are timed."
    );
    figure(
        "managed-list",
        "A list that a manager keeps",
        props,
        &[start(Sharing::Manager, "Write and read through the manager")],
        &hint,
    )
}

fn start(sharing: Sharing, words: &'static str) -> Try {
    Try { experiment: Experiment::Sharing(sharing), words }
}

fn figure(
    id: &'static str,
    title: &'static str,
    Props { told, observed }: &Props,
    tries: &[Try],
    hint: &str,
) -> Html {
    let content = html! {
        <>
            { control(told, tries, hint) }
            if let Some(observation) = observed.clone() {
                <Replay {observation} />
            }
        </>
    };
    framed(id, title, content)
}

/// What the replay is told.
#[derive(Clone, PartialEq, Properties)]
pub struct ReplayProps {
    /// What was observed.
    pub observation: Rc<Observation>,
}

/// What happened, one event after the other; what came of it stands there first.
#[component]
fn Replay(ReplayProps { observation }: &ReplayProps) -> Html {
    let done = use_state(|| usize::MAX);
    {
        let done = done.clone();
        use_effect_with(observation.clone(), move |_| done.set(usize::MAX));
    }
    let Observation::Sharing(shared) = &**observation else { return Html::default() };
    let steps = shared.events.len();
    let at = (*done).min(steps);
    let go = Callback::from(move |to: usize| done.set(to));
    let words = |at: usize| match at.checked_sub(1).and_then(|last| shared.events.get(last)) {
        Some(event) => memory::words(shared.sharing, event),
        None => "Nothing has happened yet.".to_owned(),
    };
    let line = |(place, event): (usize, &Event)| {
        let current = (place + 1 == at).then_some("step");
        let words = memory::words(shared.sharing, event);
        html! { <li aria-current={current}>{ format!("{} – {words}", unit::show(event.at_ms)) }</li> }
    };
    html! {
        <div class="replaying" data-sharing={shared.sharing.id()}>
            <p class="finding">{ finding(shared) }</p>
            { drawing(boxes::draw(shared, at)) }
            <Stepper {steps} done={at} words={words(at)} {go} />
            { lists(shared) }
            <details>
                <summary>{ "Everything that happened" }</summary>
                <ol class="steps">{ for shared.events.iter().enumerate().map(line) }</ol>
            </details>
        </div>
    }
}

/// What to see, with the figures that were measured.
fn finding(shared: &Shared) -> String {
    let appended: usize = shared.lists.iter().skip(1).map(Vec::len).sum();
    let parent = shared.lists.first().map_or(0, Vec::len);
    let messages = shared.messages();
    match shared.sharing {
        Sharing::Threads => format!(
            "One memory, one list: all {parent} values are in it, in the order in which the threads got \
             the lock. Nothing was copied."
        ),
        Sharing::Processes if parent == 0 => format!(
            "The processes appended {appended} values, and the parent’s list is still empty: each has \
             appended to a copy of its own."
        ),
        Sharing::Processes => format!("The parent’s list has {parent} values, which cannot be."),
        Sharing::Queue => format!(
            "{parent} values have reached the parent in {messages} messages: each was copied out of one \
             memory and into the other."
        ),
        Sharing::Pipe => format!(
            "{appended} values have gone from process 1 to process 2 in {messages} messages, straight from \
             memory to memory: the parent’s list is still empty."
        ),
        Sharing::Manager => manager_finding(shared, messages),
    }
}

fn manager_finding(shared: &Shared, messages: usize) -> String {
    let trip = stats::summary(&shared.trips_ms);
    let interval = trip.and_then(|trip| trip.ci95);
    let interval =
        interval.map(|(low, high)| format!(" (95 % interval {})", unit::show_range(low, high)));
    let price = trip.map_or_else(
        || "–".to_owned(),
        |trip| format!("{}{}", unit::show(trip.median), interval.unwrap_or_default()),
    );
    format!(
        "Only the manager has a list. The others sent {messages} messages for {} appends and as many \
         reads; a round trip takes {price} here, each time, however small the value.",
        messages / 4
    )
}

/// What stood in each memory in the end, for whoever does not see the boxes.
fn lists(shared: &Shared) -> Html {
    let line = |(place, list): (usize, &Vec<u32>)| {
        let name = match (place, shared.sharing) {
            (0, Sharing::Threads) => "The one list".to_owned(),
            (0, Sharing::Manager) => "The manager’s list".to_owned(),
            (0, _) => "The parent’s list".to_owned(),
            (place, _) => format!("The list of process {place}"),
        };
        let values: Vec<_> = list.iter().map(u32::to_string).collect();
        let values = if values.is_empty() { "empty".to_owned() } else { values.join(", ") };
        html! { <li data-memory={place.to_string()} data-values={list.len().to_string()}>{ format!("{name}: {values}") }</li> }
    };
    // Where a process has no list of its own, there is nothing to say of it.
    let there = shared.lists_after(usize::MAX);
    let listed = shared.lists.iter().enumerate().filter(|(place, _)| there[*place].is_some());
    html! { <ul class="steps lists">{ for listed.map(line) }</ul> }
}
