//! From the marks of a program to what each of its threads did when.

use super::marks::{Event, Mark, NUMBERS, Piece};
use super::recording::{Process, Recording};
use crate::receipt::Millis;
use crate::trace::{Activity, LaneTrace, Span};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The main thread of every process.
const MAIN_THREAD: u32 = 1;

/// One thread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// What the program calls it.
    pub name: String,
    /// What it did; `process` is the id of its process, `thread` its number there.
    pub trace: LaneTrace,
    /// For each span the word that says what the thread waits for, by its number in the words of
    /// its process; meaningless where it does not wait.
    pub words: Vec<u32>,
}

/// The threads of one process, by their numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Lanes {
    /// The id of the process.
    pub process: u32,
    /// The main thread first, then in the order of starting.
    pub lanes: Vec<Lane>,
}

/// What every thread of a run that took `elapsed_ms` did.
pub fn lanes(recording: &Recording, elapsed_ms: Millis) -> Vec<Lanes> {
    let of = |(&process, record)| Lanes { process, lanes: of_process(process, record, elapsed_ms) };
    recording.processes.iter().map(of).collect()
}

/// Bytes that one process wrote and another read.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The process that wrote them, by its id.
    pub from: u32,
    /// The process that read them.
    pub to: u32,
    /// When they were written, in milliseconds since the run began.
    pub sent_ms: Millis,
    /// When they were read; not earlier.
    pub received_ms: Millis,
    /// How many; 0 where a process was started.
    pub bytes: u32,
}

/// What crossed from process to process, starts included, in the order of sending.
pub fn passages(recording: &Recording) -> Vec<Passage> {
    let mut written: HashMap<u64, (u32, Millis)> = HashMap::new();
    let mut read: Vec<(u32, Millis, Piece)> = vec![];
    let mut passages: Vec<_> = recording.processes.iter().filter_map(start_of).collect();
    for (&process, record) in &recording.processes {
        for mark in marks(record) {
            match mark.event {
                Event::Write(piece) => drop(written.insert(piece.place, (process, mark.at_ms))),
                Event::Read(piece) => read.push((process, mark.at_ms, piece)),
                _ => {}
            }
        }
    }
    passages.extend(read.into_iter().filter_map(|(to, at_ms, piece)| {
        let &(from, sent_ms) = written.get(&piece.place).filter(|it| it.0 != to)?;
        // Every process has a clock of its own, and nothing shall go back in time.
        let (received_ms, bytes) = (at_ms.max(sent_ms), piece.bytes);
        Some(Passage { from, to, sent_ms, received_ms, bytes })
    }));
    passages.sort_by(|one, other| one.sent_ms.total_cmp(&other.sent_ms));
    passages
}

fn start_of((&to, process): (&u32, &Process)) -> Option<Passage> {
    let (sent_ms, received_ms) = (process.asked_ms?, process.started_ms?.max(process.asked_ms?));
    Some(Passage { from: process.parent, to, sent_ms, received_ms, bytes: 0 })
}

fn marks(process: &Process) -> impl Iterator<Item = Mark> {
    process.marks.chunks_exact(NUMBERS).filter_map(Mark::read)
}

fn of_process(id: u32, process: &Process, elapsed_ms: Millis) -> Vec<Lane> {
    let mut drafts: BTreeMap<u32, Draft> = BTreeMap::new();
    let mut last_ms = process.asked_ms.unwrap_or_default();
    if let Some(asked_ms) = process.asked_ms {
        let main = drafts.entry(MAIN_THREAD).or_default();
        main.begin(Activity::Start, asked_ms, 0);
    }
    for mark in marks(process) {
        // What came through another channel may be a step of the clock ahead.
        last_ms = mark.at_ms.max(last_ms);
        drafts.entry(mark.thread).or_default().take(&mark, last_ms);
    }
    // Where marks are missing, nobody knows what went on after the last one.
    let over_ms = process.ended_ms.unwrap_or(elapsed_ms).min(elapsed_ms).max(last_ms);
    let end_ms = if process.lost > 0 { last_ms } else { over_ms };
    let lane = |(thread, draft): (u32, Draft)| draft.finish(id, thread, process, end_ms);
    drafts.into_iter().map(lane).collect()
}

