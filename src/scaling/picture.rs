//! The curves over the number of workers: speed-up or elapsed time.

use super::{Curve, Measure, Scaling, words};
use crate::figure::Figure;
use crate::plot::{self, Axis, Guide, Plot, Point, svg};
use crate::unit::Unit;

/// Room above the highest point, as a factor.
const HEADROOM: f64 = 1.12;

/// The ideal line may stretch the scale this far beyond what was reached; further, and the curves
/// would lie flat at the bottom.
const IDEAL_STRETCH: f64 = 1.6;

/// How far neighbouring curves stand apart, so that whiskers do not hide each other; in pixels.
const APART: f64 = 4.0;

/// Points of a line that is not straight.
const STEPS: u32 = 60;

/// The curves as SVG, `width` pixels wide.
pub fn draw(scaling: &Scaling, measure: Measure, width: f64) -> String {
    let plot = match measure {
        Measure::Speedup => speedups(scaling),
        Measure::Elapsed => times(scaling),
    };
    svg::draw(&plot, &plot::lay_out(&plot, width))
}

fn speedups(scaling: &Scaling) -> Plot {
    let point = |figure: &Figure| {
        let speedup = figure.speedup?;
        Some((f64::from(figure.workers()), speedup.ratio, speedup.ci95))
    };
    let law = |curve: &Curve| curve.law(|workers, speedup| (workers, speedup));
    let curves = curves(scaling, point, law);
    let most = f64::from(scaling.most_workers().max(2));
    let reached = highest(&curves).max(1.0);
    let top = (reached * HEADROOM).max(most.min(IDEAL_STRETCH * reached));
    Plot {
        id: "scaling-speedup",
        title: "Speed-up over the number of workers".to_owned(),
        y: Axis::linear(0.0, top, "times as fast as one thread – higher is better"),
        guides: vec![Guide { points: vec![(1.0, 1.0), (most, most)], label: "ideal".to_owned() }],
        curves,
        ..frame(scaling)
    }
}

fn times(scaling: &Scaling) -> Plot {
    let base = scaling.baseline.as_ref().and_then(|figure| Some(figure.elapsed?.median));
    let longest = highest(&curves(scaling, elapsed(Unit::Milliseconds), |_| vec![]));
    let longest = longest.max(base.unwrap_or(0.0)).max(1e-6);
    let unit = Unit::of(longest);
    let law = |curve: &Curve| {
        let base = base.unwrap_or(f64::NAN);
        curve.law(|workers, speedup| (workers, unit.count(base / speedup)))
    };
    let title = format!("elapsed time in {} – lower is better", unit.word());
    Plot {
        id: "scaling-elapsed",
        title: "Elapsed time over the number of workers".to_owned(),
        y: Axis::linear(0.0, unit.count(longest) * HEADROOM, &title),
        guides: base.map(|base| levels(scaling, unit.count(base))).unwrap_or_default(),
        curves: curves(scaling, elapsed(unit), law),
        ..frame(scaling)
    }
}

/// What one thread takes, and what that would be ideally divided.
fn levels(scaling: &Scaling, base: f64) -> Vec<Guide> {
    let most = f64::from(scaling.most_workers().max(2));
    let ideal = between(1.0, most).map(|workers| (workers, base / workers)).collect();
    vec![
        Guide { points: ideal, label: "ideal".to_owned() },
        Guide { points: vec![(1.0, base), (most, base)], label: "one thread".to_owned() },
    ]
}

fn elapsed(unit: Unit) -> impl Fn(&Figure) -> Option<Point> {
    move |figure| {
        let summary = figure.elapsed?;
        let ends = summary.ci95.map(|(low, high)| (unit.count(low), unit.count(high)));
        Some((f64::from(figure.workers()), unit.count(summary.median), ends))
    }
}

/// What both plots have in common.
fn frame(scaling: &Scaling) -> Plot {
    let most = f64::from(scaling.most_workers().max(2));
    let cores = f64::from(scaling.cores);
    Plot {
        id: "scaling",
        title: String::new(),
        text: words::sentences(scaling).join(" "),
        x: Axis::counting(1.0, most, "workers: threads, or processes"),
        y: Axis::linear(0.0, 1.0, ""),
        curves: vec![],
        guides: vec![],
        shade: (cores < most).then(|| (cores, "more workers than cores".to_owned())),
        marks: vec![],
        apart: APART,
    }
}

fn curves(
    scaling: &Scaling,
    point: impl Fn(&Figure) -> Option<Point>,
    law: impl Fn(&Curve) -> Vec<(f64, f64)>,
) -> Vec<plot::Curve> {
    let curve = |curve: &Curve| plot::Curve {
        strategy: curve.strategy,
        points: curve.figures.iter().filter_map(&point).collect(),
        law: law(curve),
    };
    // While a sweep goes on there are strategies of which nothing is known yet.
    scaling.curves.iter().map(curve).filter(|curve| !curve.points.is_empty()).collect()
}

fn highest(curves: &[plot::Curve]) -> f64 {
    let points = curves.iter().flat_map(|curve| &curve.points);
    let tops = points.map(|(_, y, ends)| ends.map_or(*y, |(_, high)| high.max(*y)));
    tops.filter(|top| top.is_finite()).fold(0.0, f64::max)
}

fn between(from: f64, to: f64) -> impl Iterator<Item = f64> {
    (0..=STEPS).map(move |step| from + (to - from) * f64::from(step) / f64::from(STEPS))
}

impl Curve {
    /// The fitted law between one worker and the most it was fitted to.
    fn law(&self, point: impl Fn(f64, f64) -> (f64, f64)) -> Vec<(f64, f64)> {
        let Some(fit) = &self.fit else { return vec![] };
        let points = between(1.0, f64::from(fit.most)).map(|it| point(it, fit.speedup(it)));
        points.filter(|(_, y)| y.is_finite()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::tests::swept;
    use crate::plot::svg::tests::is_golden;
    use crate::scaling::tests::{machine, scaling};

    #[test]
    fn the_picture_is_the_kept_one() {
        is_golden("scaling.svg", &draw(&scaling(9), Measure::Speedup, 900.0));
    }

    #[test]
    fn both_pictures_hold_every_point() {
        let scaling = scaling(9);
        for measure in [Measure::Speedup, Measure::Elapsed] {
            let svg = draw(&scaling, measure, 360.0);
            // Three curves with 8 points, and a marker before each name.
            assert_eq!(svg.matches(r#"class="marker""#).count(), 3 * 8 + 3);
            assert_eq!(svg.matches(r#"class="law""#).count(), 3);
            assert!(svg.contains("more workers than cores") && svg.contains(">ideal<"));
        }
    }

    #[test]
    fn without_readings_there_are_still_axes() {
        let empty = Scaling::of(&swept(&[], 0, 0.0, 0.0, machine), None);
        for measure in [Measure::Speedup, Measure::Elapsed] {
            let svg = draw(&empty, measure, f64::NAN);
            assert!(svg.contains("workers") && !svg.contains("NaN"), "{svg}");
        }
    }
}
