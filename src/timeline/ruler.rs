//! The marks of the time axis.

use super::window::Window;
use crate::unit::{self, Unit};

/// The least room from one mark to the next, in pixels.
const ROOM: f64 = 78.0;

/// More marks than any screen has room for.
const MOST: f64 = 100.0;

/// A mark of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, in pixels from the left end of the axis.
    pub x: f64,
    /// "12.5 ms".
    pub label: String,
}

/// The marks of `window` on an axis of `width` pixels.
pub fn ticks(window: Window, width: f64) -> Vec<Tick> {
    let most = (width / ROOM).clamp(1.0, MOST);
    let unit = Unit::of(window.to_ms);
    let (from, length) = (unit.count(window.from_ms), unit.count(window.length_ms()));
    let (step, decimals) = step(length / most);
    let first = (from / step - 1e-9).ceil();
    let last = ((from + length) / step + 1e-9).floor();
    let count = (last - first).clamp(-1.0, 2.0 * MOST) as i32;
    let tick = |index: i32| {
        let value = (first + f64::from(index)) * step;
        let x = (value - from) / length * width;
        Tick { x, label: format!("{} {}", unit::decimal(value, decimals), unit.symbol()) }
    };
    (0..=count).map(tick).collect()
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `least`, and how many decimals it
/// takes to write.
fn step(least: f64) -> (f64, u32) {
    let power = least.max(1e-9).log10().floor();
    let size = 10_f64.powf(power);
    let nice = [1.0, 2.0, 5.0].into_iter().find(|nice| nice * size >= least * (1.0 - 1e-9));
    let decimals = if nice.is_some() { -power } else { -power - 1.0 };
    (nice.unwrap_or(10.0) * size, decimals.clamp(0.0, 9.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_are_round_numbers() {
        let labels = |window: Window, width: f64| {
            ticks(window, width).into_iter().map(|it| it.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(Window::fit(41.0), 400.0), ["0 ms", "10 ms", "20 ms", "30 ms", "40 ms"]);
        let near = Window { from_ms: 12.31, to_ms: 12.4, whole_ms: 41.0 };
        assert_eq!(labels(near, 200.0), ["12.35 ms", "12.40 ms"]);
    }

    proptest! {
        #[test]
        fn marks_stand_on_the_axis(whole in 0.01..1e5, at in 0.0..1.0, factor in 1.0..1e4, width in 1.0..4e3) {
            let ticks = ticks(Window::fit(whole).zoom(at, factor), width);
            prop_assert!(ticks.len() as f64 <= width / ROOM + 2.0);
            prop_assert!(ticks.iter().all(|tick| tick.x >= -1e-3 && tick.x <= width + 1e-3));
            prop_assert!(ticks.windows(2).all(|pair| pair[0].label != pair[1].label));
        }
    }
}
