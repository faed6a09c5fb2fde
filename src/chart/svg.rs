//! The chart as SVG: its shapes and their classes; the colours come from the style sheet.

use super::{Bar, Chart, Cold, Outline, Row};
use crate::outcome::{Outcome, Standing};
use crate::unit;

/// The picture of `chart`, in which `outcomes` are laid out, and a text that says the same.
pub fn draw(chart: &Chart, outcomes: &[Outcome], title: &str) -> String {
    let (width, height) = (px(chart.width), px(chart.height));
    let mut svg = format!(
        r#"<svg role="img" aria-labelledby="chart-title chart-text" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title id="chart-title">Elapsed time of each strategy: {title}</title><desc id="chart-text">{}</desc>"#,
        in_words(outcomes)
    );
    axis(&mut svg, chart);
    for (row, outcome) in chart.rows.iter().zip(outcomes) {
        draw_row(&mut svg, chart, row, outcome);
    }
    svg + "</svg>"
}

/// The room that the whole caption of the axis needs, in pixels.
const CAPTION: f64 = 360.0;

/// A length: a tenth of a pixel is finer than any screen.
fn px(length: f64) -> String {
    unit::decimal(length, 1)
}

/// An element without content: each length stands behind its name.
fn shape(svg: &mut String, opening: &str, lengths: &[(&str, f64)]) {
    svg.push_str(opening);
    for (name, length) in lengths {
        for part in [" ", name, "=\"", &px(*length), "\""] {
            svg.push_str(part);
        }
    }
    svg.push_str("/>");
}

