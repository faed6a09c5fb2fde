//! Slow motion: a moment that moves through a sample at a chosen speed.

use crate::receipt::Millis;

/// A replay takes at least this long at the speed it begins with, in milliseconds.
const LEAST_REPLAY_MS: Millis = 3_000.0;

/// How fast a sample is replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// As it happened.
    Real,
    /// Ten times slower.
    Tenth,
    /// A hundred times slower.
    Hundredth,
    /// A thousand times slower.
    Thousandth,
}

impl Speed {
    /// Every speed, the fastest first.
    pub const ALL: [Self; 4] = [Self::Real, Self::Tenth, Self::Hundredth, Self::Thousandth];

    /// Milliseconds of the sample in a millisecond of replay.
    pub fn factor(self) -> f64 {
        match self {
            Self::Real => 1.0,
            Self::Tenth => 0.1,
            Self::Hundredth => 0.01,
            Self::Thousandth => 0.001,
        }
    }

    /// The stable name in the DOM: the factor.
    pub fn id(self) -> &'static str {
        match self {
            Self::Real => "1",
            Self::Tenth => "0.1",
            Self::Hundredth => "0.01",
            Self::Thousandth => "0.001",
        }
    }

    /// What a visitor reads.
    pub fn title(self) -> &'static str {
        match self {
            Self::Real => "real speed",
            Self::Tenth => "1/10",
            Self::Hundredth => "1/100",
            Self::Thousandth => "1/1,000",
        }
    }

    /// The fastest speed at which a sample of `whole_ms` can be followed.
    fn fitting(whole_ms: Millis) -> Self {
        let is_slow = |speed: &Self| whole_ms / speed.factor() >= LEAST_REPLAY_MS;
        Self::ALL.into_iter().find(is_slow).unwrap_or(Self::Thousandth)
    }
}

/// Where a replay is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Player {
    /// The moment that is shown, in milliseconds of the sample; none before the first replay.
    pub at_ms: Option<Millis>,
    /// How fast it moves.
    pub speed: Speed,
    /// Whether it moves.
    pub playing: bool,
    whole_ms: Millis,
    ticked: Option<Millis>,
}

impl Player {
    /// At rest, before a sample of `whole_ms`.
    pub fn new(whole_ms: Millis) -> Self {
        let speed = Speed::fitting(whole_ms);
        Self { at_ms: None, speed, playing: false, whole_ms, ticked: None }
    }

    /// Starts where it stopped, or from the beginning after the end; stops when it moves.
    pub fn toggle(&mut self) {
        self.playing = !self.playing;
        self.ticked = None;
        if self.playing && self.at_ms.is_none_or(|at| at >= self.whole_ms) {
            self.at_ms = Some(0.0);
        }
    }

    /// Goes to a moment and stays there.
    pub fn seek(&mut self, at_ms: Millis) {
        self.playing = false;
        self.at_ms = Some(at_ms.max(0.0).min(self.whole_ms));
    }

    /// Moves on: it is `now`, in milliseconds on any clock. Stops at the end.
    pub fn tick(&mut self, now: Millis) {
        if !self.playing {
            return;
        }
        let passed = now - self.ticked.replace(now).unwrap_or(now);
        let at = self.at_ms.unwrap_or_default() + passed.max(0.0) * self.speed.factor();
        self.at_ms = Some(at.min(self.whole_ms));
        self.playing = at < self.whole_ms;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replay_lasts_as_long_as_its_speed_says() {
        let mut player = Player::new(50.0);
        assert_eq!(player.speed, Speed::Hundredth);
        player.toggle();
        let mut now = 1_000.0;
        player.tick(now);
        while player.playing {
            now += 16.0;
            player.tick(now);
        }
        assert_eq!(player.at_ms, Some(50.0));
        assert!((6_000.0..6_020.0).contains(&now), "5 s after it began: {now}");
        player.toggle();
        assert_eq!((player.at_ms, player.playing), (Some(0.0), true));
    }

    #[test]
    fn a_stop_is_no_time() {
        let mut player = Player { speed: Speed::Real, ..Player::new(1_000.0) };
        player.toggle();
        player.tick(0.0);
        player.tick(100.0);
        player.toggle();
        player.tick(500.0);
        player.toggle();
        player.tick(900.0);
        player.tick(1_000.0);
        assert_eq!(player.at_ms, Some(200.0));
    }

    #[test]
    fn seeking_stays_inside_and_stops() {
        let mut player = Player::new(10.0);
        player.toggle();
        player.seek(99.0);
        assert_eq!((player.at_ms, player.playing), (Some(10.0), false));
        player.seek(f64::NAN);
        assert_eq!(player.at_ms, Some(0.0));
        assert_eq!(Speed::fitting(5_000.0), Speed::Real);
        assert_eq!(Speed::fitting(0.01), Speed::Thousandth);
    }
}
