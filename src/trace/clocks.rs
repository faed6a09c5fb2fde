//! How far two clocks are apart, as far as messages prove it.
//!
//! Every worker has a clock of its own. What began each of them is known (`performance.timeOrigin`)
//! and gives a first guess of how far two are apart. Messages say how good it is: nothing is
//! received before it was sent.

use crate::receipt::Millis;

/// Where the offset lies that turns a time on another clock into one on ours.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    lowest: Millis,
    highest: Millis,
}

/// How far a clock is apart from ours.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offset {
    /// What is added to a time on the other clock, in milliseconds, to get the time on ours.
    pub ms: Millis,
    /// Half the width of what messages leave open, in milliseconds; infinite without messages in
    /// both directions.
    pub error_ms: Millis,
}

impl Bounds {
    /// Nothing is known yet.
    pub fn unknown() -> Self {
        Self { lowest: f64::NEG_INFINITY, highest: f64::INFINITY }
    }

    /// What happened at `ours` on our clock came before what happened at `theirs` on the other.
    #[must_use]
    pub fn ours_first(self, ours: Millis, theirs: Millis) -> Self {
        Self { lowest: self.lowest.max(ours - theirs), ..self }
    }

    /// What happened at `theirs` on the other clock came before what happened at `ours` on our own.
    #[must_use]
    pub fn theirs_first(self, theirs: Millis, ours: Millis) -> Self {
        Self { highest: self.highest.min(ours - theirs), ..self }
    }

    /// The offset within the bounds that is nearest to `guess`. Clocks that move in steps can
    /// contradict themselves by a step; then it is the middle.
    pub fn nearest(self, guess: Millis) -> Offset {
        let Self { lowest, highest } = self;
        let ms = if lowest > highest {
            f64::midpoint(lowest, highest)
        } else {
            guess.max(lowest).min(highest)
        };
        Offset { ms, error_ms: (highest - lowest).abs() / 2.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Strategy as Generator, prop_assert, proptest};

    #[test]
    fn a_guess_that_messages_allow_is_kept() {
        let bounds = Bounds::unknown().ours_first(10.0, 5.0).theirs_first(6.0, 13.0);
        assert_eq!(bounds.nearest(5.5), Offset { ms: 5.5, error_ms: 1.0 });
    }

    #[test]
    fn a_guess_that_messages_refute_is_moved_as_little_as_possible() {
        let bounds = Bounds::unknown().ours_first(10.0, 5.0).theirs_first(6.0, 13.0);
        assert_eq!(bounds.nearest(4.0).ms, 5.0);
        assert_eq!(bounds.nearest(9.0).ms, 7.0);
    }

    #[test]
    fn without_messages_the_guess_is_all_there_is() {
        assert_eq!(Bounds::unknown().nearest(3.0), Offset { ms: 3.0, error_ms: f64::INFINITY });
    }

    #[test]
    fn clocks_that_contradict_themselves_meet_in_the_middle() {
        let bounds = Bounds::unknown().ours_first(10.0, 5.0).theirs_first(6.0, 10.9);
        let Offset { ms, error_ms } = bounds.nearest(0.0);
        assert!((ms - 4.95).abs() < 1e-9 && (error_ms - 0.05).abs() < 1e-9, "{ms} {error_ms}");
    }

    /// When a message was sent, how long it was under way, kept, and under way back.
    fn any_exchange() -> impl Generator<Value = (f64, f64, f64, f64)> {
        (0.0..1e5, 0.0..5.0, 0.0..50.0, 0.0..5.0)
    }

    proptest! {
        #[test]
        fn no_message_goes_back_in_time(
            offset in -1e6..1e6f64,
            doubt in -20.0..20.0f64,
            exchanges in proptest::collection::vec(any_exchange(), 1..40),
        ) {
            let mut bounds = Bounds::unknown();
            let mut messages = Vec::new();
            for (sent, there, kept, back) in exchanges {
                let (received, posted) = (sent + there - offset, sent + there + kept - offset);
                let landed = sent + there + kept + back;
                bounds = bounds.ours_first(sent, received).theirs_first(posted, landed);
                messages.push((sent, received, posted, landed));
            }
            let estimate = bounds.nearest(offset + doubt);
            for (sent, received, posted, landed) in messages {
                prop_assert!(sent <= received + estimate.ms + 1e-6);
                prop_assert!(posted + estimate.ms <= landed + 1e-6);
            }
            let missed = (estimate.ms - offset).abs();
            prop_assert!(missed <= doubt.abs().min(2.0 * estimate.error_ms) + 1e-6);
        }
    }
}
