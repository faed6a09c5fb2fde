//! The timeline of a Python program: a frame for each process, a row for each of its threads.

use super::row::{Kind, Row, Stack};
use super::subject::Subject;
use super::{Crossing, Timeline, lock};
use crate::lab::lanes::{self, Lane, Lanes, Passage};
use crate::lab::recording::{Process, Recording};
use crate::receipt::Millis;
use crate::strategy::Strategy;
use crate::trace::LaneTrace;
use std::collections::HashMap;

/// Letters of a thread's name that stand beside its row; the rest is left out in the middle.
const LETTERS: usize = 15;

impl Timeline {
    /// Arranges what a program that took `elapsed_ms` left behind.
    pub fn of_program(recording: &Recording, elapsed_ms: Millis) -> Self {
        let all = lanes::lanes(recording, elapsed_ms);
        let spans = all.iter().flat_map(|it| &it.lanes).map(|it| it.trace.spans.len()).sum();
        let like = shape(&all);
        let (mut stack, mut reasons) = (Stack::default(), Reasons::default());
        for Lanes { process, lanes } in all {
            let Some(record) = recording.processes.get(&process) else { continue };
            let title = format!("Process {process}: {}", record.name);
            stack.titled(Some(process), Some(title), rows(lanes, record, &mut reasons));
        }
        let (rows, frames, height) = stack.finish();
        let place = |process| frames.iter().position(|frame| frame.process == Some(process));
        let messages = lanes::passages(recording).into_iter().filter_map(|passage| {
            let Passage { from, to, sent_ms, received_ms, bytes } = passage;
            let (from, to) = (place(from)?, place(to)?);
            Some(Crossing { from, to, sent_ms, received_ms, bytes, items: 0..0 })
        });
        let messages = messages.collect();
        Self {
            subject: Subject::Program { like },
            makespan_ms: if elapsed_ms.is_finite() { elapsed_ms.max(0.0) } else { 0.0 },
            clock_error_ms: 0.0,
            rows,
            frames,
            messages,
            reasons: reasons.words,
            height,
            spans,
            lost: recording.processes.values().map(|it| it.lost).sum(),
        }
    }
}

/// The strategy whose shape a program has; the threads by which `multiprocessing` itself talks to
/// other processes do not count.
fn shape(all: &[Lanes]) -> Strategy {
    let own = |lane: &&Lane| {
        !["QueueFeederThread", "ExecutorManagerThread"].contains(&lane.name.as_str())
    };
    let has_threads = |it: &Lanes| it.lanes.iter().filter(own).count() > 1;
    match all {
        [] => Strategy::Sequential,
        [main] if has_threads(main) => Strategy::ThreadsGil,
        [_] => Strategy::Sequential,
        [_, children @ ..] if children.iter().any(has_threads) => Strategy::ProcessesThreads,
        _ => Strategy::Processes,
    }
}

/// The words for what threads wait for, each once.
#[derive(Default)]
struct Reasons {
    words: Vec<String>,
    known: HashMap<String, u32>,
}

impl Reasons {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.known.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.known.insert(word.to_owned(), number);
        self.words.push(in_words(word).to_owned());
        number
    }
}

/// What a thread does that waits for what the bridge calls `reason`.
fn in_words(reason: &str) -> &str {
    match reason {
        "sleep" => "sleeps",
        "lock" => "waits for a lock, or for what is built on one (join, a queue, an event)",
        "pipe" => "waits for a message, or for a process to end",
        "event loop" => "waits for asyncio to have something to do",
        "output" => "waits for the page to show what was printed",
        "browser" => "waits for the browser",
        _ => "waits",
    }
}

/// The GIL of a process, where more than one thread wants it, and its threads.
fn rows(lanes: Vec<Lane>, process: &Process, reasons: &mut Reasons) -> Vec<Row> {
    let traces: Vec<LaneTrace> = lanes.iter().map(|lane| lane.trace.clone()).collect();
    let mut rows = if lanes.len() > 1 { lock::rows(&traces, "GIL").to_vec() } else { vec![] };
    rows.extend(lanes.into_iter().map(|lane| row(lane, process, reasons)));
    rows
}

fn row(lane: Lane, process: &Process, reasons: &mut Reasons) -> Row {
    let LaneTrace { process: id, thread, spans, .. } = lane.trace;
    let mut reason =
        |word: &u32| process.words.get(*word as usize).map_or(u32::MAX, |it| reasons.number(it));
    Row {
        process: id,
        thread,
        who: format!("{} of process {id}", lane.name),
        memory: format!("the memory of process {id}"),
        about: lane.words.iter().map(&mut reason).collect(),
        ..Row::new(Kind::Lane, shortened(&lane.name), spans)
    }
}

/// A name that fits beside its row.
fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LETTERS {
        return name.to_owned();
    }
    let tail = LETTERS / 2;
    let (head, end) = (&letters[..LETTERS - tail - 1], &letters[letters.len() - tail..]);
    [head, &['…'], end].concat().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::lanes::tests::turns;
    use crate::timeline::detail::describe;
    use crate::timeline::hit::Target;

    #[test]
    fn threads_stand_in_their_process_below_its_lock() {
        let timeline = Timeline::of_program(&turns(), 34.0);
        let kinds: Vec<_> = timeline.rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [Kind::Held, Kind::Asked, Kind::Lane, Kind::Lane, Kind::Lane]);
        assert_eq!(timeline.subject.class(), "threads-gil");
        assert_eq!(timeline.frames[0].title.as_deref(), Some("Process 101: MainProcess"));
        assert_eq!(timeline.holder(&timeline.rows[0], 1), "left");
        assert_eq!(timeline.holder(&timeline.rows[0], 2), "right");
    }

    #[test]
    fn a_span_is_told_in_the_words_of_python() {
        let timeline = Timeline::of_program(&turns(), 34.0);
        let tell = |row: usize, span| describe(&timeline, &timeline.rows[row], Target::Span(span));
        assert_eq!(
            tell(3, 1),
            "left of process 101 waits for the GIL: 5.00 ms, from 7.000 ms to 12.000 ms, in the \
             memory of process 101."
        );
        assert!(tell(0, 1).starts_with("left holds the GIL and runs: 5.00 ms"));
        assert!(tell(1, 1).starts_with("right asks for the GIL: 5.00 ms"));
        assert!(tell(2, 3).contains("101 waits for a lock, or for what is built on one (join,"));
    }

    #[test]
    fn a_long_name_keeps_its_ends() {
        assert_eq!(shortened("Thread-1 (work)"), "Thread-1 (work)");
        assert_eq!(shortened("ThreadPoolExecutor-0_13"), "ThreadP…or-0_13");
    }
}
