//! Paints the rows of a timeline into pixels: the same marks as in the SVG, but much faster than a
//! canvas can be told about each of them.

use super::Timeline;
use super::mark::{Mark, marks};
use super::pattern::{SIZE, tile};
use super::row::{self, Row};
use super::viewport::{RULER, Viewport};
use crate::trace::Activity;

/// From this width on, in pixels of the style sheet, a span shows where it ends.
const EDGE_FROM: u32 = 4;

/// A colour as a canvas keeps it: red in the lowest byte, opacity in the highest.
pub type Pixel = u32;

/// The pixel of an opaque colour.
pub fn pixel([red, green, blue]: [u8; 3]) -> Pixel {
    u32::from_le_bytes([red, green, blue, 0xff])
}

/// The colours of everything that is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// Ink and paper of each activity, in the order of [`Activity::ALL`].
    pub activities: [(Pixel, Pixel); Activity::ALL.len()],
    /// The ground of a row: idle.
    pub track: Pixel,
    /// Within the frame of a memory.
    pub frame: Pixel,
    /// Between the frames.
    pub ground: Pixel,
}

/// Pixels of the device, line by line. Kept from picture to picture, so that no memory is asked for.
#[derive(Clone, Debug, Default)]
pub struct Raster {
    /// The pixels.
    pub pixels: Vec<Pixel>,
    /// How many are in a line.
    pub width: usize,
    marks: Vec<Mark>,
}

/// A rectangle of pixels: the first ones, and those after the last.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

impl Raster {
    /// Paints what is on the screen.
    pub fn paint(&mut self, timeline: &Timeline, viewport: &Viewport, palette: &Palette) {
        let device = |length: f64| (length * f64::from(viewport.scale)).round().max(0.0) as usize;
        self.width = device(viewport.width).max(1);
        let height = device(viewport.height).max(1);
        self.pixels.clear();
        self.pixels.resize(self.width * height, palette.ground);
        let below_ruler =
            |y: f64| device(viewport.y(y).max(RULER).min(viewport.height)).min(height);
        for frame in &timeline.frames {
            let (top, bottom) = (below_ruler(frame.top), below_ruler(frame.bottom));
            let area = Area { left: 0, right: self.width, top, bottom };
            self.fill(area, palette.frame);
        }
        for row in &timeline.rows[viewport.rows(timeline)] {
            self.row(row, viewport, palette, (device(RULER), height));
        }
    }

    /// Paints what of a row lies within some lines: the first one, and the one after the last.
    fn row(&mut self, row: &Row, view: &Viewport, palette: &Palette, lines: (usize, usize)) {
        let scale = f64::from(view.scale);
        let columns = view.columns();
        let left = ((view.left() * scale) as usize).min(self.width);
        let right = (left + columns as usize).min(self.width);
        let top = (view.y(row.top) * scale).round();
        let bottom = top + row::HEIGHT * scale;
        // A number that is too small for `usize` becomes 0.
        let line = |y: f64| (y as usize).max(lines.0).min(lines.1);
        self.fill(Area { left, right, top: line(top), bottom: line(bottom) }, palette.track);
        let mut drawn = std::mem::take(&mut self.marks);
        drawn.clear();
        marks(row, view.window, columns, &mut drawn);
        for (index, mark) in drawn.iter().enumerate() {
            let y = |share: f32| line(bottom - (f64::from(share) * (bottom - top)).round());
            let x = |column: u32| (left + column as usize).min(right);
            let (left, right) = (x(mark.from), x(mark.to));
            let area = Area { left, right, top: y(mark.high), bottom: y(mark.low) };
            let ends = mark.is_end(drawn.get(index + 1), EDGE_FROM * view.scale);
            self.mark(area, mark.activity, view.scale, palette, ends);
        }
        self.marks = drawn;
    }

    fn mark(&mut self, area: Area, activity: Activity, scale: u32, palette: &Palette, ends: bool) {
        let (ink, paper) = palette.activities[activity as usize];
        let is_solid = activity == Activity::Compute;
        if is_solid {
            self.fill(area, ink);
        } else {
            self.tiles(area, tile(activity), scale, (ink, paper));
        }
        // Chunks that follow each other without a gap are told apart by their ends.
        if ends {
            let left = area.right.saturating_sub(scale as usize).max(area.left);
            self.fill(Area { left, ..area }, if is_solid { palette.track } else { ink });
        }
    }

    fn fill(&mut self, area: Area, pixel: Pixel) {
        for y in area.top..area.bottom {
            let line = y * self.width;
            self.pixels[line + area.left..line + area.right].fill(pixel);
        }
    }

    fn tiles(&mut self, area: Area, rows: [u8; 8], scale: u32, (ink, paper): (Pixel, Pixel)) {
        let scale = scale as usize;
        for y in area.top..area.bottom {
            let bits = rows[y / scale % SIZE as usize];
            let line = y * self.width;
            let pixels = &mut self.pixels[line + area.left..line + area.right];
            for (x, pixel) in (area.left..).zip(pixels) {
                let bit = 0x80 >> (x / scale % SIZE as usize);
                *pixel = if bits & bit == 0 { paper } else { ink };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Timeline;
    use crate::timeline::tests::{locked, processes_with_threads};

    fn palette() -> Palette {
        let activities = [0, 1, 2, 3, 4, 5, 6, 7].map(|index| (0x100 + index, 0x200 + index));
        Palette { activities, track: 1, frame: 2, ground: 3 }
    }

    #[test]
    fn a_span_is_painted_where_it_is_found() {
        let timeline = Timeline::new(processes_with_threads());
        for scale in [1, 2] {
            let viewport = Viewport { scale, ..Viewport::whole(&timeline, 800.0) };
            let mut raster = Raster::default();
            raster.paint(&timeline, &viewport, &palette());
            let at = |ms: f64, row: usize| {
                let x = (viewport.x(ms) * f64::from(scale)) as usize;
                let y = viewport.y(timeline.rows[row].top + 8.0) * f64::from(scale);
                raster.pixels[y as usize * raster.width + x]
            };
            let [start, compute] =
                [Activity::Start, Activity::Compute].map(|it| palette().activities[it as usize]);
            assert!([start.0, start.1].contains(&at(2.0, 0)));
            assert_eq!(at(8.0, 1), compute.0);
            assert_eq!(at(2.0, 1), palette().track);
            assert_eq!(raster.pixels[0], palette().ground);
        }
    }

    #[test]
    fn scrolled_rows_stay_below_the_ruler() {
        let timeline = Timeline::new(locked());
        let whole = Viewport::whole(&timeline, 300.0);
        let mut raster = Raster::default();
        for scroll in [0.0, 13.0, 40.5] {
            let viewport = Viewport { scroll, height: 70.0, ..whole };
            raster.paint(&timeline, &viewport, &palette());
            assert_eq!(raster.pixels.len(), 300 * 70);
            let ruler = &raster.pixels[..300 * RULER as usize];
            assert!(ruler.iter().all(|pixel| *pixel == palette().ground));
        }
    }
}
