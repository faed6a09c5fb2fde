//! Where everything in a plot of curves goes: two axes, curves with whiskers, guides, marks.

pub mod axis;
pub mod svg;

pub use axis::{Axis, Scale};

use crate::strategy::Strategy;
use axis::Tick;

/// The least width that is laid out, in pixels; a narrower place scrolls.
pub const LEAST_WIDTH: f64 = 280.0;

/// Narrower than this the names stand below the plot; in pixels.
const NAMES_BESIDE_FROM: f64 = 560.0;

/// Room for the numbers of the upright axis, for names beside the curves, for half of the last
/// number below, above and below; in pixels.
const LEFT: f64 = 52.0;
const NAME_ROOM: f64 = 190.0;
const LAST_NUMBER: f64 = 34.0;
const TOP: f64 = 30.0;
const AXIS_ROOM: f64 = 50.0;

/// From one name to the next, in pixels.
const NAME_STEP: f64 = 20.0;

/// The height of the area is this share of its width, but not less and not more; in pixels.
const SHARE: f64 = 0.55;
const HEIGHTS: (f64, f64) = (220.0, 440.0);

/// What is drawn, in the terms of the data.
#[derive(Clone, Debug)]
pub struct Plot {
    /// Tells the ids of its parts from those of other pictures on the page.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What it shows, in words.
    pub text: String,
    /// The level axis.
    pub x: Axis,
    /// The upright axis.
    pub y: Axis,
    /// One for each strategy.
    pub curves: Vec<Curve>,
    /// Lines to compare with.
    pub guides: Vec<Guide>,
    /// From where on, to the right, the area is hatched, and why.
    pub shade: Option<(f64, String)>,
    /// Places on a level line.
    pub marks: Vec<Mark>,
    /// How far neighbouring curves are moved apart, in pixels.
    pub apart: f64,
}

/// x, y and the interval of y.
pub type Point = (f64, f64, Option<(f64, f64)>);

/// What was measured of one strategy.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Which.
    pub strategy: Strategy,
    /// Its points, in the order of x.
    pub points: Vec<Point>,
    /// The law that was fitted.
    pub law: Vec<(f64, f64)>,
}

/// A line to compare with.
#[derive(Clone, Debug)]
pub struct Guide {
    /// Its points, in the order of x.
    pub points: Vec<(f64, f64)>,
    /// Its name.
    pub label: String,
}

/// A place on a level line, with an interval.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Whose.
    pub strategy: Strategy,
    /// Where.
    pub x: f64,
    /// On which line.
    pub y: f64,
    /// Between where.
    pub ends: Option<(f64, f64)>,
    /// What is written above it.
    pub label: String,
}

/// A laid out plot; all lengths in pixels, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// The area: left, top, right, bottom.
    pub area: (f64, f64, f64, f64),
    /// The marks of the level axis.
    pub x_ticks: Vec<Tick>,
    /// The marks of the upright axis.
    pub y_ticks: Vec<Tick>,
    /// The curves.
    pub traces: Vec<Trace>,
    /// The guides inside the area, in their order; may be empty.
    pub guides: Vec<Vec<(f64, f64)>>,
    /// Where the hatched part begins.
    pub shade: Option<f64>,
    /// The marks: place, ends of the interval, and base line of the label.
    pub marks: Vec<Spot>,
}

/// A laid out curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Whose.
    pub strategy: Strategy,
    /// Its points.
    pub points: Vec<(f64, f64)>,
    /// x, upper and lower end of each interval.
    pub whiskers: Vec<(f64, f64, f64)>,
    /// The law inside the area.
    pub law: Vec<(f64, f64)>,
    /// Where its name begins: the middle of the line.
    pub name: (f64, f64),
    /// Whether a line leads from the last point to the name.
    pub is_led: bool,
}

/// A laid out mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where.
    pub at: (f64, f64),
    /// Between where.
    pub ends: Option<(f64, f64)>,
    /// Where the middle of its label is, and its base line.
    pub label: (f64, f64),
}

/// The axes in their place.
struct Frame<'a> {
    plot: &'a Plot,
    area: (f64, f64, f64, f64),
}

impl Frame<'_> {
    fn x(&self, value: f64) -> f64 {
        let (left, _, right, _) = self.area;
        left + (right - left) * self.plot.x.share(value)
    }

    fn y(&self, value: f64) -> f64 {
        let (_, top, _, bottom) = self.area;
        bottom - (bottom - top) * self.plot.y.share(value)
    }

    fn line(&self, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let inside = cut(points, self.plot.y.from, self.plot.y.to);
        inside.into_iter().map(|(x, y)| (self.x(x), self.y(y))).collect()
    }
}

