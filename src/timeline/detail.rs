//! What a visitor is told about one span: who, what, how long, and in whose memory.

use super::Timeline;
use super::hit::Target;
use super::moment::precise;
use super::row::{Kind, Row};
use crate::trace::{Activity, Message, Span};
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
        Kind::Main | Kind::Lane => format!("{what}: {time}, in {}.", memory(timeline, row)),
    }
}

fn what(timeline: &Timeline, row: &Row, index: usize, span: &Span) -> String {
    let count = row.who.get(index).copied().unwrap_or_default();
    let (who, does) = (who(timeline, row), span.activity.title());
    match (row.kind, span.activity) {
        (Kind::Held, _) => {
            format!("Thread {} holds the lock and computes{}", count + 1, items(" ", &span.items))
        }
        (Kind::Asked, _) => asking(timeline, (span.start_ms + span.end_ms) / 2.0, count),
        (Kind::Main, Activity::Send | Activity::Receive) => {
            format!("{who} {does}{}{}", items(" ", &span.items), partner(timeline, span))
        }
        (_, Activity::Compute) => format!("{who} {does}{}", items(" ", &span.items)),
        _ => format!("{who} {does}{}", items(", at ", &span.items)),
    }
}

/// Who asks for the lock at `ms`, by name as long as they are few.
fn asking(timeline: &Timeline, ms: f64, count: u32) -> String {
    let asks = |row: &&Row| {
        let now = row.at(ms).and_then(|index| row.spans.get(index));
        row.kind == Kind::Lane && now.is_some_and(|span| span.activity == Activity::Lock)
    };
    let names: Vec<_> = timeline.rows.iter().filter(asks).map(|row| row.thread + 1).collect();
    match names.as_slice() {
        [one] => format!("Thread {one} asks for the lock"),
        [first @ .., last] if names.len() <= NAMED => {
            let first: Vec<_> = first.iter().map(u32::to_string).collect();
            format!("Threads {} and {last} ask for the lock", first.join(", "))
        }
        _ => format!("{count} threads ask for the lock"),
    }
}

fn nothing(timeline: &Timeline, row: &Row) -> String {
    match row.kind {
        Kind::Held => "Nobody holds the lock".to_owned(),
        Kind::Asked => "Nobody asks for the lock".to_owned(),
        // It may compute meanwhile: its lanes have rows of their own.
        Kind::Main if !timeline.children => "The main process only computes, if at all".to_owned(),
        Kind::Main => "The main process waits for messages".to_owned(),
        Kind::Lane => format!("{} is idle", who(timeline, row)),
    }
}

/// Who a row belongs to, as the subject of a sentence: "Thread 2 of process 1".
pub fn who(timeline: &Timeline, row: &Row) -> String {
    match row.kind {
        Kind::Lane if timeline.children => {
            format!("Thread {} of process {}", row.thread + 1, row.process + 1)
        }
        Kind::Lane => format!("Thread {}", row.thread + 1),
        Kind::Main | Kind::Held | Kind::Asked => "The main process".to_owned(),
    }
}

fn memory(timeline: &Timeline, row: &Row) -> String {
    if row.kind == Kind::Lane && timeline.children {
        format!("the memory of process {}", row.process + 1)
    } else {
        "the memory of the main process".to_owned()
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
    let of_span = |message: &&Message| {
        let ms = if outward { message.sent_ms } else { message.received_ms };
        message.outward == outward && (span.start_ms..=span.end_ms).contains(&ms)
    };
    let Some(message) = timeline.messages.iter().find(of_span) else { return String::new() };
    let towards = if outward { "to" } else { "from" };
    let bytes = unit::grouped(message.bytes.into());
    format!(" {towards} process {} ({bytes} bytes)", message.process + 1)
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
