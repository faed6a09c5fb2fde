//! How results from elsewhere are drawn beside one's own without misleading.

use super::Reference;
use crate::outcome::Outcome;
use crate::receipt::Millis;
use crate::strategy::Strategy;

/// Bars from elsewhere may be this many times as long as the longest own bar; longer ones would leave
/// the own bars too short to compare.
const MOST_STRETCH: f64 = 2.0;

/// What a length means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// The same work, on the same axis.
    Same,
    /// Drawn as if Sequential took as long there as here: times are multiplied by this factor, and
    /// what can be compared is how the strategies relate.
    Aligned(f64),
    /// Nothing can be compared by length.
    None,
}

impl Scale {
    /// How the rows of `reference` are drawn beside `outcomes`, which are of a race of `size`.
    pub fn of(reference: &Reference, outcomes: &[Outcome], size: Option<u32>) -> Self {
        let own = |outcome: &Outcome| outcome.summary.map(|summary| summary.median);
        let longest = outcomes.iter().filter_map(own).fold(0.0, f64::max);
        let there = reference.rows.iter().map(|row| row.median_ms).fold(0.0, f64::max);
        let same_work = size.is_none_or(|size| size == reference.size);
        if longest <= 0.0 || (same_work && there <= longest * MOST_STRETCH) {
            return if same_work { Self::Same } else { Self::None };
        }
        let baseline = outcomes.iter().find(|outcome| outcome.strategy == Strategy::Sequential);
        match (baseline.and_then(own), reference.row(Strategy::Sequential)) {
            (Some(here), Some(there)) if there.median_ms > 0.0 => {
                Self::Aligned(here / there.median_ms)
            }
            _ => Self::None,
        }
    }

    /// The time a bar from elsewhere is drawn with.
    pub fn apply(self, ms: Millis) -> Option<Millis> {
        match self {
            Self::Same => Some(ms),
            Self::Aligned(factor) => Some(ms * factor),
            Self::None => None,
        }
    }

    /// What the visitor must know to read the bars.
    pub fn sentence(self, reference: &Reference) -> String {
        let line = reference.line();
        match self {
            Self::Same => format!("Outlined: {line}. The same work, on the same scale."),
            Self::Aligned(_) => format!(
                "Outlined: {line}. Drawn as if Sequential took as long there as here, so compare how \
                 the strategies relate, not times."
            ),
            Self::None => format!(
                "Measured elsewhere ({line}), and not drawn: it has another size, or no Sequential to \
                 compare with."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{measured, waiting};
    use crate::reference::Row;

    fn reference(times: &[(Strategy, Millis)]) -> Reference {
        let row = |&(strategy, median_ms): &(Strategy, Millis)| Row {
            strategy,
            via: String::new(),
            median_ms,
            speedup: None,
            speedup_ci95: None,
        };
        Reference {
            workload: "primes".to_owned(),
            size: 1_000,
            machine: "A machine".to_owned(),
            date: "2026-11-29".to_owned(),
            rows: times.iter().map(row).collect(),
            variants: vec![],
        }
    }

    #[test]
    fn the_same_work_at_a_similar_speed_shares_the_axis() {
        let own = [measured(Strategy::Sequential, &[100.0; 3])];
        let there = reference(&[(Strategy::Sequential, 150.0), (Strategy::Threads, 80.0)]);
        assert_eq!(Scale::of(&there, &own, Some(1_000)), Scale::Same);
        assert_eq!(Scale::of(&there, &[waiting(Strategy::Sequential)], None), Scale::Same);
    }

    #[test]
    fn a_slow_engine_or_another_size_is_aligned_by_its_baseline() {
        let own = [measured(Strategy::Sequential, &[100.0; 3])];
        let there = reference(&[(Strategy::Sequential, 4_000.0), (Strategy::Threads, 2_000.0)]);
        for size in [1_000, 50_000] {
            let scale = Scale::of(&there, &own, Some(size));
            assert_eq!(scale.apply(2_000.0), Some(50.0));
            assert!(scale.sentence(&there).contains("not times"));
        }
    }

    #[test]
    fn without_a_baseline_nothing_is_drawn() {
        let own = [measured(Strategy::Sequential, &[100.0; 3])];
        let there = reference(&[(Strategy::Threads, 2_000.0)]);
        let scale = Scale::of(&there, &own, Some(7));
        assert_eq!((scale, scale.apply(1.0)), (Scale::None, None));
    }
}
