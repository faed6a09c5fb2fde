//! How many messages are read: a few at once, and then so many a second.

/// As many at once as a page needs to set up everything.
const BURST: f64 = 40.0;

/// As many a second as somebody who drags a slider makes.
const PER_SECOND: f64 = 20.0;

/// Counts messages over time.
#[derive(Debug)]
pub struct Pace {
    left: f64,
    at_ms: f64,
    refused: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self { left: BURST, at_ms: 0.0, refused: false }
    }
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is read.
    Read,
    /// It is not, and its sender is told.
    Refused,
    /// It is not, and its sender knows.
    Ignored,
}

impl Pace {
    /// What becomes of a message that comes at this time, in milliseconds on a clock that does not
    /// go back.
    pub fn admit(&mut self, now_ms: f64) -> Admission {
        let passed = (now_ms - self.at_ms).max(0.0);
        self.left = (self.left + passed / 1e3 * PER_SECOND).min(BURST);
        self.at_ms = now_ms;
        if self.left >= 1.0 {
            self.left -= 1.0;
            self.refused = false;
            Admission::Read
        } else if std::mem::replace(&mut self.refused, true) {
            Admission::Ignored
        } else {
            Admission::Refused
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_refused_once_and_a_pause_makes_good() {
        let mut pace = Pace::default();
        let flood: Vec<_> = (0..1000).map(|_| pace.admit(5.0)).collect();
        let count = |kind| flood.iter().filter(|admission| **admission == kind).count();
        assert_eq!(
            [Admission::Read, Admission::Refused, Admission::Ignored].map(count),
            [40, 1, 959]
        );
        assert_eq!(pace.admit(60.0), Admission::Read);
        assert_eq!(pace.admit(60.0), Admission::Refused);
        assert_eq!(pace.admit(1e9), Admission::Read);
        assert_eq!((0..50).filter(|_| pace.admit(1e9) == Admission::Read).count(), 39);
    }

    #[test]
    fn a_patient_sender_is_always_read() {
        let mut pace = Pace::default();
        assert!((0..1000).all(|n| pace.admit(f64::from(n) * 51.0) == Admission::Read));
    }
}
