//! The timeline as SVG, for export: the same marks as on the screen, coloured by the style sheet.

use super::Timeline;
use super::arrow::{Arrow, arrows};
use super::lane_sum;
use super::mark::{Mark, marks};
use super::pattern::{SIZE, outline};
use super::row::{self, Frame, Row};
use super::ruler::ticks;
use super::viewport::{RULER, Viewport};
use super::window::Window;
use crate::trace::Activity;
use crate::unit;

/// Where spans follow each other without a gap, a slit tells them apart; in pixels.
const SLIT: f64 = 0.5;

/// Spans narrower than this have no slit; in pixels.
const SLIT_FROM: u32 = 4;

/// The picture of `timeline` in `width` pixels, and a text that says what is in it. `window` is the
/// time that is seen; `title` names the workload.
pub fn draw(timeline: &Timeline, window: Window, width: f64, title: &str) -> String {
    let viewport = Viewport { window, ..Viewport::whole(timeline, width) };
    let (width, height) = (px(viewport.width), px(viewport.height));
    let subject = timeline.subject;
    let mut svg = format!(
        r#"<svg class="timeline-picture {}" role="img" aria-labelledby="timeline-title timeline-text" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title id="timeline-title">Who did what when: {title}, {}</title><desc id="timeline-text">{}</desc>"#,
        subject.class(),
        subject.title(),
        in_words(timeline),
    );
    patterns(&mut svg);
    timeline.frames.iter().for_each(|frame| draw_frame(&mut svg, &viewport, frame));
    axis(&mut svg, &viewport);
    timeline.rows.iter().for_each(|row| draw_row(&mut svg, &viewport, row));
    arrows(timeline, &viewport).iter().for_each(|arrow| draw_arrow(&mut svg, arrow));
    timeline.frames.iter().for_each(|frame| title_frame(&mut svg, &viewport, frame));
    svg + "</svg>"
}

