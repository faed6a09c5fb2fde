//! What is drawn of a row: whole spans where they are wide, and piles where many share a column.
//!
//! A column is one pixel wide. What is in it is piled up, each activity as high as its share of the
//! column's time, so the area of an activity is its time however far the row is zoomed out.

use super::row::Row;
use super::window::Window;
use crate::trace::Activity;

/// What is missing to a full column through rounding, at most.
const ROUNDING: f64 = 1e-6;

/// A rectangle of one activity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The first column.
    pub from: u32,
    /// The column after the last one.
    pub to: u32,
    /// Its lower edge as a share of the row's height, from below.
    pub low: f32,
    /// Its upper edge.
    pub high: f32,
    /// What it stands for.
    pub activity: Activity,
    /// The only span in it; none where several are piled up.
    pub span: Option<u32>,
}

impl Mark {
    /// Whether a span that is at least `least` columns wide ends with this mark, so that it is to be
    /// told apart from what follows; `next` is the mark to its right.
    pub fn is_end(&self, next: Option<&Self>, least: u32) -> bool {
        let goes_on = next.is_some_and(|next| next.from == self.to && next.span == self.span);
        self.span.is_some() && self.to - self.from >= least && !goes_on
    }

    fn is_full(&self) -> bool {
        self.low == 0.0 && self.high == 1.0
    }
}

/// The time of one column, by activity.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pile {
    /// The share of each activity, in the order of [`Activity::ALL`].
    shares: [f64; Activity::ALL.len()],
    spans: u32,
    last: u32,
}

impl Pile {
    /// Adds `share` of the column, in which `span` does `activity`.
    pub fn add(&mut self, activity: Activity, share: f64, span: u32) {
        self.shares[activity as usize] += share.max(0.0);
        self.spans += u32::from(self.spans == 0 || self.last != span);
        self.last = span;
    }

    /// The activities in it with their lower and upper edge, from below.
    pub fn layers(&self) -> impl Iterator<Item = (Activity, f64, f64)> {
        // Spans of clocks that are apart may overlap, but a row is no higher than a row.
        let total = self.shares.iter().sum::<f64>().max(1.0);
        let mut low = 0.0;
        let present = Activity::ALL.into_iter().zip(self.shares).filter(|it| it.1 > 0.0);
        present.map(move |(activity, share)| {
            let high = low + share / total;
            let layer = (activity, low, high);
            low = high;
            layer
        })
    }
}

/// Puts what is drawn of `row` in `columns` columns at the end of `marks`, from left to right.
pub fn marks(row: &Row, window: Window, columns: u32, marks: &mut Vec<Mark>) {
    let scale = f64::from(columns) / window.length_ms();
    let end = f64::from(columns);
    let first = marks.len();
    let mut pile = Pile::default();
    let mut column = 0;
    let visible = row.within(window.from_ms, window.to_ms);
    for (index, span) in visible.clone().zip(&row.spans[visible]) {
        let from = ((span.start_ms - window.from_ms) * scale).clamp(f64::from(column), end);
        let to = ((span.end_ms - window.from_ms) * scale).clamp(from, end);
        let (left, right, index) = (from as u32, to as u32, index as u32);
        if left > column {
            flush(&mut pile, column, first, marks);
            column = left;
        }
        if right == left {
            pile.add(span.activity, to - from, index);
            continue;
        }
        pile.add(span.activity, f64::from(left + 1) - from, index);
        flush(&mut pile, left, first, marks);
        if right > left + 1 {
            full(span.activity, left + 1, right, index, first, marks);
        }
        pile.add(span.activity, to - f64::from(right), index);
        column = right;
    }
    if column < columns {
        flush(&mut pile, column, first, marks);
    }
}

fn flush(pile: &mut Pile, column: u32, first: usize, marks: &mut Vec<Mark>) {
    let span = (pile.spans == 1).then_some(pile.last);
    for (activity, low, high) in std::mem::take(pile).layers() {
        let high = if high > 1.0 - ROUNDING { 1.0 } else { high };
        let (low, high) = (low as f32, high as f32);
        let mark = Mark { from: column, to: column + 1, low, high, activity, span };
        join(mark, first, marks);
    }
}

fn full(activity: Activity, from: u32, to: u32, span: u32, first: usize, marks: &mut Vec<Mark>) {
    let mark = Mark { from, to, low: 0.0, high: 1.0, activity, span: Some(span) };
    join(mark, first, marks);
}

