//! A trace as Chrome Trace Event JSON, which Perfetto, `chrome://tracing` and speedscope open.

use super::event::{self, End};
use super::{Activity, LaneTrace, Message, Span, Trace};
use crate::failure::ProcessName;
use crate::receipt::Millis;
use serde_json::{Value, json};

/// The main process.
const MAIN_PID: u32 = 1;

/// The thread of the main process that starts, sends, receives, merges and joins.
const MAIN_TID: u32 = 0;

/// The trace in the format's object form. Process k of the children has pid k + 1, counted from 1;
/// thread t of a process has tid t, counted from 1. An arrow leads from where the main process
/// sends a batch to the first chunk of it, and from the last chunk back to where it is received.
pub fn to_chrome(trace: &Trace, title: &str) -> String {
    let mut events = names(trace);
    events.extend(trace.main.iter().map(|span| slice(MAIN_PID, MAIN_TID, span)));
    for lane in &trace.lanes {
        let (pid, tid) = place(trace, lane);
        events.extend(lane.spans.iter().map(|span| slice(pid, tid, span)));
    }
    events.extend(arrows(trace));
    let about = json!({
        "title": title,
        "strategy": trace.strategy.id(),
        "makespan_ms": trace.makespan_ms,
        "clock_error_ms": trace.clock_error_ms,
    });
    event::file(&events, &about)
}

/// Which process and thread a lane is.
fn place(trace: &Trace, lane: &LaneTrace) -> (u32, u32) {
    (child_pid(trace, lane.process), lane.thread + 1)
}

fn child_pid(trace: &Trace, process: u32) -> u32 {
    if trace.children { MAIN_PID + 1 + process } else { MAIN_PID }
}

/// The names of all processes and threads.
fn names(trace: &Trace) -> Vec<Value> {
    let of = trace.lanes.iter().map(|lane| lane.process + 1).max().unwrap_or(0);
    let mut events = event::process_names(MAIN_PID, &ProcessName::Main.to_string()).to_vec();
    events.push(event::thread_name(MAIN_PID, MAIN_TID, "main"));
    let mut named = MAIN_PID;
    for lane in &trace.lanes {
        let (pid, tid) = place(trace, lane);
        if pid != named {
            let name = ProcessName::Child { number: lane.process + 1, of };
            events.extend(event::process_names(pid, &name.to_string()));
            named = pid;
        }
        events.push(event::thread_name(pid, tid, &format!("thread {tid}")));
    }
    events
}

fn slice(pid: u32, tid: u32, span: &Span) -> Value {
    let (from, activity) = (End { pid, tid, ms: span.start_ms }, span.activity);
    let mut slice = event::slice(from, span.end_ms, activity.title(), activity.id());
    if !span.items.is_empty() {
        slice["args"] =
            json!({ "items": format!("{} to {}", span.items.start, span.items.end - 1) });
    }
    slice
}

fn arrows(trace: &Trace) -> Vec<Value> {
    let chunks = Computations::of(trace);
    let ends = trace.messages.iter().filter_map(|message| {
        let main = main_end(trace, message)?;
        let child = if message.outward { chunks.first(message) } else { chunks.last(message) };
        let child = child?.end(trace, message.outward);
        Some(if message.outward { (main, child, message) } else { (child, main, message) })
    });
    (1u32..).zip(ends).flat_map(|(id, (from, to, message))| arrow(id, from, to, message)).collect()
}

fn arrow(id: u32, from: End, to: End, message: &Message) -> [Value; 2] {
    let about = json!({
        "bytes": message.bytes,
        "sent_ms": message.sent_ms,
        "received_ms": message.received_ms,
    });
    event::arrow(id, from, to, about)
}

/// Where the main process handles a message.
fn main_end(trace: &Trace, message: &Message) -> Option<End> {
    let (activity, ms) = if message.outward {
        (Activity::Send, message.sent_ms)
    } else {
        (Activity::Receive, message.received_ms)
    };
    let before = trace.main.partition_point(|span| span.start_ms <= ms);
    let mut spans = trace.main[..before].iter().rev();
    let span = spans.find(|span| span.activity == activity)?;
    (ms <= span.end_ms).then(|| End { pid: MAIN_PID, tid: MAIN_TID, ms: within(span, ms) })
}

