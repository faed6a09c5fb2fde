//! What is on the canvas: which part of the timeline, what is pointed at, and where the replay is.

use crate::timeline::Timeline;
use crate::timeline::detail::describe;
use crate::timeline::gesture::Gesture;
use crate::timeline::hit::Target;
use crate::timeline::moment::next_change;
use crate::timeline::player::Player;
use crate::timeline::viewport::{RULER, Viewport};
use crate::timeline::walk::{Step, nearest_in, walk};
use crate::timeline::window::Window;

/// One press of a key or button makes everything larger by this factor.
pub const ZOOM: f64 = 1.5;

/// One press of a key moves by this share of what is seen.
const PAN: f64 = 0.2;

/// One step of a replay is at least this share of what is seen.
const STEP: f64 = 0.005;

/// What a press of a key does to the scene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key {
    /// Goes to another span.
    Walk(Step),
    /// Moves what is seen, by shares of its width.
    Pan(f64),
    /// Zooms by a factor.
    Zoom(f64),
    /// Shows everything.
    Fit,
    /// Shows the beginning.
    First,
    /// Shows the end.
    Last,
    /// Starts or stops the replay.
    Play,
}

impl Key {
    /// What the key of this name does, with the shift key or without.
    pub fn of(name: &str, shift: bool) -> Option<Self> {
        Some(match name {
            "ArrowLeft" if shift => Self::Pan(-PAN),
            "ArrowRight" if shift => Self::Pan(PAN),
            "ArrowLeft" => Self::Walk(Step::Earlier),
            "ArrowRight" => Self::Walk(Step::Later),
            "ArrowUp" => Self::Walk(Step::Up),
            "ArrowDown" => Self::Walk(Step::Down),
            "+" | "=" => Self::Zoom(ZOOM),
            "-" | "_" => Self::Zoom(1.0 / ZOOM),
            "0" => Self::Fit,
            "Home" => Self::First,
            "End" => Self::Last,
            " " => Self::Play,
            _ => return None,
        })
    }
}

/// What is on the canvas.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The part that is seen.
    pub viewport: Viewport,
    /// What is pointed at: a row, and what is there.
    pub pointed: Option<(usize, Target)>,
    /// Where the pointer is.
    pub pointer: (f64, f64),
    /// The replay.
    pub player: Player,
    /// Fingers and mice.
    pub gesture: Gesture,
}

impl Scene {
    /// All of `timeline`, with nothing pointed at.
    pub fn new(timeline: &Timeline) -> Self {
        Self {
            viewport: Viewport::whole(timeline, 0.0),
            pointed: None,
            pointer: (0.0, 0.0),
            player: Player::new(timeline.makespan_ms),
            gesture: Gesture::default(),
        }
    }

    /// Another time is seen.
    pub fn look(&mut self, window: Window) {
        self.viewport.window = window;
    }

    /// Points at what is drawn at a place; the pointer is there.
    pub fn point(&mut self, timeline: &Timeline, (x, y): (f64, f64)) {
        self.pointer = (x, y);
        self.pointed = self.viewport.hit(timeline, x, y);
    }

    /// Does what a key stands for. Whether another span is pointed at.
    pub fn press(&mut self, timeline: &Timeline, key: Key) -> bool {
        let window = self.viewport.window;
        match key {
            Key::Walk(step) => return self.walk(timeline, step),
            Key::Pan(share) => self.look(window.pan(share)),
            Key::Zoom(factor) => self.look(window.zoom(self.middle(timeline), factor)),
            Key::Fit => self.look(Window::fit(timeline.makespan_ms)),
            Key::First => self.look(window.show(0.0, 0.0)),
            Key::Last => self.look(window.show(window.whole_ms, window.whole_ms)),
            Key::Play => self.player.toggle(),
        }
        false
    }

    /// Goes to the next moment at which something changes.
    pub fn step(&mut self, timeline: &Timeline) {
        let at = self.player.at_ms.unwrap_or(0.0);
        let next = next_change(timeline, at + self.viewport.window.length_ms() * STEP);
        self.player.seek(next);
        self.follow();
    }

    /// The moment of the replay stays in sight.
    pub fn follow(&mut self) {
        if let Some(at) = self.player.at_ms {
            self.look(self.viewport.window.show(at, at));
        }
    }

    /// The sentence about what is pointed at.
    pub fn detail(&self, timeline: &Timeline) -> Option<String> {
        let (at, target) = self.pointed?;
        Some(describe(timeline, timeline.rows.get(at)?, target))
    }

    /// Where zooming by keys has its centre: the span that is pointed at, or the middle.
    fn middle(&self, timeline: &Timeline) -> f64 {
        let span = self.pointed.and_then(|(at, target)| match target {
            Target::Span(index) => timeline.rows.get(at)?.spans.get(index),
            Target::Idle(..) => None,
        });
        let share = span.map(|it| self.viewport.window.share((it.start_ms + it.end_ms) / 2.0));
        share.filter(|share| (0.0..=1.0).contains(share)).unwrap_or(0.5)
    }

    fn walk(&mut self, timeline: &Timeline, step: Step) -> bool {
        let window = self.viewport.window;
        let pixel_ms = window.length_ms() / self.viewport.plot();
        let next = match self.pointed {
            Some((at, Target::Span(index))) => walk(timeline, (at, index), step, pixel_ms),
            Some((at, Target::Idle(from_ms, _))) => nearest_in(timeline, at.., from_ms),
            None => nearest_in(timeline, 0.., window.from_ms),
        };
        let Some((at, index)) = next else { return false };
        let span = &timeline.rows[at].spans[index];
        self.pointed = Some((at, Target::Span(index)));
        self.look(window.show(span.start_ms, span.end_ms));
        self.viewport.scroll = self.viewport.scroll_to(timeline, at);
        let (from, to) = (self.viewport.x(span.start_ms), self.viewport.x(span.end_ms));
        let middle = ((from + to) / 2.0).max(self.viewport.left()).min(self.viewport.width);
        self.pointer = (middle, self.viewport.y(timeline.rows[at].top).max(RULER));
        true
    }
}
