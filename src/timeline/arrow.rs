//! The arrows from memory to memory: one for each message, or for several that are too close.

use super::row::HEIGHT;
use super::viewport::Viewport;
use super::{Crossing, Timeline};
use std::collections::HashMap;

/// The least room between arrows of the same two memories, in pixels.
const ROOM: f64 = 7.0;

/// With more arrows than this the room between them grows.
const MOST: usize = 400;

/// How long the head of an arrow is, in pixels.
const HEAD: f64 = 5.0;

/// How wide half the head is, as a share of its length.
const HALF_WIDTH: f64 = 0.55;

/// A message on its way; places in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    /// Where it was posted.
    pub from: (f64, f64),
    /// Where it was received.
    pub to: (f64, f64),
    /// Whether it went from a frame to one below it: from the main process to a child.
    pub outward: bool,
    /// How many messages it stands for.
    pub messages: u32,
}

impl Arrow {
    /// The two ends of its head; the tip is where it was received.
    pub fn head(&self) -> [(f64, f64); 2] {
        let ((x1, y1), (x2, y2)) = (self.from, self.to);
        let length = (x2 - x1).hypot(y2 - y1).max(1e-9);
        let (dx, dy) = ((x2 - x1) / length * HEAD, (y2 - y1) / length * HEAD);
        [HALF_WIDTH, -HALF_WIDTH].map(|side| (x2 - dx - side * dy, y2 - dy + side * dx))
    }
}

/// The arrows that are at least partly on the screen.
pub fn arrows(timeline: &Timeline, viewport: &Viewport) -> Vec<Arrow> {
    let mut room = ROOM;
    loop {
        let arrows = with_room(timeline, viewport, room);
        // Twice the room halves their number; at last there are two for each process.
        if arrows.len() <= MOST || room > viewport.width {
            return arrows;
        }
        room *= 2.0;
    }
}

fn with_room(timeline: &Timeline, viewport: &Viewport, room: f64) -> Vec<Arrow> {
    let mut arrows: Vec<Arrow> = vec![];
    // The latest arrow from each frame to each other.
    let mut latest: HashMap<(usize, usize), usize> = HashMap::new();
    for message in &timeline.messages {
        let Some(arrow) = arrow(timeline, viewport, message) else { continue };
        let way = (message.from, message.to);
        match latest.get(&way).filter(|&&index| arrow.from.0 - arrows[index].from.0 < room) {
            Some(&index) => arrows[index].messages += 1,
            None => {
                latest.insert(way, arrows.len());
                arrows.push(arrow);
            }
        }
    }
    arrows
}

fn arrow(timeline: &Timeline, viewport: &Viewport, message: &Crossing) -> Option<Arrow> {
    let window = viewport.window;
    let seen = message.received_ms >= window.from_ms && message.sent_ms <= window.to_ms;
    let outward = message.from < message.to;
    let (upper, lower) = (message.from.min(message.to), message.from.max(message.to));
    let last = timeline.rows.get(timeline.frames.get(upper)?.rows.end.checked_sub(1)?)?;
    let (upper, lower) =
        (viewport.y(last.top + HEIGHT), viewport.y(timeline.frames.get(lower)?.top));
    if !seen || upper > viewport.height || lower < 0.0 {
        return None;
    }
    let (sent, received) = (viewport.x(message.sent_ms), viewport.x(message.received_ms));
    let (from, to) = if outward { (upper, lower) } else { (lower, upper) };
    Some(Arrow { from: (sent, from), to: (received, to), outward, messages: 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::processes_with_threads;
    use crate::trace::Message;

    #[test]
    fn an_arrow_goes_from_memory_to_memory() {
        let timeline = Timeline::new(processes_with_threads());
        let viewport = Viewport::whole(&timeline, 800.0);
        let arrows = arrows(&timeline, &viewport);
        assert_eq!(arrows.len(), 4);
        assert!(arrows[..2].iter().all(|it| it.outward && it.from.1 < it.to.1));
        assert!(arrows[2..].iter().all(|it| !it.outward && it.from.1 > it.to.1));
        assert!(arrows.iter().all(|it| it.from.0 < it.to.0));
    }

    #[test]
    fn messages_that_are_too_close_share_an_arrow() {
        let mut trace = processes_with_threads();
        let message = trace.messages[0].clone();
        trace.messages = (0..10_000)
            .map(|at| {
                let sent_ms = f64::from(at) * 0.003;
                let (process, received_ms) = (at % 2, sent_ms + 0.1);
                Message { process, sent_ms, received_ms, ..message.clone() }
            })
            .collect();
        let timeline = Timeline::new(trace);
        let arrows = arrows(&timeline, &Viewport::whole(&timeline, 2_000.0));
        assert!(arrows.len() <= MOST && arrows.len() > 100, "{}", arrows.len());
        assert_eq!(arrows.iter().map(|it| it.messages).sum::<u32>(), 10_000);
    }
}