/// A thread, as far as its marks have been read.
#[derive(Default)]
struct Draft {
    name: Option<usize>,
    spans: Vec<Span>,
    words: Vec<u32>,
    /// What it does now, since when, and what it waits for.
    now: Option<(Activity, Millis, u32)>,
    /// When it pickled or unpickled, while it was running.
    copies: Vec<(Activity, Range<Millis>)>,
}

impl Draft {
    fn take(&mut self, mark: &Mark, at_ms: Millis) {
        match mark.event {
            Event::Spawn(word) => {
                self.name = Some(word);
                self.begin(Activity::Lock, at_ms, 0);
            }
            Event::Wake | Event::Switch => self.begin(Activity::Lock, at_ms, 0),
            Event::Run => self.begin(Activity::Compute, at_ms, 0),
            Event::Block(word) => self.begin(Activity::Pause, at_ms, word as u32),
            Event::Exit => self.end(at_ms),
            Event::Pickle(from_ms) => self.copies.push((Activity::Send, from_ms..at_ms)),
            Event::Unpickle(from_ms) => self.copies.push((Activity::Receive, from_ms..at_ms)),
            Event::Write(_) | Event::Read(_) => {}
        }
    }

    fn begin(&mut self, activity: Activity, at_ms: Millis, word: u32) {
        self.end(at_ms);
        self.now = Some((activity, at_ms, word));
    }

    fn end(&mut self, at_ms: Millis) {
        if let Some((activity, start_ms, word)) = self.now.take() {
            self.add(activity, start_ms, at_ms, word);
        }
    }

    fn add(&mut self, activity: Activity, start_ms: Millis, end_ms: Millis, word: u32) {
        if end_ms > start_ms {
            self.spans.push(Span { activity, start_ms, end_ms, items: 0..0 });
            self.words.push(word);
        }
    }

    fn finish(mut self, process: u32, thread: u32, record: &Process, end_ms: Millis) -> Lane {
        self.end(end_ms);
        self.part();
        let name = self.name.and_then(|word| record.words.get(word)).cloned();
        let unnamed = || match thread {
            MAIN_THREAD => "MainThread".to_owned(),
            _ => format!("thread {thread}"),
        };
        let trace = LaneTrace { process, thread, spans: self.spans, lost: 0 };
        Lane { name: name.unwrap_or_else(unnamed), trace, words: self.words }
    }

