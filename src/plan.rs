//! How a race is measured: how big the work must be, when it is warm, in which order it runs.

use crate::random::Random;
use crate::receipt::Millis;
use crate::strategy::Strategy;
use crate::workload::{Dealing, Workload};

/// No sample may be shorter: below it scheduling noise drowns what is measured.
pub const LEAST_SAMPLE_MS: Millis = 20.0;

/// Where every chunk is a message of its own, processes take tens of times as long as the baseline,
/// and there is nothing fine to tell apart: its samples may be as short as this.
const LEAST_MESSAGES_MS: Millis = 5.0;

/// Messages that a sample of a race may take where the visitor has set no size: at 25 to 50 µs
/// each, up to about a second, and a race of nine rounds lasts about half a minute.
pub const MOST_MESSAGES: u32 = 20_000;

/// A sample must last this many steps of the clock, so that the step is at most 0.1 % of it.
pub const LEAST_CLOCK_STEPS: f64 = 1_000.0;

/// Two medians this close, one after the other, mean that the kernel has warmed up.
pub const STABLE_WITHIN: f64 = 0.03;

/// Samples behind each warm-up median.
pub const WARM_UP_GROUP: usize = 3;

/// A machine that never settles is raced after this many warm-up samples of a strategy.
const MOST_WARM_UP_SAMPLES: usize = 4 * WARM_UP_GROUP;

/// A size that takes long is raced after warming up this long for a strategy.
const MOST_WARM_UP_MS: Millis = 1_500.0;

/// Headroom for a baseline that gets faster while it warms up.
const HEADROOM: f64 = 1.3;

/// The shortest makespan of a workload to trust, with a clock of this step.
pub fn least_ms(dealing: Dealing, clock_step_ms: Millis) -> Millis {
    let least = match dealing {
        Dealing::Guided => LEAST_SAMPLE_MS,
        Dealing::OneByOne => LEAST_MESSAGES_MS,
    };
    least.max(LEAST_CLOCK_STEPS * clock_step_ms)
}

