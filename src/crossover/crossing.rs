//! Where the speed-up passes 1 for good, and how sure that is.

use crate::stats::{CONTROL_TOLERANCE, Interval, Speedup, rounds};

/// One size: baseline ÷ strategy in each round.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The size; at least 1.
    pub size: u32,
    /// The ratios, each with its round.
    pub ratios: Vec<(u32, f64)>,
}

/// From which size on a strategy pays. It pays where it is clearly faster than the baseline, and by
/// more than the machine differs from itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Pays {
    /// Too few rounds to tell.
    Untold,
    /// At every size tried.
    Always,
    /// From about this size on.
    From {
        /// Where the speed-up passes 1 for the last time.
        size: f64,
        /// 95 % bootstrap interval of that, over the rounds; an end that lies beyond the sizes
        /// tried is the smallest or the largest of them. None when fewer than 95 % of the
        /// resamples cross at all.
        ends: Option<Interval>,
        /// Whether it was clearly faster at a smaller size already, and then slower again.
        is_unsteady: bool,
    },
    /// It pays at some size, but not at the largest.
    NotAtLast {
        /// Of the sizes at which it was clearly faster, the one with the highest speed-up.
        size: u32,
        /// The speed-up there.
        ratio: f64,
    },
    /// At no size tried.
    Never {
        /// The highest speed-up.
        most: f64,
        /// The size at which it was reached.
        at: u32,
    },
}

/// Judges the sizes, given in rising order.
pub fn pays(rows: &[Row]) -> Pays {
    let counted = |row: &Row| speedup(row).map(|speedup| (row.size, speedup));
    let points: Vec<_> = rows.iter().filter_map(counted).collect();
    let intervals = points.iter().all(|(_, speedup)| speedup.ci95.is_some());
    let (Some(&(_, last)), Some((at, best)), true) = (points.last(), fastest(&points), intervals)
    else {
        return Pays::Untold;
    };
    if !is_paying(&last) {
        return match fastest(points.iter().filter(|(_, speedup)| is_paying(speedup))) {
            Some((size, paying)) => Pays::NotAtLast { size, ratio: paying.ratio },
            None => Pays::Never { most: best.ratio, at },
        };
    }
    let ratios: Vec<_> = points.iter().map(|&(size, speedup)| (size, speedup.ratio)).collect();
    match crossing(&ratios) {
        Crossing::At(size) => {
            let before = points.iter().filter(|(own, _)| f64::from(*own) < size);
            let is_unsteady = before.into_iter().any(|(_, speedup)| is_paying(speedup));
            Pays::From { size, ends: interval(rows), is_unsteady }
        }
        _ if points.iter().all(|(_, speedup)| is_paying(speedup)) => Pays::Always,
        // Never slower, but at the small end not clearly faster either.
        _ => {
            let doubtful = points.iter().rposition(|(_, speedup)| !is_paying(speedup));
            let first = doubtful.map_or(0, |at| at + 1);
            let is_unsteady = points[..first].iter().any(|(_, speedup)| is_paying(speedup));
            Pays::From { size: f64::from(points[first].0), ends: interval(rows), is_unsteady }
        }
    }
}

/// The point with the highest speed-up.
fn fastest<'a>(points: impl IntoIterator<Item = &'a (u32, Speedup)>) -> Option<(u32, Speedup)> {
    points.into_iter().max_by(|a, b| a.1.ratio.total_cmp(&b.1.ratio)).copied()
}

/// Clearly faster, and by more than the baseline may differ from itself.
pub fn is_paying(speedup: &Speedup) -> bool {
    speedup.is_clear() && speedup.ratio > 1.0 + CONTROL_TOLERANCE
}

fn speedup(row: &Row) -> Option<Speedup> {
    // Ratios are speed-ups over a baseline that takes 1 in every round.
    let ones: Vec<_> = row.ratios.iter().map(|(round, _)| (*round, 1.0)).collect();
    let times: Vec<_> = row.ratios.iter().map(|&(round, ratio)| (round, 1.0 / ratio)).collect();
    crate::stats::speedup(&ones, &times)
}

/// Where a row of speed-ups passes 1 for the last time.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Crossing {
    Before,
    At(f64),
    After,
}

