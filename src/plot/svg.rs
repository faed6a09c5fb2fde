//! A plot as SVG: its shapes and their classes; the colours come from the style sheet. Curves differ
//! in dashes and markers too.

use super::{Layout, Plot, Spot, Trace};
use crate::strategy::Strategy;
use crate::unit;

/// The picture of `plot`, which is laid out in `layout`.
pub fn draw(plot: &Plot, layout: &Layout) -> String {
    let mut svg = opening(plot.id, (layout.width, layout.height), &plot.title, &plot.text);
    shade(&mut svg, plot, layout);
    axes(&mut svg, plot, layout);
    layout.guides.iter().for_each(|points| line(&mut svg, "guide", "", points));
    layout.traces.iter().for_each(|trace| curve(&mut svg, trace));
    // Above the curves, so that they can be read where they meet.
    for (guide, points) in plot.guides.iter().zip(&layout.guides) {
        if let Some((class, place)) = beside(points, layout) {
            words(&mut svg, class, place, &guide.label);
        }
    }
    for (mark, spot) in plot.marks.iter().zip(&layout.marks) {
        draw_spot(&mut svg, mark.strategy, spot, &mark.label);
    }
    svg + "</svg>\n"
}

/// Where the name of a guide stands, and its class: above that end of a level line which the curves
/// leave free, or left of the end of a steep one.
fn beside(points: &[(f64, f64)], layout: &Layout) -> Option<(&'static str, (f64, f64))> {
    let (first, last) = (points.first()?, points.last()?);
    let (rise, way) = (first.1 - last.1, last.0 - first.0);
    if rise.abs() < 1.0 && clearance(layout, *first) > clearance(layout, *last) {
        return Some(("guide-name first", (first.0 + 6.0, first.1 - 6.0)));
    }
    if rise < 1.0 {
        return Some(("guide-name", (last.0 - 6.0, last.1 - 6.0)));
    }
    let y = (last.1 + 6.0).max(layout.area.1 + 14.0);
    Some(("guide-name", (last.0 - way / rise * (y - last.1) - 10.0, y)))
}

/// How far the curves stay away from a place, in pixels.
fn clearance(layout: &Layout, (x, y): (f64, f64)) -> f64 {
    let points = layout.traces.iter().flat_map(|trace| &trace.points);
    points.map(|point| (point.0 - x).hypot(point.1 - y)).fold(f64::INFINITY, f64::min)
}

/// The start tag of a picture with its title and its text.
pub fn opening(id: &str, (width, height): (f64, f64), title: &str, text: &str) -> String {
    let (width, height, title, text) = (px(width), px(height), escaped(title), escaped(text));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-title {id}-text" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<title id="{id}-title">{title}</title>
<desc id="{id}-text">{text}</desc>
"#
    )
}

/// The pattern of what is over-subscribed; used as `url(#id-hatch)`.
pub fn hatch(id: &str) -> String {
    format!(
        r#"<defs><pattern id="{id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern></defs>
"#
    )
}

/// A length: a tenth of a pixel is finer than any screen.
pub fn px(length: f64) -> String {
    unit::decimal(length, 1)
}

/// A text at a place.
pub fn words(svg: &mut String, class: &str, (x, y): (f64, f64), words: &str) {
    let (x, y, words) = (px(x), px(y), escaped(words));
    *svg += &format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{words}</text>\n");
}

/// A rectangle with these attributes, from its upper left to its lower right corner.
pub fn rect(svg: &mut String, attributes: &str, (left, top, right, bottom): (f64, f64, f64, f64)) {
    let [x, y, width, height] = [left, top, right - left, bottom - top].map(px);
    *svg += &format!(
        "<rect {attributes} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n"
    );
}

/// Text as it may stand between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn line(svg: &mut String, class: &str, attributes: &str, points: &[(f64, f64)]) {
    if points.len() < 2 {
        return;
    }
    let points: Vec<_> = points.iter().map(|&(x, y)| format!("{},{}", px(x), px(y))).collect();
    *svg += &format!("<polyline class=\"{class}\"{attributes} points=\"{}\"/>\n", points.join(" "));
}

