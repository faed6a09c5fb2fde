//! Where everything in the bar chart goes: bars from zero, samples as dots, intervals as whiskers.

mod outline;
pub mod svg;

pub use outline::Outline;

use crate::outcome::Outcome;
use crate::receipt::Millis;
use crate::reference::{Reference, Scale};
use crate::strategy::Strategy;
use crate::unit::{self, Unit};

/// Narrower than this the names stand above their bars; in pixels.
const NAMES_BESIDE_FROM: f64 = 560.0;

/// Room on the right for what is written at the end of a bar, in pixels.
const END_ROOM: f64 = 84.0;

/// Room below the bars for the axis and its title, in pixels.
const AXIS_ROOM: f64 = 48.0;

/// From this width on the bars are large; in pixels.
const LARGE_FROM: f64 = 1_000.0;

/// Height of a bar, and of a large one, in pixels.
const BARS: (f64, f64) = (26.0, 36.0);

/// A cold start may stretch the scale this far beyond the warm samples; further, and the bars
/// would be too short to compare.
const COLD_STRETCH: f64 = 1.5;

/// From the mark of a cold start down to the base line of its label, in pixels.
const COLD_LABEL_DROP: f64 = 14.0;

/// Room on the left for the names: beside normal bars, and beside large ones; in pixels.
const NAME_ROOMS: (f64, f64) = (212.0, 252.0);

/// The least width that is laid out, in pixels; a narrower place scrolls.
pub const LEAST_WIDTH: f64 = 280.0;

/// A laid out chart; all lengths in pixels, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// Where the bars begin: zero.
    pub left: f64,
    /// Where the scale ends.
    pub right: f64,
    /// Where the axis is.
    pub bottom: f64,
    /// The unit of the scale.
    pub unit: Unit,
    /// The marks of the scale, from zero.
    pub ticks: Vec<Tick>,
    /// One row for each outcome, in the same order.
    pub rows: Vec<Row>,
}

/// A mark of the scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// The number beside it.
    pub label: String,
}

/// One strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub strategy: Strategy,
    /// Where its name begins and the middle of its line.
    pub name: (f64, f64),
    /// Top of its bar.
    pub top: f64,
    /// Height of its bar.
    pub height: f64,
    /// What is drawn, once there is a median.
    pub bar: Option<Bar>,
    /// What was measured elsewhere.
    pub outline: Option<Outline>,
    /// The cold start, once it is known.
    pub cold: Option<Cold>,
}

/// The bar of a strategy that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where the bar ends: at the median.
    pub end: f64,
    /// The 95 % interval.
    pub whisker: Option<(f64, f64)>,
    /// Every warm sample.
    pub dots: Vec<(f64, f64)>,
    /// Where the text at the end begins.
    pub label_x: f64,
    /// The speed-up: "3.71×".
    pub speedup: String,
    /// The median: "41.2 ms".
    pub median: String,
}

/// The mark of a cold start.
#[derive(Clone, Debug, PartialEq)]
pub struct Cold {
    /// Where the mark ends.
    pub end: f64,
    /// Where it is, from top to bottom.
    pub y: f64,
    /// Whether the cold start lies beyond the end of the scale.
    pub beyond: bool,
    /// "cold start 152 ms".
    pub label: String,
    /// Where the label begins, and its base line.
    pub label_at: (f64, f64),
}

struct Frame<'a> {
    beside: Option<(&'a Reference, Scale)>,
    /// Room below each bar for the one from elsewhere.
    outline: f64,
    names_beside: bool,
    left: f64,
    right: f64,
    bar: f64,
    row: f64,
    scale_ms: Millis,
    has_scale: bool,
}