/// Lays a plot out in `width` pixels.
pub fn lay_out(plot: &Plot, width: f64) -> Layout {
    let width = if width.is_finite() { width.max(LEAST_WIDTH) } else { LEAST_WIDTH };
    let beside = width >= NAMES_BESIDE_FROM;
    let right = width - if beside { NAME_ROOM } else { LAST_NUMBER };
    let bottom = TOP + ((right - LEFT) * SHARE).clamp(HEIGHTS.0, HEIGHTS.1);
    let frame = Frame { plot, area: (LEFT, TOP, right, bottom) };
    let mut traces: Vec<_> = (0..plot.curves.len()).map(|index| trace(&frame, index)).collect();
    let below = if beside { 0.0 } else { NAME_STEP * traces.len() as f64 };
    if beside {
        name_beside(&mut traces, frame.area);
    } else {
        name_below(&mut traces, bottom + AXIS_ROOM);
    }
    let room = (right - LEFT, bottom - TOP);
    Layout {
        width,
        height: bottom + AXIS_ROOM + below,
        area: frame.area,
        x_ticks: plot.x.ticks((room.0 / 56.0).clamp(2.0, 12.0), |value| frame.x(value)),
        y_ticks: plot.y.ticks((room.1 / 40.0).clamp(2.0, 8.0), |value| frame.y(value)),
        traces,
        guides: plot.guides.iter().map(|guide| frame.line(&guide.points)).collect(),
        shade: plot.shade.as_ref().map(|(from, _)| frame.x(*from)),
        marks: spots(&frame),
    }
}

fn trace(frame: &Frame<'_>, index: usize) -> Trace {
    let curve = &frame.plot.curves[index];
    let middle = (frame.plot.curves.len() as f64 - 1.0) / 2.0;
    let (left, _, right, _) = frame.area;
    let aside = (index as f64 - middle) * frame.plot.apart;
    let x = |value| (frame.x(value) + aside).clamp(left, right);
    let whisker = |&(at, _, ends): &Point| {
        let (low, high) = ends?;
        Some((x(at), frame.y(high), frame.y(low)))
    };
    Trace {
        strategy: curve.strategy,
        points: curve.points.iter().map(|&(at, y, _)| (x(at), frame.y(y))).collect(),
        whiskers: curve.points.iter().filter_map(whisker).collect(),
        law: frame.line(&curve.law),
        name: (0.0, 0.0),
        is_led: false,
    }
}

/// Puts each name as high as the end of its curve, and those that would meet one below the other.
fn name_beside(traces: &mut [Trace], (_, top, right, bottom): (f64, f64, f64, f64)) {
    let end = |trace: &Trace| trace.points.last().map_or(bottom, |point| point.1);
    let mut order: Vec<usize> = (0..traces.len()).collect();
    order.sort_by(|&a, &b| end(&traces[a]).total_cmp(&end(&traces[b])));
    let mut free = top;
    for (place, &index) in order.iter().enumerate() {
        let after = (order.len() - place) as f64 - 1.0;
        let y = end(&traces[index]).min(bottom - after * NAME_STEP).max(free);
        traces[index].name = (right + 24.0, y);
        traces[index].is_led = !traces[index].points.is_empty();
        free = y + NAME_STEP;
    }
}

fn name_below(traces: &mut [Trace], top: f64) {
    for (index, trace) in traces.iter_mut().enumerate() {
        trace.name = (LEFT, top + NAME_STEP * (index as f64 + 0.5));
    }
}

/// From one label of a mark to the next, in pixels.
const LABEL_STEP: f64 = 18.0;

/// Labels of marks stand above their line, each higher than the one before, so that none meet; those
/// for which there is no room above stand below it.
fn spots(frame: &Frame<'_>) -> Vec<Spot> {
    let (left, top, right, bottom) = frame.area;
    let spot = |(index, mark): (usize, &Mark)| {
        let at = (frame.x(mark.x), frame.y(mark.y));
        let half = 3.6 * mark.label.chars().count() as f64;
        let above = ((at.1 - 16.0 - top - 12.0) / LABEL_STEP).floor() + 1.0;
        let y = match index as f64 - above.max(0.0) {
            below if below >= 0.0 => (at.1 + 26.0 + LABEL_STEP * below).min(bottom),
            _ => at.1 - 16.0 - LABEL_STEP * index as f64,
        };
        Spot {
            at,
            ends: mark.ends.map(|(low, high)| (frame.x(low), frame.x(high))),
            label: (at.0.clamp(left + half, (right - half).max(left + half)), y),
        }
    };
    frame.plot.marks.iter().enumerate().map(spot).collect()
}

