//! From what each worker recorded on its own clock to one trace on the clock of the main process.

use super::clocks::{Bounds, Offset};
use super::{Activity, BatchRecord, LaneRecord, LaneTrace, Message, ProcessRecord, Span, Trace};
use crate::receipt::Millis;
use crate::schedule::Chunks;
use crate::strategy::Strategy;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A message between the main process and a child, as the main process saw it. Times are in
/// milliseconds on the clock of the main process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Whether it went from the main process to the child.
    pub outward: bool,
    /// The batch it is about; none for the input that all items need.
    pub batch: Option<u32>,
    /// The chunks of that batch.
    pub chunks: Range<u32>,
    /// Bytes of input or partials it carried.
    pub bytes: u32,
    /// When the main process was busy with it: copying words, and posting or reading them.
    pub handling: Range<Millis>,
    /// Just before it was posted, or as soon as it was there; within `handling`.
    pub crossed_ms: Millis,
}

/// What the main process knows of one process after a sample.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProcessLog {
    /// What went to and fro; nothing where the main process did the work itself.
    pub letters: Vec<Letter>,
    /// When the record was asked for, on the clock of the main process.
    pub asked_ms: Millis,
    /// When the record was there, on the same clock.
    pub landed_ms: Millis,
}

/// What the main process recorded of one sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// Whether the processes are children, and not the main process itself.
    pub children: bool,
    /// Whether the lanes of a process took turns under one lock.
    pub locked: bool,
    /// How the items were cut.
    pub chunks: Chunks,
    /// `performance.timeOrigin` of the main process.
    pub origin_ms: Millis,
    /// When the clock of the sample was started and stopped, on the clock of the main process.
    pub clock: Range<Millis>,
    /// What the main process did apart from computing and from handling messages.
    pub main: Vec<Span>,
    /// Every process, in order.
    pub processes: Vec<ProcessLog>,
}

impl Recording {
    /// The trace of this sample of `strategy`, with what each of its processes recorded itself.
    pub fn trace(&self, strategy: Strategy, records: &[ProcessRecord]) -> Trace {
        let mut lanes = Vec::new();
        let mut messages = Vec::new();
        let mut clock_error_ms: Millis = 0.0;
        for (process, (log, record)) in (0..).zip(self.processes.iter().zip(records)) {
            let both = BothSides { log, record };
            let own = if self.children { both.offset(self.origin_ms) } else { Offset::default() };
            clock_error_ms = clock_error_ms.max(own.error_ms);
            self.add_messages(process, both, own, &mut messages);
            for lane_record in &record.lanes {
                let lane = lane_record.offset(record);
                clock_error_ms = clock_error_ms.max(own.error_ms + lane.error_ms);
                lanes.push(self.lane(process, lane_record, own.ms + lane.ms));
            }
        }
        lanes.sort_by_key(|lane| (lane.process, lane.thread));
        messages.sort_by(|a, b| a.sent_ms.total_cmp(&b.sent_ms));
        Trace {
            strategy,
            children: self.children,
            locked: self.locked,
            makespan_ms: self.since_start(self.clock.end),
            main: self.main_spans(),
            lanes,
            messages,
            clock_error_ms,
        }
    }

    /// Milliseconds since the clock of the sample was started; never outside the sample.
    fn since_start(&self, ms: Millis) -> Millis {
        (ms - self.clock.start).min(self.clock.end - self.clock.start).max(0.0)
    }

    fn lane(&self, process: u32, record: &LaneRecord, offset: Millis) -> LaneTrace {
        let spans = record.spans.iter().map(|span| self.placed(span, offset)).collect();
        let LaneRecord { thread, lost, .. } = *record;
        LaneTrace { process, thread, spans: one_by_one(spans), lost }
    }

    fn placed(&self, span: &Span, offset: Millis) -> Span {
        Span {
            start_ms: self.since_start(span.start_ms + offset),
            end_ms: self.since_start(span.end_ms + offset),
            ..span.clone()
        }
    }

    fn main_spans(&self) -> Vec<Span> {
        let letters = self.processes.iter().flat_map(|log| log.letters.iter());
        let handled = letters.filter(|letter| letter.is_shown()).map(|letter| Span {
            activity: if letter.outward { Activity::Send } else { Activity::Receive },
            start_ms: letter.handling.start,
            end_ms: letter.handling.end,
            items: self.chunks.items_of(letter.chunks.clone()),
        });
        let spans = self.main.iter().cloned().chain(handled);
        one_by_one(spans.map(|span| self.placed(&span, 0.0)).collect())
    }

