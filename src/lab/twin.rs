//! What Python would do: the twin of a workload, which the lab's interpreter runs beside the race.
//!
//! The twin is that of `www/compare/`: the same chunks, input and answers as in the race.

use super::contest::{Contest, Figure, strategy};
use crate::digest::digest;
use crate::outcome::Outcome;
use crate::protocol::Race;
use crate::stats::{Speedup, Summary};
use crate::strategy::Strategy;
use crate::unit;
use crate::workload::{Chunk, Needs, Pause, Words, Workload};
use std::time::Duration;

/// Timed rounds, after one to warm up.
pub const ROUNDS: u32 = 5;

/// So many samples come before the program is over.
pub const SAMPLES: usize = (ROUNDS as usize + 1) * 4;

/// Python is given a size that it computes in turn in so many milliseconds, where it computes at all:
/// a workload that reads the bundled web waits as long in any language, and keeps its size.
const AUTO_MS: u32 = 250;

/// Each process of the lab is a whole interpreter of 40 MB and more; so many lanes are enough to see
/// what they bring.
const MOST_LANES: u32 = 8;

/// A speed-up whose 95 % interval is wider than this is not known well enough to be compared.
const MOST_SPREAD: f64 = 0.3;

/// A time whose 95 % interval ends beyond this many times its beginning is not known well enough.
const MOST_STRETCH: f64 = 1.5;

/// The input of the race; the twin makes the same.
const SEED: u64 = 1;

const WORKLOADS: &str = include_str!("../../www/compare/workloads.py");

/// Whether the workload has a twin.
pub fn exists(workload: &Workload) -> bool {
    WORKLOADS.contains(&format!("\n    \"{}\": Workload(", workload.id))
}

/// The program that runs the twin of a race that had `size`, and the files it needs, by name.
pub fn program(race: &Race, size: u32) -> (&'static str, [(&'static str, String); 7]) {
    let [workers, processes, threads] = lanes(race);
    let workload = &race.workload;
    let wish = format!(
        r#"{{"workload": "{workload}", "size": {size}, "autoMs": {AUTO_MS}, "rounds": {ROUNDS}, "workers": {workers}, "processes": {processes}, "threads": {threads}}}"#
    );
    let files = [
        ("workloads.py", WORKLOADS.to_owned()),
        ("pages.py", include_str!("../../www/compare/pages.py").to_owned()),
        ("pictures.py", include_str!("../../www/compare/pictures.py").to_owned()),
        ("strategies.py", include_str!("../../www/compare/strategies.py").to_owned()),
        ("rounds.py", include_str!("../../www/compare/rounds.py").to_owned()),
        ("variants.py", include_str!("../../www/python/twins/variants.py").to_owned()),
        ("request.json", wish),
    ];
    (include_str!("../../www/python/twins/twin.py"), files)
}

/// Workers, processes, and threads in each: those of the race, unless they are too many.
fn lanes(race: &Race) -> [u32; 3] {
    let of = race.workers;
    let processes = of.processes.min(MOST_LANES);
    [of.workers.min(MOST_LANES), processes, of.threads.min(MOST_LANES)]
}

/// What keeps the twin from having as many lanes as the race.
pub fn limit(race: &Race) -> Option<String> {
    let of = race.workers;
    let fits = lanes(race) == [of.workers, of.processes, of.threads];
    (!fits).then(|| {
        format!(
            "Python ran with at most {MOST_LANES} workers: each process is a whole interpreter."
        )
    })
}

/// The fingerprint of the answer that Rust gives at `size`, as the twin prints its own: the race's where
/// it had that size. Another takes as long as Rust takes for it, without the waits.
pub fn expected(workload: &Workload, size: u32, raced: u32, outcomes: &[Outcome]) -> String {
    match outcomes.iter().find_map(|it| it.answer).filter(|_| size == raced) {
        Some(digest) => format!("{digest:016x}"),
        None => answer(workload, size),
    }
}

