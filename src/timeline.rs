//! Who did what when: the rows of a timeline, and what is drawn of them in a window of time.

pub mod arrow;
pub mod detail;
pub mod gesture;
pub mod hit;
pub mod lane_sum;
pub mod lock;
pub mod mark;
pub mod moment;
pub mod pattern;
pub mod player;
pub mod program;
pub mod raster;
pub mod row;
pub mod ruler;
pub mod subject;
pub mod svg;
pub mod viewport;
pub mod walk;
pub mod window;

use crate::receipt::Millis;
use crate::trace::{LaneTrace, Message, Trace};
use row::{Frame, Kind, Row};
use std::ops::Range;
use subject::Subject;

/// One sample or program in rows: each process is a frame around its lanes, the main process on top.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// What it is about.
    pub subject: Subject,
    /// When the clock was stopped, in milliseconds after its start.
    pub makespan_ms: Millis,
    /// How far the clocks of lanes and main process may be apart, in milliseconds.
    pub clock_error_ms: Millis,
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
    /// The memories around them, from top to bottom.
    pub frames: Vec<Frame>,
    /// What crossed from memory to memory, in the order of sending.
    pub messages: Vec<Crossing>,
    /// What lanes of a program wait for; rows name them by number.
    pub reasons: Vec<String>,
    /// Height of all frames, in pixels.
    pub height: f64,
    /// How many spans were recorded.
    pub spans: usize,
    /// How many found no room in the buffers of their lanes.
    pub lost: u32,
}

/// A message, or the start of a process, on its way from one memory to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// The frame it came from, by its index.
    pub from: usize,
    /// The frame it went to, by its index; another one.
    pub to: usize,
    /// When it was posted, in milliseconds since the clock was started.
    pub sent_ms: Millis,
    /// When it was received, in the same milliseconds; not earlier.
    pub received_ms: Millis,
    /// Bytes it carried.
    pub bytes: u32,
    /// The items it was about; empty where it was about none.
    pub items: Range<u32>,
}

impl Timeline {
    /// Arranges what was recorded of one sample.
    pub fn new(trace: Trace) -> Self {
        let spans = trace.main.len() + trace.lanes.iter().map(|it| it.spans.len()).sum::<usize>();
        let lost = trace.lanes.iter().map(|lane| lane.lost).sum();
        let Trace { strategy, children, locked, makespan_ms, clock_error_ms, .. } = trace;
        let (main, mut lanes, messages) = (trace.main, trace.lanes, trace.messages);
        lanes.sort_by_key(|lane| (lane.process, lane.thread));
        let mut stack = row::Stack::default();
        if children {
            stack.frame(None, vec![Row::main(main)]);
            for lanes in processes(lanes) {
                stack.frame(lanes.first().map(|it| it.process), rows(lanes, locked, children));
            }
        } else {
            let mut inside = vec![Row::main(main)];
            inside.extend(rows(lanes, locked, children));
            stack.frame(None, inside);
        }
        let (rows, frames, height) = stack.finish();
        let messages = messages.into_iter().filter_map(|it| crossing(it, &frames)).collect();
        Self {
            subject: Subject::Race { strategy, children },
            makespan_ms: if makespan_ms.is_finite() { makespan_ms.max(0.0) } else { 0.0 },
            clock_error_ms,
            rows,
            frames,
            messages,
            reasons: vec![],
            height,
            spans,
            lost,
        }
    }

    /// The row of a thread, if it has one.
    pub fn lane(&self, process: u32, thread: u32) -> Option<&Row> {
        let is_it =
            |row: &&Row| row.kind == Kind::Lane && (row.process, row.thread) == (process, thread);
        self.rows.iter().find(is_it)
    }

    /// Who holds the lock in a span of a row about that: the name beside the lane.
    pub fn holder(&self, row: &Row, index: usize) -> &str {
        let thread = row.about.get(index).filter(|_| row.kind == Kind::Held);
        thread.and_then(|&thread| self.lane(row.process, thread)).map_or("", |lane| &lane.name)
    }
}

/// Where a message between the main process and a child goes; none where the child has no frame.
fn crossing(message: Message, frames: &[Frame]) -> Option<Crossing> {
    let Message { process, outward, sent_ms, received_ms, bytes, items } = message;
    let child = frames.iter().position(|frame| frame.process == Some(process))?;
    let (from, to) = if outward { (0, child) } else { (child, 0) };
    Some(Crossing { from, to, sent_ms, received_ms, bytes, items })
}

