//! Several ways to one answer, timed by Python: what it says of each sample, and the figures.
//!
//! A sample is a line that `www/python/twins/variants.py` prints:
//! `threads: round 2: 312.4 ms: 78498`.

use crate::receipt::Millis;
use crate::stats::{self, Speedup, Summary};
use crate::strategy::Strategy;

/// The way every speed-up is measured against.
const BASELINE: &str = "sequential";

/// One timed call.
#[derive(Clone, Debug, PartialEq)]
struct Sample {
    variant: String,
    round: u32,
    ms: Millis,
    answer: String,
}

/// What has been timed so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contest {
    /// The size Python chose, once it has said so.
    pub size: Option<u32>,
    samples: Vec<Sample>,
    /// A line that has not ended.
    rest: String,
}

/// One way to the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What the program calls it.
    pub variant: String,
    /// The warm samples in short; none while there is only the first one.
    pub summary: Option<Summary>,
    /// How many times as fast as `sequential`, paired within rounds.
    pub speedup: Option<Speedup>,
    /// The first sample, in milliseconds.
    pub cold_ms: Option<Millis>,
    /// The answer, in the words of the program.
    pub answer: String,
}

impl Contest {
    /// Takes in what was printed; lines about something else are left alone.
    pub fn take(&mut self, text: &str) {
        self.rest.push_str(text);
        while let Some(end) = self.rest.find('\n') {
            let line: String = self.rest.drain(..=end).collect();
            if let Some(size) = line.strip_prefix("size: ").and_then(|it| it.trim().parse().ok()) {
                self.size = Some(size);
            }
            self.samples.extend(read(line.trim_end()));
        }
    }

    /// How many samples there are.
    pub fn count(&self) -> usize {
        self.samples.len()
    }

    /// Whether all samples gave the same answer.
    pub fn agrees(&self) -> bool {
        self.samples.windows(2).all(|pair| pair[0].answer == pair[1].answer)
    }

    /// The figures of each variant: first the strategies in the order of the page, then others.
    pub fn figures(&self) -> Vec<Figure> {
        let mut names: Vec<&str> = vec![];
        for sample in &self.samples {
            if !names.contains(&sample.variant.as_str()) {
                names.push(&sample.variant);
            }
        }
        names.sort_by_key(|name| strategy(name).map_or(usize::MAX, |it| it as usize));
        let base = self.warm(BASELINE);
        names.into_iter().map(|name| self.figure(name, &base)).collect()
    }

    fn warm(&self, variant: &str) -> Vec<(u32, Millis)> {
        let own = self.samples.iter().filter(|it| it.variant == variant && it.round > 0);
        own.map(|it| (it.round, it.ms)).collect()
    }

    fn figure(&self, variant: &str, base: &[(u32, Millis)]) -> Figure {
        let rounds = self.warm(variant);
        let times: Vec<_> = rounds.iter().map(|it| it.1).collect();
        let own = || self.samples.iter().filter(|it| it.variant == variant);
        Figure {
            variant: variant.to_owned(),
            summary: stats::summary(&times),
            speedup: stats::speedup(base, &rounds),
            cold_ms: own().find(|it| it.round == 0).map(|it| it.ms),
            answer: own().next().map_or_else(String::new, |it| it.answer.clone()),
        }
    }
}

/// The strategy a variant is, by its name: a program may say `threads` and `combined` for what has
/// longer names in the race, because here every thread is under a GIL.
pub fn strategy(variant: &str) -> Option<Strategy> {
    match variant {
        "threads" => Some(Strategy::ThreadsGil),
        "combined" => Some(Strategy::ProcessesThreads),
        name => Strategy::find(name),
    }
}

/// Whether a program has variants that can be timed: functions without arguments, two at least, of
/// which one is called `sequential`.
pub fn has_variants(code: &str) -> bool {
    let names = [BASELINE, "threads", "processes", "combined"];
    let defines =
        |name: &&str| code.lines().any(|line| line.starts_with(&format!("def {name}():")));
    let found: Vec<_> = names.iter().filter(|name| defines(name)).collect();
    found.len() >= 2 && found.contains(&&BASELINE)
}

/// The program that times the variants of another one, and the files it needs, by name.
pub fn three_ways(code: &str) -> (&'static str, [(&'static str, String); 2]) {
    let variants = include_str!("../../www/python/twins/variants.py").to_owned();
    let main = include_str!("../../www/python/twins/three_ways.py");
    (main, [("variants.py", variants), ("program.py", code.to_owned())])
}

fn read(line: &str) -> Option<Sample> {
    let mut parts = line.splitn(4, ": ");
    let variant = parts.next()?.to_owned();
    let round = parts.next()?.strip_prefix("round ")?.parse().ok()?;
    let ms: Millis = parts.next()?.strip_suffix(" ms")?.parse().ok()?;
    let answer = parts.next()?.to_owned();
    (ms.is_finite() && ms > 0.0).then_some(Sample { variant, round, ms, answer })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "size: 4000\nsequential: round 0: 310.0 ms: ab: 1\n\
        threads: round 0: 900.0 ms: ab: 1\nhello\nthreads: round 1: 320.0 ms: ab: 1\n\
        sequential: round 1: 300.0 ms: ab: 1\nsequential: round 2: 330.0 ms: ab: 1\n\
        threads: round 2: 300.0 ms: ab: 1\nsequential: round 3: 300.0 ms: ab: 1\n\
        threads: round 3: 300.0 ms: ab: 1\n";

    #[test]
    fn lines_become_figures_however_they_are_torn() {
        let mut contest = Contest::default();
        for part in PRINTED.as_bytes().chunks(7) {
            contest.take(&String::from_utf8_lossy(part));
        }
        assert_eq!((contest.size, contest.count(), contest.agrees()), (Some(4_000), 8, true));
        let [sequential, threads] = &contest.figures()[..] else { panic!("two variants") };
        assert_eq!((sequential.variant.as_str(), sequential.cold_ms), ("sequential", Some(310.0)));
        assert_eq!(threads.summary.as_ref().map(|it| it.median), Some(300.0));
        let ratio = threads.speedup.as_ref().map(|it| it.ratio);
        assert_eq!((ratio, threads.answer.as_str()), (Some(1.0), "ab: 1"));
        contest.take("threads: round 4: 1.0 ms: other\n");
        assert!(!contest.agrees());
    }

    #[test]
    fn what_is_no_sample_is_left_alone() {
        for line in ["", "x: round 1: 3 ms", "x: round y: 3 ms: 1", "x: round 1: NaN ms: 1"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn variants_are_functions_without_arguments() {
        let two = "def sequential():\n    pass\n\n\ndef threads():\n    pass\n";
        assert!(has_variants(two));
        assert!(!has_variants("def sequential():\n    pass\n"));
        assert!(!has_variants("def threads():\n    pass\ndef processes():\n    pass\n"));
        assert!(!has_variants(&two.replace("threads()", "threads(n)")));
    }
}
