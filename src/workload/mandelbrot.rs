//! Mandelbrot: the picture of the whole set, tile by tile.

use super::{Chunk, Dealing, Sizes, Words, Workload};
use super::{concatenate, needs_nothing, no_input};
use crate::picture::{Ink, TILE, tiles};
use crate::unit::grouped;

/// The byte of a pixel that belongs to the set. A smaller byte counts the steps until the pixel
/// left the circle of radius 2, up to 254 for all that took longer.
pub const INSIDE: u8 = 255;

/// Item `i` is the `i`-th tile, row by row; the picture is written in [`Ink::Steps`].
pub static WORKLOAD: Workload = Workload {
    id: "mandelbrot",
    title: "Mandelbrot set",
    summary: "Draws the Mandelbrot set, tile by tile. Dark tiles take a hundred times longer than \
              bright ones, and the pixels must travel back.",
    size_label: "Picture width in pixels",
    sizes: Sizes { min: 16, max: 4_096, start: 96 },
    items: |size| {
        let (columns, rows) = tiles(size);
        columns * rows
    },
    items_per_chunk: |_| 1,
    dealing: Dealing::Guided,
    cost: |size| f64::from(size).powi(2),
    bytes: |size| {
        let (columns, rows) = tiles(size);
        64 * 1_024 + u64::from(columns * rows) * (3 * 4 * Ink::Steps.tile_words() as u64 + 64)
    },
    input: no_input,
    needs: needs_nothing,
    compute: only_in!("engine" or "views", compute),
    merge: concatenate,
    describe: only_in!("engine" or "views", describe),
};

/// Steps after which a point counts as inside. 1,000 keep the inside within 1 % of the true area.
const STEPS: u32 = 1_000;

/// How many steps are made between two looks at whether all points have left.
const STRIDE: u32 = 8;

/// Neighbouring pixels computed together, to keep two SIMD registers of two numbers each busy.
const GROUP: usize = 4;

/// Width of the view in the complex plane; it is centred on (-0.75, 0).
const VIEW: f64 = 3.6;

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    for tile in chunk.items.clone() {
        let (columns, _) = tiles(chunk.size);
        let (left, top) = (tile % columns * TILE, tile / columns * TILE);
        for y in top..top + TILE {
            for x in (left..left + TILE).step_by(GROUP) {
                partial.push(u32::from_le_bytes(pixels(chunk.size, x, y)));
            }
        }
    }
}

/// The bytes of the pixel (x, y) and its neighbours to the right.
fn pixels(size: u32, x: u32, y: u32) -> [u8; GROUP] {
    let (columns, rows) = tiles(size);
    let step = VIEW / f64::from(columns * TILE);
    let from_middle = |pixel: u32, length: u32| f64::from(pixel) + 0.5 - f64::from(length) / 2.0;
    let re = std::array::from_fn(|lane| from_middle(x + lane as u32, columns * TILE) * step - 0.75);
    let im = from_middle(y, rows * TILE) * step;
    steps_inside(re, im)
        .map(|steps| if steps == f64::from(STEPS) { INSIDE } else { steps.min(254.0) as u8 })
}

/// For each point, how many of the first `STEPS` values of z ← z² + c lie within radius 2.
///
/// A point that has left never returns, so all can be computed until the last has left. Counts
/// are as wide as coordinates to be kept in the same kind of register.
fn steps_inside(re: [f64; GROUP], im: f64) -> [f64; GROUP] {
    let (mut x, mut y, mut counts) = ([0.0; GROUP], [0.0; GROUP], [0.0; GROUP]);
    for _ in 0..STEPS / STRIDE {
        let before = counts;
        for _ in 0..STRIDE {
            for lane in 0..GROUP {
                let (xx, yy) = (x[lane] * x[lane], y[lane] * y[lane]);
                counts[lane] += if xx + yy <= 4.0 { 1.0 } else { 0.0 };
                y[lane] = (x[lane] + x[lane]) * y[lane] + im;
                x[lane] = xx - yy + re[lane];
            }
        }
        if counts == before {
            break;
        }
    }
    counts
}

