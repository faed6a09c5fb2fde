//! The picture that is blurred: a city at night, drawn at any width from a seed.

use super::{TILE, Words, tiles};
use crate::random::Random;

/// Everything in the picture is measured in this part of its width.
const UNITS: u32 = 160;

type Rgb = [u32; 3];

const HIGH_SKY: Rgb = [12, 16, 44];
const LOW_SKY: Rgb = [226, 112, 82];
const MOON: Rgb = [255, 246, 214];
const WALL: Rgb = [16, 18, 30];
const LAMPS: [Rgb; 4] = [[255, 214, 120], [255, 240, 200], [255, 158, 92], [150, 205, 255]];

/// A house, in units from the left edge and from the lower edge.
struct House {
    left: u32,
    right: u32,
    height: u32,
    /// A bit for each window, up to 64.
    lit: u64,
    lamp: Rgb,
}

/// The picture at a width, row by row, a word a pixel. All whole numbers, so that it is the same
/// everywhere.
pub fn picture(size: u32, seed: u64) -> Words {
    let (columns, rows) = tiles(size);
    let (width, height) = (columns * TILE, rows * TILE);
    let mut random = Random::new(seed);
    let houses = houses(&mut random);
    let stars = random.next_u64();
    let mut house = 0;
    let streets: Vec<&House> = (0..width)
        .map(|x| {
            let unit = x * UNITS / width;
            house = (house..houses.len()).find(|&at| unit < houses[at].right).unwrap_or(house);
            &houses[house]
        })
        .collect();
    let mut words = Words::with_capacity((width * height) as usize);
    for y in 0..height {
        let (up, down) = ((height - 1 - y) * UNITS / width, y * UNITS / width);
        for (x, house) in streets.iter().enumerate() {
            let across = x as u32 * UNITS / width;
            let [red, green, blue] = if up < house.height {
                house.colour(across, up)
            } else {
                sky(across, down, y * 255 / height, stars)
            };
            words.push(0xff00_0000 | blue << 16 | green << 8 | red);
        }
    }
    words
}

fn houses(random: &mut Random) -> Vec<House> {
    let mut houses = Vec::new();
    let mut left = 0;
    while left < UNITS {
        let right = left + 7 + 2 * random.below(6);
        let lamp = LAMPS[random.below(LAMPS.len() as u32) as usize];
        let (height, lit) = (18 + 2 * random.below(28), random.next_u64());
        houses.push(House { left, right, height, lit, lamp });
        left = right;
    }
    houses
}

impl House {
    /// A wall with a window in every other unit, both ways.
    fn colour(&self, across: u32, up: u32) -> Rgb {
        let (column, floor) = (across - self.left, self.height - 1 - up);
        let is_window = column % 2 == 1 && floor % 2 == 1 && across + 1 < self.right;
        let window = (floor / 2 * 7 + column / 2) % u64::BITS;
        if is_window && self.lit >> window & 1 == 1 { self.lamp } else { WALL }
    }
}

/// From dark above to the last of the dusk, with a moon and a few stars.
fn sky(across: u32, down: u32, depth: u32, stars: u64) -> Rgb {
    let (from_moon_x, from_moon_y) = (across.abs_diff(124), down.abs_diff(22));
    if from_moon_x.pow(2) + from_moon_y.pow(2) < 64 {
        return MOON;
    }
    let mut star = Random::new(stars ^ u64::from(down << 16 | across));
    if star.below(90) == 0 {
        return [255; 3];
    }
    // The dusk grows with the square of the depth: most of the sky is night.
    let dusk = depth * depth / 255;
    std::array::from_fn(|channel| {
        (HIGH_SKY[channel] * (255 - dusk) + LOW_SKY[channel] * dusk) / 255
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_night_above_and_houses_below() {
        let (width, picture) = (160, picture(160, 1));
        let red = |at: usize| picture[at] & 0xff;
        assert_eq!(picture.len(), width * 112);
        assert!(picture.iter().all(|pixel| pixel >> 24 == 255));
        let dark = |row: usize| (0..width).filter(|x| red(row * width + x) == WALL[0]).count();
        assert!(dark(0) == 0 && dark(111) > width / 2);
        let lamps = picture.iter().filter(|&&pixel| pixel & 0xff == 255).count();
        assert!((200..4_000).contains(&lamps), "{lamps}");
    }

    #[test]
    fn widths_show_the_same_picture() {
        let (small, large) = (picture(160, 5), picture(320, 5));
        let same = (0..100 * 160).filter(|at| small[*at] == large[at / 160 * 640 + at % 160 * 2]);
        assert!(same.count() > 12_000);
    }
}
