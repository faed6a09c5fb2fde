//! Intervals of what several rows of ratios give together, when they were measured in the same
//! rounds.

use super::{Interval, LEAST_FOR_INTERVAL, SEED};
use crate::random::Random;

/// Resamples of the rounds; fewer than of a single median, because each takes longer.
const RESAMPLES: usize = 400;

/// Ratios, each with its round.
pub type Ratios = [(u32, f64)];

/// The rounds in which any of the rows has a ratio, in order.
pub fn all<'a>(rows: impl Iterator<Item = &'a Ratios>) -> Vec<u32> {
    let mut rounds: Vec<u32> = rows.flatten().map(|(round, _)| *round).collect();
    rounds.sort_unstable();
    rounds.dedup();
    rounds
}

/// The median ratio over `drawn` rounds, each counted as often as it was drawn; none when the row
/// has none of them.
pub fn median(ratios: &Ratios, drawn: &[u32]) -> Option<f64> {
    let ratio = |round: &u32| ratios.iter().find(|(own, _)| own == round).map(|(_, it)| *it);
    let mut sorted: Vec<f64> = drawn.iter().filter_map(ratio).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    Some(f64::midpoint(sorted[(sorted.len() - 1) / 2], upper))
}

/// The 95 % percentile bootstrap interval of `figure`, which is given drawn rounds. Whole rounds are
/// drawn, so that what the rows have in common in a round stays together. None for fewer than 3
/// rounds; draws without a figure are left out.
pub fn interval(rounds: &[u32], mut figure: impl FnMut(&[u32]) -> Option<f64>) -> Option<Interval> {
    if rounds.len() < LEAST_FOR_INTERVAL {
        return None;
    }
    let mut random = Random::new(SEED);
    let mut drawn = rounds.to_vec();
    let mut figures: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            drawn.fill_with(|| rounds[random.below(rounds.len() as u32) as usize]);
            figure(&drawn)
        })
        .collect();
    figures.sort_unstable_by(f64::total_cmp);
    // 95 % of them lie between the ends.
    let tail = figures.len() / 40;
    Some((*figures.get(tail)?, *figures.get(figures.len() - 1 - tail)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_that_were_drawn_twice_count_twice() {
        let ratios = [(0, 1.0), (1, 2.0), (4, 9.0)];
        assert_eq!(median(&ratios, &[0, 1, 4]), Some(2.0));
        assert_eq!(median(&ratios, &[4, 0, 4, 4]), Some(9.0));
        assert_eq!(median(&ratios, &[0, 4]), Some(5.0));
        assert_eq!(median(&ratios, &[2, 3]), None);
        assert_eq!(all([&ratios[1..], &ratios[..2]].into_iter()), [0, 1, 4]);
    }

    #[test]
    fn the_interval_of_one_row_is_that_of_its_median() {
        let ratios: Vec<_> = (0..9).map(|round| (round, f64::from(round))).collect();
        let rounds = all(std::iter::once(&ratios[..]));
        let (low, high) = interval(&rounds, |drawn| median(&ratios, drawn)).expect("9 rounds");
        // The 2nd of 9 at either end, as the binomial distribution says, or the one beside it.
        assert!((1.0..=2.0).contains(&low) && (6.0..=7.0).contains(&high), "{low} {high}");
        assert_eq!(interval(&rounds[..2], |drawn| median(&ratios, drawn)), None);
        assert_eq!(interval(&rounds, |_| None), None);
    }
}
