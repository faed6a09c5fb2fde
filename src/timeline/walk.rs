//! From span to span by keys.

use super::Timeline;
use super::row::Row;
use crate::receipt::Millis;

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next span of the row.
    Later,
    /// To the one before.
    Earlier,
    /// To the row below, at the same time.
    Down,
    /// To the row above, at the same time.
    Up,
}

/// The span, as row and index, that `step` leads to from `from`; of spans closer together than
/// `least_ms` some are passed over. None when there is none that way.
pub fn walk(
    timeline: &Timeline,
    from: (usize, usize),
    step: Step,
    least_ms: Millis,
) -> Option<(usize, usize)> {
    let (at, index) = from;
    let row = timeline.rows.get(at)?;
    let span = row.spans.get(index)?;
    match step {
        Step::Later => {
            let next = row.spans.partition_point(|it| it.start_ms < span.start_ms + least_ms);
            let next = next.max(index + 1);
            (next < row.spans.len()).then_some((at, next))
        }
        Step::Earlier => {
            let before = row.spans.partition_point(|it| it.start_ms <= span.start_ms - least_ms);
            before.min(index).checked_sub(1).map(|before| (at, before))
        }
        Step::Down => nearest_in(timeline, at + 1.., (span.start_ms + span.end_ms) / 2.0),
        Step::Up => nearest_in(timeline, (0..at).rev(), (span.start_ms + span.end_ms) / 2.0),
    }
}

/// The span nearest to `ms` in the first of `rows` that has any.
pub fn nearest_in(
    timeline: &Timeline,
    rows: impl IntoIterator<Item = usize>,
    ms: Millis,
) -> Option<(usize, usize)> {
    let rows = rows.into_iter().map_while(|at| Some((at, timeline.rows.get(at)?)));
    rows.filter_map(|(at, row)| Some((at, nearest(row, ms)?))).next()
}

fn nearest(row: &Row, ms: Millis) -> Option<usize> {
    let after = row.spans.partition_point(|span| span.end_ms < ms);
    let distance = |index: usize| {
        let span = &row.spans[index];
        (span.start_ms - ms).max(ms - span.end_ms)
    };
    let near = after.saturating_sub(1)..(after + 1).min(row.spans.len());
    near.min_by(|one, other| distance(*one).total_cmp(&distance(*other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::processes_with_threads;

    #[test]
    fn keys_lead_through_every_span_of_a_row() {
        let timeline = Timeline::new(processes_with_threads());
        let mut at = (1, 0);
        let mut seen = vec![at];
        while let Some(next) = walk(&timeline, at, Step::Later, 0.0) {
            at = next;
            seen.push(at);
        }
        assert_eq!(seen, [(1, 0), (1, 1), (1, 2), (1, 3), (1, 4)]);
        while let Some(before) = walk(&timeline, at, Step::Earlier, 0.0) {
            at = before;
        }
        assert_eq!(at, (1, 0));
    }

    #[test]
    fn up_and_down_stay_at_the_same_time() {
        let timeline = Timeline::new(processes_with_threads());
        assert_eq!(walk(&timeline, (1, 3), Step::Down, 0.0), Some((2, 3)));
        assert_eq!(walk(&timeline, (1, 3), Step::Up, 0.0), Some((0, 3)));
        assert_eq!(walk(&timeline, (0, 0), Step::Up, 0.0), None);
        assert_eq!(walk(&timeline, (4, 0), Step::Down, 0.0), None);
        assert_eq!(walk(&timeline, (99, 0), Step::Down, 0.0), None);
    }

    #[test]
    fn spans_that_cannot_be_told_apart_are_passed_over() {
        let timeline = Timeline::new(processes_with_threads());
        assert_eq!(walk(&timeline, (1, 0), Step::Later, 7.0), Some((1, 2)));
        assert_eq!(walk(&timeline, (1, 4), Step::Earlier, 7.0), Some((1, 2)));
    }
}
