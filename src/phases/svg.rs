//! The receipt as SVG: its shapes and their classes; the colours come from the style sheet.

use super::layout::{Layout, Row, Segment};
use super::{Bar, Part};
use crate::unit;
use std::fmt::Write;

/// The pattern laid over each part that is not filled evenly: 8 by 8 pixels of the panel's colour,
/// so that what is left shows the colour of the strategy.
const PATTERNS: [(Part, &str); 6] = [
    (Part::Start, r#"<path class="stripe" d="M-2 2l4 -4M0 8l8 -8M6 10l4 -4"/>"#),
    (Part::Send, r#"<path class="stripe" d="M2 0v8M6 0v8"/>"#),
    (
        Part::Pause,
        r#"<path class="mask" fill-rule="evenodd" d="M0 0h8v8h-8zM2.4 4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0z"/>"#,
    ),
    (Part::Lock, r#"<path class="stripe" d="M0 0l8 8M8 0l-8 8"/>"#),
    (Part::Receive, r#"<path class="stripe" d="M0 2h8M0 6h8"/>"#),
    (
        Part::Join,
        r#"<path class="mask" fill-rule="evenodd" d="M0 0h8v8h-8zM0 0h4v4h-4zM4 4h4v4h-4z"/>"#,
    ),
];

/// The picture of `layout`, in which `bars` are laid out.
pub fn draw(layout: &Layout, bars: &[Bar], title: &str) -> String {
    let (width, height) = (px(layout.width), px(layout.height));
    let mut svg = format!(
        r#"<svg class="receipt" role="img" aria-labelledby="receipt-picture receipt-words" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title id="receipt-picture">Where the time of each strategy went: {title}</title><desc id="receipt-words">{}</desc>"#,
        in_words(bars)
    );
    patterns(&mut svg);
    axis(&mut svg, layout);
    for (strategy, x, y) in &layout.names {
        let id = strategy.id();
        let _ = write!(
            svg,
            r##"<g class="{id}"><use class="shape" href="#shape-{id}" x="{}" y="{}" width="32" height="20"/>"##,
            px(*x),
            px(y - 10.0)
        );
        words(&mut svg, "name", (x + 42.0, y + 5.0), strategy.title());
        svg.push_str("</g>");
    }
    for (row, bar) in layout.rows.iter().zip(bars) {
        draw_row(&mut svg, row, bar);
    }
    legend(&mut svg, layout);
    svg + "</svg>"
}

/// A length: a tenth of a pixel is finer than any screen.
fn px(length: f64) -> String {
    unit::decimal(length, 1)
}

fn words(svg: &mut String, class: &str, (x, y): (f64, f64), words: &str) {
    let (x, y) = (px(x), px(y));
    let _ = write!(svg, r#"<text class="{class}" x="{x}" y="{y}">{words}</text>"#);
}

fn patterns(svg: &mut String) {
    svg.push_str("<defs>");
    for (part, path) in PATTERNS {
        let _ = write!(
            svg,
            r#"<pattern id="part-{}" width="8" height="8" patternUnits="userSpaceOnUse">{path}</pattern>"#,
            part.id()
        );
    }
    svg.push_str("</defs>");
}

fn axis(svg: &mut String, layout: &Layout) {
    svg.push_str(r#"<g class="axis">"#);
    for (x, label) in &layout.ticks {
        let (at, bottom) = (px(*x), px(layout.bottom));
        let _ = write!(svg, r#"<line x1="{at}" x2="{at}" y1="0" y2="{bottom}"/>"#);
        words(svg, "tick", (*x, layout.bottom + 18.0), label);
    }
    let unit = format!("elapsed time in {}", layout.unit.word());
    words(svg, "unit", (layout.left, layout.bottom + 40.0), &unit);
    svg.push_str("</g>");
}

fn draw_row(svg: &mut String, row: &Row, bar: &Bar) {
    let (id, which) = (row.strategy.id(), bar.which.id());
    let _ = write!(svg, r#"<g class="{id}" data-sample="{which}">"#);
    for segment in &row.segments {
        let hint = format!("{}: {}", segment.part.title(), unit::show(bar.parts.get(segment.part)));
        let place = (segment.left, row.top, segment.right - segment.left, row.height);
        part(svg, segment.part, place, &hint);
    }
    for segment in &row.segments {
        label(svg, row, segment);
    }
    if let Some(x) = row.cut {
        // Two slanted lines across the bar, with a gap between them.
        let (x, top, height) = (px(x - 5.0), px(row.top - 3.0), px(row.height + 6.0));
        let _ = write!(svg, r#"<path class="cut" d="M{x} {top}m6 0l-6 {height}h4l6 -{height}z"/>"#);
    }
    let middle = row.top + row.height / 2.0;
    words(svg, "total", (row.end + 9.0, middle - 2.0), &unit::show(bar.makespan_ms));
    words(svg, "label", (row.end + 9.0, middle + 12.0), &bar.which.title());
    svg.push_str("</g>");
}

/// A part: its colour, over that its pattern, and a hint for a pointer.
fn part(svg: &mut String, part: Part, (x, y, width, height): (f64, f64, f64, f64), hint: &str) {
    let place = format!(
        r#"x="{}" y="{}" width="{}" height="{}""#,
        px(x),
        px(y),
        unit::decimal(width, 2),
        px(height)
    );
    let id = part.id();
    let _ = write!(svg, r#"<g class="part {id}"><title>{hint}</title><rect {place}/>"#);
    if PATTERNS.iter().any(|(other, _)| *other == part) {
        let _ = write!(svg, r#"<rect class="over" fill="url(#part-{id})" {place}/>"#);
    }
    let _ = write!(svg, r#"<rect class="edge" {place}/></g>"#);
}

fn label(svg: &mut String, row: &Row, segment: &Segment) {
    let Some(label) = &segment.label else { return };
    let (middle, y) = (segment.left.midpoint(segment.right), row.top + row.height / 2.0);
    if segment.part != Part::Compute {
        let width = label.chars().count() as f64 * 6.8 + 8.0;
        let (x, top, width) = (px(middle - width / 2.0), px(y - 9.0), px(width));
        let _ = write!(
            svg,
            r#"<rect class="plate" rx="4" x="{x}" y="{top}" width="{width}" height="18"/>"#
        );
    }
    let class = if segment.part == Part::Compute { "inside on" } else { "inside" };
    words(svg, class, (middle, y + 4.0), label);
}

fn legend(svg: &mut String, layout: &Layout) {
    svg.push_str(r#"<g class="parts">"#);
    for (key, x, y) in &layout.legend {
        part(svg, *key, (*x + 0.5, y - 8.0, 24.0, 16.0), key.title());
        words(svg, "label", (x + 32.0, y + 4.0), key.title());
    }
    svg.push_str("</g>");
}

fn in_words(bars: &[Bar]) -> String {
    let sentence = |bar: &Bar| {
        let parts = Part::ALL.into_iter().filter(|&part| bar.parts.get(part) > 0.0);
        let parts: Vec<_> = parts
            .map(|part| format!("{} {}", part.title(), unit::show(bar.parts.get(part))))
            .collect();
        let (title, which) = (bar.strategy.title(), bar.which.title());
        format!("{title}, {which}: {} in all; {}.", unit::show(bar.makespan_ms), parts.join(", "))
    };
    bars.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phases::tests::{WORKERS, race};
    use crate::phases::{bars, lay_out};

    #[test]
    fn what_is_drawn_is_what_is_laid_out() {
        let bars = bars(&race(), WORKERS, None);
        let layout = lay_out(&bars, 900.0);
        let svg = draw(&layout, &bars, "Primes");
        let count = |part: &str| svg.matches(part).count();
        let segments: usize = layout.rows.iter().map(|row| row.segments.len()).sum();
        assert_eq!(count(r#"class="edge""#), segments + layout.legend.len());
        assert_eq!((count("<g"), count("data-sample=")), (count("</g>"), bars.len()));
        assert_eq!(count(r#"class="cut""#), 1);
        assert!(
            svg.contains("Threads, cold: 41.2 ms in all; start 14.0 ms, send 100 µs,"),
            "{svg}"
        );
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    }
}
