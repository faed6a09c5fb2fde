//! An axis: what lies on it where, and which numbers stand beside it.

use crate::chart;
use crate::unit;

/// More decades than this are marked by their powers of ten only.
const FEW_DECADES: f64 = 2.5;

/// How an axis is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences are equally long.
    Linear,
    /// Linear, marked at whole numbers only.
    Counting,
    /// Equal ratios are equally long.
    Log,
}

/// One axis of a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Where it begins; more than 0 on a logarithmic one.
    pub from: f64,
    /// Where it ends; more than where it begins.
    pub to: f64,
    /// How it is divided.
    pub scale: Scale,
    /// What it shows, with the unit.
    pub title: String,
}

/// A mark of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, in pixels.
    pub at: f64,
    /// The number beside it.
    pub label: String,
}

impl Axis {
    /// An axis on which equal differences are equally long.
    pub fn linear(from: f64, to: f64, title: &str) -> Self {
        Self { from, to: to.max(from + 1e-9), scale: Scale::Linear, title: title.to_owned() }
    }

    /// An axis of whole numbers.
    pub fn counting(from: f64, to: f64, title: &str) -> Self {
        Self { scale: Scale::Counting, ..Self::linear(from, to.max(from + 1.0), title) }
    }

    /// An axis on which equal ratios are equally long.
    pub fn log(from: f64, to: f64, title: &str) -> Self {
        let from = from.max(f64::MIN_POSITIVE);
        Self { from, to: to.max(from * 1.2), scale: Scale::Log, title: title.to_owned() }
    }

    /// How far along a value lies, from 0 to 1; values beyond an end lie at the end.
    pub fn share(&self, value: f64) -> f64 {
        let share = match self.scale {
            Scale::Linear | Scale::Counting => (value - self.from) / (self.to - self.from),
            Scale::Log => {
                let low = self.from.ln();
                (value.max(self.from).ln() - low) / (self.to.ln() - low)
            }
        };
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    /// About `most` marks at round numbers; `place` says where each number is.
    pub fn ticks(&self, most: f64, place: impl Fn(f64) -> f64) -> Vec<Tick> {
        let values = match self.scale {
            Scale::Linear => self.steps(chart::nice_step(self.to - self.from, most)),
            Scale::Counting => {
                self.steps(chart::nice_step(self.to - self.from, most).max(1.0).ceil())
            }
            Scale::Log => self.powers(most),
        };
        let tick = |(value, label)| Tick { at: place(value), label };
        values.into_iter().map(tick).collect()
    }

    fn steps(&self, step: f64) -> Vec<(f64, String)> {
        let decimals = chart::decimals(step);
        let first = (self.from / step - 1e-9).ceil() as i64;
        let last = (self.to / step + 1e-9).floor() as i64;
        let mut values: Vec<f64> = (first..=last).map(|count| count as f64 * step).collect();
        // Counting begins at its first number, which need not be a multiple of the step.
        if self.scale == Scale::Counting && values.first().is_some_and(|it| *it > self.from) {
            values.insert(0, self.from);
        }
        values.into_iter().map(|value| (value, unit::decimal(value, decimals))).collect()
    }

    /// Powers of ten; over few decades also their double and fivefold.
    fn powers(&self, most: f64) -> Vec<(f64, String)> {
        let decades = (self.to / self.from).log10();
        let within: &[f64] = if decades <= FEW_DECADES { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let every = if within.len() > 1 { 1 } else { (decades / most).ceil().max(1.0) as i32 };
        let first = self.from.log10().floor() as i32;
        let last = self.to.log10().ceil() as i32;
        let inside = self.from * (1.0 - 1e-9)..=self.to * (1.0 + 1e-9);
        let values: Vec<_> = (first..=last)
            .filter(|power| power.rem_euclid(every) == 0)
            .flat_map(|power| within.iter().map(move |part| (part * 10f64.powi(power), power)))
            .filter(|(value, _)| inside.contains(value))
            .map(|(value, power)| (value, plain(value, power)))
            .collect();
        if values.len() >= 2 { values } else { self.ends() }
    }

    /// Where no two round numbers fit, the ends themselves.
    fn ends(&self) -> Vec<(f64, String)> {
        [self.from, self.to].map(|value| (value, unit::digits(value))).to_vec()
    }
}

/// A number of the size of a power of ten, written out: "0.01", "20", "1,000".
fn plain(value: f64, power: i32) -> String {
    if power < 0 {
        unit::decimal(value, power.unsigned_abs())
    } else {
        unit::grouped(value.round() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: &Axis, most: f64) -> Vec<String> {
        axis.ticks(most, |value| value).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn marks_stand_at_round_numbers() {
        assert_eq!(labels(&Axis::linear(0.0, 2.3, ""), 5.0), ["0.0", "0.5", "1.0", "1.5", "2.0"]);
        assert_eq!(labels(&Axis::counting(1.0, 4.0, ""), 9.0), ["1", "2", "3", "4"]);
        assert_eq!(labels(&Axis::counting(1.0, 16.0, ""), 4.0), ["1", "5", "10", "15"]);
        assert_eq!(labels(&Axis::log(0.5, 20.0, ""), 9.0), ["0.5", "1", "2", "5", "10", "20"]);
        assert_eq!(
            labels(&Axis::log(100.0, 1e6, ""), 9.0).join(" "),
            "100 1,000 10,000 100,000 1,000,000"
        );
        assert_eq!(labels(&Axis::log(1e-3, 1e3, ""), 4.0), ["0.01", "1", "100"]);
        assert_eq!(labels(&Axis::log(3.0, 4.0, ""), 4.0), ["3.00", "4.00"]);
    }

    #[test]
    fn values_beyond_an_end_lie_at_the_end() {
        let axis = Axis::log(1.0, 100.0, "");
        assert_eq!(
            [0.0, 1.0, 10.0, 1e9, f64::NAN].map(|it| axis.share(it)),
            [0.0, 0.0, 0.5, 1.0, 0.0]
        );
        assert_eq!(
            [-1.0, 2.0, f64::INFINITY].map(|it| Axis::linear(0.0, 4.0, "").share(it)),
            [0.0, 0.5, 1.0]
        );
    }
}