fn words(svg: &mut String, class: &str, (x, y): (f64, f64), words: &str) {
    let place = [r#"<text class=""#, class, r#"" x=""#, &px(x), r#"" y=""#, &px(y), r#"">"#];
    for part in place.into_iter().chain([words, "</text>"]) {
        svg.push_str(part);
    }
}

fn axis(svg: &mut String, chart: &Chart) {
    svg.push_str(r#"<g class="axis">"#);
    for tick in &chart.ticks {
        let ends = [("x1", tick.x), ("x2", tick.x), ("y1", 0.0), ("y2", chart.bottom)];
        shape(svg, "<line", &ends);
        words(svg, "tick", (tick.x, chart.bottom + 18.0), &tick.label);
    }
    let (drop, unit) = if chart.ticks.is_empty() {
        (14.0, "elapsed time – shorter is better".to_owned())
    } else {
        let what = if chart.width - chart.left < CAPTION { "" } else { "elapsed time in " };
        (40.0, format!("{what}{} – shorter is better", chart.unit.word()))
    };
    words(svg, "unit", (chart.left, chart.bottom + drop), &unit);
    svg.push_str("</g>");
}

fn draw_row(svg: &mut String, chart: &Chart, row: &Row, outcome: &Outcome) {
    let ((x, y), id) = (row.name, row.strategy.id());
    for part in [r#"<g class="row "#, id, r##""><use class="shape" href="#shape-"##, id] {
        svg.push_str(part);
    }
    shape(svg, "\"", &[("x", x), ("y", y - 10.0), ("width", 32.0), ("height", 20.0)]);
    words(svg, "name", (x + 42.0, y + 5.0), row.strategy.title());
    rect(svg, "track", chart.left, chart.right, row);
    match &row.bar {
        Some(bar) => draw_bar(svg, chart, row, bar),
        None => {
            let place = (chart.left + 10.0, row.top + row.height / 2.0 + 4.0);
            words(svg, "status", place, status(&outcome.standing));
        }
    }
    if let Some(outline) = &row.outline {
        draw_outline(svg, chart, outline);
    }
    if let Some(cold) = &row.cold {
        draw_cold(svg, chart, cold);
    }
    svg.push_str("</g>");
}

fn rect(svg: &mut String, class: &str, left: f64, right: f64, row: &Row) {
    let opening = [r#"<rect rx="4" class=""#, class, "\""].concat();
    let (width, height) = ((right - left).max(1.0), row.height);
    shape(svg, &opening, &[("x", left), ("y", row.top), ("width", width), ("height", height)]);
}

fn draw_bar(svg: &mut String, chart: &Chart, row: &Row, bar: &Bar) {
    rect(svg, "bar", chart.left, bar.end, row);
    for &(cx, cy) in &bar.dots {
        shape(svg, r#"<circle class="dot" r="2.5""#, &[("cx", cx), ("cy", cy)]);
    }
    if let Some((low, high)) = bar.whisker {
        let middle = row.top + row.height / 2.0;
        let (top, bottom) = (row.top - 3.0, row.top + row.height + 3.0);
        for (x1, x2, y1, y2) in
            [(low, high, middle, middle), (low, low, top, bottom), (high, high, top, bottom)]
        {
            let ends = [("x1", x1), ("x2", x2), ("y1", y1), ("y2", y2)];
            shape(svg, r#"<line class="whisker""#, &ends);
        }
    }
    let middle = row.top + row.height / 2.0;
    words(svg, "speedup", (bar.label_x, middle - 2.0), &bar.speedup);
    words(svg, "median", (bar.label_x, middle + 13.0), &bar.median);
}

fn draw_outline(svg: &mut String, chart: &Chart, outline: &Outline) {
    let Outline { end, top, height, .. } = *outline;
    let width = (end - chart.left).max(1.0);
    let lengths = [("x", chart.left), ("y", top), ("width", width), ("height", height)];
    shape(svg, r#"<rect rx="2" class="outline""#, &lengths);
    words(svg, "label", outline.label_at, &outline.label);
}

fn draw_cold(svg: &mut String, chart: &Chart, cold: &Cold) {
    svg.push_str(r#"<g class="cold">"#);
    let ends = [("x1", chart.left), ("x2", cold.end), ("y1", cold.y), ("y2", cold.y)];
    shape(svg, "<line", &ends);
    if cold.beyond {
        let tip = ["<path d=\"M", &px(cold.end), " ", &px(cold.y - 4.0), "l6 4l-6 4z\"/>"];
        svg.push_str(&tip.concat());
    }
    words(svg, "label", cold.label_at, &cold.label);
    svg.push_str("</g>");
}

fn status(standing: &Standing) -> &'static str {
    match standing {
        Standing::Unavailable(_) => "cannot run here",
        Standing::Running => "running …",
        Standing::Waiting => "waiting …",
        Standing::Done => "no sample was kept",
        Standing::Idle => "",
    }
}

fn in_words(outcomes: &[Outcome]) -> String {
    let words = outcomes.iter().map(|outcome| {
        let title = outcome.strategy.title();
        match (&outcome.summary, &outcome.speedup) {
            (Some(summary), Some(speedup)) => format!(
                "{title}: median {}, {} times as fast as Sequential.",
                unit::show(summary.median),
                unit::digits(speedup.ratio)
            ),
            (Some(summary), None) => format!("{title}: median {}.", unit::show(summary.median)),
            (None, _) => format!("{title}: not measured."),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::lay_out;
    use crate::outcome::tests::{measured, waiting};
    use crate::strategy::Strategy;

    #[test]
    fn what_is_drawn_is_what_is_laid_out() {
        let mut threads = measured(Strategy::Threads, &[20.0, 21.0, 22.0]);
        threads.cold = Some(400.0);
        let outcomes = [threads, waiting(Strategy::Processes)];
        let svg = draw(&lay_out(&outcomes, 900.0), &outcomes, "Primes");
        let count = |part: &str| svg.matches(part).count();
        assert_eq!((count("<circle"), count(r#"class="bar""#), count("<path")), (3, 1, 1));
        assert_eq!((count("<g"), count("</g>")), (count("</g>"), 4));
        assert_eq!(count("waiting …"), 1);
        assert!(svg.contains("Threads: median 21.0 ms. Processes: not measured."), "{svg}");
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    }
}
