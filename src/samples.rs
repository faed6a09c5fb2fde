//! The samples of a strategy, in the order a visitor chooses from, and the one to begin with.

use crate::receipt::{Sample, SampleKey};
use crate::strategy::Strategy;
use crate::unit;

/// One sample that can be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which sample.
    pub key: SampleKey,
    /// What a visitor reads: "round 3: 41.2 ms (median)".
    pub label: String,
}

/// The strategies that have a sample, in the order the page shows them.
pub fn strategies(samples: &[Sample]) -> Vec<Strategy> {
    let has_sample = |strategy: &Strategy| samples.iter().any(|it| is_shown(it, *strategy));
    Strategy::ALL.into_iter().filter(has_sample).collect()
}

/// The samples of `strategy`: the cold one, then every round. The control is not among them.
pub fn choices(samples: &[Sample], strategy: Strategy) -> Vec<Choice> {
    let median = median(samples, strategy).map(Sample::key);
    let mut shown: Vec<_> = samples.iter().filter(|it| is_shown(it, strategy)).collect();
    shown.sort_by_key(|sample| (!sample.cold, sample.round));
    let choice = |sample: &Sample| {
        let (key, time) = (sample.key(), unit::show(sample.makespan_ms));
        let label = match () {
            () if sample.cold => format!("cold start: {time}"),
            () if median == Some(key) => format!("round {}: {time} (median)", sample.round + 1),
            () => format!("round {}: {time}", sample.round + 1),
        };
        Choice { key, label }
    };
    shown.into_iter().map(choice).collect()
}

/// The sample to begin with: the warm one whose makespan is the lower median of `strategy`, or
/// the cold one while there is no other. None where nothing was measured.
pub fn default_sample(samples: &[Sample], strategy: Strategy) -> Option<SampleKey> {
    let cold = || samples.iter().find(|it| it.cold && is_shown(it, strategy));
    median(samples, strategy).or_else(cold).map(Sample::key)
}

/// The sample that `key` names.
pub fn find(samples: &[Sample], key: SampleKey) -> Option<&Sample> {
    samples.iter().find(|sample| sample.key() == key)
}

fn median(samples: &[Sample], strategy: Strategy) -> Option<&Sample> {
    let mut warm: Vec<_> = samples.iter().filter(|it| !it.cold && is_shown(it, strategy)).collect();
    warm.sort_by(|one, other| one.makespan_ms.total_cmp(&other.makespan_ms));
    warm.get(warm.len().saturating_sub(1) / 2).copied()
}

fn is_shown(sample: &Sample, strategy: Strategy) -> bool {
    sample.strategy == strategy && !sample.control
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::receipt::Receipt;

    fn sample(round: u32, cold: bool, control: bool, makespan_ms: f64) -> Sample {
        let (receipt, lanes) = (Receipt::default(), vec![]);
        let strategy = Strategy::Threads;
        Sample { strategy, control, round, cold, makespan_ms, receipt, lanes, answer: 0 }
    }

    #[test]
    fn the_median_is_a_warm_sample_that_was_measured() {
        let mut samples = vec![sample(0, true, false, 1.0), sample(0, false, true, 2.0)];
        let cold = default_sample(&samples, Strategy::Threads).expect("the cold one");
        assert!(cold.cold);
        for (round, ms) in [9.0, 5.0, 7.0, 6.0].into_iter().enumerate() {
            samples.push(sample(round as u32, false, false, ms));
        }
        let key = default_sample(&samples, Strategy::Threads).expect("a median");
        assert_eq!((key.round, key.cold, key.control), (3, false, false), "6 of 5, 6, 7, 9");
        assert_eq!(find(&samples, key).map(|it| it.makespan_ms), Some(6.0));
        assert_eq!(default_sample(&samples, Strategy::Processes), None);
    }

    #[test]
    fn the_cold_start_comes_first_and_the_median_is_marked() {
        let samples = [
            sample(1, false, false, 4.0),
            sample(0, false, false, 3.0),
            sample(0, true, false, 50.0),
            sample(0, false, true, 3.5),
        ];
        let labels: Vec<_> =
            choices(&samples, Strategy::Threads).into_iter().map(|it| it.label).collect();
        let expected = ["cold start: 50.0 ms", "round 1: 3.00 ms (median)", "round 2: 4.00 ms"];
        assert_eq!(labels, expected);
        assert_eq!(strategies(&samples), [Strategy::Threads]);
    }
}
