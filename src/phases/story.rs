//! What a strategy paid for and what it saved, in one plain sentence made from the numbers.

use super::{Bar, Part, Which};
use crate::receipt::Millis;
use crate::strategy::{Shape, Strategy};
use crate::unit;

/// What is less than this share of the longer makespan is not worth a word.
const NOTABLE: f64 = 0.01;

/// What one bar says.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The strategy.
    pub strategy: Strategy,
    /// Which of its samples.
    pub which: Which,
    /// The sentence.
    pub text: String,
}

/// What each bar says, compared with the warm bar of the baseline, in the order of the bars.
pub fn stories(bars: &[Bar]) -> Vec<Story> {
    let is_base = |bar: &&Bar| bar.strategy == Strategy::Sequential && bar.which != Which::Cold;
    let base = bars.iter().find(is_base);
    let story = |bar: &Bar| Story {
        strategy: bar.strategy,
        which: bar.which,
        text: base.filter(|base| *base != bar).map_or_else(|| alone(bar), |base| tell(bar, base)),
    };
    bars.iter().filter(|bar| bar.makespan_ms > 0.0).map(story).collect()
}

/// The longest part, where there is nothing to compare with.
fn alone(bar: &Bar) -> String {
    let longest = Part::ALL.into_iter().fold(Part::Compute, |one, part| {
        if bar.parts.get(part) > bar.parts.get(one) { part } else { one }
    });
    let ms = bar.parts.get(longest);
    format!("{} of {} went to: {}.", unit::show(ms), unit::show(bar.makespan_ms), longest.title())
}

/// `bar` against the baseline: what was paid on top, what was saved, and what that comes to.
fn tell(bar: &Bar, base: &Bar) -> String {
    let notable = NOTABLE * bar.makespan_ms.max(base.makespan_ms);
    let more = |parts: &[Part]| -> Millis {
        parts.iter().map(|&part| bar.parts.get(part) - base.parts.get(part)).sum()
    };
    let costs = [
        (more(&[Part::Start]), to_start(bar.shape)),
        (more(&[Part::Send, Part::Receive]), "for copying and merging".to_owned()),
        (more(&[Part::Wait]), "waiting for work".to_owned()),
        (more(&[Part::Lock]), "waiting for the lock".to_owned()),
        (more(&[Part::Join]), "to join".to_owned()),
    ];
    let work =
        [(more(&[Part::Compute]), "computing"), (more(&[Part::Pause]), "pausing (sleep, network)")];
    let paid = listed(costs.iter().filter(|it| it.0 >= notable).map(|(ms, what)| cost(*ms, what)));
    let saved = work.iter().filter(|it| it.0 <= -notable);
    let saved = listed(saved.map(|(ms, what)| format!("{} of {what}", unit::show(-ms))));
    let longer = work.iter().filter(|it| it.0 >= notable);
    let longer = longer.map(|(ms, what)| format!(", and {what} took {} longer", unit::show(*ms)));
    let only_start = costs[1..].iter().all(|it| it.0 < notable);
    let deal = deal(paid, saved, only_start);
    let end = outcome(bar.makespan_ms - base.makespan_ms, notable);
    format!("{deal}{}: {end}.", longer.collect::<String>())
}

fn cost(ms: Millis, what: &str) -> String {
    format!("{} {what}", unit::show(ms))
}

/// What was paid, and for what; either may be nothing worth a word.
fn deal(paid: Option<String>, saved: Option<String>, only_start: bool) -> String {
    match (paid, saved) {
        (Some(paid), Some(saved)) if only_start => format!("You paid {paid} and save {saved}"),
        (Some(paid), Some(saved)) => format!("You paid {paid}, and saved {saved}"),
        (Some(paid), None) => format!("You paid {paid}, and saved nothing worth a word"),
        (None, Some(saved)) => format!("You saved {saved}, and paid hardly anything for it"),
        (None, None) => "You paid hardly anything, and saved nothing worth a word".to_owned(),
    }
}

fn outcome(later_ms: Millis, notable: Millis) -> String {
    match later_ms {
        ms if ms.abs() < notable => "all in all as fast as Sequential, to within 1 %".to_owned(),
        ms if ms > 0.0 => format!("all in all {} slower than Sequential", unit::show(ms)),
        ms => format!("all in all {} faster than Sequential", unit::show(-ms)),
    }
}

/// "to start 4 processes".
pub fn to_start(shape: Shape) -> String {
    let count = |number: u32, one: &str, many: &str| {
        format!("{} {}", number_word(number), if number == 1 { one } else { many })
    };
    let processes = count(shape.processes, "process", "processes");
    let threads = count(shape.threads, "thread", "threads");
    match (shape.children, shape.threads) {
        (true, 1) => format!("to start {processes}"),
        (true, _) => format!("to start {processes} with {threads} each"),
        (false, _) => format!("to start {threads}"),
    }
}

