//! Blur: pixels that every process must be sent, and that threads simply share.

mod city;

use super::{Chunk, Dealing, Needs, Sizes, Words, Workload, concatenate};
use crate::picture::{TILE, tiles};
use crate::unit::grouped;

/// Item `i` is the `i`-th tile of the blurred picture, row by row. The input is the sharp picture,
/// row by row; its words, like those of the answer, are colours.
pub static WORKLOAD: Workload = Workload {
    id: "blur",
    title: "Blur a picture",
    summary: "Blurs a picture of a city at night, tile by tile. Threads read the same pixels; \
              every process is sent a copy, and the blurred tiles travel back.",
    size_label: "Picture width in pixels",
    sizes: Sizes { min: 16, max: 2_560, start: 160 },
    items: |size| {
        let (columns, rows) = tiles(size);
        columns * rows
    },
    items_per_chunk: |_| 8,
    dealing: Dealing::Guided,
    cost: |size| f64::from(size).powi(2),
    bytes: |size| {
        let (columns, rows) = tiles(size);
        64 * 1_024 + u64::from(columns * rows * TILE * TILE) * 4 * 3
    },
    input: only_in!("engine" or "views", city::picture),
    needs: |size, _| Needs { common: 0..pixels(size), own: 0..0 },
    compute: only_in!("engine" or "views", compute),
    merge: concatenate,
    describe: only_in!("engine" or "views", describe),
};

/// How far the blur reaches, in pixels. The weights rise to `REACH + 1` and fall again, as those of
/// a box that is blurred by itself do.
const REACH: usize = 15;

/// What the weights along a row or a column add up to, as a power of two: (REACH + 1)² = 2⁸.
const WEIGHT_BITS: u32 = 8;

/// Width and height of a tile with all that its blur reaches.
const REACHED: usize = TILE as usize + 2 * REACH;

/// Red, green, blue and the fourth byte, with room for products.
type Channels = [u32; 4];

fn pixels(size: u32) -> usize {
    let (columns, rows) = tiles(size);
    (columns * rows * TILE * TILE) as usize
}

fn weight(offset: usize) -> u32 {
    (offset.min(2 * REACH - offset) + 1) as u32
}

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    for tile in chunk.items.clone() {
        blur(chunk.common, chunk.size, tile, partial);
    }
}

/// Along the rows, then along the columns; rounded only at the end, so that the order of both
/// makes no difference.
fn blur(picture: &[u32], size: u32, tile: u32, partial: &mut Words) {
    let mut along = [[Channels::default(); TILE as usize]; REACHED];
    for (y, blurred) in along.iter_mut().enumerate() {
        let row = reached_row(picture, size, tile, y);
        for (x, pixel) in blurred.iter_mut().enumerate() {
            *pixel = weighed(row[x..].iter());
        }
    }
    for y in 0..TILE as usize {
        for x in 0..TILE as usize {
            let sum = weighed(along[y..].iter().map(|row| &row[x]));
            let half = 1 << (2 * WEIGHT_BITS - 1);
            let rounded = sum.map(|channel| ((channel + half) >> (2 * WEIGHT_BITS)) as u8);
            partial.push(u32::from_le_bytes(rounded));
        }
    }
}

fn weighed<'a>(pixels: impl Iterator<Item = &'a Channels>) -> Channels {
    let mut sum = Channels::default();
    for (offset, pixel) in pixels.take(2 * REACH + 1).enumerate() {
        let weight = weight(offset);
        for channel in 0..sum.len() {
            sum[channel] += pixel[channel] * weight;
        }
    }
    sum
}

/// Row `y` of what the blur of `tile` reaches. Beyond the edge the picture goes on as it ends.
fn reached_row(picture: &[u32], size: u32, tile: u32, y: usize) -> [Channels; REACHED] {
    let (columns, rows) = tiles(size);
    let (width, height) = ((columns * TILE) as usize, (rows * TILE) as usize);
    let (left, top) = ((tile % columns * TILE) as usize, (tile / columns * TILE) as usize);
    let line = (top + y).saturating_sub(REACH).min(height - 1) * width;
    std::array::from_fn(|x| {
        let column = (left + x).saturating_sub(REACH).min(width - 1);
        picture[line + column].to_le_bytes().map(u32::from)
    })
}

fn describe(_size: u32, answer: &[u32]) -> String {
    let bytes = answer.iter().flat_map(|word| word.to_le_bytes().into_iter().take(3));
    let total: u64 = bytes.map(u64::from).sum();
    let pixels = answer.len() as u64;
    let mean = total / (3 * pixels).max(1);
    format!("{} pixels, {mean} of 255 bright on average", grouped(pixels))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::{NoPause, answer};

    #[test]
    fn the_weights_add_up() {
        let along: u32 = (0..=2 * REACH).map(weight).sum();
        assert_eq!(along, 1 << WEIGHT_BITS);
    }

    /// One channel of one blurred pixel by the definition: every neighbour times both weights.
    fn by_definition(picture: &[u32], width: i64, height: i64, x: i64, y: i64, bits: u32) -> u8 {
        let tent = |distance: i64| 16 - distance.abs();
        let mut sum = 0;
        for dy in -15..=15 {
            for dx in -15..=15 {
                let at = (y + dy).clamp(0, height - 1) * width + (x + dx).clamp(0, width - 1);
                let channel = i64::from(picture[at as usize] >> bits & 0xff);
                sum += tent(dx) * tent(dy) * channel;
            }
        }
        ((sum as f64 / 65_536.0) + 0.5).floor() as u8
    }

    #[test]
    fn every_pixel_agrees_with_the_definition() {
        let (size, width, height) = (50, 64, 48);
        let picture = city::picture(size, 3);
        let blurred = answer(&WORKLOAD, size, 3);
        for (x, y) in (0..width).flat_map(|x| (0..height).map(move |y| (x, y))) {
            let tile = y / 16 * 4 + x / 16;
            let pixel = blurred[(tile * 256 + y % 16 * 16 + x % 16) as usize];
            let expected =
                [0, 8, 16, 24].map(|bits| by_definition(&picture, width, height, x, y, bits));
            assert_eq!(pixel.to_le_bytes(), expected, "{x}, {y}");
        }
    }

    #[test]
    fn an_even_picture_stays_as_it_is() {
        let picture = vec![0xff12_3456; pixels(96)];
        let mut partial = Words::new();
        let chunk = Chunk { size: 96, items: 0..24, common: &picture, own: &[], pause: &NoPause };
        compute(&chunk, &mut partial);
        assert_eq!(partial, picture);
    }

    #[test]
    fn the_answer_is_told() {
        let described = (WORKLOAD.describe)(16, &[0xff00_00ff, 0xffff_ffff]);
        assert_eq!(described, "2 pixels, 170 of 255 bright on average");
    }
}
