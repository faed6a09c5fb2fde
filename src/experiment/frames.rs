//! The frames that a page has drawn: how many were lost while something computed, and the longest wait.

use crate::unit;

/// Where something computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the thread that draws the page.
    Window,
    /// In a worker.
    Worker,
}

impl Place {
    /// Its name in the page.
    pub fn id(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Worker => "worker",
        }
    }

    /// What a visitor calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Window => "on the page’s own thread",
            Self::Worker => "in a worker",
        }
    }
}

/// When frames began, and when something computed meanwhile; all in milliseconds on one clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Frames {
    /// Where it computed.
    pub place: Place,
    /// When each frame began, in order.
    pub began_ms: Vec<f64>,
    /// From when to when it computed; none before it begins.
    pub work_ms: Option<(f64, f64)>,
}

/// Screens that show 60 frames a second; others are told from what is seen at rest.
const USUAL_MS: f64 = 1e3 / 60.0;

impl Frames {
    /// Nothing was seen yet.
    pub fn new(place: Place) -> Self {
        Self { place, began_ms: vec![], work_ms: None }
    }

    /// The gaps between frames: when each ended, and how long it was.
    fn gaps(&self) -> impl Iterator<Item = (f64, f64)> {
        self.began_ms.windows(2).map(|pair| (pair[1], pair[1] - pair[0]))
    }

    /// Gaps of which any part lies within the work.
    fn gaps_at_work(&self) -> impl Iterator<Item = (f64, f64)> {
        let (from, to) = self.work_ms.unwrap_or((f64::INFINITY, f64::INFINITY));
        self.gaps().filter(move |(end, gap)| *end >= from && end - gap <= to)
    }

    /// The time from frame to frame while nothing computes: the median of what was seen before.
    pub fn usual_ms(&self) -> f64 {
        let from = self.work_ms.map_or(f64::INFINITY, |(from, _)| from);
        let mut before: Vec<_> =
            self.gaps().filter(|(end, _)| *end < from).map(|(_, gap)| gap).collect();
        before.sort_by(f64::total_cmp);
        before.get(before.len() / 2).copied().filter(|gap| *gap >= 2.0).unwrap_or(USUAL_MS)
    }

    /// How many frames should have been drawn during the work and were not.
    pub fn lost(&self) -> u32 {
        let usual = self.usual_ms();
        let lost = |(_, gap): (f64, f64)| ((gap / usual).round() - 1.0).max(0.0) as u32;
        self.gaps_at_work().map(lost).sum()
    }

    /// How many frames there is time for during the work; none before it is over.
    pub fn expected(&self) -> Option<u32> {
        self.took_ms().map(|took| (took / self.usual_ms()).round() as u32)
    }

    /// The longest time without a frame during the work, in milliseconds.
    pub fn longest_ms(&self) -> f64 {
        self.gaps_at_work().map(|(_, gap)| gap).fold(0.0, f64::max)
    }

    /// How long the work took, in milliseconds; none before it is over.
    pub fn took_ms(&self) -> Option<f64> {
        self.work_ms.map(|(from, to)| to - from).filter(|took| took.is_finite())
    }
}

/// What came of it.
pub fn words(frames: &Frames) -> String {
    let Some(took) = frames.took_ms() else {
        return format!("Computing {} …", frames.place.title());
    };
    format!(
        "Computed {} for {}: {} of {} frames were lost, and the longest time without one was {}.",
        frames.place.title(),
        unit::show(took),
        frames.lost(),
        frames.expected().unwrap_or(0).max(frames.lost()),
        unit::show(frames.longest_ms())
    )
}

/// The room for a trace, and the wait that reaches its top, in milliseconds.
const WIDTH: f64 = 360.0;
const BOTTOM: f64 = 66.0;
const TOP: f64 = 8.0;
const HIGHEST_MS: f64 = 1_600.0;

/// A trace of the time from frame to frame, on a scale of square roots, so that the usual ones show too.
pub fn draw(frames: &Frames) -> String {
    let first = frames.began_ms.first().copied().unwrap_or(0.0);
    let last = frames.began_ms.last().copied().unwrap_or(0.0);
    let whole = (last - first).max(1_500.0);
    let x = |ms: f64| ((ms.min(last) - first) / whole * WIDTH).clamp(0.0, WIDTH);
    let y = |gap: f64| BOTTOM - (BOTTOM - TOP) * (gap / HIGHEST_MS).clamp(0.0, 1.0).sqrt();
    let mut svg = format!(
        r#"<svg class="frames {}" viewBox="0 0 360 84" aria-hidden="true">"#,
        frames.place.id()
    );
    if let Some((from, to)) = frames.work_ms {
        let (left, right) = (x(from), x(to));
        svg += &format!(
            r#"<rect class="work" x="{}" y="0" width="{}" height="{}"/>"#,
            px(left),
            px((right - left).max(1.0)),
            px(BOTTOM)
        );
    }
    let mut path = String::new();
    for (end, gap) in frames.gaps() {
        path += &format!("M{} {}V{}", px(x(end)), px(BOTTOM), px(y(gap)));
    }
    svg += &format!(
        r#"<path class="base" d="M0 {0}H360"/><path class="bars" d="{path}"/><text class="side" x="0" y="80">time since the frame before: longest {1}</text></svg>"#,
        px(BOTTOM),
        unit::show(frames.gaps().map(|(_, gap)| gap).fold(0.0, f64::max))
    );
    svg
}

fn px(length: f64) -> String {
    unit::decimal(length, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames every 16 ms, but for a hole of 800 ms in which something computes for 790 ms.
    fn frozen() -> Frames {
        let before = (0..20).map(|frame| f64::from(frame) * 16.0);
        let after = (0..10).map(|frame| 304.0 + 800.0 + f64::from(frame) * 16.0);
        let began_ms = before.chain(after).collect();
        Frames { place: Place::Window, began_ms, work_ms: Some((306.0, 1_096.0)) }
    }

    #[test]
    fn frames_that_should_have_been_drawn_are_lost() {
        let frames = frozen();
        assert_eq!((frames.usual_ms(), frames.lost(), frames.longest_ms()), (16.0, 49, 800.0));
        assert_eq!((frames.took_ms(), frames.expected()), (Some(790.0), Some(49)));
    }

    #[test]
    fn nothing_is_lost_before_or_without_work() {
        let calm = Frames { work_ms: None, ..frozen() };
        assert_eq!((calm.lost(), calm.longest_ms(), calm.took_ms()), (0, 0.0, None));
        let later = Frames { work_ms: Some((1_110.0, 1_200.0)), ..frozen() };
        assert_eq!(later.lost(), 0);
    }

    #[test]
    fn every_trace_is_well_formed() {
        let beginning =
            Frames { work_ms: Some((1.0, f64::INFINITY)), ..Frames::new(Place::Worker) };
        for frames in [frozen(), beginning, Frames::new(Place::Worker)] {
            let svg = draw(&frames);
            assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
        }
    }
}
