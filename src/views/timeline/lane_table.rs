//! The time of each lane in numbers: the same as the drawing, for whoever does not see it.

use crate::timeline::Timeline;
use crate::timeline::lane_sum::{LaneSum, in_words, lane_sums, percent, total};
use crate::timeline::subject::Subject;
use crate::unit;
use crate::views::table::table;
use std::rc::Rc;
use yew::prelude::*;

/// A column after the name: its head, and what it says of a lane.
type Column = (&'static str, fn(&LaneSum) -> String);

/// The columns about a race.
const RACE: [Column; 6] = [
    ("Computing", |sum| unit::show(sum.compute_ms)),
    ("Waiting", |sum| unit::show(sum.pause_ms)),
    ("Waiting for the lock", |sum| unit::show(sum.lock_ms)),
    ("Idle", |sum| unit::show(sum.idle_ms)),
    ("Chunks", |sum| unit::grouped(sum.chunks.into())),
    ("Busy", busy),
];

/// The columns about a program.
const PROGRAM: [Column; 7] = [
    ("Running", |sum| unit::show(sum.compute_ms)),
    ("Waiting", |sum| unit::show(sum.pause_ms)),
    ("Waiting for the GIL", |sum| unit::show(sum.lock_ms)),
    ("Pickling", |sum| unit::show(sum.copy_ms)),
    ("Starting", |sum| unit::show(sum.start_ms)),
    ("Turns", |sum| unit::grouped(sum.chunks.into())),
    ("Busy", busy),
];

fn busy(sum: &LaneSum) -> String {
    sum.utilisation.map_or_else(|| "–".to_owned(), percent)
}

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
    let columns: &[Column] = match timeline.subject {
        Subject::Race { .. } => &RACE,
        Subject::Program { .. } => &PROGRAM,
    };
    let heads: Vec<_> = ["Lane"].into_iter().chain(columns.iter().map(|it| it.0)).collect();
    let rows = sums.iter().map(|sum| row(columns, sum, true));
    let rows = rows.chain([row(columns, &total(&sums), false)]).collect();
    html! {
        <div class="lane-table">
            <p data-lane-summary="">{ in_words(timeline, &sums) }</p>
            { for doubts(timeline).into_iter().map(|words| html! { <p class="hint">{ words }</p> }) }
            <details open={sums.len() <= 8}>
                <summary>{ "The time of every lane, in numbers" }</summary>
                { table(&[("aria-label", "The time of every lane")], &heads, rows) }
            </details>
        </div>
    }
}

/// What keeps the drawing from being exact.
fn doubts(timeline: &Timeline) -> Vec<String> {
    let mut doubts = vec![];
    if timeline.lost > 0 && timeline.subject.is_program() {
        doubts.push(format!(
            "The run was too long to be recorded to its end: the last {} marks of its threads are \
             missing here.",
            unit::grouped(timeline.lost.into())
        ));
    } else if timeline.lost > 0 {
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

fn row(columns: &[Column], sum: &LaneSum, is_lane: bool) -> Html {
    let number = |ms: f64| is_lane.then(|| unit::decimal(ms, 6));
    let index = |index: u32| is_lane.then(|| index.to_string());
    let cell = |(head, say): &Column| {
        html! { <td role="cell" data-label={*head}>{ say(sum) }</td> }
    };
    html! {
        <tr role="row" class={if is_lane { "" } else { "total" }} data-process={index(sum.process)}
            data-thread={index(sum.thread)} data-compute-ms={number(sum.compute_ms)}
            data-pause-ms={number(sum.pause_ms)} data-lock-ms={number(sum.lock_ms)}
            data-idle-ms={number(sum.idle_ms)} data-chunks={index(sum.chunks)}>
            <th scope="row" role="rowheader">{ &sum.who }</th>
            { for columns.iter().map(cell) }
        </tr>
    }
}