    /// Takes what was copied out of what ran meanwhile. A thread that copies may lose the GIL, too:
    /// the rest of it comes when the thread runs again.
    fn part(&mut self) {
        let (spans, words) = (std::mem::take(&mut self.spans), std::mem::take(&mut self.words));
        let mut copies = std::mem::take(&mut self.copies);
        copies.sort_by(|one, other| one.1.start.total_cmp(&other.1.start));
        let mut copies = copies.into_iter().peekable();
        for (span, word) in spans.into_iter().zip(words) {
            let mut at_ms = span.start_ms;
            while span.activity == Activity::Compute
                && let Some((activity, copied)) =
                    copies.peek().filter(|it| it.1.start < span.end_ms)
            {
                let (from_ms, to_ms) = (copied.start.max(at_ms), copied.end.min(span.end_ms));
                if to_ms > from_ms {
                    self.add(Activity::Compute, at_ms, from_ms, word);
                    self.add(*activity, from_ms, to_ms, word);
                    at_ms = to_ms;
                }
                if copied.end > span.end_ms {
                    break;
                }
                copies.next();
            }
            self.add(span.activity, at_ms, span.end_ms, word);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The numbers of a mark, as the script sends them.
    pub fn mark(kind: u32, thread: u32, at_ms: Millis, first: f64, second: f64) -> [f64; NUMBERS] {
        [f64::from(kind), f64::from(thread), at_ms, first, second]
    }

    const SPAWN: u32 = 0;
    const WAKE: u32 = 1;
    const RUN: u32 = 2;
    const SWITCH: u32 = 3;
    const BLOCK: u32 = 4;
    const EXIT: u32 = 5;
    const PICKLE: u32 = 6;

    /// Two threads that take turns of 5 ms while the main thread waits for them.
    pub fn turns() -> Recording {
        let mut recording = Recording::default();
        recording.started(101, 1, "MainProcess".to_owned(), 0.0, 1.0);
        let mut marks = vec![mark(SPAWN, 1, 1.0, 0.0, 0.0), mark(RUN, 1, 1.5, -1.0, 0.0)];
        for thread in [2, 3] {
            marks.push(mark(SPAWN, thread, 2.0, f64::from(thread - 1), 0.0));
        }
        marks.push(mark(BLOCK, 1, 2.0, 3.0, 0.0));
        for turn in 0..6_u32 {
            let (own, at_ms) = (2 + turn % 2, 2.0 + 5.0 * f64::from(turn));
            marks.push(mark(RUN, own, at_ms, -1.0, 0.0));
            let kind = if turn < 4 { SWITCH } else { EXIT };
            marks.push(mark(kind, own, at_ms + 5.0, -1.0, 0.0));
        }
        marks.extend([mark(WAKE, 1, 32.0, -1.0, 0.0), mark(RUN, 1, 32.5, -1.0, 0.0)]);
        marks.push(mark(EXIT, 1, 33.0, -1.0, 0.0));
        let words = ["MainThread", "left", "right", "lock"].map(str::to_owned);
        recording.marked(101, &marks.concat(), words.to_vec(), 0);
        recording.ended(101, 33.5);
        recording
    }

    fn activities(lane: &Lane) -> Vec<Activity> {
        lane.trace.spans.iter().map(|span| span.activity).collect()
    }

    #[test]
    fn threads_take_turns_and_wait_for_the_lock_meanwhile() {
        use Activity::{Compute, Lock, Pause, Start};
        let [process] = &lanes(&turns(), 34.0)[..] else { panic!("one process") };
        let names: Vec<_> = process.lanes.iter().map(|lane| lane.name.as_str()).collect();
        assert_eq!(names, ["MainThread", "left", "right"]);
        let [main, left, right] = &process.lanes[..] else { panic!("three lanes") };
        assert_eq!(activities(main), [Start, Lock, Compute, Pause, Lock, Compute]);
        assert_eq!(main.words[3], 3, "for a lock");
        assert_eq!(activities(left), [Compute, Lock, Compute, Lock, Compute]);
        assert_eq!(activities(right), [Lock, Compute, Lock, Compute, Lock, Compute]);
        assert_eq!((left.trace.spans[1].start_ms, left.trace.spans[1].end_ms), (7.0, 12.0));
    }

    #[test]
    fn pickling_is_told_apart_from_running_also_across_turns() {
        let mut recording = Recording::default();
        let marks = [
            mark(SPAWN, 1, 0.0, 0.0, 0.0),
            mark(RUN, 1, 0.0, -1.0, 0.0),
            mark(SWITCH, 1, 6.0, -1.0, 0.0),
            mark(RUN, 1, 8.0, -1.0, 0.0),
            mark(PICKLE, 1, 9.0, 4.0, 0.0),
            mark(EXIT, 1, 10.0, -1.0, 0.0),
        ];
        recording.marked(101, &marks.concat(), vec!["MainThread".to_owned()], 0);
        let spans = &lanes(&recording, 10.0)[0].lanes[0].trace.spans;
        let told: Vec<_> = spans.iter().map(|it| (it.activity, it.start_ms, it.end_ms)).collect();
        let expected = [
            (Activity::Compute, 0.0, 4.0),
            (Activity::Send, 4.0, 6.0),
            (Activity::Lock, 6.0, 8.0),
            (Activity::Send, 8.0, 9.0),
            (Activity::Compute, 9.0, 10.0),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_process_that_was_killed_or_lost_marks_ends_where_it_is_known_to() {
        let mut killed = Recording::default();
        killed.marked(102, &mark(RUN, 1, 2.0, -1.0, 0.0), vec![], 0);
        killed.ended(102, 7.0);
        let end = |recording: &Recording| {
            lanes(recording, 99.0)[0].lanes[0].trace.spans.last().map(|it| it.end_ms)
        };
        assert_eq!(end(&killed), Some(7.0));
        killed.marked(102, &mark(SWITCH, 1, 3.0, -1.0, 0.0), vec![], 4);
        assert_eq!(end(&killed), Some(3.0), "what came after 3 ms was not recorded");
    }

    #[test]
    fn what_one_process_writes_and_another_reads_is_a_passage() {
        let mut recording = Recording::default();
        recording.started(101, 1, "MainProcess".to_owned(), 0.0, 1.0);
        recording.started(102, 101, "Process-1".to_owned(), 2.0, 5.0);
        recording.marked(101, &mark(8, 1, 6.0, 300.0, 77.0), vec![], 0);
        recording.marked(102, &mark(9, 1, 5.9, 4.0, 76.0), vec![], 0);
        recording.marked(102, &mark(9, 1, 5.9, 296.0, 77.0), vec![], 0);
        recording.marked(101, &mark(9, 2, 8.0, 296.0, 77.0), vec![], 0);
        let told: Vec<_> = passages(&recording)
            .into_iter()
            .map(|it| (it.from, it.to, it.sent_ms, it.received_ms, it.bytes))
            .collect();
        assert_eq!(
            told,
            [(1, 101, 0.0, 1.0, 0), (101, 102, 2.0, 5.0, 0), (101, 102, 6.0, 6.0, 296)]
        );
    }

    /// Marks such as a GIL makes: at any time one thread at most has been given it.
    fn histories() -> impl Strategy<Value = Vec<[f64; NUMBERS]>> {
        let step = (0..5_u32, 1..5_u32, 0.0..4.0_f64, 0.0..6.0_f64);
        prop::collection::vec(step, 0..200).prop_map(|steps| {
            let mut now = 0.0;
            let mut runs = None;
            let mut marks = vec![];
            for (what, thread, pause, back) in steps {
                now += pause;
                match (what, runs) {
                    (0, Some(own)) => {
                        marks.push(mark(PICKLE, own, now, (now - back).max(0.0), 0.0))
                    }
                    (_, Some(own)) => {
                        let kind = [SWITCH, BLOCK, EXIT, SWITCH][what as usize - 1];
                        marks.push(mark(kind, own, now, 0.0, 0.0));
                        runs = None;
                    }
                    (0, None) => marks.push(mark(WAKE, thread, now, -1.0, 0.0)),
                    (_, None) => {
                        marks.push(mark(RUN, thread, now, -1.0, 0.0));
                        runs = Some(thread);
                    }
                }
            }
            marks
        })
    }

    proptest! {
        #[test]
        fn spans_of_a_lane_do_not_overlap_and_one_lane_runs_at_a_time(marks in histories()) {
            let mut recording = Recording::default();
            recording.started(101, 1, "MainProcess".to_owned(), 0.0, 0.0);
            recording.marked(101, &marks.concat(), vec![], 0);
            let process = &lanes(&recording, 1e4)[0];
            let mut running = vec![];
            for lane in &process.lanes {
                prop_assert_eq!(lane.words.len(), lane.trace.spans.len());
                for pair in lane.trace.spans.windows(2) {
                    prop_assert!(pair[0].end_ms <= pair[1].start_ms, "{:?}", pair);
                }
                for span in &lane.trace.spans {
                    prop_assert!(span.start_ms < span.end_ms);
                    if span.activity.holds_lock() {
                        running.push((span.start_ms, span.end_ms));
                    }
                }
            }
            running.sort_by(|one, other| one.0.total_cmp(&other.0));
            for pair in running.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0, "two at once: {:?}", pair);
            }
        }

        #[test]
        fn any_numbers_are_read_without_a_panic(numbers in prop::collection::vec(any::<f64>(), 0..200)) {
            let mut recording = Recording::default();
            recording.marked(101, &numbers, vec![], 1);
            let _ = (lanes(&recording, 10.0), passages(&recording));
        }
    }
}
