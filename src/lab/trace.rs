//! What a Python program did as Chrome Trace Event JSON, for Perfetto and the like.

use super::lanes::{Lane, Lanes, Passage, lanes, passages};
use super::recording::Recording;
use crate::receipt::Millis;
use crate::timeline::subject::in_python;
use crate::trace::event::{self, End};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The trace of a program that took `elapsed_ms`. Processes and threads have the ids and names they
/// have in Python; an arrow leads from whoever wrote a message, or started a process, to whoever
/// read it.
pub fn to_chrome(recording: &Recording, elapsed_ms: Millis, title: &str) -> String {
    let all = lanes(recording, elapsed_ms);
    let mut events = vec![];
    for Lanes { process, lanes } in &all {
        let name = recording.processes.get(process).map_or("", |it| &it.name);
        events.extend(event::process_names(*process, name));
        for lane in lanes {
            events.push(event::thread_name(*process, lane.trace.thread, &lane.name));
            events.extend(slices(lane));
        }
    }
    let by_id: HashMap<_, _> = all.iter().map(|it| (it.process, &it.lanes[..])).collect();
    let ends = passages(recording).into_iter().filter_map(|passage| {
        let from = end(by_id.get(&passage.from)?, passage.sent_ms, false)?;
        let to = end(by_id.get(&passage.to)?, passage.received_ms, true)?;
        (from.ms <= to.ms).then_some((from, to, passage))
    });
    events.extend(
        (1..)
            .zip(ends)
            .flat_map(|(id, (from, to, passage))| event::arrow(id, from, to, about(&passage))),
    );
    let lost: u32 = recording.processes.values().map(|it| it.lost).sum();
    let about = json!({ "title": title, "elapsed_ms": elapsed_ms, "lost_marks": lost });
    event::file(&events, &about)
}

fn about(passage: &Passage) -> Value {
    let Passage { bytes, sent_ms, received_ms, .. } = passage;
    json!({ "bytes": bytes, "sent_ms": sent_ms, "received_ms": received_ms })
}

fn slices(lane: &Lane) -> impl Iterator<Item = Value> {
    let (pid, tid) = (lane.trace.process, lane.trace.thread);
    lane.trace.spans.iter().map(move |span| {
        let from = End { pid, tid, ms: span.start_ms };
        event::slice(from, span.end_ms, in_python(span.activity), span.activity.id())
    })
}

/// The end of an arrow: in the slice of the process around `ms`, of a thread that runs if there is
/// one; else in the next slice where it `arrives`, and in the one before where it leaves.
fn end(lanes: &[Lane], ms: Millis, arrives: bool) -> Option<End> {
    let near = lanes.iter().filter_map(|lane| {
        let spans = &lane.trace.spans;
        let index = if arrives {
            spans.partition_point(|span| span.end_ms < ms)
        } else {
            spans.partition_point(|span| span.start_ms <= ms).checked_sub(1)?
        };
        let span = spans.get(index)?;
        let far = (span.start_ms - ms).max(ms - span.end_ms).max(0.0);
        let ms = event::within(span.start_ms, span.end_ms, ms);
        let end = End { pid: lane.trace.process, tid: lane.trace.thread, ms };
        Some((far, !span.activity.holds_lock(), end))
    });
    near.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))).map(|it| it.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::lanes::tests::{mark, turns};

    fn events(recording: &Recording) -> Vec<Value> {
        let text = to_chrome(recording, 34.0, "turns");
        let parsed: Value = serde_json::from_str(&text).expect("is JSON");
        parsed["traceEvents"].as_array().expect("is a list").clone()
    }

    /// A child that is sent a message while it waits, and answers.
    fn with_a_child() -> Recording {
        let mut recording = turns();
        recording.started(102, 101, "Process-1".to_owned(), 1.6, 4.0);
        recording.marked(101, &mark(8, 2, 5.0, 40.0, 7.0), vec![], 0);
        let marks =
            [mark(2, 1, 4.0, -1.0, 0.0), mark(4, 1, 4.5, 0.0, 0.0), mark(2, 1, 5.5, -1.0, 0.0)];
        recording.marked(102, &marks.concat(), vec!["pipe".to_owned()], 0);
        recording.marked(102, &mark(9, 1, 5.6, 40.0, 7.0), vec![], 0);
        recording
    }

    #[test]
    fn processes_and_threads_have_their_names_of_python() {
        let events = events(&with_a_child());
        let name = |kind: &str, pid: u32, tid: u32| {
            let is_it = |it: &&Value| it["name"] == kind && it["pid"] == pid && it["tid"] == tid;
            events.iter().find(is_it).map(|it| it["args"]["name"].clone())
        };
        assert_eq!(name("process_name", 102, 0), Some(json!("Process-1")));
        assert_eq!(name("thread_name", 101, 2), Some(json!("left")));
        assert_eq!(name("thread_name", 102, 1), Some(json!("MainThread")));
    }

    #[test]
    fn slices_of_a_thread_follow_each_other_and_arrows_go_forward() {
        let events = events(&with_a_child());
        let mut free: HashMap<(u64, u64), f64> = HashMap::new();
        for slice in events.iter().filter(|it| it["ph"] == "X") {
            let place = (slice["pid"].as_u64().unwrap(), slice["tid"].as_u64().unwrap());
            let (from, long) = (slice["ts"].as_f64().unwrap(), slice["dur"].as_f64().unwrap());
            let end = free.entry(place).or_default();
            assert!(from >= *end - 1e-6 && long >= 0.0, "{slice}");
            *end = from + long;
        }
        let of =
            |phase: &str| events.iter().filter(|it| it["ph"] == phase).cloned().collect::<Vec<_>>();
        let (starts, finishes) = (of("s"), of("f"));
        assert_eq!((starts.len(), finishes.len()), (2, 2), "the start, and the message");
        for (start, finish) in starts.iter().zip(&finishes) {
            assert_eq!((&start["pid"], &finish["pid"]), (&json!(101), &json!(102)));
            assert!(start["ts"].as_f64() <= finish["ts"].as_f64(), "{start} {finish}");
        }
        assert_eq!(starts[1]["args"]["bytes"], 40);
    }
}