    fn add_messages(&self, process: u32, both: BothSides, own: Offset, to: &mut Vec<Message>) {
        let shown = both.log.letters.iter().filter(|letter| letter.is_shown());
        to.extend(shown.filter_map(|letter| {
            let here = self.since_start(letter.crossed_ms);
            let there = self.since_start(both.seen_by_child(letter)? + own.ms);
            let (sent_ms, received_ms) = if letter.outward { (here, there) } else { (there, here) };
            Some(Message {
                process,
                outward: letter.outward,
                sent_ms,
                // Where clocks contradict themselves by a step, nothing shall go back in time.
                received_ms: received_ms.max(sent_ms),
                bytes: letter.bytes,
                items: self.chunks.items_of(letter.chunks.clone()),
            })
        }));
    }
}

impl Letter {
    /// Asking for no work at all is how a child is joined; that is a span of its own.
    fn is_shown(&self) -> bool {
        self.batch.is_none() || !self.chunks.is_empty()
    }
}

/// One process, as the main process saw it and as it saw itself.
#[derive(Clone, Copy)]
struct BothSides<'a> {
    log: &'a ProcessLog,
    record: &'a ProcessRecord,
}

impl BothSides<'_> {
    /// When the child received or posted `letter`, on its own clock.
    fn seen_by_child(self, letter: &Letter) -> Option<Millis> {
        let Some(batch) = letter.batch else { return self.record.begun_ms };
        // Batches are numbered in the order in which they are sent and received.
        let batches = &self.record.batches;
        let place = batches.binary_search_by_key(&batch, |it| it.batch).ok()?;
        let BatchRecord { received_ms, posted_ms, .. } = batches[place];
        Some(if letter.outward { received_ms } else { posted_ms })
    }

    /// What turns a time on the clock of this child into one on that of the main process.
    fn offset(self, main_origin_ms: Millis) -> Offset {
        let asked = Bounds::unknown()
            .ours_first(self.log.asked_ms, self.record.asked_ms)
            .theirs_first(self.record.gathered_ms, self.log.landed_ms);
        let proved = self.log.letters.iter().fold(asked, |bounds, letter| {
            match self.seen_by_child(letter) {
                Some(theirs) if letter.outward => bounds.ours_first(letter.crossed_ms, theirs),
                Some(theirs) => bounds.theirs_first(theirs, letter.crossed_ms),
                None => bounds,
            }
        });
        proved.nearest(self.record.origin_ms - main_origin_ms)
    }
}

impl LaneRecord {
    /// What turns a time on the clock of this lane into one on that of its process's own thread.
    fn offset(&self, process: &ProcessRecord) -> Offset {
        let Some(read_ms) = self.read_ms else { return Offset::default() };
        let mut bounds = Bounds::unknown()
            .ours_first(process.asked_ms, read_ms)
            .theirs_first(read_ms, process.gathered_ms);
        // A lane computes nothing before its process has the first batch, or after the last answer.
        if let (Some(span), Some(batch)) = (self.spans.first(), process.batches.first()) {
            bounds = bounds.ours_first(batch.received_ms, span.start_ms);
        }
        let last = process.batches.iter().map(|batch| batch.posted_ms).reduce(f64::max);
        if let (Some(span), Some(posted_ms)) = (self.spans.last(), last) {
            bounds = bounds.theirs_first(span.end_ms, posted_ms);
        }
        bounds.nearest(self.origin_ms - process.origin_ms)
    }
}

