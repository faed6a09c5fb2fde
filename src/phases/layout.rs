//! Where everything in the receipt goes: one bar from zero for each sample, cut into parts.

use super::{Bar, Part, Which};
use crate::chart::{decimals, nice_step};
use crate::receipt::Millis;
use crate::strategy::Strategy;
use crate::unit::{self, Unit};

/// Narrower than this the names stand above their bars; in pixels.
const NAMES_BESIDE_FROM: f64 = 560.0;

/// From this width on the bars are large; in pixels.
const LARGE_FROM: f64 = 1_000.0;

/// Height of a bar, and of a large one, in pixels.
const BARS: (f64, f64) = (28.0, 36.0);

/// Room on the left for the names: beside normal bars, and beside large ones; in pixels.
const NAME_ROOMS: (f64, f64) = (212.0, 252.0);

/// Room on the right for what is written at the end of a bar, in pixels.
const END_ROOM: f64 = 76.0;

/// Between the two bars of a strategy, and between strategies, in pixels.
const GAPS: (f64, f64) = (5.0, 20.0);

/// The height of a name above its bars, in pixels.
const NAME_HEIGHT: f64 = 28.0;

/// Room below the bars for the axis and its title, in pixels.
const AXIS_ROOM: f64 = 52.0;

/// The height of a line of the legend, in pixels.
const LEGEND_LINE: f64 = 24.0;

/// About how wide a letter of a label is, in pixels.
const LETTER: f64 = 6.8;

/// A cold bar may stretch the scale so far beyond the longest warm one; further, and the parts
/// of the warm ones would be too thin to see.
const COLD_STRETCH: f64 = 3.0;

/// The share of a part that is left where a bar is too long for the scale.
const CUT_LEAVES: f64 = 0.2;

/// From the mark of a cut to the end of the part, in pixels.
const CUT_ROOM: f64 = 10.0;

/// The least width that is laid out, in pixels; a narrower place scrolls.
const LEAST_WIDTH: f64 = 280.0;

/// A laid out receipt; all lengths in pixels, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// Where the bars begin: zero.
    pub left: f64,
    /// Where the axis is.
    pub bottom: f64,
    /// The unit of the scale.
    pub unit: Unit,
    /// The marks of the scale: where, and the number beside each.
    pub ticks: Vec<(f64, String)>,
    /// The name of each strategy: where it begins, and the middle of its line.
    pub names: Vec<(Strategy, f64, f64)>,
    /// One row for each bar, in the same order.
    pub rows: Vec<Row>,
    /// The legend: each part, and the left end and the middle of its line.
    pub legend: Vec<(Part, f64, f64)>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The strategy.
    pub strategy: Strategy,
    /// Top of the bar.
    pub top: f64,
    /// Height of the bar.
    pub height: f64,
    /// Its parts, from left to right.
    pub segments: Vec<Segment>,
    /// Where the bar ends.
    pub end: f64,
    /// Where a part is drawn shorter than it is, because the bar would leave the scale.
    pub cut: Option<f64>,
}

/// One part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Which.
    pub part: Part,
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// What is written in it, if there is room.
    pub label: Option<String>,
}

/// The room, and how time becomes length.
struct Frame {
    names_beside: bool,
    left: f64,
    right: f64,
    bar: f64,
    scale_ms: Millis,
}

impl Frame {
    fn new(bars: &[Bar], width: f64) -> Self {
        let names_beside = width >= NAMES_BESIDE_FROM;
        let is_large = width >= LARGE_FROM;
        let name_room = if is_large { NAME_ROOMS.1 } else { NAME_ROOMS.0 };
        Self {
            names_beside,
            left: if names_beside { name_room } else { 6.0 },
            right: width - END_ROOM,
            bar: if is_large { BARS.1 } else { BARS.0 },
            scale_ms: scale(bars),
        }
    }

    fn length(&self, ms: Millis) -> f64 {
        (self.right - self.left) * ms / self.scale_ms
    }
}

/// Lays out `bars` in `width` pixels.
pub fn lay_out(bars: &[Bar], width: f64) -> Layout {
    let width = if width.is_finite() { width.max(LEAST_WIDTH) } else { LEAST_WIDTH };
    let frame = Frame::new(bars, width);
    let (names, rows, bottom) = stack(&frame, bars);
    let unit = Unit::of(frame.scale_ms);
    let (legend, height) = legend(bars, width, bottom + AXIS_ROOM);
    Layout {
        width,
        height,
        left: frame.left,
        bottom,
        unit,
        ticks: if bars.is_empty() { vec![] } else { ticks(&frame, unit) },
        names,
        rows,
        legend,
    }
}