/// A small square with the pattern of `activity`, as large as on the canvas, for a legend.
pub fn swatch(activity: Activity) -> String {
    let (id, ink, side) = (activity.id(), outline(activity), SIZE * 2);
    let tile =
        |x: u32, y: u32| format!(r#"<path class="ink" transform="translate({x} {y})" d="{ink}"/>"#);
    let tiles = [tile(0, 0), tile(SIZE, 0), tile(0, SIZE), tile(SIZE, SIZE)].concat();
    format!(
        r#"<svg class="swatch activity-{id}" width="{side}" height="{side}" viewBox="0 0 {side} {side}" aria-hidden="true"><rect class="paper" width="{side}" height="{side}"/>{tiles}</svg>"#
    )
}

/// A length: a hundredth of a pixel, because a pile is at most 16 pixels high.
fn px(length: f64) -> String {
    let text = unit::decimal(length, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn in_words(timeline: &Timeline) -> String {
    let sums = lane_sum::lane_sums(timeline);
    let makespan = unit::show(timeline.makespan_ms);
    format!("{makespan} in all. {}", lane_sum::in_words(timeline, &sums))
}

fn patterns(svg: &mut String) {
    svg.push_str("<defs>");
    for activity in Activity::ALL {
        let (id, ink) = (activity.id(), outline(activity));
        svg.push_str(&format!(
            r#"<pattern id="timeline-{id}" class="activity-{id}" width="{SIZE}" height="{SIZE}" patternUnits="userSpaceOnUse"><rect class="paper" width="{SIZE}" height="{SIZE}"/><path class="ink" d="{ink}"/></pattern>"#
        ));
    }
    svg.push_str("</defs>");
}

fn rect(svg: &mut String, class: &str, (left, right): (f64, f64), (top, bottom): (f64, f64)) {
    let [x, y, width, height] = [left, top, right - left, bottom - top].map(px);
    svg.push_str(&format!(
        r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#
    ));
}

fn words(svg: &mut String, class: &str, (x, y): (f64, f64), words: &str) {
    let (x, y) = (px(x), px(y));
    svg.push_str(&format!(r#"<text class="{class}" x="{x}" y="{y}">{words}</text>"#));
}

fn draw_frame(svg: &mut String, viewport: &Viewport, frame: &Frame) {
    let ends = (viewport.y(frame.top), viewport.y(frame.bottom));
    rect(svg, "frame", (0.0, viewport.width), ends);
}

/// Above the arrows, so that it can be read where they pass.
fn title_frame(svg: &mut String, viewport: &Viewport, frame: &Frame) {
    if let Some(title) = &frame.title {
        let place = (8.0, viewport.y(frame.top) + row::TITLE - 2.0);
        words(svg, "frame-title", place, title);
    }
}

fn axis(svg: &mut String, viewport: &Viewport) {
    svg.push_str(r#"<g class="axis">"#);
    for tick in ticks(viewport.window, viewport.plot()) {
        let at = viewport.left() + tick.x;
        let (x, y1, y2) = (px(at), px(RULER - 6.0), px(viewport.height));
        svg.push_str(&format!(r#"<line x1="{x}" x2="{x}" y1="{y1}" y2="{y2}"/>"#));
        // The last label would be cut off by the edge.
        if at + 30.0 <= viewport.width {
            words(svg, "tick", (at, RULER - 10.0), &tick.label);
        }
    }
    svg.push_str("</g>");
}

fn draw_row(svg: &mut String, viewport: &Viewport, row: &Row) {
    let (top, bottom) = (viewport.y(row.top), viewport.y(row.top + row::HEIGHT));
    words(svg, "row-name", (8.0, bottom - 4.0), &row.name);
    rect(svg, "idle", (viewport.left(), viewport.width), (top, bottom));
    let mut drawn = vec![];
    marks(row, viewport.window, viewport.columns(), &mut drawn);
    for activity in Activity::ALL {
        let alike = drawn.iter().enumerate().filter(|(_, mark)| mark.activity == activity);
        let path: String = alike
            .map(|(index, mark)| {
                let slit = if mark.is_end(drawn.get(index + 1), SLIT_FROM) { SLIT } else { 0.0 };
                outline_of(mark, slit, viewport.left(), bottom)
            })
            .collect();
        if !path.is_empty() {
            let id = activity.id();
            svg.push_str(&format!(r#"<path class="mark-{id}" d="{path}"/>"#));
        }
    }
}

/// The rectangle of a mark, with a slit at its end.
fn outline_of(mark: &Mark, slit: f64, left: f64, bottom: f64) -> String {
    let x = px(left + f64::from(mark.from));
    let y = px(bottom - f64::from(mark.high) * row::HEIGHT);
    let width = px(f64::from(mark.to - mark.from) - slit);
    let height = px(f64::from(mark.high - mark.low) * row::HEIGHT);
    format!("M{x} {y}h{width}v{height}h-{width}z")
}

fn draw_arrow(svg: &mut String, arrow: &Arrow) {
    let point = |(x, y): (f64, f64)| format!("{} {}", px(x), px(y));
    let class = if arrow.outward { "outward" } else { "inward" };
    let [left, right] = arrow.head().map(point);
    let (from, to) = (point(arrow.from), point(arrow.to));
    svg.push_str(&format!(r#"<path class="arrow {class}" d="M{from}L{to}M{left}L{to}L{right}"/>"#));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{locked, processes_with_threads};

    /// The picture that a reader of a change can look at.
    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/timeline.svg");

    #[test]
    fn the_picture_is_the_one_that_was_looked_at() {
        let timeline = Timeline::new(processes_with_threads());
        let window = Window::fit(timeline.makespan_ms);
        let svg = draw(&timeline, window, 720.0, "Primes").replace("><", ">\n<");
        let about = "<!-- A timeline as it is exported; written by a test in timeline/svg.rs. -->";
        let svg = format!("{about}\n{svg}\n");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(GOLDEN, &svg).expect("the golden file can be written");
        }
        let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
        assert!(svg == golden, "not as in tests/golden/timeline.svg; UPDATE_GOLDEN=1 rewrites it");
    }

    #[test]
    fn every_element_that_is_opened_is_closed() {
        for trace in [locked(), processes_with_threads()] {
            let timeline = Timeline::new(trace);
            let window = Window::fit(timeline.makespan_ms).zoom(0.4, 7.0);
            let svg = draw(&timeline, window, 400.0, "Sort");
            for tag in ["svg", "g", "text", "defs", "pattern", "title", "desc"] {
                let opened = [format!("<{tag} "), format!("<{tag}>")];
                let opened: usize = opened.iter().map(|it| svg.matches(it).count()).sum();
                assert_eq!(opened, svg.matches(&format!("</{tag}>")).count(), "{tag}");
            }
            assert!(!svg.contains("NaN") && !svg.contains("inf\""));
        }
        assert!(swatch(Activity::Lock).contains("activity-lock"));
    }
}