/// The largest size of a workload that takes no more than `most` messages, where each chunk is a
/// message of its own: a few thousand show what they cost, and more only take long.
pub fn largest_within(workload: &Workload, most: u32) -> u32 {
    let (mut low, mut high) = (workload.sizes.min, workload.sizes.max);
    if workload.dealing != Dealing::OneByOne {
        return high;
    }
    while low < high {
        let middle = high - (high - low) / 2;
        if workload.chunks(middle).count() <= most {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// The time the baseline must take so that even `lanes` lanes that scale perfectly stay long
/// enough to be timed by a clock with this step.
pub fn baseline_target_ms(dealing: Dealing, clock_step_ms: Millis, lanes: u32) -> Millis {
    least_ms(dealing, clock_step_ms) * f64::from(lanes) * HEADROOM
}

/// The size at which a workload takes `target_ms`, judged by a probe of `size` that took `took_ms`.
pub fn size_for(workload: &Workload, size: u32, took_ms: Millis, target_ms: Millis) -> u32 {
    let wanted = (workload.cost)(size) * target_ms / took_ms.max(f64::MIN_POSITIVE);
    let (mut low, mut high) = (workload.sizes.min, workload.sizes.max);
    while low < high {
        let middle = low + (high - low) / 2;
        if (workload.cost)(middle) < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    rounded_up(low).min(workload.sizes.max)
}

/// Few, long chunks can only be shared out evenly when their number is a multiple of the lanes:
/// the next size at which it is, or `size` when there are enough chunks for it not to matter.
pub fn evenly_shared(workload: &Workload, size: u32, lanes: &[u32]) -> u32 {
    let is_even = |size: &u32| {
        let chunks = workload.chunks(*size).count();
        lanes.iter().all(|&lanes| chunks > ENOUGH_CHUNKS * lanes || chunks.is_multiple_of(lanes))
    };
    let most = size.saturating_mul(2).min(workload.sizes.max);
    (size..=most).find(is_even).unwrap_or(size)
}

/// So many chunks a lane that one more or less is at most 2 % of its work.
const ENOUGH_CHUNKS: u32 = 50;

/// Two leading digits are enough, and read better.
fn rounded_up(size: u32) -> u32 {
    let unit = 10u32.pow(size.max(1).ilog10().saturating_sub(1));
    size.div_ceil(unit).saturating_mul(unit)
}

/// Whether a strategy is warm after these samples, in milliseconds and in order.
pub fn is_warm(samples: &[Millis]) -> bool {
    if samples.len() >= MOST_WARM_UP_SAMPLES || samples.iter().sum::<f64>() >= MOST_WARM_UP_MS {
        return true;
    }
    let medians: Vec<_> = samples.rchunks_exact(WARM_UP_GROUP).take(2).map(median).collect();
    match medians[..] {
        [last, before] => (last - before).abs() <= STABLE_WITHIN * before,
        _ => false,
    }
}

fn median(samples: &[Millis]) -> Millis {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// One place in a round: a strategy, or the baseline a second time as the control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heat {
    /// What runs.
    pub strategy: Strategy,
    /// Whether it is the hidden second baseline.
    pub control: bool,
}

/// Every strategy once and the baseline twice, in a random order.
pub fn round(strategies: &[Strategy], random: &mut Random) -> Vec<Heat> {
    let control = Heat { strategy: Strategy::Sequential, control: true };
    let mut heats = vec![control];
    heats.extend(strategies.iter().map(|&strategy| Heat { strategy, control: false }));
    random.shuffle(&mut heats);
    heats
}

/// The strategies to race, in the order of [`Strategy::ALL`], with the baseline among them.
pub fn with_baseline(strategies: &[Strategy]) -> Vec<Strategy> {
    Strategy::ALL
        .into_iter()
        .filter(|strategy| *strategy == Strategy::Sequential || strategies.contains(strategy))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload;
    use proptest::{prop_assert, proptest};

    #[test]
    fn warm_means_two_medians_in_a_row_agree() {
        assert!(!is_warm(&[10.0, 10.0, 10.0]));
        assert!(is_warm(&[10.0, 10.2, 50.0, 10.0, 10.1, 9.0]));
        assert!(!is_warm(&[20.0, 20.0, 20.0, 10.0, 10.0, 10.0]));
    }

    #[test]
    fn warming_up_ends_on_a_machine_that_never_settles() {
        let noise: Vec<_> = (1..).map(|n: i32| f64::from(n * n)).take(12).collect();
        assert!(!is_warm(&noise[..11]));
        assert!(is_warm(&noise));
        assert!(is_warm(&[2_000.0]));
    }

    #[test]
    fn few_long_waits_are_shared_out_evenly() {
        let wait = workload::find("wait").expect("listed");
        assert_eq!(evenly_shared(wait, 11, &[1, 2, 4]), 12);
        assert_eq!(evenly_shared(wait, 10, &[1, 3, 4]), 12);
        assert_eq!(evenly_shared(wait, 1_001, &[2, 4]), 1_001);
        let sums = workload::find("sum-of-squares").expect("listed");
        assert_eq!(evenly_shared(sums, 150_000_001, &[2, 4]), 150_000_001);
    }

    #[test]
    fn a_race_of_messages_ends_within_reason() {
        let squares = workload::find("squares").expect("listed");
        let size = largest_within(squares, MOST_MESSAGES);
        assert_eq!(squares.chunks(size).count(), MOST_MESSAGES);
        for workload in workload::ALL.iter().filter(|it| it.dealing == Dealing::Guided) {
            assert_eq!(largest_within(workload, MOST_MESSAGES), workload.sizes.max);
        }
        assert_eq!(largest_within(squares, 1), squares.sizes.min);
    }

    #[test]
    fn only_samples_made_of_messages_may_be_short() {
        assert_eq!(least_ms(Dealing::Guided, 0.005), LEAST_SAMPLE_MS);
        assert_eq!(least_ms(Dealing::OneByOne, 0.005), 5.0);
        assert_eq!(least_ms(Dealing::OneByOne, 0.1), 100.0);
    }

    #[test]
    fn a_coarse_clock_asks_for_longer_samples() {
        assert_eq!(baseline_target_ms(Dealing::Guided, 0.005, 2), 2.0 * 20.0 * HEADROOM);
        assert_eq!(baseline_target_ms(Dealing::Guided, 1.0, 1), 1_000.0 * HEADROOM);
        assert_eq!(baseline_target_ms(Dealing::OneByOne, 0.005, 4), 4.0 * 5.0 * HEADROOM);
    }

    #[test]
    fn a_round_runs_every_strategy_once_and_the_baseline_twice() {
        let mut random = Random::new(1);
        let rounds: Vec<_> = (0..20).map(|_| round(&Strategy::ALL, &mut random)).collect();
        for heats in &rounds {
            assert_eq!(heats.len(), 6);
            assert_eq!(heats.iter().filter(|heat| heat.control).count(), 1);
            assert!(Strategy::ALL.iter().all(|strategy| {
                heats.iter().any(|heat| heat.strategy == *strategy && !heat.control)
            }));
        }
        assert!(rounds.iter().any(|heats| *heats != rounds[0]));
    }

    proptest! {
        #[test]
        fn a_found_size_takes_the_time_it_was_found_for(index in 0..workload::ALL.len(), ms in 5.0..500.0) {
            let workload = workload::ALL[index];
            let start = workload.sizes.start;
            let size = size_for(workload, start, 2.0, ms);
            prop_assert!((workload.sizes.min..=workload.sizes.max).contains(&size));
            if size > workload.sizes.min && size < workload.sizes.max {
                let predicted = (workload.cost)(size) / (workload.cost)(start) * 2.0;
                prop_assert!(predicted >= ms * 0.999, "{}: {predicted} for {ms}", workload.id);
            }
        }
    }
}
