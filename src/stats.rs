//! Samples → median, interval, speed-up; nothing where a figure would mean nothing.

pub mod rounds;

use crate::notice::Notice;
use crate::random::Random;

/// Resamples of a bootstrap; its interval moves by about 0.4 percentage points with the seed.
const RESAMPLES: usize = 2_000;

/// Resamples left out at either end, so that 95 % of them lie between.
const TAIL: usize = RESAMPLES / 40 - 1;

/// Always the same, so that the same samples show the same interval.
const SEED: u64 = 95;

/// How far the A/A control may be off before the machine counts as noisy: what the warm-up
/// tolerates between two medians.
pub const CONTROL_TOLERANCE: f64 = 0.03;

/// Fewer samples than this have no interval: the ends would be the samples themselves.
const LEAST_FOR_INTERVAL: usize = 3;

/// Lower and upper end of a 95 % interval.
pub type Interval = (f64, f64);

/// What repeated samples say together; in the unit of the samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Half of the samples are below it, half above.
    pub median: f64,
    /// The smallest sample.
    pub min: f64,
    /// 95 % percentile bootstrap interval of the median (Efron, "Bootstrap methods: another look
    /// at the jackknife", 1979); none for fewer than 3 samples. Simulated, it covers the true
    /// median in 96 % of the cases with 9 samples, in 87 to 97 % with any number from 4 to 99, and
    /// in 75 % with 3.
    pub ci95: Option<Interval>,
    /// How many samples there are.
    pub count: usize,
}

/// How many times as fast as the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speedup {
    /// Median over the rounds of baseline ÷ other; over 1 is faster than the baseline.
    pub ratio: f64,
    /// 95 % interval of that median; none for fewer than 3 rounds.
    pub ci95: Option<Interval>,
}

impl Speedup {
    /// Whether it is clearly faster or clearly slower than the baseline: 1 is not in the interval.
    pub fn is_clear(&self) -> bool {
        self.ci95.is_some_and(|(low, high)| low > 1.0 || high < 1.0)
    }

    /// Whether the whole interval is above the whole interval of the other.
    pub fn clearly_faster_than(&self, other: &Self) -> bool {
        self.ci95.zip(other.ci95).is_some_and(|(own, other)| own.0 > other.1)
    }
}

/// Sums up samples. None when there are no samples, or one is not a positive finite number.
pub fn summary(samples: &[f64]) -> Option<Summary> {
    let sorted = sorted(samples)?;
    Some(Summary {
        median: middle(&sorted, &vec![1; sorted.len()]),
        min: *sorted.first()?,
        ci95: (sorted.len() >= LEAST_FOR_INTERVAL).then(|| interval(&sorted)),
        count: sorted.len(),
    })
}

/// Compares makespans, each given with its round, in the rounds that have both: what slows a whole
/// round down cancels out. Of several makespans in a round the first counts. None when no round
/// has both, or a makespan in such a round is not a positive finite number.
pub fn speedup(baseline: &[(u32, f64)], other: &[(u32, f64)]) -> Option<Speedup> {
    let paired = other.iter().filter_map(|&(round, time)| {
        let (_, base) = baseline.iter().find(|(base_round, _)| *base_round == round)?;
        Some((*base, time))
    });
    let ratios: Option<Vec<_>> = paired
        .map(|(base, time)| (is_positive(base) && is_positive(time)).then_some(base / time))
        .collect();
    let Summary { median, ci95, .. } = summary(&ratios?)?;
    Some(Speedup { ratio: median, ci95 })
}

/// The A/A control: a notice when the baseline, timed twice in every round, differs from itself
/// clearly and by more than [`CONTROL_TOLERANCE`].
pub fn noise(baseline: &[(u32, f64)], control: &[(u32, f64)]) -> Option<Notice> {
    let difference = speedup(control, baseline)?;
    let differs = difference.is_clear() && (difference.ratio - 1.0).abs() > CONTROL_TOLERANCE;
    let (low, high) = difference.ci95.filter(|_| differs)?;
    Some(Notice::NoisyMachine { low, high })
}

/// The busiest lane ÷ the mean of all lanes, from the milliseconds each was busy: 1 is an even
/// share, the number of lanes means that one did everything. None when no lane did anything, or
/// a time is negative or not finite.
pub fn imbalance(busy_ms: &[f64]) -> Option<f64> {
    if !busy_ms.iter().all(|&busy| busy >= 0.0) {
        return None;
    }
    let busiest = busy_ms.iter().copied().fold(0.0, f64::max);
    let mean = busy_ms.iter().sum::<f64>() / busy_ms.len() as f64;
    positive(busiest / mean)
}

/// The share of ideal speed-up reached: speed-up ÷ lanes; 1 is ideal. None without lanes, or when
/// the speed-up is not a positive finite number.
pub fn efficiency(speedup: f64, lanes: u32) -> Option<f64> {
    positive(speedup / f64::from(lanes))
}

fn positive(number: f64) -> Option<f64> {
    is_positive(number).then_some(number)
}

