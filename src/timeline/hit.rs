//! What is under a point of a row: the span that is drawn there, or the gap.

use super::mark::Pile;
use super::row::Row;
use super::window::Window;
use crate::receipt::Millis;

/// What is under a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// A span, by its index in the row.
    Span(usize),
    /// Nothing was done from one time to the other, in milliseconds.
    Idle(Millis, Millis),
}

/// What is drawn of `row` at `column` and at `share` of its height from below.
pub fn target(row: &Row, window: Window, columns: u32, column: u32, share: f64) -> Target {
    let width = window.length_ms() / f64::from(columns.max(1));
    let from_ms = window.from_ms + width * f64::from(column);
    let to_ms = from_ms + width;
    let within = row.within(from_ms, to_ms);
    let part = |index: usize| {
        let span = &row.spans[index];
        span.end_ms.min(to_ms) - span.start_ms.max(from_ms)
    };
    let mut pile = Pile::default();
    for index in within.clone() {
        pile.add(row.spans[index].activity, part(index) / width, index as u32);
    }
    let layer = pile.layers().find(|(_, low, high)| (*low..*high).contains(&share));
    let longest = layer.and_then(|(activity, ..)| {
        let alike = within.filter(|index| row.spans[*index].activity == activity);
        alike.max_by(|one, other| part(*one).total_cmp(&part(*other)))
    });
    longest.map_or_else(|| gap(row, (from_ms + to_ms) / 2.0, window.whole_ms), Target::Span)
}

/// The gap at `ms`, or the one after the span that is under way.
fn gap(row: &Row, ms: Millis, whole_ms: Millis) -> Target {
    let next = row.spans.partition_point(|span| span.start_ms <= ms);
    let from_ms = next.checked_sub(1).map_or(0.0, |before| row.spans[before].end_ms);
    let to_ms = row.spans.get(next).map_or(whole_ms, |after| after.start_ms);
    Target::Idle(from_ms, to_ms.max(from_ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::mark::{marks, tests::pictures};
    use crate::timeline::tests::span;
    use crate::trace::{Activity, LaneTrace};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_drawn_is_what_is_found((row, window, columns) in pictures()) {
            let mut drawn = vec![];
            marks(&row, window, columns, &mut drawn);
            for mark in drawn.iter().filter(|mark| mark.high - mark.low > 0.01) {
                let middle = f64::from(mark.low + mark.high) / 2.0;
                let column = (mark.from + mark.to) / 2;
                match target(&row, window, columns, column, middle) {
                    Target::Span(index) => {
                        prop_assert_eq!(row.spans[index].activity, mark.activity);
                        if let Some(span) = mark.span {
                            prop_assert_eq!(index, span as usize);
                        }
                    }
                    idle => prop_assert!(false, "{:?} at {:?}", idle, mark),
                }
            }
        }
    }

    #[test]
    fn a_gap_reaches_from_span_to_span() {
        let spans = vec![span(Activity::Compute, 10.0, 20.0), span(Activity::Compute, 30.0, 40.0)];
        let row = Row::lane(LaneTrace { process: 0, thread: 0, spans, lost: 0 }, false);
        let at = |column| target(&row, Window::fit(50.0), 50, column, 0.5);
        assert_eq!(at(5), Target::Idle(0.0, 10.0));
        assert_eq!(at(25), Target::Idle(20.0, 30.0));
        assert_eq!(at(45), Target::Idle(40.0, 50.0));
        assert_eq!(at(15), Target::Span(0));
    }
}
