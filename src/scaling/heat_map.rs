//! Processes × threads as a heat map: the stronger the colour, the longer; every square holds its number.

use super::Scaling;
use super::grid::{Grid, Place, Square};
use crate::plot::LEAST_WIDTH;
use crate::plot::svg::{hatch, opening, rect, words};
use crate::unit::{self, Unit};

/// Width of a square at least and at most, and its height; in pixels.
const WIDTHS: (f64, f64) = (46.0, 132.0);
const HEIGHT: f64 = 66.0;

/// A square at least this wide has room for a word; in pixels.
const WORDS_FROM: f64 = 64.0;

/// Room for the numbers at the left and at the top, and for the key at the bottom; in pixels.
const LEFT: f64 = 48.0;
const TOP: f64 = 46.0;
const KEY: f64 = 112.0;

/// From this room beside the squares on, the key stands there instead of below them; and how far
/// from them; in pixels.
const KEY_BESIDE_FROM: f64 = 330.0;
const KEY_APART: f64 = 28.0;

/// Between neighbouring squares, in pixels.
const GAP: f64 = 3.0;

/// Ink of the fastest and of the slowest square: no darker, so that the numbers can be read.
const INKS: (f64, f64) = (0.06, 0.5);

/// Left, top, right and bottom, in pixels.
type Area = (f64, f64, f64, f64);

/// A laid out heat map; in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// The squares of the grid, in its order.
    pub squares: Vec<Area>,
    /// Width of a square with the gap behind it.
    pub step: f64,
    /// Where the key begins: left and top.
    pub key: (f64, f64),
}

/// Lays the grid out in `width` pixels, or in more when the squares would be too narrow.
pub fn lay_out(grid: &Grid, width: f64) -> Layout {
    let width = if width.is_finite() { width.max(LEAST_WIDTH) } else { LEAST_WIDTH };
    let columns = grid.threads.len().max(1) as f64;
    let step = ((width - LEFT) / columns).clamp(WIDTHS.0, WIDTHS.1);
    let area = |square: &Square| {
        let column = grid.threads.iter().position(|it| *it == square.threads).unwrap_or(0);
        let row = grid.processes.iter().position(|it| *it == square.processes).unwrap_or(0);
        let (x, y) = (LEFT + step * column as f64, TOP + HEIGHT * row as f64);
        (x, y, x + step - GAP, y + HEIGHT - GAP)
    };
    let (right, bottom) = (LEFT + step * columns, TOP + HEIGHT * grid.processes.len() as f64);
    let is_beside = width - right >= KEY_BESIDE_FROM;
    Layout {
        width: width.max(right),
        height: if is_beside { bottom.max(TOP + KEY) } else { bottom + KEY },
        squares: grid.squares.iter().map(area).collect(),
        step,
        key: if is_beside { (right + KEY_APART, TOP - 8.0) } else { (0.0, bottom) },
    }
}

/// The heat map as SVG, `width` pixels wide; none when no combination was measured.
pub fn draw(scaling: &Scaling, width: f64) -> Option<String> {
    let grid = scaling.grid.as_ref()?;
    let layout = lay_out(grid, width);
    let unit = Unit::of(times(grid).fold(f64::MIN_POSITIVE, f64::max));
    let size = (layout.width, layout.height);
    let mut svg = opening("heat-map", size, "Elapsed time of processes × threads", &in_words(grid));
    svg += &hatch("heat-map");
    heads(&mut svg, grid, &layout);
    svg += "<g class=\"heat processes-threads\">\n";
    for (square, area) in grid.squares.iter().zip(&layout.squares) {
        ground(&mut svg, square, *area, ink(grid, square));
        figures(&mut svg, square, *area, unit);
    }
    svg += "</g>\n";
    key(&mut svg, scaling.cores, unit, layout.key);
    Some(svg + "</svg>\n")
}

fn times(grid: &Grid) -> impl Iterator<Item = f64> {
    grid.squares.iter().filter_map(|square| Some(square.figure.elapsed?.median))
}

/// From the fastest to the slowest equal ratios are equal steps.
fn ink(grid: &Grid, square: &Square) -> f64 {
    let fastest = times(grid).fold(f64::INFINITY, f64::min).ln();
    let slowest = times(grid).fold(0.0, f64::max).ln();
    let own = square.figure.elapsed.map_or(fastest, |it| it.median.ln());
    let share = (own - fastest) / (slowest - fastest);
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    INKS.0 + (INKS.1 - INKS.0) * share
}

fn heads(svg: &mut String, grid: &Grid, layout: &Layout) {
    *svg += "<g class=\"axis\">\n";
    words(svg, "unit", (LEFT, 14.0), "threads in each process");
    words(svg, "unit", (0.0, TOP - 10.0), "processes");
    for (column, threads) in grid.threads.iter().enumerate() {
        let x = LEFT + layout.step * (column as f64 + 0.5) - GAP / 2.0;
        words(svg, "tick", (x, TOP - 10.0), &threads.to_string());
    }
    for (row, processes) in grid.processes.iter().enumerate() {
        let y = TOP + HEIGHT * (row as f64 + 0.5) + 3.0;
        words(svg, "tick-y", (LEFT - 12.0, y), &processes.to_string());
    }
    *svg += "</g>\n";
}

