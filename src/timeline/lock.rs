//! Who holds the interpreter lock, and how many ask for it, told from what the lanes did.

use super::row::{Kind, Row};
use crate::receipt::Millis;
use crate::trace::{Activity, LaneTrace, Span};

/// Who holds the lock of one process and who asks for it; `lock` is what it is called.
pub fn rows(lanes: &[LaneTrace], lock: &str) -> [Row; 2] {
    let process = lanes.first().map_or(0, |lane| lane.process);
    let held = Row { name: format!("{lock} held by"), ..held(lanes) };
    [held, asked(lanes)].map(|row| Row { process, ..row })
}

/// When which lane held the lock: while it computed or copied, without a break.
pub fn held(lanes: &[LaneTrace]) -> Row {
    let mut turns: Vec<_> = lanes.iter().flat_map(turns).collect();
    turns.sort_by(|one, other| one.1.start_ms.total_cmp(&other.1.start_ms));
    let who = turns.iter().map(|(thread, _)| *thread).collect();
    let mut spans: Vec<_> = turns.into_iter().map(|(_, span)| span).collect();
    part(&mut spans);
    Row::lock(Kind::Held, "lock held by", spans, who)
}

/// The stretches of one lane in which it computed without giving the lock up.
fn turns(lane: &LaneTrace) -> Vec<(u32, Span)> {
    let mut turns: Vec<(u32, Span)> = vec![];
    let mut goes_on = false;
    for span in &lane.spans {
        let computes = span.activity.holds_lock();
        match turns.last_mut().filter(|_| computes && goes_on) {
            Some((_, turn)) => {
                turn.end_ms = span.end_ms;
                turn.items = turn.items.start.min(span.items.start)..span.items.end;
            }
            None if computes => {
                turns.push((lane.thread, Span { activity: Activity::Compute, ..span.clone() }));
            }
            None => {}
        }
        goes_on = computes;
    }
    turns
}

/// Two clocks may let a turn begin before the one before has ended; one at a time holds a lock.
fn part(spans: &mut [Span]) {
    for at in 1..spans.len() {
        let start_ms = spans[at].start_ms;
        let before = &mut spans[at - 1];
        before.end_ms = before.end_ms.min(start_ms);
    }
}

/// When how many lanes asked for the lock; a stretch ends when one of them comes or goes.
pub fn asked(lanes: &[LaneTrace]) -> Row {
    let waits = lanes.iter().flat_map(|lane| &lane.spans);
    let waits = waits.filter(|span| span.activity == Activity::Lock);
    let mut changes: Vec<(Millis, i32)> =
        waits.flat_map(|span| [(span.start_ms, 1), (span.end_ms, -1)]).collect();
    changes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut spans, mut who): (Vec<Span>, Vec<u32>) = (vec![], vec![]);
    let mut asking = 0;
    for (at, (ms, change)) in changes.iter().enumerate() {
        asking += change;
        let end_ms = changes.get(at + 1).map_or(*ms, |next| next.0);
        if asking > 0 && end_ms > *ms {
            spans.push(Span { activity: Activity::Lock, start_ms: *ms, end_ms, items: 0..0 });
            who.push(asking as u32);
        }
    }
    Row::lock(Kind::Asked, "asked for by", spans, who)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{locked, span};

    #[test]
    fn the_lock_goes_from_hand_to_hand() {
        let held = held(&locked().lanes);
        assert_eq!(held.about, [0, 1, 0, 1, 0, 1, 0, 1]);
        assert!(held.spans.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms));
        let asked = asked(&locked().lanes);
        assert_eq!((asked.spans.len(), asked.about), (8, vec![1; 8]), "always one of the two");
        assert_eq!((asked.spans[0].start_ms, asked.spans[7].end_ms), (2.0, 42.0));
    }

    #[test]
    fn chunks_without_a_wait_between_are_one_turn() {
        let spans = vec![
            span(Activity::Compute, 0.0, 1.0),
            span(Activity::Compute, 1.0, 2.0),
            span(Activity::Pause, 2.0, 3.0),
            span(Activity::Compute, 3.0, 4.0),
        ];
        let held = held(&[LaneTrace { process: 0, thread: 5, spans, lost: 0 }]);
        let turns: Vec<_> = held.spans.iter().map(|it| (it.start_ms, it.end_ms)).collect();
        assert_eq!((turns, held.about), (vec![(0.0, 2.0), (3.0, 4.0)], vec![5, 5]));
    }
}