fn answer(workload: &Workload, size: u32) -> String {
    let (input, chunks) = ((workload.input)(size, SEED), workload.chunks(size));
    let partial = |chunk: u32| {
        let (items, mut partial) = (chunks.items(chunk), Words::new());
        let Needs { common, own } = (workload.needs)(size, items.clone());
        let (common, own) = (&input[common], &input[own]);
        (workload.compute)(&Chunk { size, items, common, own, pause: &NoPause }, &mut partial);
        partial
    };
    let partials: Vec<Words> = (0..chunks.count()).map(partial).collect();
    let partials: Vec<&[u32]> = partials.iter().map(Vec::as_slice).collect();
    format!("{:016x}", digest(&(workload.merge)(size, &partials)))
}

/// Only the answer matters here, so nothing is waited for.
struct NoPause;

impl Pause for NoPause {
    fn pause(&self, _: Duration) {}

    fn fetch(&self, _: &str, _: Duration) -> Option<Vec<u8>> {
        None
    }
}

/// One strategy, in Rust and in Python.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Which.
    pub strategy: Strategy,
    /// How many times as fast as one thread of Rust; none where it was not raced.
    pub rust: Option<Speedup>,
    /// How many times as fast as one thread of Python; none where Python has no such threads.
    pub python: Option<Speedup>,
    /// What Python took, in milliseconds.
    pub python_ms: Option<f64>,
    /// What Rust took for its own, larger size, in milliseconds.
    pub rust_ms: Option<f64>,
    /// Whether both times are known well enough to be compared.
    pub is_steady: bool,
}

/// Every strategy that was raced or that Python has, in the order of the page.
pub fn pairs(outcomes: &[Outcome], figures: &[Figure]) -> Vec<Pair> {
    let pair = |of: Strategy| {
        let rust = outcomes.iter().find(|it| it.strategy == of && it.summary.is_some());
        let python = figures.iter().find(|it| strategy(&it.variant) == Some(of));
        (rust.is_some() || python.is_some()).then(|| Pair {
            strategy: of,
            rust: rust.and_then(|it| it.speedup),
            python: python.and_then(|it| it.speedup),
            python_ms: python.and_then(|it| it.summary.as_ref()).map(|it| it.median),
            rust_ms: rust.and_then(|it| it.summary.as_ref()).map(|it| it.median),
            is_steady: [
                rust.and_then(|it| it.summary.as_ref()),
                python.and_then(|it| it.summary.as_ref()),
            ]
            .into_iter()
            .all(is_steady),
        })
    };
    Strategy::ALL.into_iter().filter_map(pair).collect()
}

/// Whether the 95 % interval of a median is narrow beside it.
fn is_steady(summary: Option<&Summary>) -> bool {
    summary.and_then(|it| it.ci95).is_some_and(|(low, high)| high <= low * MOST_STRETCH)
}

/// What the pairs say, in sentences.
pub fn in_words(pairs: &[Pair], workload: &Workload, sizes: (u32, u32)) -> Vec<String> {
    let find = |strategy| pairs.iter().find(|it| it.strategy == strategy);
    let mut words = vec![];
    if let Some((real, imitated)) = find(Strategy::ThreadsGil).and_then(|it| it.python.zip(it.rust))
    {
        words.push(locks(&real, &imitated));
    }
    let alone = find(Strategy::Sequential).filter(|it| it.is_steady);
    let alone = alone.and_then(|it| it.python_ms.zip(it.rust_ms));
    if let Some((python_ms, rust_ms)) = alone {
        let (python_size, rust_size) = sizes;
        let per = (workload.cost)(rust_size) / (workload.cost)(python_size);
        let times = python_ms * per / rust_ms;
        if times.is_finite() && times >= 1.5 {
            words.push(format!(
                "For the same work one thread of Python takes about {} times as long as one of \
                 Rust, reckoned from the two sizes.",
                unit::digits(times)
            ));
        }
    }
    words
}

/// The real GIL beside the imitated one.
fn locks(real: &Speedup, imitated: &Speedup) -> String {
    let times = |it: &Speedup| unit::decimal(it.ratio, 2);
    let is_known = |it: &Speedup| it.ci95.is_some_and(|(low, high)| high - low <= MOST_SPREAD);
    let apart = if is_known(real) && is_known(imitated) {
        format!("They are {} apart.", unit::decimal((real.ratio - imitated.ratio).abs(), 2))
    } else {
        "The samples vary too much here to compare the two.".to_owned()
    };
    format!(
        "Under Python's own GIL threads had {} times the speed of one thread; under the imitated one \
         of the race {} times. {apart}",
        times(real),
        times(imitated)
    )
}