/// The part of a line that lies between `low` and `high`.
fn cut(points: &[(f64, f64)], low: f64, high: f64) -> Vec<(f64, f64)> {
    let mut inside = Vec::new();
    for (index, &(x, y)) in points.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| points[index]);
        for edge in [low, high] {
            if let Some((x0, y0)) = before.filter(|(_, y0)| (y0 - edge) * (y - edge) < 0.0) {
                inside.push((x0 + (x - x0) * (edge - y0) / (y - y0), edge));
            }
        }
        if (low..=high).contains(&y) {
            inside.push((x, y));
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy::Strategy;
    use proptest::prelude::*;

    fn plot(points: &[(f64, f64)], x: Axis, y: Axis) -> Plot {
        let around = |&(x, y): &(f64, f64)| (x, y, Some((y * 0.9, y * 1.1)));
        let curve = |strategy| Curve {
            strategy,
            points: points.iter().map(around).collect(),
            law: points.to_vec(),
        };
        Plot {
            id: "test",
            title: "Title".to_owned(),
            text: "Text".to_owned(),
            guides: vec![Guide {
                points: vec![(x.from, y.from), (x.to, y.to * 2.0)],
                label: "up".to_owned(),
            }],
            shade: Some((x.to, "beyond".to_owned())),
            marks: Strategy::ALL
                .map(|strategy| Mark {
                    strategy,
                    x: x.from,
                    y: y.from,
                    ends: Some((x.from, x.to)),
                    label: "1,000".to_owned(),
                })
                .to_vec(),
            curves: Strategy::ALL.map(curve).to_vec(),
            x,
            y,
            apart: 4.0,
        }
    }

    #[test]
    fn a_line_is_cut_where_it_leaves() {
        assert_eq!(cut(&[(0.0, 0.0), (4.0, 4.0)], 0.0, 2.0), [(0.0, 0.0), (2.0, 2.0)]);
        assert_eq!(cut(&[(0.0, 3.0), (1.0, 4.0)], 0.0, 2.0), []);
    }

    #[test]
    fn a_narrow_plot_names_its_curves_below() {
        let axis = || Axis::linear(0.0, 4.0, "workers");
        let layout = lay_out(&plot(&[(1.0, 1.0)], axis(), axis()), 320.0);
        assert!(layout.traces.iter().all(|trace| trace.name.1 > layout.area.3 && !trace.is_led));
        assert_eq!(lay_out(&plot(&[], axis(), axis()), f64::NAN).width, LEAST_WIDTH);
    }

    #[test]
    fn labels_of_marks_do_not_meet_where_there_is_no_room_above() {
        let axis = || Axis::linear(0.0, 4.0, "workers");
        let mut plot = plot(&[(1.0, 1.0)], axis(), axis());
        for high in [1.0, 0.95, 0.9, 0.5, 0.0] {
            plot.marks.iter_mut().for_each(|mark| mark.y = 4.0 * high);
            let mut lines: Vec<_> =
                lay_out(&plot, 900.0).marks.iter().map(|spot| spot.label.1).collect();
            lines.sort_by(f64::total_cmp);
            let apart = lines.windows(2).all(|pair| pair[1] - pair[0] >= LABEL_STEP - 1e-9);
            assert!(apart, "{high}: {lines:?}");
        }
    }

    proptest! {
        #[test]
        fn everything_lies_inside_and_axes_grow(
            width in 0f64..4_000.0,
            mut numbers in proptest::collection::vec((1e-4f64..1e7, 1e-4f64..1e3), 1..40),
            is_log: bool,
        ) {
            numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (x, y) = if is_log {
                (Axis::log(1e-2, 1e7, "size"), Axis::log(1e-3, 1e2, "ratio"))
            } else {
                (Axis::linear(0.0, 1e6, "workers"), Axis::linear(0.0, 500.0, "time"))
            };
            let layout = lay_out(&plot(&numbers, x, y), width);
            let (left, top, right, bottom) = layout.area;
            let inside = |x: f64, y: f64| {
                (left - 1e-6..=right + 1e-6).contains(&x) && (top - 1e-6..=bottom + 1e-6).contains(&y)
            };
            prop_assert!(left < right && right <= layout.width && bottom < layout.height);
            for trace in &layout.traces {
                prop_assert!(trace.points.iter().chain(&trace.law).all(|&(x, y)| inside(x, y)));
                prop_assert!(trace.points.is_sorted_by(|a, b| a.0 <= b.0));
                prop_assert!(trace.whiskers.iter().all(|&(x, high, low)| inside(x, high) && inside(x, low) && high <= low));
                prop_assert!(trace.name.1 <= layout.height && trace.name.1 >= top);
            }
            let mut names: Vec<_> = layout.traces.iter().map(|trace| trace.name.1).collect();
            names.sort_by(f64::total_cmp);
            prop_assert!(names.windows(2).all(|pair| pair[1] - pair[0] >= NAME_STEP - 1e-6));
            prop_assert!(layout.guides.iter().flatten().all(|&(x, y)| inside(x, y)));
            prop_assert!(layout.marks.iter().all(|spot| inside(spot.at.0, spot.at.1) && inside(spot.label.0, spot.label.1)));
            prop_assert!(layout.x_ticks.len() >= 2 && layout.y_ticks.len() >= 2);
            prop_assert!(layout.x_ticks.windows(2).all(|pair| pair[0].at < pair[1].at));
            prop_assert!(layout.y_ticks.windows(2).all(|pair| pair[0].at > pair[1].at));
            prop_assert!(layout.x_ticks.iter().all(|tick| inside(tick.at, top)));
            prop_assert!(layout.y_ticks.iter().all(|tick| inside(left, tick.at)));
        }
    }
}
