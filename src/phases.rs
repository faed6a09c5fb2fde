//! Where the time of each strategy went: the bars of the receipt, made of parts.

mod layout;
mod parts;
pub mod story;
mod svg;

pub use layout::{Layout, lay_out};
pub use parts::{Part, Parts};

use crate::receipt::{Millis, Sample, SampleKey};
use crate::samples;
use crate::strategy::{Shape, Strategy, Workers};

/// Which sample of a strategy a bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The warm sample with the median makespan.
    Median,
    /// The warm sample of this round, from 0.
    Round(u32),
    /// The first sample, with the start of processes and pools.
    Cold,
}

impl Which {
    /// The name in the DOM; rounds count from 1 there, as everywhere a visitor sees them.
    pub fn id(self) -> String {
        self.title().replace(' ', "-")
    }

    /// What a visitor reads: "round 3".
    pub fn title(self) -> String {
        match self {
            Self::Median => "median".to_owned(),
            Self::Round(round) => format!("round {}", u64::from(round) + 1),
            Self::Cold => "cold".to_owned(),
        }
    }
}

/// One sample as a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Which strategy ran.
    pub strategy: Strategy,
    /// Its shape.
    pub shape: Shape,
    /// Which of its samples this is.
    pub which: Which,
    /// The round of that sample, from 0.
    pub round: u32,
    /// Where its time went.
    pub parts: Parts,
    /// From the start of its clock to the stop.
    pub makespan_ms: Millis,
}

/// The bars of a race, two for each strategy that has both samples: a warm one, and the cold one
/// below it. The warm one is that of `round`, or the median one. A sample that does not say where
/// its time went, as from a file without receipts, has no bar.
pub fn bars(samples: &[Sample], workers: Workers, round: Option<u32>) -> Vec<Bar> {
    let which = round.map_or(Which::Median, Which::Round);
    let both = |strategy| [which, Which::Cold].map(|which| (strategy, which));
    let found = |(strategy, which)| Some(bar(find(samples, strategy, which)?, workers, which));
    let bars = Strategy::ALL.into_iter().flat_map(both).filter_map(found);
    bars.filter(|bar| bar.parts.total() > 0.0).collect()
}

/// The rounds of which a visitor may choose: those with a warm sample, in order.
pub fn rounds(samples: &[Sample]) -> Vec<u32> {
    let warm = samples.iter().filter(|sample| !sample.cold && !sample.control);
    let mut rounds: Vec<_> = warm.map(|sample| sample.round).collect();
    rounds.sort_unstable();
    rounds.dedup();
    rounds
}

/// The picture of `bars` in `width` pixels, and a text in it that says the same. `title` is what
/// was raced.
pub fn draw(bars: &[Bar], width: f64, title: &str) -> String {
    svg::draw(&lay_out(bars, width), bars, title)
}

fn find(samples: &[Sample], strategy: Strategy, which: Which) -> Option<&Sample> {
    let own = |sample: &&Sample| sample.strategy == strategy && !sample.control;
    match which {
        Which::Median => {
            let key: SampleKey = samples::default_sample(samples, strategy)?;
            samples::find(samples, key).filter(|sample| !sample.cold)
        }
        Which::Round(round) => {
            samples.iter().filter(own).find(|sample| !sample.cold && sample.round == round)
        }
        Which::Cold => samples.iter().filter(own).find(|sample| sample.cold),
    }
}

fn bar(sample: &Sample, workers: Workers, which: Which) -> Bar {
    let Sample { strategy, round, makespan_ms, .. } = *sample;
    let shape = strategy.shape(workers);
    Bar { strategy, shape, which, round, parts: Parts::of(sample), makespan_ms }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::receipt::{LaneTime, Receipt};
    use std::{env, fs};

    pub const WORKERS: Workers = Workers { workers: 4, processes: 2, threads: 2 };

    /// A warm sample of round 0 with this receipt, whose lane waited so long for the lock.
    pub fn sample(strategy: Strategy, receipt: Receipt, lock_ms: Millis) -> Sample {
        let lane = LaneTime { busy_ms: receipt.compute, lock_ms, ..LaneTime::default() };
        Sample {
            strategy,
            control: false,
            round: 0,
            cold: false,
            makespan_ms: receipt.total(),
            receipt,
            lanes: vec![lane],
            answer: 1,
        }
    }

    fn receipt(numbers: [Millis; 6]) -> Receipt {
        let [start, send, wait, compute, receive, join] = numbers;
        Receipt { start, send, wait, compute, receive, join }
    }

    /// A race in which everything happens that can: the samples.
    pub fn race() -> Vec<Sample> {
        let warm = |strategy, numbers, lock| sample(strategy, receipt(numbers), lock);
        let cold = |strategy, numbers| Sample { cold: true, ..warm(strategy, numbers, 0.0) };
        vec![
            warm(Strategy::Sequential, [0.0, 0.0, 0.1, 80.0, 0.2, 0.1], 0.0),
            warm(Strategy::ThreadsGil, [0.0, 0.1, 60.0, 21.0, 0.4, 0.2], 58.5),
            warm(Strategy::Threads, [0.0, 0.1, 2.0, 21.5, 0.4, 0.2], 0.0),
            cold(Strategy::Threads, [14.0, 0.1, 2.5, 24.0, 0.4, 0.2]),
            warm(Strategy::Processes, [0.0, 6.5, 3.0, 22.0, 5.5, 0.9], 0.0),
            cold(Strategy::Processes, [41.0, 7.0, 8.0, 30.0, 6.0, 1.0]),
            warm(Strategy::ProcessesThreads, [0.0, 4.0, 2.5, 22.5, 3.5, 0.7], 0.0),
            cold(Strategy::ProcessesThreads, [410.0, 4.0, 2.5, 25.0, 3.5, 0.7]),
        ]
    }

    #[test]
    fn warm_and_cold_stand_together_and_a_round_can_be_chosen() {
        let late = Sample { round: 2, makespan_ms: 99.0, ..race()[0].clone() };
        let control = Sample { control: true, round: 7, ..race()[0].clone() };
        let samples: Vec<_> = race().into_iter().chain([late, control]).collect();
        let named = |round| -> Vec<_> {
            let bars = bars(&samples, WORKERS, round);
            bars.iter().map(|bar| (bar.strategy.id(), bar.which.id())).collect()
        };
        let median = named(None);
        assert_eq!(median.len(), 8);
        assert_eq!(median[2..4], [("threads", "median".into()), ("threads", "cold".into())]);
        assert_eq!(named(Some(2))[0], ("sequential", "round-3".into()));
        assert_eq!(named(Some(2)).len(), 4, "one warm bar, and the cold ones");
        assert_eq!(rounds(&samples), [0, 2]);
    }

    #[test]
    fn without_a_warm_sample_there_is_no_median() {
        let cold = Sample { cold: true, ..race()[2].clone() };
        let bars = bars(&[cold], WORKERS, None);
        assert_eq!(bars.iter().map(|bar| bar.which).collect::<Vec<_>>(), [Which::Cold]);
    }

    #[test]
    fn the_picture_is_the_golden_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/receipt.svg");
        let first = "<!-- The receipt of a made-up race; UPDATE_GOLDEN=1 draws it anew. -->\n";
        let picture = draw(&bars(&race(), WORKERS, None), 900.0, "Primes");
        let picture = format!("{first}{}\n", picture.replace("><", ">\n<"));
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(path, &picture).expect("the golden file can be written");
        }
        let golden = fs::read_to_string(path).expect("the golden file can be read");
        assert!(picture == golden, "not as in {path}; look at it after UPDATE_GOLDEN=1");
    }
}
