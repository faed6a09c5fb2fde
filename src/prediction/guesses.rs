//! What the visitor guesses: the time of each strategy in percent of Sequential's.

use crate::protocol::RunId;
use crate::run::State;
use crate::strategy::Strategy;
use crate::unit;

/// The least and the most that can be guessed, in percent of Sequential's time.
const PERCENT: (f64, f64) = (1.0, 1_000.0);

/// The end of the bar that is dragged, in percent; more can be typed.
pub const MOST_PERCENT: f64 = 200.0;

/// The guesses for the next run, and those that were made before a run that was started.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guesses {
    next: Vec<(Strategy, f64)>,
    made: Option<(RunId, Vec<(Strategy, f64)>)>,
    seen: RunId,
    is_again: bool,
    is_skipped: bool,
}

impl Guesses {
    /// The guess for the next run, in percent of Sequential's time; none until one was made.
    pub fn get(&self, strategy: Strategy) -> Option<f64> {
        self.next.iter().find(|(own, _)| *own == strategy).map(|(_, percent)| *percent)
    }

    /// With another guess for the next run.
    pub fn with(mut self, strategy: Strategy, percent: f64) -> Self {
        self.next.retain(|(own, _)| *own != strategy);
        self.next.push((strategy, percent.clamp(PERCENT.0, PERCENT.1)));
        self
    }

    /// Without any guess for the next run, because the visitor would rather not.
    pub fn skipped(mut self, is_skipped: bool) -> Self {
        self.is_skipped = is_skipped;
        if is_skipped {
            self.next.clear();
        }
        self
    }

    /// Whether the visitor would rather not guess.
    pub fn is_skipped(&self) -> bool {
        self.is_skipped
    }

    /// Asks once more, although there is an answer.
    pub fn again(mut self) -> Self {
        self.is_again = true;
        self
    }

    /// Heeds that a race was started: the guesses so far are those it is measured by. They stay as
    /// the guesses for the next run too, until they are changed.
    pub fn heard(mut self, state: &State) -> Self {
        if state.raced != self.seen {
            self.seen = state.raced;
            self.is_again = false;
            // Nobody guesses what a file will say.
            let is_guessed = !self.next.is_empty() && state.imported.is_none();
            self.made = is_guessed.then(|| (state.raced, self.next.clone()));
        }
        self
    }

    /// The guesses that the run of `state` is measured by, unless the visitor is asked again.
    pub fn made_before(&self, state: &State) -> Option<&[(Strategy, f64)]> {
        let (run, made) = self.made.as_ref()?;
        (*run == state.raced && !self.is_again).then_some(made.as_slice())
    }
}

/// A number in percent as it is typed: with or without the sign, with a point or a comma.
pub fn parse(text: &str) -> Option<f64> {
    let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let percent: f64 = number.parse().ok()?;
    (percent.is_finite() && percent > 0.0).then_some(percent.clamp(PERCENT.0, PERCENT.1))
}

/// What stands in the field of a guess: a whole number of percent.
pub fn shown_percent(percent: f64) -> String {
    unit::decimal(percent, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::race;
    use crate::run::Action;
    use Strategy::{Processes, Threads};

    fn running(run: u32) -> State {
        let started = |state: State, _| state.after(Action::Started(race(&Strategy::ALL)));
        (0..run).fold(State::default(), started)
    }

    #[test]
    fn a_run_is_measured_by_the_guesses_made_before_it() {
        let guesses = Guesses::default().with(Threads, 50.0).heard(&running(1));
        let changed = guesses.with(Threads, 25.0).with(Processes, 80.0);
        assert_eq!(changed.made_before(&running(1)), Some(&[(Threads, 50.0)][..]));
        assert_eq!((changed.get(Threads), changed.get(Processes)), (Some(25.0), Some(80.0)));
        let later = changed.heard(&running(1)).heard(&running(2));
        assert_eq!(later.made_before(&running(2)), Some(&[(Threads, 25.0), (Processes, 80.0)][..]));
        assert_eq!(later.clone().again().made_before(&running(2)), None);
    }

    #[test]
    fn a_race_that_was_there_before_the_guess_is_no_measure_of_it() {
        let guesses = Guesses::default().heard(&running(1)).with(Threads, 50.0);
        assert_eq!(guesses.heard(&running(1)).made_before(&running(1)), None);
    }

    #[test]
    fn who_does_not_guess_is_not_measured() {
        let none = Guesses::default().heard(&running(1));
        assert_eq!(none.made_before(&running(1)), None);
        let skipped = Guesses::default().with(Threads, 50.0).skipped(true);
        assert!(skipped.is_skipped());
        assert_eq!(skipped.heard(&running(1)).made_before(&running(1)), None);
    }

    #[test]
    fn guesses_are_read_as_people_write_them() {
        let texts = ["50", " 62,5 % ", "33.3%", "0", "-3", "abc", "", "1e9", "0.01", "NaN", "inf"];
        let read = texts.map(parse);
        let expected = [Some(50.0), Some(62.5), Some(33.3)];
        assert_eq!(read[..3], expected);
        assert_eq!(read[3..7], [None; 4]);
        assert_eq!(read[7..], [Some(1_000.0), Some(1.0), None, None]);
        assert_eq!(shown_percent(62.5), "63");
    }
}
