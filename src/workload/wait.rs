//! Wait: items that compute nothing and only wait, as for a disk or a network.

use super::{Chunk, Dealing, Sizes, Words, Workload};
use super::{concatenate, needs_nothing, no_input};
use crate::unit::grouped;
use std::time::Duration;

/// How long one item waits, in milliseconds.
pub const WAIT_MS: u32 = 10;

/// Item `i` is one wait; its partial is `i`, so that the answer tells that each was waited for
/// once.
pub static WORKLOAD: Workload = Workload {
    id: "wait",
    title: "Wait",
    summary: "Waits, as programs do for a disk or a network. No core is busy, and a GIL is given \
              up, so every strategy with workers gains.",
    size_label: "Waits",
    // Starts where a handful of workers can share evenly.
    sizes: Sizes { min: 1, max: 2_000, start: 24 },
    items: |size| size,
    items_per_chunk: |_| 1,
    dealing: Dealing::OneByOne,
    cost: f64::from,
    bytes: |size| 64 * 1_024 + u64::from(size) * 64,
    input: no_input,
    needs: needs_nothing,
    compute: |chunk: &Chunk<'_>, partial: &mut Words| {
        for item in chunk.items.clone() {
            chunk.pause.pause(Duration::from_millis(WAIT_MS.into()));
            partial.push(item);
        }
    },
    merge: concatenate,
    describe: |_, answer| {
        let waits = if answer.len() == 1 { "wait" } else { "waits" };
        format!("{} {waits} of {WAIT_MS} ms", grouped(answer.len() as u64))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Pause;
    use std::cell::RefCell;

    #[derive(Default)]
    struct Asked(RefCell<Vec<Duration>>);

    impl Pause for Asked {
        fn pause(&self, duration: Duration) {
            self.0.borrow_mut().push(duration);
        }

        fn fetch(&self, _file: &str, _duration: Duration) -> Option<Vec<u8>> {
            None
        }
    }

    #[test]
    fn every_item_asks_for_one_wait() {
        let (asked, mut partial) = (Asked::default(), Words::new());
        let chunk = Chunk { size: 24, items: 5..8, common: &[], own: &[], pause: &asked };
        (WORKLOAD.compute)(&chunk, &mut partial);
        assert_eq!(partial, [5, 6, 7]);
        assert_eq!(asked.0.take(), [Duration::from_millis(10); 3]);
        assert_eq!((WORKLOAD.describe)(3, &partial), "3 waits of 10 ms");
    }
}
