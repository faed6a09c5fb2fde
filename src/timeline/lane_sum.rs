//! The time of each lane, summed up: the same as the drawing, in numbers.

use super::Timeline;
use super::row::{Kind, Row};
use super::subject::Subject;
use crate::receipt::Millis;
use crate::trace::Activity;
use crate::unit;

/// Below this share of the makespan nobody was idle to speak of.
const IDLE_WORTH_SAYING: f64 = 0.05;

/// Below this share of the makespan the lock cost nothing to speak of.
const LOCK_WORTH_SAYING: f64 = 0.01;

/// What one lane did in all.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneSum {
    /// Index of the process, from 0.
    pub process: u32,
    /// Index of the thread, from 0.
    pub thread: u32,
    /// "Thread 2 of process 1".
    pub who: String,
    /// Milliseconds spent computing.
    pub compute_ms: Millis,
    /// Milliseconds in waits that the work itself asked for.
    pub pause_ms: Millis,
    /// Milliseconds spent waiting for the lock.
    pub lock_ms: Millis,
    /// Milliseconds spent pickling and unpickling.
    pub copy_ms: Millis,
    /// Milliseconds until its process had started.
    pub start_ms: Millis,
    /// The rest of the makespan, in milliseconds.
    pub idle_ms: Millis,
    /// Chunks computed; of a program, how often it was given the GIL.
    pub chunks: u32,
    /// Share of the makespan spent computing, from 0 to 1; none when the makespan is 0.
    pub utilisation: Option<f64>,
}

/// The sum of each lane, from top to bottom.
pub fn lane_sums(timeline: &Timeline) -> Vec<LaneSum> {
    let lanes = timeline.rows.iter().filter(|row| row.kind == Kind::Lane);
    lanes.map(|row| sum(timeline, row)).collect()
}

fn sum(timeline: &Timeline, row: &Row) -> LaneSum {
    let time = |activity: Activity| {
        let spans = row.spans.iter().filter(|span| span.activity == activity);
        spans.map(|span| span.end_ms - span.start_ms).sum::<Millis>()
    };
    let [compute_ms, pause_ms, lock_ms, start_ms] =
        [Activity::Compute, Activity::Pause, Activity::Lock, Activity::Start].map(time);
    let copy_ms = time(Activity::Send) + time(Activity::Receive);
    let makespan_ms = timeline.makespan_ms;
    let known_ms = compute_ms + pause_ms + lock_ms + start_ms + copy_ms;
    LaneSum {
        process: row.process,
        thread: row.thread,
        who: row.who.clone(),
        compute_ms,
        pause_ms,
        lock_ms,
        copy_ms,
        start_ms,
        idle_ms: (makespan_ms - known_ms).max(0.0),
        chunks: match timeline.subject {
            Subject::Race { .. } => chunks(row),
            Subject::Program { .. } => turns(row),
        },
        utilisation: (makespan_ms > 0.0).then(|| (compute_ms / makespan_ms).min(1.0)),
    }
}

/// How often a lane was given the lock.
fn turns(row: &Row) -> u32 {
    let holds: Vec<_> = row.spans.iter().map(|span| span.activity.holds_lock()).collect();
    let begins = (0..holds.len()).filter(|&at| holds[at] && (at == 0 || !holds[at - 1]));
    begins.count() as u32
}

/// A chunk whose computing was broken by a wait counts once.
fn chunks(row: &Row) -> u32 {
    let computed = row.spans.iter().filter(|span| span.activity == Activity::Compute);
    let mut chunks = 0;
    let mut before = None;
    for span in computed {
        chunks += u32::from(span.items.is_empty() || before != Some(&span.items));
        before = Some(&span.items);
    }
    chunks
}

/// Everything the lanes did together.
pub fn total(sums: &[LaneSum]) -> LaneSum {
    let add = |of: fn(&LaneSum) -> f64| sums.iter().map(of).sum::<f64>();
    let utilisations: Option<Vec<_>> = sums.iter().map(|it| it.utilisation).collect();
    let known = utilisations.filter(|it| !it.is_empty());
    LaneSum {
        process: 0,
        thread: 0,
        who: "All lanes".to_owned(),
        compute_ms: add(|it| it.compute_ms),
        pause_ms: add(|it| it.pause_ms),
        lock_ms: add(|it| it.lock_ms),
        copy_ms: add(|it| it.copy_ms),
        start_ms: add(|it| it.start_ms),
        idle_ms: add(|it| it.idle_ms),
        chunks: sums.iter().map(|it| it.chunks).sum(),
        utilisation: known.map(|it| it.iter().sum::<f64>() / it.len() as f64),
    }
}