/// Interpolated between neighbouring sizes, both logarithmic.
fn crossing(ratios: &[(u32, f64)]) -> Crossing {
    let Some(below) = ratios.iter().rposition(|(_, ratio)| *ratio < 1.0) else {
        return Crossing::Before;
    };
    let Some(&(above, high)) = ratios.get(below + 1) else { return Crossing::After };
    let (size, low) = ratios[below];
    let [from, to] = [size, above].map(|size| f64::from(size.max(1)).ln());
    let share = low.ln() / (low.ln() - high.ln());
    Crossing::At((from + (to - from) * share.clamp(0.0, 1.0)).exp())
}

/// The interval of the crossing, over the rounds; see [`Pays::From`].
fn interval(rows: &[Row]) -> Option<Interval> {
    let (smallest, largest) = (f64::from(rows.first()?.size), f64::from(rows.last()?.size));
    let all = rounds::all(rows.iter().map(|row| &row.ratios[..]));
    let (low, high) = rounds::interval(&all, |drawn| {
        let median = |row: &Row| Some((row.size, rounds::median(&row.ratios, drawn)?));
        let ratios: Vec<_> = rows.iter().filter_map(median).collect();
        Some(match crossing(&ratios) {
            Crossing::Before => smallest,
            Crossing::At(size) => size,
            Crossing::After => f64::INFINITY,
        })
    })?;
    high.is_finite().then(|| (low, high.min(largest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same ratios in every round, a little apart.
    fn rows(ratios: &[f64]) -> Vec<Row> {
        let sizes = (0..).map(|power| 10u32.pow(power));
        let around = |ratio: f64| [0.999, 1.0, 1.001].map(|factor| ratio * factor);
        let row =
            |(size, &ratio): (u32, &f64)| Row { size, ratios: (0..).zip(around(ratio)).collect() };
        sizes.zip(ratios).map(row).collect()
    }

    #[test]
    fn a_crossing_lies_between_its_sizes() {
        let Crossing::At(size) = crossing(&[(10, 0.5), (1_000, 2.0)]) else { panic!("it crosses") };
        assert!((size - 100.0).abs() < 1e-9, "{size}");
        assert_eq!(crossing(&[(10, 2.0), (1_000, 0.5)]), Crossing::After);
        assert_eq!(crossing(&[(10, 1.0)]), Crossing::Before);
        let Pays::From { size, ends, is_unsteady } = pays(&rows(&[0.25, 0.5, 2.0])) else {
            panic!("it crosses")
        };
        let (low, high) = ends.unwrap();
        assert!(low <= size && size <= high && (31.0..32.0).contains(&size) && !is_unsteady);
    }

    #[test]
    fn there_may_be_no_crossing() {
        assert_eq!(pays(&[]), Pays::Untold);
        assert_eq!(pays(&rows(&[1.5, 2.0])), Pays::Always);
        assert!(matches!(pays(&rows(&[0.5, 0.97, 0.9])), Pays::Never { at: 10, .. }));
        assert!(matches!(pays(&rows(&[0.5, 1.01, 1.02])), Pays::Never { at: 100, .. }));
        assert!(matches!(pays(&rows(&[0.5, 1.5, 0.9])), Pays::NotAtLast { size: 10, .. }));
        let mut few = rows(&[0.5, 2.0]);
        few.iter_mut().for_each(|row| row.ratios.truncate(2));
        assert_eq!(pays(&few), Pays::Untold);
    }

    #[test]
    fn of_several_crossings_the_last_one_counts() {
        let Pays::From { size, is_unsteady, .. } = pays(&rows(&[0.5, 1.5, 0.8, 2.0])) else {
            panic!("it crosses")
        };
        assert!((100.0..1_000.0).contains(&size) && is_unsteady);
        // The highest speed-up of all is that of the largest size, but nothing is sure of it.
        let mut doubtful = rows(&[0.5, 1.5, 9.0]);
        doubtful[2].ratios[0].1 = 0.5;
        let Pays::NotAtLast { size, ratio } = pays(&doubtful) else { panic!("it is unclear") };
        assert_eq!((size, ratio), (10, 1.5));
        let doubtful = pays(&rows(&[1.01, 1.5, 2.0]));
        assert!(matches!(doubtful, Pays::From { size: 10.0, .. }), "{doubtful:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_ratios_give_an_answer_within_the_sizes(
            ratios in proptest::collection::vec(1e-3f64..1e3, 1..8),
        ) {
            let rows = rows(&ratios);
            let (smallest, largest) = (1.0, f64::from(rows[rows.len() - 1].size));
            if let Pays::From { size, ends, .. } = pays(&rows) {
                prop_assert!((smallest..=largest).contains(&size));
                prop_assert!(ends.is_none_or(|(low, high)| smallest <= low && low <= high && high <= largest));
            }
        }
    }
}