/// The lanes of each process; `lanes` are in order.
fn processes(lanes: Vec<LaneTrace>) -> Vec<Vec<LaneTrace>> {
    let mut processes: Vec<Vec<LaneTrace>> = vec![];
    for lane in lanes {
        match processes.last_mut().filter(|it| it[0].process == lane.process) {
            Some(process) => process.push(lane),
            None => processes.push(vec![lane]),
        }
    }
    processes
}

fn rows(lanes: Vec<LaneTrace>, locked: bool, children: bool) -> Vec<Row> {
    let mut rows = if locked { lock::rows(&lanes, "lock").to_vec() } else { vec![] };
    rows.extend(lanes.into_iter().map(|lane| Row::lane(lane, children)));
    rows
}

#[cfg(test)]
pub(crate) mod tests {
    use super::row::Kind;
    use super::*;
    use crate::strategy::Strategy;
    use crate::trace::{Activity, Span};

    /// A span about no items.
    pub fn span(activity: Activity, start_ms: Millis, end_ms: Millis) -> Span {
        Span { activity, start_ms, end_ms, items: 0..0 }
    }

    /// Two threads under one lock: each computes 5 ms while the other waits.
    pub fn locked() -> Trace {
        let turns = |thread: u32| {
            (0..8).map(move |turn| {
                let own = turn % 2 == thread;
                let activity = if own { Activity::Compute } else { Activity::Lock };
                let start_ms = 2.0 + 5.0 * f64::from(turn);
                let items = if own { turn * 10..turn * 10 + 10 } else { 0..0 };
                Span { activity, start_ms, end_ms: start_ms + 5.0, items }
            })
        };
        let lane =
            |thread| LaneTrace { process: 0, thread, spans: turns(thread).collect(), lost: 0 };
        Trace {
            strategy: Strategy::ThreadsGil,
            children: false,
            locked: true,
            makespan_ms: 44.0,
            main: vec![span(Activity::Start, 0.0, 1.5), span(Activity::Merge, 42.0, 43.5)],
            lanes: vec![lane(0), lane(1)],
            messages: vec![],
            clock_error_ms: 0.0,
        }
    }

    /// Two processes with two threads each, which were sent a batch and answered.
    pub fn processes_with_threads() -> Trace {
        let lane = |process: u32, thread: u32| {
            let late = f64::from(process * 2 + thread);
            let chunk = |at: u32| Span {
                activity: if at == 2 { Activity::Pause } else { Activity::Compute },
                start_ms: 6.0 + late + 4.0 * f64::from(at),
                end_ms: 9.5 + late + 4.0 * f64::from(at),
                items: at * 100..at * 100 + 100,
            };
            LaneTrace { process, thread, spans: (0..5).map(chunk).collect(), lost: 0 }
        };
        let message = |process: u32, outward: bool, sent_ms: Millis| Message {
            process,
            outward,
            sent_ms,
            received_ms: sent_ms + 1.0,
            bytes: 4_096,
            items: process * 250..process * 250 + 250,
        };
        Trace {
            strategy: Strategy::ProcessesThreads,
            children: true,
            locked: false,
            makespan_ms: 34.0,
            main: vec![
                span(Activity::Start, 0.0, 4.0),
                span(Activity::Send, 4.0, 4.6),
                span(Activity::Send, 4.6, 5.2),
                span(Activity::Receive, 29.0, 30.0),
                span(Activity::Receive, 30.5, 31.0),
                span(Activity::Merge, 31.0, 32.0),
                span(Activity::Join, 32.0, 34.0),
            ],
            lanes: vec![lane(0, 0), lane(0, 1), lane(1, 0), lane(1, 1)],
            messages: vec![
                message(0, true, 4.5),
                message(1, true, 5.1),
                message(0, false, 28.0),
                message(1, false, 29.8),
            ],
            clock_error_ms: 0.02,
        }
    }

    #[test]
    fn each_process_is_a_frame_below_the_main_process() {
        let timeline = Timeline::new(processes_with_threads());
        let processes: Vec<_> = timeline.frames.iter().map(|it| it.process).collect();
        assert_eq!(processes, [None, Some(0), Some(1)]);
        assert_eq!((timeline.rows.len(), timeline.spans, timeline.frames.len()), (5, 27, 3));
        for pair in timeline.frames.windows(2) {
            assert!(pair[0].bottom < pair[1].top && pair[0].rows.end == pair[1].rows.start);
        }
        assert!(timeline.frames.last().is_some_and(|last| last.bottom <= timeline.height));
    }

    #[test]
    fn threads_stand_in_the_memory_of_the_main_process_with_their_lock() {
        let timeline = Timeline::new(locked());
        let kinds: Vec<_> = timeline.rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [Kind::Main, Kind::Held, Kind::Asked, Kind::Lane, Kind::Lane]);
        assert_eq!(timeline.frames.len(), 1);
    }
}
