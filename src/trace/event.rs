//! The events of Chrome's trace format, of which a file is made.

use crate::receipt::Millis;
use serde_json::{Value, json};

/// How far from its end a moment must be to lie within a slice: 1 µs.
const WITHIN_MS: Millis = 0.001;

/// A moment on a thread.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// The process.
    pub pid: u32,
    /// The thread.
    pub tid: u32,
    /// When, in milliseconds since the clock was started.
    pub ms: Millis,
}

/// The file, in the format's object form; `about` says what it is a trace of.
pub fn file(events: &[Value], about: &Value) -> String {
    json!({ "traceEvents": events, "displayTimeUnit": "ms", "otherData": about }).to_string()
}

/// The name of a process, and its place among the others.
pub fn process_names(pid: u32, name: &str) -> [Value; 2] {
    [
        meta("process_name", pid, 0, &json!({ "name": name })),
        meta("process_sort_index", pid, 0, &json!({ "sort_index": pid })),
    ]
}

/// The name of a thread.
pub fn thread_name(pid: u32, tid: u32, name: &str) -> Value {
    meta("thread_name", pid, tid, &json!({ "name": name }))
}

fn meta(name: &str, pid: u32, tid: u32, args: &Value) -> Value {
    json!({ "ph": "M", "name": name, "pid": pid, "tid": tid, "args": args })
}

/// Something that a thread did from `from` until `to_ms`.
pub fn slice(from: End, to_ms: Millis, name: &str, category: &str) -> Value {
    let (ts, end) = (micros(from.ms), micros(to_ms));
    json!({
        "ph": "X",
        "name": name,
        "cat": category,
        "pid": from.pid,
        "tid": from.tid,
        "ts": ts,
        "dur": micros((end - ts) / 1e3),
    })
}

/// An arrow from slice to slice; `about` goes with its beginning.
pub fn arrow(id: u32, from: End, to: End, about: Value) -> [Value; 2] {
    let event = |phase: &str, end: End| {
        json!({
            "ph": phase,
            "name": "message",
            "cat": "message",
            "id": id,
            "pid": end.pid,
            "tid": end.tid,
            "ts": micros(end.ms),
        })
    };
    let (mut start, mut finish) = (event("s", from), event("f", to));
    start["args"] = about;
    // Ends in the slice around that moment, not in the next one.
    finish["bp"] = json!("e");
    [start, finish]
}

/// The moment nearest to `ms` that lies within a slice from `start_ms` to `end_ms`.
pub fn within(start_ms: Millis, end_ms: Millis, ms: Millis) -> Millis {
    let last = (end_ms - WITHIN_MS).max(start_ms);
    ms.max(start_ms).min(last)
}

/// Microseconds, to the nanosecond: clocks tell no more.
fn micros(ms: Millis) -> f64 {
    (ms * 1e6).round() / 1e3
}
