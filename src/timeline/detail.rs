//! What a visitor is told about one span: who, what, how long, and in whose memory.

use super::hit::Target;
use super::moment::precise;
use super::row::{Kind, Row};
use super::subject::Subject;
use super::{Crossing, Timeline};
use crate::trace::{Activity, Span};
use crate::unit;
use std::ops::Range;

/// More threads than this are counted and not named.
const NAMED: usize = 8;

/// The sentence about `target` in a row of `timeline`.
pub fn describe(timeline: &Timeline, row: &Row, target: Target) -> String {
    let (what, from_ms, to_ms) = match target {
        Target::Span(index) => {
            let Some(span) = row.spans.get(index) else { return String::new() };
            (what(timeline, row, index, span), span.start_ms, span.end_ms)
        }
        Target::Idle(from_ms, to_ms) => (nothing(timeline, row), from_ms, to_ms),
    };
    let time =
        format!("{}, from {} to {}", unit::show(to_ms - from_ms), precise(from_ms), precise(to_ms));
    match row.kind {
        Kind::Held | Kind::Asked => format!("{what}: {time}."),
        Kind::Main | Kind::Lane => format!("{what}: {time}, in {}.", row.memory),
    }
}

fn what(timeline: &Timeline, row: &Row, index: usize, span: &Span) -> String {
    let about = row.about.get(index).copied();
    let (who, does) = (&row.who, timeline.subject.does(span.activity));
    match (row.kind, span.activity) {
        (Kind::Held, _) => {
            let (holder, lock) = (capital(timeline.holder(row, index)), timeline.subject.lock());
            let runs = timeline.subject.does(Activity::Compute);
            format!("{holder} holds the {lock} and {runs}{}", items(" ", &span.items))
        }
        (Kind::Asked, _) => {
            asking(timeline, row, (span.start_ms + span.end_ms) / 2.0, about.unwrap_or_default())
        }
        (Kind::Main, Activity::Send | Activity::Receive) => {
            format!("{who} {does}{}{}", items(" ", &span.items), partner(timeline, span))
        }
        (Kind::Lane, Activity::Pause) if timeline.subject.is_program() => {
            let reason = about.and_then(|about| timeline.reasons.get(about as usize));
            format!("{who} {}", reason.map_or("waits", |reason| reason))
        }
        (_, Activity::Compute) => format!("{who} {does}{}", items(" ", &span.items)),
        _ => format!("{who} {does}{}", items(", at ", &span.items)),
    }
}

/// Who asks for the lock of a row's process at `ms`, by name as long as they are few.
fn asking(timeline: &Timeline, of: &Row, ms: f64, count: u32) -> String {
    let lock = timeline.subject.lock();
    let asks = |row: &&Row| {
        let now = row.at(ms).and_then(|index| row.spans.get(index));
        let is_there = row.kind == Kind::Lane && row.process == of.process;
        is_there && now.is_some_and(|span| span.activity == Activity::Lock)
    };
    let names: Vec<_> = timeline.rows.iter().filter(asks).map(|row| row.name.as_str()).collect();
    let number = |name: &str| name.strip_prefix("thread ").unwrap_or(name).to_owned();
    match names.as_slice() {
        [one] => format!("{} asks for the {lock}", capital(one)),
        [first @ .., last] if names.len() <= NAMED => {
            let first: Vec<_> = first.iter().map(|name| number(name)).collect();
            let threads = if last.starts_with("thread ") { "Threads " } else { "" };
            format!("{threads}{} and {} ask for the {lock}", first.join(", "), number(last))
        }
        _ => format!("{count} threads ask for the {lock}"),
    }
}

/// The name of a row at the beginning of a sentence: "Thread 2". A program's own names stay as they are.
pub fn capital(name: &str) -> String {
    let number = name.strip_prefix("thread ");
    number.map_or_else(|| name.to_owned(), |number| format!("Thread {number}"))
}

fn nothing(timeline: &Timeline, row: &Row) -> String {
    let lock = timeline.subject.lock();
    match (row.kind, timeline.subject) {
        (Kind::Held, _) => format!("Nobody holds the {lock}"),
        (Kind::Asked, _) => format!("Nobody asks for the {lock}"),
        // It may compute meanwhile: its lanes have rows of their own.
        (Kind::Main, Subject::Race { children: false, .. }) => {
            "The main process only computes, if at all".to_owned()
        }
        (Kind::Main, _) => "The main process waits for messages".to_owned(),
        (Kind::Lane, Subject::Race { .. }) => format!("{} is idle", row.who),
        (Kind::Lane, Subject::Program { .. }) => format!("{} is not there", row.who),
    }
}

fn items(before: &str, items: &Range<u32>) -> String {
    let number = |item: u32| unit::grouped(item.into());
    match items.len() {
        0 => String::new(),
        1 => format!("{before}item {}", number(items.start)),
        _ => format!("{before}items {} – {}", number(items.start), number(items.end - 1)),
    }
}

/// Whom a span of the main process exchanged a message with.
fn partner(timeline: &Timeline, span: &Span) -> String {
    let outward = span.activity == Activity::Send;
    let of_span = |message: &&Crossing| {
        let ms = if outward { message.sent_ms } else { message.received_ms };
        (message.from < message.to) == outward && (span.start_ms..=span.end_ms).contains(&ms)
    };
    let Some(message) = timeline.messages.iter().find(of_span) else { return String::new() };
    let towards = if outward { "to" } else { "from" };
    let bytes = unit::grouped(message.bytes.into());
    // The frame of the main process comes first, so a child's number is the index of its frame.
    format!(" {towards} process {} ({bytes} bytes)", message.from.max(message.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{locked, processes_with_threads};

    #[test]
    fn a_span_is_told_with_its_items_its_time_and_its_memory() {
        let timeline = Timeline::new(processes_with_threads());
        let tell = |row: usize, target| describe(&timeline, &timeline.rows[row], target);
        assert_eq!(
            tell(2, Target::Span(1)),
            "Thread 2 of process 1 computes items 100 – 199: 3.50 ms, from 11.000 ms to 14.500 \
             ms, in the memory of process 1."
        );
        assert_eq!(
            tell(0, Target::Span(1)),
            "The main process sends to process 1 (4,096 bytes): 600 µs, from 4.000 ms to 4.600 \
             ms, in the memory of the main process."
        );
        assert!(tell(3, Target::Idle(0.0, 6.0)).starts_with("Thread 1 of process 2 is idle"));
    }

    #[test]
    fn the_lock_says_who_holds_it_and_how_many_ask() {
        let timeline = Timeline::new(locked());
        let tell = |row: usize| describe(&timeline, &timeline.rows[row], Target::Span(0));
        assert!(tell(1).starts_with("Thread 1 holds the lock and computes items 0 – 9: 5.00 ms"));
        assert!(tell(2).starts_with("Thread 2 asks for the lock: 5.00 ms"));
        assert!(tell(4).starts_with("Thread 2 waits for the lock: 5.00 ms"));
    }
}
