//! The stretch of time that is seen, and how it is moved and zoomed.

use crate::receipt::Millis;

/// The shortest stretch that can be seen: less than a clock can tell apart. In milliseconds.
const LEAST_MS: Millis = 0.002;

/// What is seen of `0 .. whole_ms`. Places in it are shares of its width, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Where it begins, in milliseconds.
    pub from_ms: Millis,
    /// Where it ends; later than it begins.
    pub to_ms: Millis,
    /// All there is to see.
    pub whole_ms: Millis,
}

impl Window {
    /// All of a sample that took `whole_ms`.
    pub fn fit(whole_ms: Millis) -> Self {
        let whole_ms = if whole_ms.is_finite() { whole_ms.max(LEAST_MS) } else { LEAST_MS };
        Self { from_ms: 0.0, to_ms: whole_ms, whole_ms }
    }

    /// How long the stretch is, in milliseconds.
    pub fn length_ms(self) -> Millis {
        self.to_ms - self.from_ms
    }

    /// Where a time is; below 0 or above 1 when it is not seen.
    pub fn share(self, ms: Millis) -> f64 {
        (ms - self.from_ms) / self.length_ms()
    }

    /// The time at a place.
    pub fn ms(self, share: f64) -> Millis {
        self.from_ms + self.length_ms() * share
    }

    /// Enlarged `factor` times around the time at `share`, which stays where it is unless that
    /// would show what is not there.
    pub fn zoom(self, share: f64, factor: f64) -> Self {
        if !(factor.is_finite() && factor > 0.0 && share.is_finite()) {
            return self;
        }
        let length = (self.length_ms() / factor).clamp(LEAST_MS, self.whole_ms);
        let from_ms = self.ms(share) - length * share;
        self.placed(from_ms, length)
    }

    /// Moved by `share` of its own width; to later times when positive.
    pub fn pan(self, share: f64) -> Self {
        self.placed(self.from_ms + self.length_ms() * share, self.length_ms())
    }

    /// Moved as little as needed to show `from_ms .. to_ms`, or its beginning if it is longer.
    pub fn show(self, from_ms: Millis, to_ms: Millis) -> Self {
        let length = self.length_ms();
        let earliest = (to_ms - length).min(from_ms);
        self.placed(self.from_ms.clamp(earliest, from_ms), length)
    }

    fn placed(self, from_ms: Millis, length: Millis) -> Self {
        if !from_ms.is_finite() {
            return self;
        }
        let from_ms = from_ms.clamp(0.0, (self.whole_ms - length).max(0.0));
        Self { from_ms, to_ms: from_ms + length, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn windows() -> impl Strategy<Value = Window> {
        (0.1..1e5, 0.0..1.0, 1.0..1e3)
            .prop_map(|(whole, share, factor)| Window::fit(whole).zoom(share, factor))
    }

    fn is_sane(window: Window) -> bool {
        window.from_ms >= 0.0
            && window.to_ms <= window.whole_ms * (1.0 + 1e-12)
            && window.length_ms() >= LEAST_MS * 0.999
    }

    proptest! {
        #[test]
        fn the_time_under_the_pointer_stays(window in windows(), share in 0.0..1.0, factor in 0.01..100.0) {
            let zoomed = window.zoom(share, factor);
            prop_assert!(is_sane(zoomed), "{:?}", zoomed);
            let inner = zoomed.from_ms > 0.0 && zoomed.to_ms < zoomed.whole_ms;
            if inner {
                let moved = (zoomed.ms(share) - window.ms(share)).abs();
                prop_assert!(moved <= 1e-9 * window.whole_ms, "{:?}", zoomed);
            }
        }

        #[test]
        fn panning_keeps_the_length_and_stays_inside(window in windows(), share in -9.0..9.0) {
            let panned = window.pan(share);
            prop_assert!(is_sane(panned));
            prop_assert!((panned.length_ms() - window.length_ms()).abs() <= 1e-9 * window.whole_ms);
        }

        #[test]
        fn what_is_to_be_shown_is_shown(window in windows(), from in 0.0..0.99_f64, part in 0.0..1.0_f64) {
            let from_ms = window.whole_ms * from;
            let to_ms = from_ms + f64::min(window.length_ms() * part, window.whole_ms - from_ms);
            let shown = window.show(from_ms, to_ms);
            prop_assert!(is_sane(shown));
            prop_assert!(shown.from_ms <= from_ms + 1e-6 && shown.to_ms >= to_ms - 1e-6);
        }

        #[test]
        fn places_and_times_are_each_others_opposite(window in windows(), share in 0.0..1.0) {
            prop_assert!((window.share(window.ms(share)) - share).abs() < 1e-6);
        }
    }

    #[test]
    fn nonsense_changes_nothing() {
        let window = Window::fit(100.0).zoom(0.5, 4.0);
        assert_eq!(window.zoom(f64::NAN, 2.0), window);
        assert_eq!(window.zoom(0.5, f64::INFINITY), window);
        assert_eq!(window.pan(f64::NAN), window);
        assert_eq!(Window::fit(f64::NAN).from_ms, 0.0);
    }
}
