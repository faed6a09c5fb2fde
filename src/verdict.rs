//! Who won and by how much, in one plain sentence; nobody, when the intervals overlap.

use crate::outcome::Outcome;
use crate::strategy::Strategy;
use crate::unit;
use std::fmt;

/// More names than this make no plain sentence.
const MOST_NAMED: usize = 3;

/// What a race says.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Nothing that can be compared was measured.
    Nothing,
    /// Only one strategy was measured.
    Alone(Strategy),
    /// One strategy is faster than all others, beyond doubt.
    Won {
        /// Which.
        winner: Strategy,
        /// How many times as fast as the baseline, if that is another strategy and was measured.
        over_baseline: Option<f64>,
        /// The next best strategy, and how many times as long it took.
        runner_up: (Strategy, f64),
    },
    /// The fastest strategies cannot be told apart.
    TooClose {
        /// Those, fastest median first; at least two.
        contenders: Vec<Strategy>,
        /// How many times as fast as the baseline the slowest of them is, if the baseline was
        /// measured and is not one of them.
        over_baseline: Option<f64>,
    },
}

/// Judges what was measured.
pub fn judge(outcomes: &[Outcome]) -> Verdict {
    let ranked = ranked(outcomes);
    match ranked[..] {
        [] => Verdict::Nothing,
        [(only, _)] => Verdict::Alone(only.strategy),
        [(first, best), (second, next), ..] => {
            let contenders = contenders(first, &ranked);
            if contenders.len() > 1 {
                return too_close(&contenders);
            }
            Verdict::Won {
                winner: first.strategy,
                over_baseline: over_baseline(first),
                runner_up: (second.strategy, next / best),
            }
        }
    }
}

/// What was measured, with its median, fastest first. Strategies are few, so each is simply put
/// in its place.
fn ranked(outcomes: &[Outcome]) -> Vec<(&Outcome, f64)> {
    let mut ranked: Vec<(&Outcome, f64)> = Vec::new();
    for outcome in outcomes {
        let Some(summary) = outcome.summary.filter(|summary| summary.median.is_finite()) else {
            continue;
        };
        let place = ranked.iter().position(|&(_, other)| summary.median < other);
        ranked.insert(place.unwrap_or(ranked.len()), (outcome, summary.median));
    }
    ranked
}

/// The fastest, and all whose interval overlaps with its own. Where there is no interval nothing
/// can be told apart.
fn contenders<'a>(first: &'a Outcome, ranked: &[(&'a Outcome, f64)]) -> Vec<&'a Outcome> {
    let interval = |outcome: &Outcome| outcome.summary.as_ref().and_then(|summary| summary.ci95);
    let slowest_best = interval(first).map_or(f64::INFINITY, |(_, high)| high);
    let overlaps = |outcome: &Outcome| {
        interval(outcome).is_none_or(|(low, _)| low <= slowest_best)
            // The paired interval is the sharper one, and has the last word about the baseline.
            || (outcome.strategy == Strategy::Sequential && !beats_baseline(first))
    };
    let others = ranked.iter().skip(1).map(|(outcome, _)| *outcome);
    std::iter::once(first).chain(others.filter(|outcome| overlaps(outcome))).collect()
}

fn beats_baseline(outcome: &Outcome) -> bool {
    outcome.speedup.as_ref().is_none_or(|s| s.ci95.is_none_or(|(low, _)| low > 1.0))
}

fn too_close(contenders: &[&Outcome]) -> Verdict {
    let ratios = contenders.iter().map(|outcome| over_baseline(outcome));
    Verdict::TooClose {
        contenders: contenders.iter().map(|outcome| outcome.strategy).collect(),
        over_baseline: ratios.reduce(|a, b| Some(a?.min(b?))).flatten(),
    }
}

fn over_baseline(outcome: &Outcome) -> Option<f64> {
    let ratio = outcome.speedup.as_ref()?.ratio;
    (outcome.strategy != Strategy::Sequential && ratio.is_finite()).then_some(ratio)
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("Nothing was measured, so there is nothing to compare."),
            Self::Alone(only) => {
                write!(f, "Only {} ran, so there is nothing to compare it with.", only.title())
            }
            Self::Won { winner, over_baseline, runner_up } => {
                fmt_won(f, *winner, *over_baseline, *runner_up)
            }
            Self::TooClose { contenders, over_baseline } => {
                f.write_str("Too close to call: ")?;
                match contenders.len() {
                    few if few <= MOST_NAMED => write!(
                        f,
                        "{} cannot be told apart, because their 95 % intervals overlap",
                        listed(contenders)
                    ),
                    many => write!(f, "the 95 % intervals of {many} strategies overlap"),
                }?;
                match over_baseline {
                    Some(times) => {
                        write!(
                            f,
                            "; each is at least {} times as fast as Sequential.",
                            unit::digits(*times)
                        )
                    }
                    None => f.write_str("."),
                }
            }
        }
    }
}

