//! The pattern of each activity: eight rows of eight bits, so that nobody needs colours to read it.

use crate::trace::Activity;

/// How wide and high a pattern is, in pixels.
pub const SIZE: u32 = 8;

/// The rows of a pattern from above; a bit that is set is ink, the highest one stands leftmost.
pub fn tile(activity: Activity) -> [u8; SIZE as usize] {
    match activity {
        // Lines slanted both ways.
        Activity::Start => [0x81, 0x42, 0x24, 0x18, 0x18, 0x24, 0x42, 0x81],
        // Upright lines.
        Activity::Send => [0xcc; 8],
        // Solid.
        Activity::Compute => [0xff; 8],
        // Slanted lines.
        Activity::Pause => [0x11, 0x22, 0x44, 0x88, 0x11, 0x22, 0x44, 0x88],
        // Dots.
        Activity::Lock => [0x00, 0x60, 0x60, 0x00, 0x00, 0x06, 0x06, 0x00],
        // Level lines.
        Activity::Receive => [0xff, 0xff, 0x00, 0x00, 0xff, 0xff, 0x00, 0x00],
        // A chessboard.
        Activity::Merge => [0xcc, 0xcc, 0x33, 0x33, 0xcc, 0xcc, 0x33, 0x33],
        // Lines slanted the other way, farther apart.
        Activity::Join => [0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01],
    }
}

/// The ink of a pattern as the outline of an SVG path, in pixels.
pub fn outline(activity: Activity) -> String {
    let mut path = String::new();
    for (y, row) in tile(activity).into_iter().enumerate() {
        let mut x = 0;
        while x < SIZE {
            let run = (row << x).leading_ones().min(SIZE - x);
            if run > 0 {
                path += &format!("M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_patterns_are_alike() {
        for one in Activity::ALL {
            for other in Activity::ALL {
                assert_eq!(one == other, tile(one) == tile(other));
            }
        }
    }

    #[test]
    fn an_outline_covers_the_ink() {
        assert_eq!(outline(Activity::Compute).matches("h8v1").count(), 8);
        assert!(outline(Activity::Lock).starts_with("M1 1h2v1h-2zM1 2h2"));
    }
}
