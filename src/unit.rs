//! Numbers as a visitor reads them: times with three significant digits and a unit, and groups of three digits.

use crate::receipt::Millis;

/// The unit a time is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Millionths of a second.
    Microseconds,
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
}

impl Unit {
    /// The unit that leaves the fewest zeros in `ms`.
    pub fn of(ms: Millis) -> Self {
        // Limits a little under the powers of ten: 999.6 is written "1000" by three digits.
        match ms {
            ms if ms < 0.9995 => Self::Microseconds,
            ms if ms < 999.5 => Self::Milliseconds,
            _ => Self::Seconds,
        }
    }

    /// The name, for an axis: "milliseconds".
    pub fn word(self) -> &'static str {
        match self {
            Self::Microseconds => "microseconds",
            Self::Milliseconds => "milliseconds",
            Self::Seconds => "seconds",
        }
    }

    /// The sign behind a number: "ms".
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Microseconds => "µs",
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
        }
    }

    /// How many of this unit `ms` milliseconds are.
    pub fn count(self, ms: Millis) -> f64 {
        match self {
            Self::Microseconds => ms * 1e3,
            Self::Milliseconds => ms,
            Self::Seconds => ms / 1e3,
        }
    }
}

/// What is shorter than this would be written "0.00 µs"; in milliseconds.
const NOTHING_MS: Millis = 5e-6;

/// A time with its unit: "41.2 ms"; "0 ms" for none; "–" when it is not finite or negative.
pub fn show(ms: Millis) -> String {
    if !ms.is_finite() || ms < 0.0 {
        return "–".to_owned();
    }
    if ms < NOTHING_MS {
        return "0 ms".to_owned();
    }
    let unit = Unit::of(ms);
    format!("{} {}", digits(unit.count(ms)), unit.symbol())
}

/// An interval in one unit: "40.9 – 41.8 ms".
pub fn show_range(low: Millis, high: Millis) -> String {
    if !(low.is_finite() && high.is_finite()) {
        return "–".to_owned();
    }
    let unit = Unit::of(high);
    format!("{} – {} {}", digits(unit.count(low)), digits(unit.count(high)), unit.symbol())
}

/// A ratio: "3.71×"; "–" when it is not finite.
pub fn show_ratio(ratio: f64) -> String {
    if ratio.is_finite() { format!("{}×", digits(ratio)) } else { "–".to_owned() }
}

/// Three significant digits, without an exponent.
pub fn digits(number: f64) -> String {
    decimal(
        number,
        match number.abs() {
            n if n < 9.995 => 2,
            n if n < 99.95 => 1,
            _ => 0,
        },
    )
}

/// A number with so many decimals, at most 9; "0" when it is no number. Put together from whole
/// numbers, because what prints floating-point numbers would be a large part of the page.
pub fn decimal(number: f64, decimals: u32) -> String {
    let scale = 10u64.pow(decimals.min(9));
    let scaled = (number.abs() * scale as f64).round() as u64;
    let mut text = (scaled / scale).to_string();
    if scale > 1 {
        // The one in front keeps the zeros that follow it, and makes room for the point.
        let fraction = (scale + scaled % scale).to_string();
        text.push('.');
        text.extend(fraction.chars().skip(1));
    }
    if number < 0.0 && scaled > 0 {
        text.insert(0, '-');
    }
    text
}

/// A whole number with commas between groups of three digits: "1,000,000".
pub fn grouped(number: u64) -> String {
    let plain = number.to_string();
    let mut text = String::new();
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_and_the_unit_that_fits() {
        let shown = [0.000_005, 0.0123, 0.9996, 1.0, 41.23, 123.4, 999.6, 12_345.0].map(show);
        assert_eq!(
            shown,
            ["0.01 µs", "12.3 µs", "1.00 ms", "1.00 ms", "41.2 ms", "123 ms", "1.00 s", "12.3 s"]
        );
        assert_eq!(show_range(0.95, 1.25), "0.95 – 1.25 ms");
        assert_eq!(show_ratio(3.706), "3.71×");
    }

    #[test]
    fn no_time_has_no_decimals() {
        assert_eq!([0.0, 0.000_004].map(show), ["0 ms", "0 ms"]);
    }

    #[test]
    fn a_number_that_means_nothing_is_a_dash() {
        assert_eq!(show(f64::NAN), "–");
        assert_eq!(show(-1.0), "–");
        assert_eq!(show_range(1.0, f64::INFINITY), "–");
        assert_eq!(show_ratio(f64::INFINITY), "–");
    }

    #[test]
    fn decimals_are_those_asked_for() {
        let texts = [(0.125, 1), (2.0, 3), (1.996, 2), (-0.04, 1), (-1.5, 2), (41.0, 0)];
        let texts = texts.map(|(number, decimals)| decimal(number, decimals));
        assert_eq!(texts, ["0.1", "2.000", "2.00", "0.0", "-1.50", "41"]);
    }

    #[test]
    fn groups_of_three() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