/// The colour of a square, its hatch and its ring.
fn ground(svg: &mut String, square: &Square, area: Area, ink: f64) {
    let heat = format!("class=\"square\" rx=\"4\" fill-opacity=\"{}\"", unit::decimal(ink, 3));
    rect(svg, &heat, area);
    if square.is_oversubscribed {
        rect(svg, r#"class="hatched" rx="4" fill="url(#heat-map-hatch)""#, area);
    }
    let (left, top, right, bottom) = area;
    let inset = (left + 1.5, top + 1.5, right - 1.5, bottom - 1.5);
    match square.place {
        Place::Best => rect(svg, r#"class="ring" rx="3""#, inset),
        Place::NearBest => rect(svg, r#"class="ring near" rx="3" stroke-dasharray="4 3""#, inset),
        Place::Slower => {}
    }
}

fn figures(svg: &mut String, square: &Square, (left, top, right, _): Area, unit: Unit) {
    let middle = f64::midpoint(left, right);
    let median = square.figure.elapsed.map_or(f64::NAN, |it| it.median);
    words(svg, "time", (middle, top + 22.0), &unit::digits(unit.count(median)));
    let ratio = square.figure.speedup.map_or("–".to_owned(), |it| unit::show_ratio(it.ratio));
    words(svg, "ratio", (middle, top + 38.0), &ratio);
    let place = match square.place {
        Place::Best => "fastest",
        Place::NearBest => "≈ fastest",
        Place::Slower => return,
    };
    if right - left > WORDS_FROM {
        words(svg, "place-name", (middle, top + 53.0), place);
    }
}

/// What the numbers, rings and hatches mean, a line each.
fn key(svg: &mut String, cores: u32, unit: Unit, (left, top): (f64, f64)) {
    let lines = [
        format!("Upper number: median in {}.", unit.word()),
        "Lower number: times as fast as one thread.".to_owned(),
        "Stronger colour: longer.".to_owned(),
        "Ring: the fastest; dashed: too close to call.".to_owned(),
        format!("Hatched: more workers than cores ({cores})."),
    ];
    *svg += "<g class=\"axis\">\n";
    for (index, line) in lines.iter().enumerate() {
        words(svg, "unit", (left, top + 20.0 + 20.0 * index as f64), line);
    }
    *svg += "</g>\n";
}

fn in_words(grid: &Grid) -> String {
    let squares = grid.squares.iter().map(|square| {
        let time = square.figure.elapsed.map_or("–".to_owned(), |it| unit::show(it.median));
        format!("{} × {}: {time}.", square.processes, square.threads)
    });
    format!("Processes × threads in each. {}", squares.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::svg::tests::is_golden;
    use crate::scaling::tests::scaling;
    use proptest::prelude::*;

    #[test]
    fn the_picture_is_the_kept_one() {
        is_golden("heat-map.svg", &draw(&scaling(9), 640.0).unwrap());
    }

    #[test]
    fn every_square_has_its_number_and_the_best_a_ring() {
        let scaling = scaling(9);
        let svg = draw(&scaling, 360.0).unwrap();
        let count = |part: &str| svg.matches(part).count();
        assert_eq!((count(r#"class="square""#), count(r#"class="time""#)), (9, 9));
        let fastest = scaling.grid.as_ref().unwrap().fastest().len();
        assert_eq!(count(r#"class="ring"#), fastest);
        // 2 × 4, 4 × 2 and 4 × 4 are more than 4 workers.
        assert_eq!(count(r#"class="hatched""#), 3);
    }

    #[test]
    fn nothing_measured_is_nothing_drawn() {
        let mut scaling = scaling(3);
        scaling.grid = None;
        assert_eq!(draw(&scaling, 640.0), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn squares_lie_inside_and_apart(width in 0f64..4_000.0) {
            let grid = scaling(2).grid.unwrap();
            let layout = lay_out(&grid, width);
            for (index, own) in layout.squares.iter().enumerate() {
                prop_assert!(own.0 >= 0.0 && own.1 >= 0.0 && own.0 < own.2 && own.1 < own.3);
                prop_assert!(own.2 <= layout.width && own.3 <= layout.height);
                let meets = |other: &&Area| {
                    own.0 < other.2 && other.0 < own.2 && own.1 < other.3 && other.1 < own.3
                };
                prop_assert_eq!(layout.squares[..index].iter().find(meets), None);
            }
            for square in &grid.squares {
                prop_assert!((INKS.0..=INKS.1).contains(&ink(&grid, square)));
            }
        }
    }
}