/// A moment of `span` near to `ms`.
fn within(span: &Span, ms: Millis) -> Millis {
    event::within(span.start_ms, span.end_ms, ms)
}

/// Every computed chunk, by process and first item.
struct Computations<'a>(Vec<Computation<'a>>);

#[derive(Clone, Copy)]
struct Computation<'a> {
    lane: &'a LaneTrace,
    span: &'a Span,
}

impl<'a> Computations<'a> {
    fn of(trace: &'a Trace) -> Self {
        let computed = trace.lanes.iter().flat_map(|lane| {
            let spans = lane.spans.iter().filter(|span| span.activity == Activity::Compute);
            spans.map(move |span| Computation { lane, span })
        });
        let mut all: Vec<_> = computed.collect();
        all.sort_by_key(Computation::key);
        Self(all)
    }

    /// The chunks a message is about: all of its process where it is about none in particular.
    fn about(&self, message: &Message) -> &[Computation<'a>] {
        let items = if message.items.is_empty() { 0..u32::MAX } else { message.items.clone() };
        let at = |item| self.0.partition_point(|it| it.key() < (message.process, item));
        &self.0[at(items.start)..at(items.end)]
    }

    fn first(&self, message: &Message) -> Option<Computation<'a>> {
        let chunks = self.about(message).iter().copied();
        chunks.min_by(|a, b| a.span.start_ms.total_cmp(&b.span.start_ms))
    }

    fn last(&self, message: &Message) -> Option<Computation<'a>> {
        let chunks = self.about(message).iter().copied();
        chunks.max_by(|a, b| a.span.end_ms.total_cmp(&b.span.end_ms))
    }
}