fn fmt_won(
    f: &mut fmt::Formatter<'_>,
    winner: Strategy,
    over_baseline: Option<f64>,
    (next, times): (Strategy, f64),
) -> fmt::Result {
    write!(f, "{} won: ", winner.title())?;
    let slower = unit::digits(times);
    match over_baseline {
        Some(ratio) if next == Strategy::Sequential => {
            write!(f, "{} times as fast as Sequential, the next best.", unit::digits(ratio))
        }
        Some(ratio) => {
            write!(f, "{} times as fast as Sequential; ", unit::digits(ratio))?;
            write!(f, "{}, the next best, took {slower} times as long.", next.title())
        }
        None => write!(f, "{}, the next best, took {slower} times as long.", next.title()),
    }
}

/// "A", "A and B", "A, B and C".
fn listed(strategies: &[Strategy]) -> String {
    let titles: Vec<_> = strategies.iter().map(|strategy| strategy.title()).collect();
    match titles.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => titles.join(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{measured_within, waiting};

    fn says(outcomes: &[Outcome]) -> String {
        judge(outcomes).to_string()
    }

    fn outcome(strategy: Strategy, median: f64, within: f64, speedup: f64) -> Outcome {
        measured_within(strategy, median, within, Some(speedup))
    }

    #[test]
    fn a_clear_winner_is_named_with_its_distance() {
        let race = [
            outcome(Strategy::Sequential, 100.0, 1.0, 1.0),
            outcome(Strategy::Threads, 50.0, 1.0, 2.0),
            outcome(Strategy::Processes, 60.0, 1.0, 1.667),
        ];
        assert_eq!(
            says(&race),
            "Threads won: 2.00 times as fast as Sequential; Processes, the next best, took 1.20 \
             times as long."
        );
        assert_eq!(
            says(&race[..2]),
            "Threads won: 2.00 times as fast as Sequential, the next best."
        );
    }

    #[test]
    fn nobody_wins_when_intervals_overlap() {
        let race = [
            outcome(Strategy::Sequential, 100.0, 1.0, 1.0),
            outcome(Strategy::Threads, 50.0, 1.5, 2.0),
            outcome(Strategy::Processes, 52.0, 1.5, 1.9),
        ];
        assert_eq!(
            says(&race),
            "Too close to call: Threads and Processes cannot be told apart, because their 95 % \
             intervals overlap; each is at least 1.90 times as fast as Sequential."
        );
    }

    #[test]
    fn many_that_are_too_close_are_counted() {
        let race = Strategy::ALL.map(|strategy| outcome(strategy, 50.0, 2.0, 1.0));
        assert_eq!(says(&race), "Too close to call: the 95 % intervals of 5 strategies overlap.");
    }

    #[test]
    fn the_baseline_can_win_or_be_too_close() {
        let slow = outcome(Strategy::Threads, 150.0, 1.0, 0.667);
        let base = outcome(Strategy::Sequential, 100.0, 1.0, 1.0);
        assert_eq!(
            says(&[base.clone(), slow]),
            "Sequential won: Threads, the next best, took 1.50 times as long."
        );
        let close = outcome(Strategy::ThreadsGil, 99.5, 1.0, 1.005);
        assert_eq!(
            says(&[base, close]),
            "Too close to call: Threads with a GIL and Sequential cannot be told apart, because \
             their 95 % intervals overlap."
        );
    }

    #[test]
    fn without_intervals_nobody_wins() {
        let one =
            |strategy, median| measured_within(strategy, median, 0.0, None).without_interval();
        let race = [one(Strategy::Sequential, 100.0), one(Strategy::Threads, 10.0)];
        assert!(matches!(judge(&race), Verdict::TooClose { .. }));
    }

    #[test]
    fn one_or_none_is_no_race() {
        assert_eq!(judge(&[waiting(Strategy::Threads)]), Verdict::Nothing);
        let alone = outcome(Strategy::Sequential, 100.0, 1.0, 1.0);
        assert_eq!(says(&[alone]), "Only Sequential ran, so there is nothing to compare it with.");
    }
}