/// Puts the bars below each other: the names, the rows, and where the last one ends.
fn stack(frame: &Frame, bars: &[Bar]) -> (Vec<(Strategy, f64, f64)>, Vec<Row>, f64) {
    let (mut names, mut rows, mut y) = (vec![], vec![], 6.0);
    for group in bars.chunk_by(|one, other| one.strategy == other.strategy) {
        if !frame.names_beside {
            y += NAME_HEIGHT;
        }
        let middle = if frame.names_beside { y + frame.bar / 2.0 } else { y - NAME_HEIGHT / 2.0 };
        names.extend(group.first().map(|bar| (bar.strategy, 0.0, middle)));
        for bar in group {
            rows.push(row(frame, bar, y));
            y += frame.bar + GAPS.0;
        }
        y += GAPS.1 - GAPS.0;
    }
    (names, rows, y - GAPS.1 / 2.0)
}

fn row(frame: &Frame, bar: &Bar, top: f64) -> Row {
    let (lengths, cut) = lengths(frame, bar);
    let mut x = frame.left;
    let mut segments = vec![];
    for (part, length) in Part::ALL.into_iter().zip(lengths).filter(|(_, length)| *length > 0.0) {
        let label = label(part, bar.parts.get(part), length);
        segments.push(Segment { part, left: x, right: x + length, label });
        x += length;
    }
    // The mark of the cut is put near the end of the part that is cut, beside its label.
    let mark = |it: &Segment| it.right - CUT_ROOM.min((it.right - it.left) / 2.0);
    let cut = segments.iter().find(|it| Some(it.part) == cut).map(mark);
    Row { strategy: bar.strategy, top, height: frame.bar, segments, end: x, cut }
}

/// How long each part is drawn, and which one is cut to make the bar fit.
fn lengths(frame: &Frame, bar: &Bar) -> ([f64; 8], Option<Part>) {
    let mut lengths = Part::ALL.map(|part| frame.length(bar.parts.get(part)));
    let room = frame.right - frame.left;
    let excess = lengths.iter().sum::<f64>() - room;
    if excess <= 1e-6 {
        return (lengths, None);
    }
    let longest = Part::ALL.into_iter().fold(Part::Start, |one, part| {
        if lengths[part as usize] > lengths[one as usize] { part } else { one }
    });
    let cut = &mut lengths[longest as usize];
    *cut -= excess.min(*cut * (1.0 - CUT_LEAVES));
    // What is still too long gives way everywhere.
    let shrink = room / lengths.iter().sum::<f64>();
    (lengths.map(|length| length * shrink.min(1.0)), Some(longest))
}

/// As much as fits: "compute 40.6 ms", or only the time.
fn label(part: Part, ms: Millis, length: f64) -> Option<String> {
    let time = unit::show(ms);
    let both = format!("{} {time}", part.id());
    let fits = |label: &String| label.chars().count() as f64 * LETTER + 14.0 <= length;
    [both, time].into_iter().find(fits)
}

/// The time at the end of the scale, in milliseconds.
fn scale(bars: &[Bar]) -> Millis {
    let longest = |cold: bool| {
        let bars = bars.iter().filter(|bar| (bar.which == Which::Cold) == cold);
        bars.map(|bar| bar.parts.total()).fold(0.0, f64::max)
    };
    let (warm, cold) = (longest(false), longest(true));
    let cold = if warm > 0.0 { cold.min(warm * COLD_STRETCH) } else { cold };
    warm.max(cold).max(1e-6)
}

fn ticks(frame: &Frame, unit: Unit) -> Vec<(f64, String)> {
    let end = unit.count(frame.scale_ms);
    let room = frame.right - frame.left;
    let step = nice_step(end, (room / 80.0).clamp(2.0, 8.0));
    let decimals = decimals(step);
    let tick = |index: u32| {
        let value = f64::from(index) * step;
        (frame.left + room * value / end, unit::decimal(value, decimals))
    };
    (0..=(end / step * (1.0 + 1e-9)) as u32).map(tick).collect()
}