/// Small numbers in words: "four".
fn number_word(number: u32) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number as usize).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// "a", "a and b", "a, b and c"; none for nothing.
fn listed(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<_> = parts.collect();
    let (last, rest) = parts.split_last()?;
    Some(if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phases::tests::{WORKERS, sample};
    use crate::phases::{Parts, bars};
    use crate::receipt::{Receipt, Sample};
    use crate::strategy::Strategy;
    use proptest::prelude::*;

    /// A bar with these phases: start, send, wait, compute, receive, join.
    fn bar(strategy: Strategy, phases: [Millis; 6], lock_ms: Millis, pause_ms: Millis) -> Bar {
        let [start, send, wait, compute, receive, join] = phases;
        let receipt = Receipt { start, send, wait, compute, receive, join };
        let mut sample = sample(strategy, receipt, lock_ms);
        sample.lanes[0].pause_ms = pause_ms;
        let parts = Parts::of(&sample);
        let shape = strategy.shape(WORKERS);
        Bar {
            strategy,
            shape,
            which: Which::Median,
            round: 0,
            parts,
            makespan_ms: sample.makespan_ms,
        }
    }

    fn base() -> Bar {
        bar(Strategy::Sequential, [0.0, 0.0, 0.0, 12.0, 0.0, 0.0], 0.0, 0.0)
    }

    #[test]
    fn a_start_that_does_not_pay() {
        let cold = bar(Strategy::Processes, [41.0, 0.0, 0.0, 3.0, 0.0, 0.0], 0.0, 0.0);
        assert_eq!(
            tell(&cold, &base()),
            "You paid 41.0 ms to start four processes and save 9.00 ms of computing: all in all \
             32.0 ms slower than Sequential."
        );
    }

    #[test]
    fn several_costs_are_listed() {
        let warm = bar(Strategy::Processes, [0.0, 2.0, 1.0, 3.0, 1.5, 0.5], 0.0, 0.0);
        assert_eq!(
            tell(&warm, &base()),
            "You paid 3.50 ms for copying and merging, 1.00 ms waiting for work and 500 µs to \
             join, and saved 9.00 ms of computing: all in all 4.00 ms faster than Sequential."
        );
    }

    #[test]
    fn turns_under_a_lock_save_nothing_in_the_end() {
        let gil = bar(Strategy::ThreadsGil, [0.0, 0.0, 9.0, 3.0, 0.0, 0.0], 9.0, 0.0);
        assert_eq!(
            tell(&gil, &base()),
            "You paid 9.00 ms waiting for the lock, and saved 9.00 ms of computing: all in all \
             as fast as Sequential, to within 1 %."
        );
    }

    #[test]
    fn saving_for_free_and_paying_for_nothing() {
        let free = bar(Strategy::Threads, [0.0, 0.01, 0.02, 3.0, 0.01, 0.0], 0.0, 0.0);
        assert_eq!(
            tell(&free, &base()),
            "You saved 9.00 ms of computing, and paid hardly anything for it: all in all 8.96 ms \
             faster than Sequential."
        );
        let vain = bar(Strategy::Processes, [0.0, 4.0, 0.0, 14.0, 0.0, 0.0], 0.0, 0.0);
        assert_eq!(
            tell(&vain, &base()),
            "You paid 4.00 ms for copying and merging, and saved nothing worth a word, and \
             computing took 2.00 ms longer: all in all 6.00 ms slower than Sequential."
        );
        let same = bar(Strategy::Threads, [0.0, 0.0, 0.0, 12.05, 0.0, 0.0], 0.0, 0.0);
        assert_eq!(
            tell(&same, &base()),
            "You paid hardly anything, and saved nothing worth a word: all in all as fast as \
             Sequential, to within 1 %."
        );
    }

    #[test]
    fn waits_that_overlap_are_saved() {
        let base = bar(Strategy::Sequential, [0.0, 0.0, 80.0, 1.0, 0.0, 0.0], 0.0, 80.0);
        let gil = bar(Strategy::ThreadsGil, [0.0, 0.0, 20.0, 1.0, 0.0, 0.0], 0.0, 20.0);
        assert_eq!(
            tell(&gil, &base),
            "You saved 60.0 ms of pausing (sleep, network), and paid hardly anything for it: all \
             in all 60.0 ms faster than Sequential."
        );
    }

    #[test]
    fn starts_name_what_is_started() {
        let starts = Strategy::ALL.map(|strategy| to_start(strategy.shape(WORKERS)));
        assert_eq!(
            starts,
            [
                "to start one thread",
                "to start four threads",
                "to start four threads",
                "to start four processes",
                "to start two processes with two threads each"
            ]
        );
        assert_eq!(number_word(64), "64");
    }

    #[test]
    fn without_a_baseline_the_longest_part_is_named() {
        let receipt = Receipt { compute: 30.0, send: 10.0, ..Receipt::default() };
        let samples: [Sample; 1] = [sample(Strategy::Threads, receipt, 0.0)];
        let stories = stories(&bars(&samples, WORKERS, None));
        assert_eq!(stories[0].text, "30.0 ms of 40.0 ms went to: compute.");
    }

    proptest! {
        #[test]
        fn the_end_of_the_sentence_is_the_difference(
            one in proptest::array::uniform6(0f64..1e4), two in proptest::array::uniform6(0f64..1e4),
            lock in 0f64..1e4,
        ) {
            let (base, other) =
                (bar(Strategy::Sequential, one, 0.0, 0.0), bar(Strategy::ThreadsGil, two, lock, 0.0));
            let text = tell(&other, &base);
            let difference = other.makespan_ms - base.makespan_ms;
            let notable = NOTABLE * other.makespan_ms.max(base.makespan_ms);
            prop_assert_eq!(text.contains("slower"), difference >= notable && difference > 0.0);
            prop_assert_eq!(text.contains("faster"), difference <= -notable && difference < 0.0);
            prop_assert!(!text.contains('–'), "{}", text);
        }
    }
}