impl Computation<'_> {
    fn key(&self) -> (u32, u32) {
        (self.lane.process, self.span.items.start)
    }

    /// The start of the chunk, or its end.
    fn end(self, trace: &Trace, start: bool) -> End {
        let (pid, tid) = place(trace, self.lane);
        let ms = if start { self.span.start_ms } else { self.span.end_ms };
        End { pid, tid, ms: within(self.span, ms) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy::Strategy;
    use std::collections::HashMap;
    use std::ops::Range;

    fn span(activity: Activity, start_ms: Millis, end_ms: Millis, items: Range<u32>) -> Span {
        Span { activity, start_ms, end_ms, items }
    }

    fn message(process: u32, outward: bool, at: (Millis, Millis), items: Range<u32>) -> Message {
        let (sent_ms, received_ms) = at;
        Message { process, outward, sent_ms, received_ms, bytes: 4 * items.len() as u32, items }
    }

    fn lane(process: u32, thread: u32, spans: Vec<Span>) -> LaneTrace {
        LaneTrace { process, thread, spans, lost: 0 }
    }

    fn sample() -> Trace {
        use Activity::{Compute, Join, Merge, Pause, Receive, Send, Start};
        Trace {
            strategy: Strategy::ProcessesThreads,
            children: true,
            locked: false,
            makespan_ms: 9.0,
            main: vec![
                span(Start, 0.0, 1.0, 0..0),
                span(Send, 1.0, 1.125, 0..0),
                span(Send, 1.125, 1.25, 0..20),
                span(Send, 1.25, 1.5, 20..40),
                span(Receive, 7.0, 7.25, 0..20),
                span(Receive, 8.0, 8.25, 20..40),
                span(Merge, 8.25, 8.5, 0..0),
                span(Join, 8.5, 9.0, 0..0),
            ],
            lanes: vec![
                lane(0, 0, vec![span(Compute, 2.0, 4.0, 0..10), span(Pause, 4.0, 6.5, 0..10)]),
                lane(0, 1, vec![span(Compute, 2.1, 6.75, 10..20)]),
                lane(1, 0, vec![span(Compute, 2.0, 2.0, 20..30), span(Compute, 2.0, 7.5, 30..40)]),
                lane(1, 1, vec![]),
            ],
            messages: vec![
                message(0, true, (1.125, 1.5), 0..0),
                message(0, true, (1.2, 1.75), 0..20),
                message(1, true, (1.5, 1.9), 20..40),
                message(0, false, (6.9, 7.0), 0..20),
                message(1, false, (7.9, 8.0), 20..40),
            ],
            clock_error_ms: 0.02,
        }
    }

    fn events() -> Vec<Value> {
        let text = to_chrome(&sample(), "primes");
        let parsed: Value = serde_json::from_str(&text).expect("is JSON");
        parsed["traceEvents"].as_array().expect("is a list").clone()
    }

    fn of_phase(phase: &str) -> Vec<Value> {
        events().into_iter().filter(|event| event["ph"] == phase).collect()
    }

    fn number(event: &Value, name: &str) -> f64 {
        let number = event[name].as_f64().unwrap_or_else(|| panic!("no {name} in {event}"));
        assert!(number.is_finite() && number >= 0.0, "{event}");
        number
    }

    fn place_of(event: &Value) -> (u64, u64) {
        (number(event, "pid") as u64, number(event, "tid") as u64)
    }

    #[test]
    fn the_file_stays_what_tools_were_seen_to_open() {
        let golden = include_str!("../../tests/golden/trace.json");
        let expected: Value = serde_json::from_str(golden).expect("the golden file is JSON");
        let got: Value = serde_json::from_str(&to_chrome(&sample(), "primes")).expect("is JSON");
        assert_eq!(got, expected, "{got:#}");
    }

    #[test]
    fn every_event_has_what_its_phase_requires() {
        for event in events() {
            let phase = event["ph"].as_str().expect("a phase");
            assert!(event["name"].is_string() && !event["name"].as_str().unwrap().is_empty());
            place_of(&event);
            match phase {
                "M" => assert!(event["args"].is_object()),
                "X" => assert!(event["cat"].is_string() && number(&event, "dur") >= 0.0),
                "s" | "f" => assert!(number(&event, "id") > 0.0 && event["cat"] == "message"),
                other => panic!("unknown phase {other}"),
            }
            if phase != "M" {
                number(&event, "ts");
            }
        }
    }

    #[test]
    fn every_process_and_thread_has_one_name() {
        let mut names = HashMap::new();
        for event in of_phase("M") {
            let key = (event["name"].to_string(), place_of(&event));
            assert!(names.insert(key, event).is_none());
        }
        for event in of_phase("X") {
            assert!(names.contains_key(&("\"thread_name\"".to_owned(), place_of(&event))));
        }
        assert_eq!(
            names[&("\"process_name\"".to_owned(), (3, 0))]["args"]["name"],
            "process 2 of 2"
        );
        assert_eq!(names[&("\"thread_name\"".to_owned(), (3, 2))]["args"]["name"], "thread 2");
    }

    #[test]
    fn slices_of_a_thread_do_not_overlap() {
        let mut free: HashMap<(u64, u64), f64> = HashMap::new();
        for event in of_phase("X") {
            let end = free.entry(place_of(&event)).or_default();
            assert!(number(&event, "ts") >= *end - 1e-9, "{event}");
            *end = number(&event, "ts") + number(&event, "dur");
        }
    }

    #[test]
    fn arrows_lead_from_slice_to_slice_and_forward() {
        let (starts, finishes, slices) = (of_phase("s"), of_phase("f"), of_phase("X"));
        assert_eq!((starts.len(), finishes.len()), (5, 5));
        let is_inside = |end: &Value| {
            slices.iter().any(|slice| {
                let (from, long) = (number(slice, "ts"), number(slice, "dur"));
                place_of(slice) == place_of(end)
                    && (from..=from + long).contains(&number(end, "ts"))
            })
        };
        for (start, finish) in starts.iter().zip(&finishes) {
            assert_eq!(start["id"], finish["id"]);
            assert!(number(start, "ts") <= number(finish, "ts"), "{start} {finish}");
            assert!(is_inside(start) && is_inside(finish), "{start} {finish}");
            assert_eq!(finish["bp"], "e");
        }
    }

    #[test]
    fn threads_of_the_main_process_share_its_number() {
        let trace = Trace { children: false, messages: vec![], ..sample() };
        let parsed: Value = serde_json::from_str(&to_chrome(&trace, "")).expect("is JSON");
        let events = parsed["traceEvents"].as_array().expect("is a list");
        assert!(events.iter().all(|event| event["pid"] == MAIN_PID));
    }
}