/// The spans in order; where two overlap, the later one begins when the earlier one ends.
fn one_by_one(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by(|a, b| a.start_ms.total_cmp(&b.start_ms));
    let mut free_ms: Millis = 0.0;
    for span in &mut spans {
        span.start_ms = span.start_ms.max(free_ms);
        span.end_ms = span.end_ms.max(span.start_ms);
        free_ms = span.end_ms;
    }
    spans
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn span(activity: Activity, start_ms: Millis, end_ms: Millis, items: Range<u32>) -> Span {
        Span { activity, start_ms, end_ms, items }
    }

    /// The main process's clock shows 1,000 when the sample begins; the child's clock shows 900
    /// less, its pool thread's 990 less, and both say they began a little later than they did.
    pub fn recording() -> Recording {
        let letter = |outward, batch, chunks: Range<u32>, bytes, handling: Range<Millis>| Letter {
            outward,
            batch,
            chunks,
            bytes,
            crossed_ms: if outward { handling.end } else { handling.start },
            handling,
        };
        let letters = vec![
            letter(true, None, 0..0, 40, 1001.0..1001.5),
            letter(true, Some(7), 0..2, 80, 1002.0..1003.0),
            letter(false, Some(7), 0..2, 8, 1010.0..1011.0),
            letter(true, Some(8), 0..0, 0, 1012.5..1012.6),
            letter(false, Some(8), 0..0, 0, 1013.0..1013.1),
        ];
        Recording {
            children: true,
            locked: false,
            chunks: Chunks::new(20, 10),
            origin_ms: 0.0,
            clock: 1000.0..1013.5,
            main: vec![
                span(Activity::Start, 1000.0, 1001.0, 0..0),
                span(Activity::Merge, 1011.5, 1012.5, 0..0),
                span(Activity::Join, 1012.5, 1013.5, 0..0),
            ],
            processes: vec![ProcessLog { letters, asked_ms: 1014.0, landed_ms: 1016.0 }],
        }
    }

    /// What the child recorded of it.
    pub fn record() -> ProcessRecord {
        ProcessRecord {
            lanes: vec![LaneRecord {
                thread: 1,
                origin_ms: 991.5,
                read_ms: Some(25.0),
                spans: vec![
                    span(Activity::Compute, 14.0, 16.0, 0..10),
                    span(Activity::Compute, 16.0, 18.0, 10..20),
                ],
                lost: 0,
            }],
            batches: vec![
                BatchRecord { batch: 7, received_ms: 103.5, posted_ms: 109.5 },
                BatchRecord { batch: 8, received_ms: 112.8, posted_ms: 112.9 },
            ],
            begun_ms: Some(102.0),
            origin_ms: 900.75,
            asked_ms: 114.5,
            gathered_ms: 115.5,
        }
    }

    #[test]
    fn all_clocks_become_one() {
        let trace = recording().trace(Strategy::ProcessesThreads, &[record()]);
        assert_eq!(trace.makespan_ms, 13.5);
        // The child's origin would have it answer the join after its answer had landed.
        let (begin, batch, answer) = (&trace.messages[0], &trace.messages[1], &trace.messages[2]);
        assert!((begin.sent_ms, begin.bytes, begin.outward) == (1.5, 40, true));
        assert!((begin.received_ms - 2.1).abs() < 1e-6, "{begin:?}");
        assert!((batch.received_ms - 3.6).abs() < 1e-6 && batch.items == (0..20), "{batch:?}");
        assert!((answer.sent_ms - 9.6).abs() < 1e-6 && !answer.outward, "{answer:?}");
        assert_eq!((trace.messages.len(), answer.received_ms), (3, 10.0));
        // The thread's origin is refuted by when its record was read.
        let lane = &trace.lanes[0];
        assert_eq!((lane.process, lane.thread, lane.spans.len()), (0, 1, 2));
        assert!((lane.spans[0].start_ms - 4.6).abs() < 1e-6, "{:?}", lane.spans);
        assert!((0.4..1.0).contains(&trace.clock_error_ms), "{}", trace.clock_error_ms);
    }

    #[test]
    fn the_main_process_shows_what_it_did_in_order() {
        let trace = recording().trace(Strategy::ProcessesThreads, &[record()]);
        let seen = trace.main.iter().map(|it| (it.activity, it.start_ms, it.end_ms));
        let expected = [
            (Activity::Start, 0.0, 1.0),
            (Activity::Send, 1.0, 1.5),
            (Activity::Send, 2.0, 3.0),
            (Activity::Receive, 10.0, 11.0),
            (Activity::Merge, 11.5, 12.5),
            (Activity::Join, 12.5, 13.5),
        ];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn one_clock_has_no_error() {
        let mut recording = recording();
        recording.children = false;
        recording.processes[0].letters.clear();
        let mut record = record();
        record.batches.clear();
        record.lanes[0].read_ms = None;
        let trace = recording.trace(Strategy::Sequential, &[record]);
        assert_eq!((trace.clock_error_ms, trace.messages.len()), (0.0, 0));
    }

    #[test]
    fn spans_stay_within_the_sample_and_apart() {
        let mut record = record();
        record.lanes[0].spans = vec![
            span(Activity::Compute, 16.0, 400.0, 10..20),
            span(Activity::Compute, -50.0, 16.5, 0..10),
        ];
        let trace = recording().trace(Strategy::ProcessesThreads, &[record]);
        let spans = &trace.lanes[0].spans;
        assert!(spans[0].start_ms >= 0.0 && spans[0].end_ms <= spans[1].start_ms, "{spans:?}");
        assert_eq!((spans[0].items.start, spans[1].end_ms), (0, trace.makespan_ms));
    }
}
