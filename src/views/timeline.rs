//! Who did what when: the view of one sample, its drawing, its replay and its numbers.

mod brush;
pub mod canvas;
mod colours;
pub mod lane_table;
mod legend;
mod listeners;
mod player_bar;
mod scene;

use super::sample_picker::SamplePicker;
use super::told::Told;
use crate::protocol::RunId;
use crate::receipt::SampleKey;
use crate::samples;
use crate::strategy::Strategy;
use crate::timeline;
use canvas::Canvas;
use lane_table::LaneTable;
use std::rc::Rc;
use yew::prelude::*;

/// Which strategy is shown first: the one with the most to see.
const FIRST: [Strategy; 5] = [
    Strategy::ProcessesThreads,
    Strategy::Processes,
    Strategy::ThreadsGil,
    Strategy::Threads,
    Strategy::Sequential,
];

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// Who did what when.
#[component]
pub fn Timeline(Props { told }: &Props) -> Html {
    let picked = use_state(|| None::<(RunId, SampleKey)>);
    let run = told.snapshot.state.raced;
    let key = picked.filter(|(of, _)| *of == run).map(|(_, key)| key).or_else(|| first(told));
    let recorded = key.filter(|key| !told.snapshot.state.is_busy() && told.traces.has(run, *key));
    let traces = told.traces.clone();
    // Reading a long trace takes milliseconds, so it is read once for each choice.
    let drawn = use_memo((run, recorded), |(run, key)| {
        let trace = traces.get(*run, (*key)?)?;
        Some(Rc::new(timeline::Timeline::new(trace)))
    });
    let choose = {
        let picked = picked.clone();
        Callback::from(move |key| picked.set(Some((run, key))))
    };
    let picker = key.map(|chosen| html! { <SamplePicker told={told.clone()} {chosen} {choose} /> });
    let body = match drawn.as_ref() {
        Some(timeline) => drawing(told, timeline),
        None => html! { <p class="hint" data-empty="">{ missing(told, key) }</p> },
    };
    html! {
        <section class="timeline-view" data-view="timeline" aria-labelledby="timeline-heading">
            <h3 id="timeline-heading">{ "Who did what when" }</h3>
            { for picker }
            { body }
        </section>
    }
}

fn first(told: &Told) -> Option<SampleKey> {
    let samples = &told.snapshot.state.samples;
    FIRST.into_iter().find_map(|strategy| samples::default_sample(samples, strategy))
}

fn drawing(told: &Told, timeline: &Rc<timeline::Timeline>) -> Html {
    let title = told.workload().map_or("", |workload| workload.title);
    html! {
        <>
            <Canvas timeline={timeline.clone()} {title} width={told.width} />
            <LaneTable timeline={timeline.clone()} />
        </>
    }
}

/// Why there is nothing to see, and what to do about it.
fn missing(told: &Told, key: Option<SampleKey>) -> &'static str {
    let state = &told.snapshot.state;
    let is_recorded = state.race.as_ref().is_none_or(|race| race.record);
    match key {
        _ if state.is_busy() => {
            "The race is on. The timeline is drawn when it is over, because drawing would take a \
             core away from it."
        }
        _ if state.imported.is_some() => {
            "These results were read from a file, which holds no timeline. Press Run to record \
             one here."
        }
        None => {
            "Press Run: while the work runs, every lane writes down what it does and when, and \
             this view shows it."
        }
        Some(_) if !is_recorded => {
            "Recording was off in this race. Take record=0 out of the link, and press Run again."
        }
        Some(_) => "Nothing was recorded of this sample. Choose another one, or press Run again.",
    }
}
