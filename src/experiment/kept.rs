//! A bounded queue that a process keeps for two others: each asks, and is answered when it may go on.

use super::bounded::{Passage, Side};
use std::collections::VecDeque;

/// A queue, and who waits for it.
#[derive(Debug)]
pub struct Kept {
    room: usize,
    items: VecDeque<u32>,
    /// The item that has no room yet, and when it came.
    putting: Option<(u32, f64)>,
    /// Since when an item is wanted.
    taking: Option<f64>,
    /// Every item that went in or out, in order.
    pub passages: Vec<Passage>,
}

impl Kept {
    /// An empty queue with room for so many items, at least one.
    pub fn new(room: u32) -> Self {
        let (items, passages) = Default::default();
        Self { room: room.max(1) as usize, items, putting: None, taking: None, passages }
    }

    /// One side asks: the producer to put this item in, the consumer to take one out.
    pub fn ask(&mut self, side: Side, item: u32, now_ms: f64) {
        match side {
            Side::Producer => self.putting = Some((item, now_ms)),
            Side::Consumer => self.taking = Some(now_ms),
        }
    }

    /// Who may go on next, and with which item; none as long as everybody has to wait.
    pub fn next(&mut self, now_ms: f64) -> Option<(Side, u32)> {
        let has_room = self.items.len() < self.room;
        if let Some((item, asked_ms)) = self.putting.take_if(|_| has_room) {
            self.items.push_back(item);
            self.note(Side::Producer, asked_ms, now_ms);
            return Some((Side::Producer, item));
        }
        let has_items = !self.items.is_empty();
        let asked_ms = self.taking.take_if(|_| has_items)?;
        let item = self.items.pop_front()?;
        self.note(Side::Consumer, asked_ms, now_ms);
        Some((Side::Consumer, item))
    }

    fn note(&mut self, side: Side, asked_ms: f64, done_ms: f64) {
        let depth = self.items.len() as u32;
        self.passages.push(Passage { side, asked_ms, done_ms, depth });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_it_full_is_answered_when_there_is_room() {
        let mut kept = Kept::new(1);
        kept.ask(Side::Producer, 7, 1.0);
        assert_eq!((kept.next(1.0), kept.next(1.0)), (Some((Side::Producer, 7)), None));
        kept.ask(Side::Producer, 8, 2.0);
        assert_eq!(kept.next(2.0), None);
        kept.ask(Side::Consumer, 0, 5.0);
        let answered: Vec<_> = std::iter::from_fn(|| kept.next(5.0)).collect();
        assert_eq!(answered, [(Side::Consumer, 7), (Side::Producer, 8)]);
        let waits: Vec<_> = kept.passages.iter().map(|it| (it.asked_ms, it.done_ms)).collect();
        assert_eq!(waits, [(1.0, 1.0), (5.0, 5.0), (2.0, 5.0)]);
        assert_eq!(kept.passages.iter().map(|it| it.depth).collect::<Vec<_>>(), [1, 0, 1]);
    }

    #[test]
    fn who_finds_it_empty_is_answered_when_something_comes() {
        let mut kept = Kept::new(4);
        kept.ask(Side::Consumer, 0, 1.0);
        assert_eq!(kept.next(1.0), None);
        kept.ask(Side::Producer, 3, 2.0);
        let answered: Vec<_> = std::iter::from_fn(|| kept.next(2.0)).collect();
        assert_eq!(answered, [(Side::Producer, 3), (Side::Consumer, 3)]);
    }

    #[test]
    fn items_come_out_in_order_and_the_room_is_kept() {
        let mut kept = Kept::new(3);
        let (mut put, mut taken) = (0, vec![]);
        kept.ask(Side::Producer, put, 0.0);
        while taken.len() < 50 {
            match kept.next(0.0) {
                Some((Side::Producer, _)) => {
                    put += 1;
                    kept.ask(Side::Producer, put, 0.0);
                }
                Some((Side::Consumer, item)) => taken.push(item),
                None => kept.ask(Side::Consumer, 0, 0.0),
            }
        }
        assert_eq!(taken, (0..50).collect::<Vec<_>>());
        assert!(kept.passages.iter().all(|passage| passage.depth <= 3));
    }
}