/// What the sums say, in a sentence or two.
pub fn in_words(timeline: &Timeline, sums: &[LaneSum]) -> String {
    match timeline.subject {
        Subject::Race { .. } => of_race(sums, timeline.makespan_ms),
        Subject::Program { .. } => of_program(sums, timeline.makespan_ms),
    }
}

/// How many threads ran at once: "The program took 1.20 s. Its threads ran for 2.28 s in all, 1.9 at
/// a time."
fn of_program(sums: &[LaneSum], makespan_ms: Millis) -> String {
    if sums.is_empty() || makespan_ms <= 0.0 {
        return "No thread was recorded.".to_owned();
    }
    let total = total(sums);
    let ran_ms = total.compute_ms + total.copy_ms;
    let at_once = unit::decimal(ran_ms / makespan_ms, 1);
    let (took, ran) = (unit::show(makespan_ms), unit::show(ran_ms));
    let mut text =
        format!("The program took {took}. Its threads ran for {ran} in all, {at_once} at a time.");
    if total.lock_ms >= makespan_ms * LOCK_WORTH_SAYING {
        text += &format!(" They waited {} for the GIL.", unit::show(total.lock_ms));
    }
    if total.copy_ms >= makespan_ms * LOCK_WORTH_SAYING {
        text += &format!(" Pickling took {}.", unit::show(total.copy_ms));
    }
    text
}

/// One sentence about the lane that had least to do: "Thread 2 of process 1 was idle 34 % of the
/// time."
fn of_race(sums: &[LaneSum], makespan_ms: Millis) -> String {
    let idlest = sums.iter().max_by(|one, other| one.idle_ms.total_cmp(&other.idle_ms));
    let Some(idlest) = idlest.filter(|_| makespan_ms > 0.0) else {
        return "No lane was recorded.".to_owned();
    };
    let share = idlest.idle_ms / makespan_ms;
    let mut text = if share < IDLE_WORTH_SAYING {
        let most = percent((share * 100.0).ceil().max(1.0) / 100.0);
        format!("No lane was idle for more than {most} of the time.")
    } else {
        format!("{} was idle {} of the time.", idlest.who, percent(share))
    };
    let lock = total(sums).lock_ms / makespan_ms / sums.len() as f64;
    if lock >= LOCK_WORTH_SAYING {
        text += &format!(" On average a lane waited {} of the time for the lock.", percent(lock));
    }
    text
}

/// A share as a visitor reads it: "34 %".
pub fn percent(share: f64) -> String {
    format!("{}\u{a0}%", unit::decimal(share * 100.0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{locked, processes_with_threads};

    #[test]
    fn the_parts_of_a_lane_add_up_to_the_makespan() {
        for trace in [locked(), processes_with_threads()] {
            let timeline = Timeline::new(trace);
            for sum in lane_sums(&timeline) {
                let all = sum.compute_ms + sum.pause_ms + sum.lock_ms + sum.copy_ms + sum.start_ms;
                let all = all + sum.idle_ms;
                assert!((all - timeline.makespan_ms).abs() < 1e-9, "{sum:?}");
            }
        }
    }

    #[test]
    fn the_sentence_names_the_lane_that_had_least_to_do() {
        let timeline = Timeline::new(processes_with_threads());
        let sums = lane_sums(&timeline);
        assert_eq!((sums.len(), sums[0].chunks, total(&sums).chunks), (4, 4, 16));
        let mut last = sums.clone();
        last[3].idle_ms = 20.4;
        let text = of_race(&last, 34.0);
        assert_eq!(text, "Thread 2 of process 2 was idle 60\u{a0}% of the time.");
        assert_eq!(of_race(&[], 34.0), "No lane was recorded.");
        let locked = Timeline::new(locked());
        let text = in_words(&locked, &lane_sums(&locked));
        assert!(text.contains("waited 45\u{a0}% of the time for the lock"), "{text}");
    }

    #[test]
    fn a_program_is_summed_up_by_how_many_threads_ran_at_once() {
        let timeline = Timeline::of_program(&crate::lab::lanes::tests::turns(), 33.5);
        let sums = lane_sums(&timeline);
        let turns: Vec<_> = sums.iter().map(|sum| sum.chunks).collect();
        assert_eq!(turns, [2, 3, 3]);
        let text = in_words(&timeline, &sums);
        assert!(
            text.starts_with(
                "The program took 33.5 ms. Its threads ran for 31.0 ms in all, 0.9 at a time."
            ),
            "{text}"
        );
        assert!(text.ends_with("for the GIL."), "{text}");
    }
}
