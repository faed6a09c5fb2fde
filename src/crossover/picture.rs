//! The speed-up over the size of the work, both logarithmic, with the places where it passes 1.

use super::crossing::Pays;
use super::{Crossover, Curve, words};
use crate::plot::{self, Axis, Guide, Mark, Plot, svg};

/// Room above and below the curves, as a factor.
const HEADROOM: f64 = 1.4;

/// The scale reaches at least this far to both sides of 1.
const LEAST_REACH: f64 = 2.0;

/// The sizes of an axis without readings.
const EMPTY: (u32, u32) = (1, 10_000);

/// The picture as SVG, `width` pixels wide; `size_label` says what the size counts.
pub fn draw(crossover: &Crossover, size_label: &str, width: f64) -> String {
    let (smallest, largest) = crossover.sizes().unwrap_or(EMPTY);
    let (from, to) = (f64::from(smallest.max(1)), f64::from(largest));
    let curves: Vec<_> = crossover.curves.iter().map(curve).collect();
    let (low, high) = reach(&curves);
    let level =
        Guide { points: vec![(from, 1.0), (to, 1.0)], label: "as fast as one thread".to_owned() };
    let plot = Plot {
        id: "crossover",
        title: "Speed-up over the size of the work".to_owned(),
        text: words::sentences(crossover).join(" "),
        x: Axis::log(from, to, &format!("size: {size_label}")),
        y: Axis::log(low, high, "times as fast as one thread – higher is better"),
        curves,
        guides: vec![level],
        shade: None,
        marks: crossover.curves.iter().filter_map(mark).collect(),
        apart: 0.0,
    };
    svg::draw(&plot, &plot::lay_out(&plot, width))
}

fn curve(curve: &Curve) -> plot::Curve {
    let points = curve.points.iter();
    plot::Curve {
        strategy: curve.strategy,
        points: points
            .map(|point| (f64::from(point.size), point.speedup.ratio, point.speedup.ci95))
            .collect(),
        law: vec![],
    }
}

/// From the lowest to the highest speed-up, with 1 between them.
fn reach(curves: &[plot::Curve]) -> (f64, f64) {
    let ends = curves.iter().flat_map(|curve| &curve.points).flat_map(|(_, y, ends)| {
        let (low, high) = ends.unwrap_or((*y, *y));
        [low, high]
    });
    let start = (1.0 / LEAST_REACH, LEAST_REACH);
    let (low, high) = ends.fold(start, |(low, high), y| (low.min(y), high.max(y)));
    (low / HEADROOM, high * HEADROOM)
}

fn mark(curve: &Curve) -> Option<Mark> {
    let Pays::From { size, ends, .. } = curve.warm else { return None };
    let label = words::about(size);
    Some(Mark { strategy: curve.strategy, x: size, y: 1.0, ends, label })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crossover::tests::{SIZES, crossover};
    use crate::plot::svg::tests::is_golden;

    #[test]
    fn the_picture_is_the_kept_one() {
        is_golden("crossover.svg", &draw(&crossover(9, 0.03), "numbers up to", 900.0));
    }

    #[test]
    fn every_size_has_a_marker_and_every_crossing_a_place() {
        let svg = draw(&crossover(9, 0.03), "numbers up to", 360.0);
        let count = |part: &str| svg.matches(part).count();
        // Three curves, and a marker before each name; the lock never pays.
        assert_eq!(count(r#"class="marker""#), 3 * SIZES.len() + 3);
        assert_eq!((count(r#"class="place""#), count("as fast as one thread<")), (2, 1));
    }

    #[test]
    fn without_readings_there_are_still_axes() {
        let svg = draw(&Crossover { cores: 2, curves: vec![] }, "items", f64::NAN);
        assert!(svg.contains("size: items") && !svg.contains("NaN"), "{svg}");
    }
}