/// What must not go unsaid: answers that differ, among themselves or from Rust's.
pub fn disagreement(contest: &Contest, expected: &str) -> Option<String> {
    let figures = contest.figures();
    let other = figures.iter().find(|figure| figure.answer != expected);
    match other {
        Some(figure) => Some(format!(
            "The answers differ: {} in Python gave {}, Rust gives {expected}.",
            figure.variant, figure.answer
        )),
        None if !contest.agrees() => Some("Two samples of Python gave different answers.".into()),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{measured, measured_within, race};
    use crate::workload;

    #[test]
    fn every_workload_has_a_twin() {
        for workload in workload::ALL {
            assert!(exists(workload), "{}", workload.id);
        }
    }

    #[test]
    fn an_answer_is_that_of_plain_arithmetic() {
        let primes = workload::find("primes").expect("is listed");
        assert_eq!(answer(primes, 10_000), format!("{:016x}", digest(&[1_229, 0])));
        let wait = workload::find("wait").expect("is listed");
        assert_eq!(answer(wait, 3), format!("{:016x}", digest(&[0, 1, 2])));
    }

    #[test]
    fn a_race_of_the_same_size_has_given_the_answer() {
        let primes = workload::find("primes").expect("is listed");
        let mut outcomes = [measured(Strategy::Sequential, &[100.0; 9])];
        outcomes[0].answer = Some(0xab);
        assert_eq!(expected(primes, 10_000, 10_000, &outcomes), format!("{:016x}", 0xab));
        assert_eq!(expected(primes, 10_000, 20_000, &outcomes), answer(primes, 10_000));
    }

    #[test]
    fn the_wish_is_json_with_lanes_that_the_lab_can_bear() {
        let mut race = race(&Strategy::ALL);
        race.workers.workers = 64;
        let (_, files) = program(&race, 4_000);
        let wish = files.iter().find(|file| file.0 == "request.json").expect("is there");
        let wish: serde_json::Value = serde_json::from_str(&wish.1).expect("is JSON");
        assert_eq!((&wish["workers"], &wish["processes"]), (&8.into(), &2.into()));
        assert_eq!((&wish["workload"], &wish["size"]), (&"primes".into(), &4_000.into()));
        assert!(limit(&race).is_some());
    }

    #[test]
    fn both_sides_of_a_strategy_are_put_together() {
        let outcomes = [
            measured(Strategy::Sequential, &[100.0; 9]),
            measured_within(Strategy::ThreadsGil, 102.0, 1.0, Some(0.98)),
            measured_within(Strategy::Threads, 51.0, 1.0, Some(1.96)),
        ];
        let mut contest = Contest::default();
        for round in 0..4 {
            contest.take(&format!("sequential: round {round}: 300.0 ms: x\n"));
            contest.take(&format!("threads-gil: round {round}: 320.0 ms: x\n"));
        }
        let pairs = pairs(&outcomes, &contest.figures());
        let told: Vec<_> = pairs
            .iter()
            .map(|it| (it.strategy.id(), it.rust.map(|it| it.ratio), it.python.map(|it| it.ratio)))
            .collect();
        let expected = [
            ("sequential", None, Some(1.0)),
            ("threads-gil", Some(0.98), Some(0.9375)),
            ("threads", Some(1.96), None),
        ];
        assert_eq!(told, expected);
        let primes = workload::find("primes").expect("is listed");
        let words = in_words(&pairs, primes, (5_000, 5_000));
        assert!(words[0].ends_with("They are 0.04 apart."), "{words:?}");
        assert!(words[1].contains("about 3.00 times"), "{words:?}");
        contest.take("sequential: round 4: 900.0 ms: x\n");
        let unsteady = super::pairs(&outcomes, &contest.figures());
        assert_eq!(in_words(&unsteady, primes, (5_000, 5_000)).len(), 1, "how long is not known");
        let vague = Speedup { ratio: 1.0, ci95: Some((0.5, 1.5)) };
        assert!(locks(&vague, &vague).contains("vary too much"));
        assert_eq!(disagreement(&contest, "x"), None);
        assert!(disagreement(&contest, "y").is_some_and(|it| it.contains("gave x")));
    }
}