impl<'a> Frame<'a> {
    fn new(outcomes: &[Outcome], beside: Option<(&'a Reference, Scale)>, width: f64) -> Self {
        let beside = beside.filter(|(_, scale)| *scale != Scale::None);
        let outline = beside.map_or(0.0, |_| outline::ROOM);
        let names_beside = width >= NAMES_BESIDE_FROM;
        let is_large = width >= LARGE_FROM;
        let bar = if is_large { BARS.1 } else { BARS.0 };
        let name_room = if is_large { NAME_ROOMS.1 } else { NAME_ROOMS.0 };
        let scale_ms = scale(outcomes, outline::longest(outcomes, beside));
        Self {
            beside,
            outline,
            names_beside,
            left: if names_beside { name_room } else { 6.0 },
            right: width - beside.map_or(END_ROOM, |_| outline::END_ROOM),
            bar,
            row: bar + outline + if names_beside { 36.0 } else { 56.0 },
            scale_ms: scale_ms.unwrap_or(1e-6),
            has_scale: scale_ms.is_some(),
        }
    }

    fn x(&self, ms: Millis) -> f64 {
        self.left + (self.right - self.left) * (ms / self.scale_ms).clamp(0.0, 1.0)
    }
}

/// Lays out `outcomes` in `width` pixels.
pub fn lay_out(outcomes: &[Outcome], width: f64) -> Chart {
    lay_out_beside(outcomes, None, width)
}

/// Lays out `outcomes` in `width` pixels, and beside them what was measured elsewhere.
pub fn lay_out_beside(
    outcomes: &[Outcome],
    beside: Option<(&Reference, Scale)>,
    width: f64,
) -> Chart {
    let width = if width.is_finite() { width.max(LEAST_WIDTH) } else { LEAST_WIDTH };
    let frame = Frame::new(outcomes, beside, width);
    let bottom = frame.row * outcomes.len() as f64;
    let unit = Unit::of(frame.scale_ms);
    Chart {
        width,
        height: bottom + AXIS_ROOM,
        left: frame.left,
        right: frame.right,
        bottom,
        unit,
        ticks: if frame.has_scale { ticks(&frame, unit) } else { vec![] },
        rows: outcomes.iter().enumerate().map(|(i, outcome)| row(&frame, i, outcome)).collect(),
    }
}

fn row(frame: &Frame<'_>, index: usize, outcome: &Outcome) -> Row {
    let start = frame.row * index as f64;
    let top = start + if frame.names_beside { 10.0 } else { 26.0 };
    let name_y = if frame.names_beside { top + frame.bar / 2.0 } else { start + 13.0 };
    Row {
        strategy: outcome.strategy,
        name: (0.0, name_y),
        top,
        height: frame.bar,
        bar: bar(frame, top, outcome),
        outline: Outline::of(frame, top + frame.bar + 4.0, outcome.strategy),
        // Before there is a bar there is no scale to mark a cold start on.
        cold: outcome
            .cold
            .filter(|_| frame.has_scale)
            .map(|ms| cold(frame, top + frame.bar + frame.outline + 7.0, ms)),
    }
}

fn bar(frame: &Frame<'_>, top: f64, outcome: &Outcome) -> Option<Bar> {
    let summary = outcome.summary.as_ref()?;
    let end = frame.x(summary.median);
    let whisker = summary.ci95.map(|(low, high)| (frame.x(low), frame.x(high)));
    let dots = dots(frame, top, &outcome.warm);
    let reach = dots.iter().map(|dot| dot.0).chain(whisker.map(|whisker| whisker.1));
    Some(Bar {
        end,
        whisker,
        label_x: reach.fold(end, f64::max) + 10.0,
        dots,
        speedup: outcome.speedup.as_ref().map_or("–".to_owned(), |s| unit::show_ratio(s.ratio)),
        median: unit::show(summary.median),
    })
}

/// Spreads the samples over the height of the bar, so that equal ones do not hide each other.
fn dots(frame: &Frame<'_>, top: f64, warm: &[Millis]) -> Vec<(f64, f64)> {
    // Multiples of the golden ratio, modulo 1, spread any number of points evenly.
    let spread = |index: usize| (index as f64 * 0.618_034).fract();
    warm.iter()
        .enumerate()
        .map(|(index, &ms)| (frame.x(ms), top + frame.bar * (0.2 + 0.6 * spread(index))))
        .collect()
}

fn cold(frame: &Frame<'_>, y: f64, ms: Millis) -> Cold {
    let beyond = ms > frame.scale_ms;
    Cold {
        end: frame.x(ms),
        y,
        beyond,
        label: format!("cold start {}", unit::show(ms)),
        // Below the mark, where no number of the bar can be in the way.
        label_at: (frame.left + 2.0, y + COLD_LABEL_DROP),
    }
}

/// The time at the end of the scale, in milliseconds, with room for a bar of `elsewhere`; none when
/// there is nothing to draw.
fn scale(outcomes: &[Outcome], elsewhere: Millis) -> Option<Millis> {
    let largest = |values: &mut dyn Iterator<Item = Millis>| {
        values.filter(|ms| ms.is_finite()).fold(0.0, f64::max)
    };
    let warm = largest(&mut outcomes.iter().flat_map(|outcome| {
        let summary = outcome.summary.iter();
        let ends = summary.flat_map(|s| [Some(s.median), s.ci95.map(|ci| ci.1)]).flatten();
        outcome.warm.iter().copied().chain(ends)
    }));
    let warm = warm.max(elsewhere);
    let cold = largest(&mut outcomes.iter().filter_map(|outcome| outcome.cold));
    let scale = if cold <= warm * COLD_STRETCH { warm.max(cold) } else { warm };
    (warm > 0.0).then_some(scale)
}

fn ticks(frame: &Frame<'_>, unit: Unit) -> Vec<Tick> {
    let end = unit.count(frame.scale_ms);
    let step = nice_step(end, ((frame.right - frame.left) / 80.0).clamp(2.0, 8.0));
    let decimals = decimals(step);
    (0..=(end / step * (1.0 + 1e-9)) as u32)
        .map(|index| {
            let value = f64::from(index) * step;
            let x = frame.left + (frame.right - frame.left) * value / end;
            Tick { x, label: unit::decimal(value, decimals) }
        })
        .collect()
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that needs at most `most` steps to `end`.
pub(crate) fn nice_step(end: f64, most: f64) -> f64 {
    let least = end / most;
    let mut power = 1.0;
    while power > least {
        power /= 10.0;
    }
    while power * 10.0 <= least {
        power *= 10.0;
    }
    let nice = [1.0, 2.0, 2.5, 5.0].into_iter().find(|nice| nice * power >= least * (1.0 - 1e-9));
    nice.unwrap_or(10.0) * power
}

/// How many decimals a step takes to be written in full.
pub(crate) fn decimals(step: f64) -> u32 {
    let mut scaled = step;
    let mut decimals = 0;
    while (scaled - scaled.round()).abs() > 1e-6 * scaled && decimals < 9 {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{measured, waiting};
    use crate::strategy::Strategy;
    use proptest::prelude::*;

    #[test]
    fn steps_are_nice() {
        let steps = [(100.0, 5.0), (41.0, 5.0), (0.9, 4.0), (7.0, 7.0)];
        let nice: Vec<_> = steps.iter().map(|&(end, most)| nice_step(end, most)).collect();
        assert_eq!(nice[0], 20.0);
        assert_eq!(nice[1], 10.0);
        assert!((nice[2] - 0.25).abs() < 1e-9);
        assert_eq!(nice[3], 1.0);
    }

    #[test]
    fn a_bar_is_as_long_as_its_time() {
        let outcomes =
            [measured(Strategy::Sequential, &[100.0; 3]), measured(Strategy::Threads, &[50.0; 3])];
        let chart = lay_out(&outcomes, 900.0);
        let lengths: Vec<_> = chart
            .rows
            .iter()
            .filter_map(|row| row.bar.as_ref().map(|bar| bar.end - chart.left))
            .collect();
        assert!((lengths[0] / lengths[1] - 2.0).abs() < 1e-9);
        assert_eq!(chart.unit, Unit::Milliseconds);
        assert_eq!(chart.ticks[0].label, "0");
    }

    #[test]
    fn a_late_cold_start_does_not_squeeze_the_bars() {
        let mut outcome = measured(Strategy::Processes, &[20.0; 3]);
        outcome.cold = Some(500.0);
        let chart = lay_out(&[outcome], 900.0);
        let cold = chart.rows[0].cold.clone().unwrap();
        assert!(cold.beyond);
        assert_eq!(chart.rows[0].bar.as_ref().unwrap().end, chart.right);
        assert_eq!(cold.label, "cold start 500 ms");
    }

    #[test]
    fn without_samples_there_is_no_scale() {
        let chart = lay_out(&[waiting(Strategy::Sequential)], f64::NAN);
        assert_eq!((chart.width, chart.ticks.len()), (LEAST_WIDTH, 0));
        assert_eq!(chart.rows[0].bar, None);
    }

    proptest! {
        #[test]
        fn everything_lies_inside(
            width in 0f64..4_000.0,
            times in proptest::collection::vec(1e-3f64..1e6, 1..40),
            cold in proptest::option::of(1e-3f64..1e7),
        ) {
            let mut outcome = measured(Strategy::Threads, &times);
            outcome.cold = cold;
            let chart = lay_out(&[outcome, waiting(Strategy::Processes)], width);
            let row = &chart.rows[0];
            let bar = row.bar.as_ref().unwrap();
            let inside = |x: f64| (chart.left..=chart.right + 1e-6).contains(&x);
            prop_assert!(inside(bar.end));
            let height = row.top..=row.top + row.height;
            prop_assert!(bar.dots.iter().all(|&(x, y)| inside(x) && height.contains(&y)));
            prop_assert!(bar.whisker.is_none_or(|(low, high)| inside(low) && inside(high) && low <= high));
            prop_assert!(chart.ticks.iter().all(|tick| inside(tick.x)));
            prop_assert!((2..=12).contains(&chart.ticks.len()));
            prop_assert!(bar.label_x + END_ROOM - 10.0 <= chart.width + 1e-6);
            prop_assert!(row.cold.as_ref().is_none_or(|cold| inside(cold.end)));
        }
    }
}
