//! The time of each lane in numbers: the same as the drawing, for whoever does not see it.

use crate::timeline::Timeline;
use crate::timeline::lane_sum::{LaneSum, in_words, lane_sums, percent, total};
use crate::unit;
use std::rc::Rc;
use yew::prelude::*;

/// What the columns hold.
const COLUMNS: [&str; 7] =
    ["Lane", "Computing", "Waiting", "Waiting for the lock", "Idle", "Chunks", "Busy"];

/// What the table is about.
#[derive(Clone, Properties)]
pub struct Props {
    /// The sample.
    pub timeline: Rc<Timeline>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline)
    }
}

/// One sentence about the lanes, and a row for each.
#[component]
pub fn LaneTable(Props { timeline }: &Props) -> Html {
    let sums = lane_sums(timeline);
    let heads = COLUMNS.iter().map(|words| {
        html! { <th scope="col" role="columnheader">{ *words }</th> }
    });
    html! {
        <div class="lane-table">
            <p data-lane-summary="">{ in_words(&sums, timeline.makespan_ms) }</p>
            { for doubts(timeline).into_iter().map(|words| html! { <p class="hint">{ words }</p> }) }
            <details open={sums.len() <= 8}>
                <summary>{ "The time of every lane, in numbers" }</summary>
                <table role="table" aria-label="The time of every lane">
                    <thead role="rowgroup"><tr role="row">{ for heads }</tr></thead>
                    <tbody role="rowgroup">
                        { for sums.iter().map(|sum| row(sum, true)) }
                        { row(&total(&sums), false) }
                    </tbody>
                </table>
            </details>
        </div>
    }
}

/// What keeps the drawing from being exact.
fn doubts(timeline: &Timeline) -> Vec<String> {
    let mut doubts = vec![];
    if timeline.lost > 0 {
        doubts.push(format!(
            "{} spans found no room in the buffers of their lanes and are missing here, so some \
             computing is shown as idle.",
            unit::grouped(timeline.lost.into())
        ));
    }
    if timeline.clock_error_ms > 0.0 {
        doubts.push(format!(
            "Lanes have clocks of their own, which may be {} apart from that of the main process.",
            unit::show(timeline.clock_error_ms)
        ));
    }
    doubts
}

fn row(sum: &LaneSum, is_lane: bool) -> Html {
    let number = |ms: f64| is_lane.then(|| unit::decimal(ms, 6));
    let index = |index: u32| is_lane.then(|| index.to_string());
    let cell = |at: usize, words: String| {
        html! { <td role="cell" data-label={COLUMNS[at]}>{ words }</td> }
    };
    html! {
        <tr role="row" class={if is_lane { "" } else { "total" }} data-process={index(sum.process)}
            data-thread={index(sum.thread)} data-compute-ms={number(sum.compute_ms)}
            data-pause-ms={number(sum.pause_ms)} data-lock-ms={number(sum.lock_ms)}
            data-idle-ms={number(sum.idle_ms)} data-chunks={index(sum.chunks)}>
            <th scope="row" role="rowheader">{ &sum.who }</th>
            { cell(1, unit::show(sum.compute_ms)) }
            { cell(2, unit::show(sum.pause_ms)) }
            { cell(3, unit::show(sum.lock_ms)) }
            { cell(4, unit::show(sum.idle_ms)) }
            { cell(5, unit::grouped(sum.chunks.into())) }
            { cell(6, sum.utilisation.map_or_else(|| "–".to_owned(), percent)) }
        </tr>
    }
}