fn shade(svg: &mut String, plot: &Plot, layout: &Layout) {
    let (_, top, right, bottom) = layout.area;
    let (Some(from), Some((_, label))) = (layout.shade, &plot.shade) else { return };
    *svg += &hatch(plot.id);
    rect(svg, r#"class="shade""#, (from, top, right, bottom));
    let attributes = format!(r##"class="hatched" fill="url(#{}-hatch)""##, plot.id);
    rect(svg, &attributes, (from, top, right, bottom));
    words(svg, "shade-name", (right - 6.0, bottom - 8.0), label);
}

fn axes(svg: &mut String, plot: &Plot, layout: &Layout) {
    let (left, top, right, bottom) = layout.area;
    *svg += "<g class=\"axis\">\n";
    for tick in &layout.x_ticks {
        segment(svg, "", (tick.at, bottom), (tick.at, bottom + 5.0));
        words(svg, "tick", (tick.at, bottom + 20.0), &tick.label);
    }
    for tick in &layout.y_ticks {
        segment(svg, "", (left, tick.at), (right, tick.at));
        words(svg, "tick-y", (left - 8.0, tick.at + 4.0), &tick.label);
    }
    words(svg, "unit", (left, bottom + 42.0), &plot.x.title);
    words(svg, "unit", (0.0, top - 14.0), &plot.y.title);
    *svg += "</g>\n";
}

fn segment(svg: &mut String, attributes: &str, from: (f64, f64), to: (f64, f64)) {
    let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(px);
    *svg += &format!("<line {attributes} x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>\n");
}

/// How a curve is dashed.
fn dashes(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Sequential => "1 5",
        Strategy::ThreadsGil => "2 4",
        Strategy::Threads => "none",
        Strategy::Processes => "9 4",
        Strategy::ProcessesThreads => "9 4 2 4",
    }
}

/// The marker of a strategy: a path around its middle.
fn marker(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Sequential => "m-5-1.5h10v3h-10z",
        Strategy::ThreadsGil => "m0-5.5l5.5 10h-11z",
        Strategy::Threads => "m-4.5-4.5h9v9h-9z",
        Strategy::Processes => "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        Strategy::ProcessesThreads => "m0-6l6 6l-6 6l-6-6z",
    }
}

fn stamp(svg: &mut String, class: &str, strategy: Strategy, (x, y): (f64, f64)) {
    let (x, y, marker) = (px(x), px(y), marker(strategy));
    *svg += &format!("<path class=\"{class}\" d=\"M{x} {y}{marker}\"/>\n");
}

fn curve(svg: &mut String, trace: &Trace) {
    let strategy = trace.strategy;
    *svg += &format!("<g class=\"curve {}\">\n", strategy.id());
    line(svg, "law", "", &trace.law);
    let dashed = format!(" stroke-dasharray=\"{}\"", dashes(strategy));
    line(svg, "path", &dashed, &trace.points);
    for &(x, high, low) in &trace.whiskers {
        segment(svg, r#"class="whisker""#, (x, high), (x, low));
        for y in [high, low] {
            segment(svg, r#"class="whisker""#, (x - 3.0, y), (x + 3.0, y));
        }
    }
    trace.points.iter().for_each(|&point| stamp(svg, "marker", strategy, point));
    name(svg, trace, &dashed);
    *svg += "</g>\n";
}

/// The name of a curve, with its marker and its dashes in front.
fn name(svg: &mut String, trace: &Trace, dashed: &str) {
    let (x, y) = trace.name;
    if let Some(&end) = trace.points.last().filter(|_| trace.is_led) {
        line(svg, "lead", "", &[(end.0 + 7.0, end.1), (x - 16.0, y), (x - 6.0, y)]);
    } else {
        line(svg, "path", dashed, &[(x - 34.0, y), (x - 6.0, y)]);
        stamp(svg, "marker", trace.strategy, (x - 20.0, y));
    }
    words(svg, "curve-name", (x, y + 4.5), trace.strategy.title());
}

fn draw_spot(svg: &mut String, strategy: Strategy, spot: &Spot, label: &str) {
    let (x, y) = spot.at;
    *svg += &format!("<g class=\"spot {}\">\n", strategy.id());
    segment(svg, r#"class="lead""#, (x, y), (x, spot.label.1 + 3.0));
    if let Some((low, high)) = spot.ends {
        segment(svg, r#"class="reach""#, (low, y), (high, y));
        for x in [low, high] {
            segment(svg, r#"class="reach""#, (x, y - 5.0), (x, y + 5.0));
        }
    }
    stamp(svg, "place", strategy, spot.at);
    words(svg, "spot-name", spot.label, label);
    *svg += "</g>\n";
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::{env, fs, path::Path};

    /// Compares a picture with the one kept in `tests/golden`; with `UPDATE_GOLDEN=1` in the
    /// environment it is kept instead.
    #[track_caller]
    pub fn is_golden(name: &str, svg: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        // The first line of a kept file says what it is.
        let svg = format!("<!-- A picture the tests compare with; see src/plot/svg.rs. -->\n{svg}");
        if env::var_os("UPDATE_GOLDEN").is_some_and(|it| it == "1") {
            fs::write(&path, &svg).expect("the picture can be kept");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let differs = kept.lines().zip(svg.lines()).find(|(kept, drawn)| kept != drawn);
        assert!(kept == svg, "{name} is drawn differently; first: {differs:#?}");
    }

    #[test]
    fn strategies_differ_in_more_than_colour() {
        for (index, one) in Strategy::ALL.into_iter().enumerate() {
            for other in Strategy::ALL.into_iter().skip(index + 1) {
                assert_ne!(dashes(one), dashes(other));
                assert_ne!(marker(one), marker(other));
            }
        }
    }

    #[test]
    fn words_cannot_become_tags() {
        assert_eq!(escaped("a < b & c > d"), "a &lt; b &amp; c &gt; d");
    }
}