fn is_positive(number: f64) -> bool {
    number > 0.0 && number.is_finite()
}

fn sorted(samples: &[f64]) -> Option<Vec<f64>> {
    if samples.is_empty() || !samples.iter().all(|&sample| is_positive(sample)) {
        return None;
    }
    let mut sorted = samples.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Some(sorted)
}

/// The percentile bootstrap interval of the median of `sorted` samples.
fn interval(sorted: &[f64]) -> Interval {
    let mut random = Random::new(SEED);
    let mut counts = vec![0; sorted.len()];
    let mut medians: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            counts.fill(0);
            for _ in 0..sorted.len() {
                counts[random.below(sorted.len() as u32) as usize] += 1;
            }
            middle(sorted, &counts)
        })
        .collect();
    medians.sort_unstable_by(f64::total_cmp);
    (medians[TAIL], medians[RESAMPLES - 1 - TAIL])
}

/// The median of as many numbers as there are in `sorted`, each taken as often as `counts` says.
fn middle(sorted: &[f64], counts: &[u32]) -> f64 {
    let upper = sorted.len() as u32 / 2;
    let lower = (sorted.len() as u32 - 1) / 2;
    f64::midpoint(ranked(sorted, counts, lower), ranked(sorted, counts, upper))
}

/// The number with `rank` smaller or equal ones before it.
fn ranked(sorted: &[f64], counts: &[u32], rank: u32) -> f64 {
    let mut passed = 0;
    let found = sorted.iter().zip(counts).find(|(_, count)| {
        passed += **count;
        passed > rank
    });
    found.map_or(f64::NAN, |(&number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A number around `center`, less than `spread` away, evenly distributed.
    fn noisy(random: &mut Random, center: f64, spread: f64) -> f64 {
        center + spread * (f64::from(random.below(1 << 31)) / f64::from(1u32 << 30) - 1.0)
    }

    /// Makespans in the order of their rounds.
    fn rounds(times: &[f64]) -> Vec<(u32, f64)> {
        (0..).zip(times.iter().copied()).collect()
    }

    fn covers(interval: Option<Interval>, truth: f64) -> bool {
        interval.is_some_and(|(low, high)| low <= truth && truth <= high)
    }

    #[test]
    fn medians_are_those_of_school() {
        let median = |samples: &[f64]| summary(samples).unwrap().median;
        assert_eq!(median(&[7.0]), 7.0);
        assert_eq!(median(&[9.0, 1.0, 4.0]), 4.0);
        assert_eq!(median(&[9.0, 1.0, 4.0, 5.0]), 4.5);
        assert_eq!(median(&[2.0, 2.0, 2.0, 100.0]), 2.0);
        let short = summary(&[3.0, 1.0]).unwrap();
        assert_eq!((short.min, short.count, short.ci95), (1.0, 2, None));
    }

    #[test]
    fn intervals_end_where_the_binomial_distribution_says() {
        // A resample of n numbers has its median at or below the k-th smallest when at least
        // (n + 1) / 2 of n draws, each with chance k / n, hit. The lower end is the first k for
        // which that chance reaches 2.5 %: 2 of 9, 3 of 11, 4 of 13, 7 of 21.
        for (count, k) in [(3, 1), (5, 1), (7, 2), (9, 2), (11, 3), (13, 4), (21, 7)] {
            let samples: Vec<f64> = (1..=count).map(f64::from).collect();
            let ends = (f64::from(k), f64::from(count + 1 - k));
            assert_eq!(summary(&samples).unwrap().ci95, Some(ends), "{count} samples");
        }
    }

    #[test]
    fn meaningless_samples_have_no_summary() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(summary(&[1.0, bad]), None);
            assert_eq!(speedup(&[(0, 1.0)], &[(0, bad)]), None);
            assert_eq!(speedup(&[(0, bad)], &[(0, 1.0)]), None);
            assert_eq!(speedup(&[(0, bad)], &[(0, bad)]), None);
            assert_eq!(efficiency(bad, 2), None);
        }
        assert_eq!(summary(&[]), None);
        assert_eq!(speedup(&[], &[]), None);
        assert_eq!(speedup(&[(0, 1.0)], &[(1, 1.0)]), None);
        assert_eq!(efficiency(1.0, 0), None);
        for bad in [&[][..], &[0.0], &[0.0, 0.0], &[1.0, -1.0], &[1.0, f64::NAN]] {
            assert_eq!(imbalance(bad), None);
        }
    }

    #[test]
    fn a_speedup_pairs_the_rounds() {
        // The machine slows down tenfold; in each round the other takes half as long.
        let baseline: Vec<_> = (1..=10).map(|i| (i, f64::from(i) * 20.0)).collect();
        let other: Vec<_> = (1..=10).rev().map(|i| (i, f64::from(i) * 10.0)).collect();
        let twice = Speedup { ratio: 2.0, ci95: Some((2.0, 2.0)) };
        assert_eq!(speedup(&baseline, &other), Some(twice));
        assert_eq!(speedup(&baseline[3..], &other[2..]), Some(twice));
        assert!(twice.is_clear());
        let one_round = speedup(&baseline[..1], &other).unwrap();
        assert_eq!((one_round.ratio, one_round.ci95), (2.0, None));
        assert!(!one_round.is_clear() && !one_round.clearly_faster_than(&twice));
    }

    #[test]
    fn overlapping_intervals_have_no_winner() {
        let speedup = |low, ratio, high| Speedup { ratio, ci95: Some((low, high)) };
        let (slow, middle, fast) =
            (speedup(0.8, 0.9, 0.95), speedup(0.9, 1.1, 1.6), speedup(1.5, 1.8, 1.9));
        assert!(slow.is_clear() && !middle.is_clear() && fast.is_clear());
        assert!(fast.clearly_faster_than(&slow));
        assert!(!fast.clearly_faster_than(&middle) && !middle.clearly_faster_than(&slow));
        assert!(!fast.clearly_faster_than(&fast));
    }

    #[test]
    fn only_a_clear_and_large_difference_is_noise() {
        let baseline = rounds(&[100.0; 9]);
        let control = |times: &[f64]| noise(&baseline, &rounds(times));
        assert_eq!(control(&[100.0; 9]), None);
        assert_eq!(control(&[102.0; 9]), None, "clear but small");
        let wide = [60.0, 70.0, 80.0, 90.0, 110.0, 115.0, 120.0, 125.0, 130.0];
        assert_eq!(control(&wide), None, "large but not clear");
        assert_eq!(control(&[120.0; 2]), None, "too few rounds");
        assert_eq!(control(&[120.0; 9]), Some(Notice::NoisyMachine { low: 1.2, high: 1.2 }));
        assert_eq!(control(&[80.0; 9]), Some(Notice::NoisyMachine { low: 0.8, high: 0.8 }));
    }

    #[test]
    fn shares_of_lanes() {
        assert_eq!(imbalance(&[2.0, 2.0]), Some(1.0));
        assert_eq!(imbalance(&[3.0, 1.0]), Some(1.5));
        assert_eq!(imbalance(&[5.0, 0.0, 0.0, 0.0]), Some(4.0));
        assert_eq!(efficiency(3.0, 4), Some(0.75));
    }

    #[test]
    fn intervals_cover_the_true_median() {
        let mut random = Random::new(400);
        for count in [9, 30, 99] {
            let covered = (0..400)
                .filter(|_| {
                    // Cubed, so that the distribution leans to one side as makespans do.
                    let samples: Vec<_> =
                        (0..count).map(|_| noisy(&mut random, 50.0, 5.0).powi(3)).collect();
                    covers(summary(&samples).unwrap().ci95, 125_000.0)
                })
                .count();
            assert!((360..=396).contains(&covered), "{count} samples: {covered} of 400");
        }
    }

    #[test]
    fn a_speedup_in_noise_is_covered() {
        let mut random = Random::new(401);
        let covered = (0..400)
            .filter(|_| {
                let drift: Vec<_> = (0..9).map(|_| noisy(&mut random, 40.0, 20.0)).collect();
                let mut times = |factor: f64| {
                    let time = |drift: &f64| drift * factor * noisy(&mut random, 1.0, 0.1);
                    rounds(&drift.iter().map(time).collect::<Vec<_>>())
                };
                let (baseline, other) = (times(3.0), times(1.0));
                covers(speedup(&baseline, &other).unwrap().ci95, 3.0)
            })
            .count();
        assert!((360..=396).contains(&covered), "{covered} of 400");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn an_interval_holds_its_median(
            mut samples in proptest::collection::vec(1e-3..1e6, 3..100),
        ) {
            let Summary { median, min, ci95, count } = summary(&samples).unwrap();
            let (low, high) = ci95.unwrap();
            prop_assert!(min <= low && low <= median && median <= high);
            prop_assert!(samples.iter().any(|&sample| sample >= high));
            samples.reverse();
            prop_assert_eq!(summary(&samples), Some(Summary { median, min, ci95, count }));
        }

        #[test]
        fn identical_makespans_are_no_speedup(
            samples in proptest::collection::vec(1e-3..1e6, 3..100),
        ) {
            let same = rounds(&samples);
            let speedup = speedup(&same, &same).unwrap();
            prop_assert_eq!(speedup, Speedup { ratio: 1.0, ci95: Some((1.0, 1.0)) });
            prop_assert!(!speedup.is_clear());
            prop_assert_eq!(noise(&same, &same), None);
        }

        #[test]
        fn any_numbers_at_all_do_no_harm(samples: Vec<f64>, other: Vec<f64>, lanes: u32) {
            if let Some(speedup) = speedup(&rounds(&samples), &rounds(&other)) {
                prop_assert!(speedup.ratio.is_finite() && speedup.ratio > 0.0);
            }
            prop_assert!(imbalance(&samples).is_none_or(|share| share >= 0.99));
            let first = other.first().copied().unwrap_or(0.0);
            prop_assert!(efficiency(first, lanes).is_none_or(f64::is_finite));
            summary(&other);
        }
    }
}