/// Neighbours that look the same are one mark.
fn join(mark: Mark, first: usize, marks: &mut Vec<Mark>) {
    let is_same = |last: &Mark| {
        last.to == mark.from
            && last.is_full()
            && mark.is_full()
            && (last.activity, last.span) == (mark.activity, mark.span)
    };
    match marks[first..].last_mut().filter(|last| is_same(last)) {
        Some(last) => last.to = mark.to,
        None => marks.push(mark),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::timeline::tests::span;
    use crate::trace::{LaneTrace, Span};
    use proptest::prelude::*;

    /// Any row: gaps, and lengths of every order of magnitude.
    pub fn rows() -> impl Strategy<Value = Row> {
        let part = (0.0..1.0_f64, -4.0..2.0_f64, 0..8_usize);
        prop::collection::vec(part, 0..300).prop_map(|parts| {
            let mut now = 0.0;
            let spans = parts.into_iter().map(|(gap, length, activity)| {
                let start_ms = now + if gap < 0.3 { gap } else { 0.0 };
                now = start_ms + 10_f64.powf(length);
                span(Activity::ALL[activity], start_ms, now)
            });
            let spans: Vec<Span> = spans.collect();
            Row::lane(LaneTrace { process: 0, thread: 0, spans, lost: 0 }, false)
        })
    }

    /// Any row with any part of its time, and how many columns it is drawn in.
    pub fn pictures() -> impl Strategy<Value = (Row, Window, u32)> {
        rows().prop_flat_map(|row| {
            let whole = row.spans.last().map_or(1.0, |last| last.end_ms) * 1.1;
            let view = (0.0..1.0, 1.0..500.0, 1..900_u32).prop_map(move |(at, factor, columns)| {
                (Window::fit(whole).zoom(at, factor), columns)
            });
            (Just(row), view).prop_map(|(row, (window, columns))| (row, window, columns))
        })
    }

    fn draw(row: &Row, window: Window, columns: u32) -> Vec<Mark> {
        let mut drawn = vec![];
        marks(row, window, columns, &mut drawn);
        drawn
    }

    proptest! {
        #[test]
        fn marks_are_inside_in_order_and_apart((row, window, columns) in pictures()) {
            let drawn = draw(&row, window, columns);
            for mark in &drawn {
                prop_assert!(mark.from < mark.to && mark.to <= columns, "{:?}", mark);
                prop_assert!(0.0 <= mark.low && mark.low <= mark.high && mark.high <= 1.0);
            }
            for pair in drawn.windows(2) {
                let above = pair[0].from == pair[1].from && pair[0].high <= pair[1].low + 1e-5;
                prop_assert!(above || pair[0].to <= pair[1].from, "{:?}", pair);
            }
        }

        #[test]
        fn the_area_of_an_activity_is_its_time((row, window, columns) in pictures()) {
            let drawn = draw(&row, window, columns);
            for activity in Activity::ALL {
                let area: f64 = drawn.iter().filter(|it| it.activity == activity)
                    .map(|it| f64::from(it.to - it.from) * f64::from(it.high - it.low)).sum();
                let seen = |ms: f64| ms.clamp(window.from_ms, window.to_ms);
                let time: f64 = row.spans.iter().filter(|it| it.activity == activity)
                    .map(|it| seen(it.end_ms) - seen(it.start_ms)).sum();
                let expected = time / window.length_ms() * f64::from(columns);
                prop_assert!((area - expected).abs() < 0.01, "{:?} {} {}", activity, area, expected);
            }
        }
    }

    #[test]
    fn a_wide_span_is_one_mark_and_narrow_ones_are_a_pile() {
        let mut spans = vec![span(Activity::Compute, 0.0, 50.0)];
        spans.extend((0..100).map(|at| {
            let activity = if at % 4 == 0 { Activity::Lock } else { Activity::Compute };
            span(activity, 50.0 + f64::from(at) * 0.1, 50.1 + f64::from(at) * 0.1)
        }));
        let row = Row::lane(LaneTrace { process: 0, thread: 0, spans, lost: 0 }, false);
        let drawn = draw(&row, Window::fit(100.0), 10);
        assert_eq!((drawn[0].from, drawn[0].to, drawn[0].span), (0, 5, Some(0)));
        assert!(drawn[0].is_end(drawn.get(1), 4) && !drawn[0].is_end(drawn.get(1), 6));
        assert!(!drawn[0].is_end(Some(&Mark { from: 5, to: 6, ..drawn[0] }), 4), "it goes on");
        assert!((drawn[1].high - 0.75).abs() < 1e-3 && drawn[1].activity == Activity::Compute);
        assert!((drawn[2].low - 0.75).abs() < 1e-3 && drawn[2].activity == Activity::Lock);
    }
}
