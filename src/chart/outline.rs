//! Bars from elsewhere, outlined below one's own.

use super::Frame;
use crate::outcome::Outcome;
use crate::receipt::Millis;
use crate::reference::{Reference, Scale};
use crate::strategy::Strategy;
use crate::unit;

/// Height of such a bar, in pixels.
const HEIGHT: f64 = 9.0;

/// The room it takes from its row, in pixels.
pub(super) const ROOM: f64 = 19.0;

/// Room on the right for what is written behind it, in pixels.
pub(super) const END_ROOM: f64 = 108.0;

/// The bar of a strategy that was measured elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Where the bar ends.
    pub end: f64,
    /// Its top.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// What was measured: "3.80×, 41.2 ms".
    pub label: String,
    /// Where the label begins, and its base line.
    pub label_at: (f64, f64),
}

impl Outline {
    /// The bar of a strategy at `top`, if it was measured and can be drawn.
    pub(super) fn of(frame: &Frame<'_>, top: f64, strategy: Strategy) -> Option<Self> {
        let (reference, scale) = frame.beside?;
        let row = reference.row(strategy)?;
        let end = frame.x(scale.apply(row.median_ms)?);
        let ratio = row.speedup.map(|ratio| [&unit::show_ratio(ratio), ", "].concat());
        Some(Self {
            end,
            top,
            height: HEIGHT,
            label: [&*ratio.unwrap_or_default(), &unit::show(row.median_ms)].concat(),
            label_at: (end + 8.0, top + HEIGHT),
        })
    }
}

/// The longest bar from elsewhere that is drawn, in milliseconds; 0 when there is none.
pub(super) fn longest(outcomes: &[Outcome], beside: Option<(&Reference, Scale)>) -> Millis {
    let Some((reference, scale)) = beside else { return 0.0 };
    let rows = outcomes.iter().filter_map(|outcome| reference.row(outcome.strategy));
    rows.filter_map(|row| scale.apply(row.median_ms)).fold(0.0, f64::max)
}
