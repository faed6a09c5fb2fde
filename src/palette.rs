//! The colours of a picture: how bright a pixel is, and which lane computed it.

use crate::workload::mandelbrot::INSIDE;

/// A colour: red, green, blue.
pub type Rgb = [u8; 3];

/// Turns of the colour wheel from one lane to the next: the golden ratio keeps any number of
/// lanes well apart.
const TURN: f32 = 0.618_034;

/// Where the first lane is on the colour wheel: a blue.
const FIRST: f32 = 0.58;

/// The colour of points that never leave.
const DARK: Rgb = [14, 16, 26];

/// The colour of a lane.
pub fn lane(lane: u32) -> Rgb {
    // Lanes are few; beyond 4,096 the colours repeat, where f32 would lose the fraction.
    let hue = (FIRST + (lane % 4_096) as f32 * TURN).fract();
    let channel = |offset: f32| {
        let distance = ((hue + offset).fract() * 6.0 - 3.0).abs() - 1.0;
        (90.0 + 150.0 * distance.clamp(0.0, 1.0)) as u8
    };
    [channel(0.0), channel(2.0 / 3.0), channel(1.0 / 3.0)]
}

/// The colour of a pixel: from dark over the colour of its lane to white, the later the point left.
pub fn pixel(steps: u8, lane: Rgb) -> Rgb {
    if steps == INSIDE {
        return DARK;
    }
    let bright = (f32::from(steps) / 96.0).min(1.0).sqrt();
    if bright < 0.6 {
        blend(DARK, lane, bright / 0.6)
    } else {
        blend(lane, [255; 3], (bright - 0.6) / 0.5)
    }
}

/// A colour seen through a thin layer of the colour of a lane.
pub fn glaze(colour: Rgb, lane: Rgb) -> Rgb {
    blend(colour, lane, 0.35)
}

fn blend(from: Rgb, to: Rgb, share: f32) -> Rgb {
    let mix = |index: usize| {
        let (from, to) = (f32::from(from[index]), f32::from(to[index]));
        (from + (to - from) * share.clamp(0.0, 1.0)) as u8
    };
    [mix(0), mix(1), mix(2)]
}

/// The colour as a style sheet writes it.
pub fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_can_be_told_apart() {
        let colours: Vec<_> = (0..8).map(lane).collect();
        for (index, one) in colours.iter().enumerate() {
            for other in &colours[..index] {
                let distance: u32 = (0..3).map(|i| u32::from(one[i].abs_diff(other[i]))).sum();
                assert!(distance > 40, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn later_is_brighter_and_inside_is_dark() {
        let light = |steps| pixel(steps, lane(0)).iter().map(|&c| u32::from(c)).sum::<u32>();
        assert!((0..96).all(|steps| light(steps) <= light(steps + 1)));
        assert_eq!(pixel(INSIDE, lane(3)), DARK);
        assert_eq!(hex([0, 128, 255]), "#0080ff");
    }
}
