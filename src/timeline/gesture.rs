//! Fingers and mice on a timeline: one drags it, two pinch it.

use super::viewport::Viewport;
use super::window::Window;

/// Less than this is a press and no drag, in pixels.
const SLACK: f64 = 4.0;

/// One finger, or the mouse while its button is down.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pointer {
    id: i32,
    x: f64,
    began: f64,
}

/// What is on the timeline at the moment.
#[derive(Clone, Debug, Default)]
pub struct Gesture {
    pointers: Vec<Pointer>,
    dragged: bool,
}

impl Gesture {
    /// A pointer was put down at `x`, in pixels.
    pub fn down(&mut self, id: i32, x: f64) {
        self.pointers.retain(|pointer| pointer.id != id);
        self.dragged = !self.pointers.is_empty();
        self.pointers.push(Pointer { id, x, began: x });
    }

    /// A pointer was lifted. Whether that was a press on one place, and not the end of a drag.
    pub fn up(&mut self, id: i32) -> bool {
        let was_down = self.pointers.iter().any(|pointer| pointer.id == id);
        self.pointers.retain(|pointer| pointer.id != id);
        was_down && !self.dragged
    }

    /// Whether the timeline follows the pointers.
    pub fn is_dragging(&self) -> bool {
        self.dragged && !self.pointers.is_empty()
    }

    /// A pointer went to `x`: the time that is seen from now on, if that changes.
    pub fn moved(&mut self, id: i32, x: f64, viewport: &Viewport) -> Option<Window> {
        let at = self.pointers.iter().position(|pointer| pointer.id == id)?;
        let before = self.pointers[at];
        if !self.dragged && (x - before.began).abs() < SLACK {
            return None;
        }
        self.dragged = true;
        self.pointers[at].x = x;
        let other = self.pointers.iter().find(|pointer| pointer.id != id);
        let window = viewport.window;
        Some(match other {
            None => window.pan((before.x - x) / viewport.plot()),
            Some(other) => pinched(viewport, other.x, before.x, x),
        })
    }
}

/// The time under the finger that rests stays where it is.
fn pinched(viewport: &Viewport, rests: f64, from: f64, to: f64) -> Window {
    // Fingers that stand above each other are no measure.
    let apart = |x: f64| (x - rests).abs().max(SLACK);
    viewport.window.zoom(viewport.share(rests), apart(to) / apart(from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Timeline;
    use crate::timeline::tests::locked;

    fn near() -> Viewport {
        let whole = Viewport::whole(&Timeline::new(locked()), 724.0);
        Viewport { window: whole.window.zoom(0.5, 4.0), ..whole }
    }

    #[test]
    fn a_drag_takes_the_time_along() {
        let (mut gesture, viewport) = (Gesture::default(), near());
        gesture.down(1, 300.0);
        assert_eq!(gesture.moved(1, 302.0, &viewport), None, "a hand is never quite still");
        let before = viewport.window.ms(viewport.share(300.0));
        let window = gesture.moved(1, 340.0, &viewport).expect("a drag");
        let after = window.ms(Viewport { window, ..viewport }.share(340.0));
        assert!((before - after).abs() < 1e-9 && gesture.is_dragging());
        assert!(!gesture.up(1), "not a press");
        assert_eq!(gesture.moved(1, 400.0, &viewport), None, "nobody is down");
    }

    #[test]
    fn two_fingers_zoom_around_the_one_that_rests() {
        let (mut gesture, viewport) = (Gesture::default(), near());
        gesture.down(1, 300.0);
        gesture.down(2, 400.0);
        let window = gesture.moved(2, 500.0, &viewport).expect("a pinch");
        assert!((window.length_ms() - viewport.window.length_ms() / 2.0).abs() < 1e-9);
        let share = viewport.share(300.0);
        assert!((window.ms(share) - viewport.window.ms(share)).abs() < 1e-9);
        assert!(!gesture.up(1) && !gesture.up(2));
    }

    #[test]
    fn a_press_is_no_drag() {
        let mut gesture = Gesture::default();
        gesture.down(7, 100.0);
        assert!(gesture.moved(7, 101.0, &near()).is_none() && gesture.up(7));
        assert!(!gesture.up(7));
    }
}