/// The parts that occur, line by line below `top`, and where they end.
fn legend(bars: &[Bar], width: f64, top: f64) -> (Vec<(Part, f64, f64)>, f64) {
    let occurs = |part: &Part| bars.iter().any(|bar| bar.parts.get(*part) > 0.0);
    let (mut x, mut y, mut places) = (0.0, top + LEGEND_LINE / 2.0, vec![]);
    for part in Part::ALL.into_iter().filter(occurs) {
        let needs = 32.0 + part.title().chars().count() as f64 * (LETTER + 0.4) + 14.0;
        if x > 0.0 && x + needs > width {
            (x, y) = (0.0, y + LEGEND_LINE);
        }
        places.push((part, x, y));
        x += needs;
    }
    (places, y + LEGEND_LINE / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phases::tests::{WORKERS, race, sample};
    use crate::phases::{Which, bars};
    use crate::receipt::{Receipt, Sample};
    use crate::strategy::Strategy;
    use proptest::prelude::*;

    #[test]
    fn a_part_is_as_long_as_its_time() {
        let bars = bars(&race()[..1], WORKERS, None);
        let layout = lay_out(&bars, 900.0);
        let row = &layout.rows[0];
        let compute = row.segments.iter().find(|it| it.part == Part::Compute).unwrap();
        let share = (compute.right - compute.left) / (row.end - layout.left);
        assert!((share - 80.0 / 80.4).abs() < 1e-9);
        assert_eq!(compute.label.as_deref(), Some("compute 80.0 ms"));
        assert_eq!(row.segments[0].label, None, "too thin");
        assert_eq!(row.cut, None);
    }

    #[test]
    fn a_cold_start_that_is_too_long_is_cut_where_it_is_longest() {
        let bars = bars(&race(), WORKERS, None);
        let layout = lay_out(&bars, 900.0);
        let row = layout.rows.last().unwrap();
        let start = &row.segments[0];
        assert_eq!(start.label.as_deref(), Some("start 410 ms"));
        assert!(row.cut.is_some_and(|x| start.left < x && x < start.right));
        assert!(layout.rows[..7].iter().all(|row| row.cut.is_none()));
    }

    #[test]
    fn names_stand_above_on_a_phone() {
        let bars = bars(&race(), WORKERS, None);
        let (narrow, wide) = (lay_out(&bars, 300.0), lay_out(&bars, 1_400.0));
        assert!(narrow.names.iter().zip(&narrow.rows[..1]).all(|(name, row)| name.2 < row.top));
        let (name, row) = (&wide.names[0], &wide.rows[0]);
        assert!(row.top < name.2 && name.2 < row.top + row.height);
        assert!(narrow.legend.last().unwrap().2 > wide.legend.last().unwrap().2);
    }

    #[test]
    fn nothing_has_no_scale() {
        let layout = lay_out(&[], f64::NAN);
        assert_eq!((layout.width, layout.ticks.len(), layout.rows.len()), (LEAST_WIDTH, 0, 0));
    }

    proptest! {
        #[test]
        fn everything_lies_inside_and_in_order(
            width in 0f64..4_000.0,
            warm in proptest::array::uniform6(0f64..1e4),
            cold in proptest::array::uniform6(0f64..1e6),
        ) {
            let receipt = |[start, send, wait, compute, receive, join]: [f64; 6]| {
                Receipt { start, send, wait, compute, receive, join }
            };
            let one = sample(Strategy::Threads, receipt(warm), 1.0);
            let two = Sample { cold: true, ..sample(Strategy::Threads, receipt(cold), 0.0) };
            let bars = bars(&[one, two], WORKERS, None);
            prop_assert_eq!(bars[0].which, Which::Median);
            let layout = lay_out(&bars, width);
            for row in &layout.rows {
                let mut x = layout.left;
                for segment in &row.segments {
                    prop_assert!((segment.left - x).abs() < 1e-6 && segment.right >= segment.left);
                    x = segment.right;
                }
                prop_assert!((row.end - x).abs() < 1e-6);
                prop_assert!(row.end + END_ROOM <= layout.width + 1e-3, "{} {}", row.end, layout.width);
                prop_assert!(row.top + row.height <= layout.bottom);
            }
            prop_assert!(layout.ticks.iter().all(|(x, _)| *x + END_ROOM <= layout.width + 1e-3));
            prop_assert!(layout.legend.iter().all(|(_, x, y)| *x < layout.width && *y < layout.height));
        }
    }
}
