//! Pictures as answers: cut into square tiles, each an item, and shown while they are computed.

pub mod photo;

use crate::palette::{self, Rgb};

/// Width and height of a tile in pixels.
pub const TILE: u32 = 16;

/// The columns and rows of tiles in a picture `size` pixels wide: two thirds as high, and both
/// rounded up to whole tiles.
pub fn tiles(size: u32) -> (u32, u32) {
    (size.div_ceil(TILE), (2 * size).div_ceil(3).div_ceil(TILE))
}

/// What the words of a picture mean. Tiles come one after the other, each row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A byte a pixel: the steps until a point has left, as in [`palette::pixel`]. The first pixel
    /// is the lowest byte of a word.
    Steps,
    /// A word a pixel: red, green, blue and 255, red in the lowest byte.
    Colours,
}

impl Ink {
    /// How many words the pixels of one tile take.
    pub fn tile_words(self) -> usize {
        match self {
            Self::Steps => (TILE * TILE / 4) as usize,
            Self::Colours => (TILE * TILE) as usize,
        }
    }

    /// The pixels of a tile as a canvas takes them, tinted by the lane that computed it.
    pub fn paint(self, words: &[u32], lane: u32) -> Vec<u8> {
        let tint = palette::lane(lane);
        let bytes = words.iter().flat_map(|word| word.to_le_bytes());
        match self {
            Self::Steps => bytes.flat_map(|steps| opaque(palette::pixel(steps, tint))).collect(),
            Self::Colours => words
                .iter()
                .map(|word| word.to_le_bytes())
                .flat_map(|[red, green, blue, _]| opaque(palette::glaze([red, green, blue], tint)))
                .collect(),
        }
    }
}

fn opaque([red, green, blue]: Rgb) -> [u8; 4] {
    [red, green, blue, 255]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_two_thirds_as_high_as_wide() {
        assert_eq!(tiles(16), (1, 1));
        assert_eq!(tiles(96), (6, 4));
        assert_eq!(tiles(97), (7, 5));
    }

    #[test]
    fn every_pixel_of_a_tile_is_painted() {
        for ink in [Ink::Steps, Ink::Colours] {
            let tile = vec![0xff80_4020; ink.tile_words()];
            let pixels = ink.paint(&tile, 1);
            assert_eq!(pixels.len(), (TILE * TILE * 4) as usize, "{ink:?}");
            assert!(pixels.chunks(4).all(|pixel| pixel[3] == 255), "{ink:?}");
            assert_ne!(pixels, ink.paint(&tile, 2), "{ink:?}");
        }
    }
}
