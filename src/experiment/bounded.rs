//! A queue with room for so many: whoever finds it full or empty waits.

use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Between whom items go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Between {
    /// Two threads, through a queue in the memory that they share.
    Threads,
    /// Two processes, through a queue that their parent keeps.
    Processes,
}

/// What is tried: how large the queue is, and how fast both sides are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// How many items the queue has room for; 1 to 16.
    pub room: u32,
    /// How long producing an item takes, in milliseconds; 0 to 20.
    pub produce_ms: u32,
    /// How long consuming an item takes, in milliseconds; 0 to 20.
    pub consume_ms: u32,
    /// Between whom.
    pub between: Between,
}

/// How many items go through the queue.
pub const ITEMS: u32 = 40;

/// The largest room.
pub const MOST_ROOM: u32 = 16;

/// The longest an item takes on either side, in milliseconds.
pub const MOST_MS: u32 = 20;

/// Which side of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// It puts items in.
    Producer,
    /// It takes them out.
    Consumer,
}

/// An item went in or out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Who moved it.
    pub side: Side,
    /// Since when it had tried, in milliseconds since the experiment began.
    pub asked_ms: f64,
    /// When it had done it.
    pub done_ms: f64,
    /// How many items are in the queue since then.
    pub depth: u32,
}

/// A queue between threads.
#[derive(Debug)]
pub struct Queue {
    room: usize,
    inside: Mutex<Inside>,
    has_items: Condvar,
    has_room: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    items: VecDeque<u32>,
    is_closed: bool,
}

impl Queue {
    /// An empty queue with room for so many items, at least one.
    pub fn new(room: u32) -> Self {
        Self {
            room: room.max(1) as usize,
            inside: Mutex::default(),
            has_items: Condvar::new(),
            has_room: Condvar::new(),
        }
    }

    fn look(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an item in once there is room, and tells `note` how many there are then. Does nothing when
    /// the queue is closed.
    pub fn put(&self, item: u32, note: impl FnOnce(u32)) {
        let is_full = |inside: &mut Inside| inside.items.len() >= self.room && !inside.is_closed;
        let inside = self.has_room.wait_while(self.look(), is_full);
        let mut inside = inside.unwrap_or_else(PoisonError::into_inner);
        if !inside.is_closed {
            inside.items.push_back(item);
            note(inside.items.len() as u32);
            self.has_items.notify_one();
        }
    }

    /// Takes the oldest item out once there is one, and tells `note` how many are left. None when the
    /// queue is closed.
    pub fn get(&self, note: impl FnOnce(u32)) -> Option<u32> {
        let is_empty = |inside: &mut Inside| inside.items.is_empty() && !inside.is_closed;
        let inside = self.has_items.wait_while(self.look(), is_empty);
        let mut inside = inside.unwrap_or_else(PoisonError::into_inner);
        let item = inside.items.pop_front().filter(|_| !inside.is_closed)?;
        note(inside.items.len() as u32);
        self.has_room.notify_one();
        Some(item)
    }

    /// Ends all waiting: nothing goes in or out any more.
    pub fn close(&self) {
        self.look().is_closed = true;
        self.has_items.notify_all();
        self.has_room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn items_come_out_in_order_and_the_room_is_kept() {
        for room in [1, 3, 16] {
            let queue = Queue::new(room);
            let (depths, items) = thread::scope(|scope| {
                let producer = scope.spawn(|| {
                    let mut depths = vec![];
                    (0..200).for_each(|item| queue.put(item, |depth| depths.push(depth)));
                    depths
                });
                let items: Vec<_> = (0..200).filter_map(|_| queue.get(|_| {})).collect();
                (producer.join().expect("it puts"), items)
            });
            assert_eq!(items, (0..200).collect::<Vec<_>>());
            assert!(depths.iter().all(|depth| (1..=room).contains(depth)), "{depths:?}");
        }
    }

    #[test]
    fn whoever_waits_for_a_closed_queue_is_let_go() {
        let queue = Queue::new(1);
        thread::scope(|scope| {
            let consumer = scope.spawn(|| queue.get(|_| {}));
            queue.close();
            assert_eq!(consumer.join().expect("it is let go"), None);
        });
        queue.put(1, |_| panic!("a closed queue takes nothing"));
    }
}
