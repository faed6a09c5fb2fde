//! A picture of the visitor's own: which part of it is taken, and how it comes to any width.

use super::{TILE, tiles};
use crate::workload::Words;

/// The widest picture that is kept, in pixels: as wide as the widest that is raced.
const WIDEST: u32 = 2_544;

/// Widths are a multiple of this, so that width and height are both whole tiles.
const STEP: u32 = 3 * TILE;

/// The middle of a picture: as much of it as is one and a half times as wide as high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    /// How much is left out on the left, in pixels of the picture.
    pub left: f64,
    /// How much is left out above.
    pub top: f64,
    /// The width of what is taken.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How wide it is kept, in pixels; a multiple of three tiles.
    pub kept: u32,
}

impl Cut {
    /// What is taken of a picture of this width and height.
    pub fn of(width: u32, height: u32) -> Self {
        let (all_width, all_height) = (f64::from(width), f64::from(height));
        let width = all_width.min(all_height * 1.5);
        let height = width / 1.5;
        Self {
            left: (all_width - width) / 2.0,
            top: (all_height - height) / 2.0,
            width,
            height,
            kept: (width as u32 / STEP * STEP).clamp(STEP, WIDEST),
        }
    }

    /// How high it is kept, in pixels.
    pub fn kept_height(self) -> u32 {
        self.kept / 3 * 2
    }
}

/// A picture as it is kept: row by row, a word a pixel, its height two thirds of its width.
pub struct Photo {
    width: u32,
    pixels: Words,
}

impl Photo {
    /// A picture of this width; none when the pixels are not as many as such a picture has.
    pub fn new(width: u32, pixels: Words) -> Option<Self> {
        let fits = width > 0 && pixels.len() as u64 == u64::from(width) * u64::from(width / 3 * 2);
        fits.then_some(Self { width, pixels })
    }

    /// The picture as the input of a workload at a size. Where it is made smaller, each pixel is the
    /// mean of those it stands for; where it is made larger, the nearest one is taken.
    pub fn scaled(&self, size: u32) -> Words {
        let (columns, rows) = tiles(size);
        let (width, height) = (columns * TILE, rows * TILE);
        let across: Vec<_> = (0..width).map(|x| covered(x, width, self.width)).collect();
        let mut words = Words::with_capacity((width * height) as usize);
        for y in 0..height {
            let down = covered(y, height, self.width / 3 * 2);
            words.extend(across.iter().map(|across| self.mean(across, &down)));
        }
        words
    }

    fn mean(&self, across: &std::ops::Range<u32>, down: &std::ops::Range<u32>) -> u32 {
        let mut sum = [0; 4];
        for y in down.clone() {
            let row = y as usize * self.width as usize;
            for pixel in &self.pixels[row + across.start as usize..row + across.end as usize] {
                let channels = pixel.to_le_bytes();
                (0..4).for_each(|at| sum[at] += u32::from(channels[at]));
            }
        }
        let count = across.len() as u32 * down.len() as u32;
        u32::from_le_bytes(sum.map(|channel| ((channel + count / 2) / count) as u8))
    }
}

/// Which of `from` pixels the pixel `at` of `to` stands for; at least one.
fn covered(at: u32, to: u32, from: u32) -> std::ops::Range<u32> {
    let edge = |at: u32| (u64::from(at) * u64::from(from) / u64::from(to)) as u32;
    let start = edge(at);
    start..edge(at + 1).max(start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn photo(width: u32, pixel: impl Fn(u32, u32) -> u32) -> Photo {
        let pixels = (0..width / 3 * 2).flat_map(|y| (0..width).map(move |x| (x, y)));
        Photo::new(width, pixels.map(|(x, y)| pixel(x, y)).collect()).expect("it fits")
    }

    #[test]
    fn the_middle_is_taken() {
        let wide = Cut::of(4_000, 2_000);
        assert_eq!((wide.left, wide.top, wide.width, wide.height), (500.0, 0.0, 3_000.0, 2_000.0));
        assert_eq!((wide.kept, wide.kept_height()), (2_544, 1_696));
        let high = Cut::of(300, 1_000);
        assert_eq!((high.left, high.top, high.width, high.height), (0.0, 400.0, 300.0, 200.0));
        assert_eq!((high.kept, high.kept_height()), (288, 192));
        assert_eq!(Cut::of(1, 1).kept, 48);
    }

    #[test]
    fn a_picture_is_kept_only_whole() {
        assert!(Photo::new(48, vec![0; 48 * 32]).is_some());
        for (width, pixels) in [(0, 0), (48, 48 * 31), (48, 0), (u32::MAX, 48)] {
            assert!(Photo::new(width, vec![0; pixels]).is_none(), "{width}");
        }
    }

    #[test]
    fn at_its_own_width_nothing_changes() {
        let photo = photo(96, |x, y| 0xff00_0000 | x << 8 | y);
        assert_eq!(photo.scaled(96), photo.pixels);
    }

    #[test]
    fn a_smaller_picture_holds_means() {
        // Columns of black and white: every pair of them is grey.
        let striped = photo(96, |x, _| if x % 2 == 0 { 0xff00_0000 } else { 0xffff_ffff });
        assert_eq!(striped.scaled(48), vec![0xff80_8080; 48 * 32]);
    }

    #[test]
    fn a_larger_picture_repeats_pixels() {
        let small = photo(48, |x, y| y << 16 | x);
        let large = small.scaled(96);
        let at = |x: usize, y: usize| large[y * 96 + x];
        assert_eq!([at(0, 0), at(1, 1), at(2, 0), at(95, 63)], [0, 0, 1, 31 << 16 | 47]);
    }

    proptest! {
        #[test]
        fn an_even_picture_stays_even_at_any_size(width in 1u32..20, size in 16u32..300) {
            let words = photo(48 * width, |_, _| 0xff12_3456).scaled(size);
            let (columns, rows) = tiles(size);
            prop_assert_eq!(words, vec![0xff12_3456; (columns * rows * TILE * TILE) as usize]);
        }

        #[test]
        fn any_picture_can_be_cut(width in 1u32..100_000, height in 1u32..100_000) {
            let cut = Cut::of(width, height);
            prop_assert!(cut.left >= 0.0 && cut.top >= 0.0 && cut.width > 0.0);
            prop_assert!(cut.left + cut.width <= f64::from(width) + 1e-6);
            prop_assert!(cut.top + cut.height <= f64::from(height) + 1e-6);
            prop_assert_eq!(tiles(cut.kept), (cut.kept / TILE, cut.kept_height() / TILE));
        }
    }
}