fn describe(_size: u32, answer: &[u32]) -> String {
    let bytes = answer.iter().flat_map(|word| word.to_le_bytes());
    let inside = bytes.filter(|&byte| byte == INSIDE).count();
    let pixels = 4 * answer.len();
    let (whole, tenth) = (permille(inside, pixels) / 10, permille(inside, pixels) % 10);
    format!("{} pixels, {whole}.{tenth} % inside the set", grouped(pixels as u64))
}

/// Rounded to the nearest; whole numbers only, because printing fractions would add a tenth to the
/// size of the engine.
fn permille(part: usize, whole: usize) -> usize {
    (1_000 * part + whole / 2) / whole.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    fn byte(size: u32, picture: &[u32], x: u32, y: u32) -> u8 {
        let tile = y / TILE * tiles(size).0 + x / TILE;
        let pixel = tile * TILE * TILE + y % TILE * TILE + x % TILE;
        picture[pixel as usize / 4].to_le_bytes()[pixel as usize % 4]
    }

    fn square((re, im): (f64, f64)) -> (f64, f64) {
        (re * re - im * im, 2.0 * re * im)
    }

    /// The textbook loop: one point at a time, leaving as soon as it can.
    fn textbook(c: (f64, f64)) -> u8 {
        let mut z = (0.0f64, 0.0f64);
        for step in 0..1_000 {
            if z.0 * z.0 + z.1 * z.1 > 4.0 {
                return step.min(254) as u8;
            }
            let squared = square(z);
            z = (squared.0 + c.0, squared.1 + c.1);
        }
        INSIDE
    }

    #[test]
    fn every_pixel_agrees_with_the_textbook_loop() {
        let size = 160;
        let picture = answer(&WORKLOAD, size, 0);
        let step = 3.6 / 160.0;
        for y in 0..112 {
            for x in 0..160 {
                let c = (-0.75 + (f64::from(x) - 79.5) * step, (f64::from(y) - 55.5) * step);
                assert_eq!(byte(size, &picture, x, y), textbook(c), "{x}, {y}");
            }
        }
    }

    #[test]
    fn the_picture_is_symmetric() {
        let (size, height) = (200, tiles(200).1 * TILE);
        let picture = answer(&WORKLOAD, size, 0);
        for (x, y) in (0..size).flat_map(|x| (0..height / 2).map(move |y| (x, y))) {
            assert_eq!(byte(size, &picture, x, y), byte(size, &picture, x, height - 1 - y));
        }
    }

    #[test]
    fn known_points_are_inside_or_outside() {
        // 0, -1, i and -2 never leave; 0.26 (just right of the cusp) and 1 do.
        for (c, expected) in [((0.0, 0.0), true), ((-1.0, 0.0), true), ((0.0, 1.0), true)] {
            assert_eq!(steps_inside([c.0; GROUP], c.1)[0] == f64::from(STEPS), expected);
        }
        let counts = steps_inside([-2.0, 0.26, 1.0, 0.25], 0.0);
        assert_eq!(counts.map(|count| count == 1_000.0), [true, false, false, true]);
    }

    #[test]
    fn the_area_is_the_published_one() {
        // 1.506 59: Förstemann, "Numerical estimation of the area of the Mandelbrot set", 2012.
        let size = 640;
        let picture = answer(&WORKLOAD, size, 0);
        let inside = picture.iter().flat_map(|word| word.to_le_bytes());
        let inside = inside.filter(|&byte| byte == INSIDE).count();
        let area = inside as f64 * (VIEW / f64::from(size)).powi(2);
        assert!((area - 1.506_59).abs() < 0.015, "{area}");
        assert!((WORKLOAD.describe)(size, &picture).starts_with("276,480 pixels, 17."));
    }
}
