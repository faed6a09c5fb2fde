//! The part of a timeline that is on the screen: which time, which rows, and how they map to pixels.

use super::Timeline;
use super::hit::{self, Target};
use super::row;
use super::window::Window;
use std::ops::Range;

/// Height of the time axis, in pixels.
pub const RULER: f64 = 24.0;

/// Room for the names of rows: on a narrow and on a wide screen, in pixels.
const NAMES: (f64, f64) = (96.0, 124.0);

/// From this width on there is room for names in large letters; in pixels.
const WIDE_FROM: f64 = 560.0;

/// What is on the screen. Lengths are in pixels of the style sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The time that is seen.
    pub window: Window,
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole, with the time axis.
    pub height: f64,
    /// How far the rows are scrolled.
    pub scroll: f64,
    /// Pixels of the device for each of the style sheet: a whole number.
    pub scale: u32,
}

impl Viewport {
    /// All of `timeline`, `width` pixels wide.
    pub fn whole(timeline: &Timeline, width: f64) -> Self {
        let window = Window::fit(timeline.makespan_ms);
        let height = timeline.height + RULER;
        Self { window, width: width.max(NAMES.0 * 2.0), height, scroll: 0.0, scale: 1 }
    }

    /// Where time begins: the room for names is left of it.
    pub fn left(&self) -> f64 {
        if self.width >= WIDE_FROM { NAMES.1 } else { NAMES.0 }
    }

    /// The room for time.
    pub fn plot(&self) -> f64 {
        (self.width - self.left()).max(1.0)
    }

    /// The columns of the device that time is drawn in.
    pub fn columns(&self) -> u32 {
        (self.plot() * f64::from(self.scale)).floor().max(1.0) as u32
    }

    /// Where a time is.
    pub fn x(&self, ms: f64) -> f64 {
        self.left() + self.window.share(ms) * self.plot()
    }

    /// The place of `x` as a share of the time that is seen.
    pub fn share(&self, x: f64) -> f64 {
        ((x - self.left()) / self.plot()).clamp(0.0, 1.0)
    }

    /// Where something is that lies `y` below the top of the first frame.
    pub fn y(&self, y: f64) -> f64 {
        y + RULER - self.scroll
    }

    /// The rows that are at least partly on the screen.
    pub fn rows(&self, timeline: &Timeline) -> Range<usize> {
        let above = |top: f64| self.y(top + row::HEIGHT) <= RULER;
        let first = timeline.rows.partition_point(|row| above(row.top));
        let end = timeline.rows.partition_point(|row| self.y(row.top) < self.height);
        first..end.max(first)
    }

    /// The row under `y`, and the share of its height from below.
    fn row_at(&self, timeline: &Timeline, y: f64) -> Option<(usize, f64)> {
        let inside = y + self.scroll - RULER;
        let index = timeline.rows.partition_point(|row| row.top + row::HEIGHT <= inside);
        let row = timeline.rows.get(index).filter(|row| row.top <= inside && y >= RULER)?;
        Some((index, 1.0 - (inside - row.top) / row::HEIGHT))
    }

    /// What is drawn at a point: a row, and what is there.
    pub fn hit(&self, timeline: &Timeline, x: f64, y: f64) -> Option<(usize, Target)> {
        let (index, share) = self.row_at(timeline, y)?;
        if x < self.left() {
            return None;
        }
        let columns = self.columns();
        let column = (self.share(x) * f64::from(columns)) as u32;
        let row = &timeline.rows[index];
        Some((index, hit::target(row, self.window, columns, column.min(columns - 1), share)))
    }

    /// How far to scroll so that a row is on the screen.
    pub fn scroll_to(&self, timeline: &Timeline, index: usize) -> f64 {
        let Some(row) = timeline.rows.get(index) else { return self.scroll };
        let room = (self.height - RULER - row::HEIGHT).max(0.0);
        let most = (timeline.height + RULER - self.height).max(0.0);
        self.scroll.clamp(row.top - room, row.top).clamp(0.0, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::processes_with_threads;
    use proptest::prelude::*;

    fn small() -> (Timeline, Viewport) {
        let timeline = Timeline::new(processes_with_threads());
        let viewport = Viewport { height: 80.0, ..Viewport::whole(&timeline, 700.0) };
        (timeline, viewport)
    }

    proptest! {
        #[test]
        fn a_row_is_found_where_it_is_drawn(scroll in 0.0..90.0_f64, share in 0.01..0.99_f64) {
            let (timeline, viewport) = small();
            let viewport = Viewport { scroll, ..viewport };
            for index in viewport.rows(&timeline) {
                let y = viewport.y(timeline.rows[index].top + row::HEIGHT * (1.0 - share));
                if y >= RULER {
                    let (row, at) = viewport.row_at(&timeline, y).expect("a row");
                    prop_assert!(row == index && f64::abs(at - share) < 1e-9);
                }
            }
        }

        #[test]
        fn a_place_and_its_time_belong_together(share in 0.0..1.0_f64) {
            let (_, viewport) = small();
            let x = viewport.x(viewport.window.ms(share));
            prop_assert!(f64::abs(viewport.share(x) - share) < 1e-9);
        }
    }

    #[test]
    fn every_row_can_be_scrolled_to() {
        let (timeline, viewport) = small();
        for index in (0..timeline.rows.len()).chain((0..timeline.rows.len()).rev()) {
            let scroll = viewport.scroll_to(&timeline, index);
            let top = Viewport { scroll, ..viewport }.y(timeline.rows[index].top);
            assert!(top >= RULER && top + row::HEIGHT <= viewport.height + 1e-9, "{index} {top}");
        }
    }

    #[test]
    fn the_names_are_no_place_in_time() {
        let (timeline, viewport) = small();
        assert_eq!(viewport.hit(&timeline, 10.0, RULER + 8.0), None);
        assert_eq!(viewport.hit(&timeline, 400.0, 3.0), None);
        let x = viewport.x(2.0);
        assert_eq!(viewport.hit(&timeline, x, RULER + 8.0), Some((0, Target::Span(0))));
    }
}
