//! How far a guess was off, and a kind word about all of them.

use crate::outcome::Outcome;
use crate::stats::Interval;
use crate::strategy::Strategy;
use crate::unit;

/// A guess that is off by less than this factor was about right.
const RIGHT: f64 = 1.1;

/// A guess that is off by less than this factor was close.
const CLOSE: f64 = 1.3;

/// A guess that is off by less than this factor was of the right kind.
const NEAR: f64 = 2.0;

/// A guess beside what was measured; times in percent of Sequential's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The strategy.
    pub strategy: Strategy,
    /// What was guessed.
    pub guess: f64,
    /// What was measured.
    pub measured: f64,
    /// The 95 % interval of what was measured.
    pub interval: Option<Interval>,
}

impl Score {
    /// The factor between guess and measurement, at least 1: the same for twice too long and
    /// twice too short.
    pub fn factor(&self) -> f64 {
        (self.guess / self.measured).max(self.measured / self.guess)
    }

    /// Whether the guess lies where the measurement may as well have been.
    fn is_within(&self) -> bool {
        self.interval.is_some_and(|(low, high)| (low..=high).contains(&self.guess))
    }

    /// "12 % off", "2.30 times too short".
    pub fn off(&self) -> String {
        let factor = self.factor();
        match self.guess > self.measured {
            _ if self.is_within() => "within the interval".to_owned(),
            _ if factor < NEAR => format!("{} % off", unit::decimal((factor - 1.0) * 100.0, 0)),
            true => format!("{} times too long", unit::digits(factor)),
            false => format!("{} times too short", unit::digits(factor)),
        }
    }

    /// "You said 2.00× as fast as Sequential; it was 1.80×: 11 % off."
    pub fn sentence(&self) -> String {
        let (said, was) = (100.0 / self.guess, 100.0 / self.measured);
        format!(
            "You said {} as fast as Sequential; it was {}: {}.",
            unit::show_ratio(said),
            unit::show_ratio(was),
            self.off()
        )
    }
}

/// The guess for each strategy that was measured, beside the measurement.
pub fn score(guesses: &[(Strategy, f64)], outcomes: &[Outcome]) -> Vec<Score> {
    let scored = |outcome: &Outcome| {
        let (_, guess) = *guesses.iter().find(|(own, _)| *own == outcome.strategy)?;
        let speedup = outcome.speedup.filter(|speedup| speedup.ratio > 0.0)?;
        Some(Score {
            strategy: outcome.strategy,
            guess,
            measured: 100.0 / speedup.ratio,
            interval: speedup.ci95.map(|(low, high)| (100.0 / high, 100.0 / low)),
        })
    };
    outcomes.iter().filter_map(scored).collect()
}

/// One kind sentence about all guesses, true whatever they were; none without any.
pub fn summing_up(scores: &[Score]) -> Option<String> {
    let furthest = scores.iter().max_by(|a, b| a.factor().total_cmp(&b.factor()))?;
    let close = scores.iter().filter(|it| it.is_within() || it.factor() < RIGHT).count();
    let title = furthest.strategy.title();
    Some(match furthest.factor() {
        _ if close == scores.len() && close == 1 => "Right: you know this machine.".to_owned(),
        _ if close == scores.len() => format!("All {close} right: you know this machine."),
        factor if factor < CLOSE => {
            "Close: every guess was within a third of what was measured.".to_owned()
        }
        factor if factor < NEAR => {
            "A good feeling for it: no guess was off by a factor of two.".to_owned()
        }
        _ if furthest.is_within() => {
            "A good feeling for it: even the guess that is furthest off lies within the interval \
             of what was measured."
                .to_owned()
        }
        factor => format!(
            "A surprise worth having: {title} was {} times {} than you thought. The receipt shows \
             where the time went.",
            unit::digits(factor),
            if furthest.guess < furthest.measured { "slower" } else { "faster" }
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{measured_within, waiting};
    use Strategy::{Processes, Threads};
    use proptest::prelude::{prop_assert, proptest};

    fn of(guess: f64, measured: f64) -> Score {
        Score { strategy: Threads, guess, measured, interval: None }
    }

    #[test]
    fn guesses_are_put_beside_what_was_measured() {
        let outcomes = [
            measured_within(Threads, 50.0, 1.0, Some(2.0)),
            measured_within(Processes, 80.0, 1.0, Some(1.25)),
            waiting(Strategy::ThreadsGil),
        ];
        let scores = score(&[(Threads, 25.0), (Strategy::ThreadsGil, 100.0)], &outcomes);
        assert_eq!(scores.len(), 1);
        assert_eq!((scores[0].guess, scores[0].measured), (25.0, 50.0));
        let (low, high) = scores[0].interval.unwrap();
        assert!(low < 50.0 && 50.0 < high);
    }

    #[test]
    fn each_guess_is_told_how_far_off_it_was() {
        let text = of(50.0, 100.0 / 1.8).sentence();
        let said = "You said 2.00× as fast as Sequential; it was 1.80×: 11 % off.";
        assert_eq!(text, said);
        assert_eq!(of(25.0, 100.0).off(), "4.00 times too short");
        assert_eq!(of(100.0, 25.0).off(), "4.00 times too long");
        let within = Score { interval: Some((45.0, 55.0)), ..of(46.0, 50.0) };
        assert_eq!(within.off(), "within the interval");
    }

    #[test]
    fn the_last_word_is_kind() {
        let says = |scores: &[Score]| summing_up(scores).unwrap();
        assert_eq!(summing_up(&[]), None);
        assert_eq!(says(&[of(50.0, 51.0)]), "Right: you know this machine.");
        assert_eq!(says(&[of(50.0, 51.0); 3]), "All 3 right: you know this machine.");
        let close = "Close: every guess was within a third of what was measured.";
        assert_eq!(says(&[of(50.0, 51.0), of(50.0, 62.0)]), close);
        let near = "A good feeling for it: no guess was off by a factor of two.";
        assert_eq!(says(&[of(50.0, 90.0)]), near);
        let surprise = |more: &str| {
            format!(
                "A surprise worth having: Threads was {more} than you thought. The receipt shows \
                 where the time went."
            )
        };
        assert_eq!(says(&[of(25.0, 100.0)]), surprise("4.00 times slower"));
        assert_eq!(says(&[of(100.0, 25.0)]), surprise("4.00 times faster"));
        let vague = Score { interval: Some((20.0, 300.0)), ..of(25.0, 100.0) };
        assert!(
            says(&[vague, of(50.0, 70.0)])
                .ends_with("lies within the interval of what was measured.")
        );
    }

    proptest! {
        #[test]
        fn too_long_and_too_short_count_the_same(guess in 1f64..1e3, measured in 0.1f64..1e4) {
            let (one, other) = (of(guess, measured), of(measured, guess));
            prop_assert!(one.factor() >= 1.0);
            prop_assert!((one.factor() - other.factor()).abs() < 1e-9 * one.factor());
            prop_assert!(summing_up(&[one]).is_some());
        }
    }
}
