//! Items → chunks → who takes which.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Who takes which chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Schedule {
    /// Whoever is free takes the next chunk.
    #[default]
    Dynamic,
    /// Every lane gets one equal share before the work starts.
    Static,
}

/// The items of a workload cut into chunks of equal length; the last may be shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunks {
    items: u32,
    items_per_chunk: u32,
}

impl Chunks {
    /// Cuts `items` into chunks of `items_per_chunk` (taken as 1 when 0).
    pub fn new(items: u32, items_per_chunk: u32) -> Self {
        Self { items, items_per_chunk: items_per_chunk.max(1) }
    }

    /// How many chunks there are.
    pub fn count(self) -> u32 {
        self.items.div_ceil(self.items_per_chunk)
    }

    /// The items of one chunk; empty past the end.
    pub fn items(self, chunk: u32) -> Range<u32> {
        let start = chunk.saturating_mul(self.items_per_chunk).min(self.items);
        start..start.saturating_add(self.items_per_chunk).min(self.items)
    }

    /// The items of several neighbouring chunks; none for no chunks.
    pub fn items_of(self, chunks: Range<u32>) -> Range<u32> {
        if chunks.is_empty() {
            let start = self.items(chunks.start).start;
            return start..start;
        }
        self.items(chunks.start).start..self.items(chunks.end - 1).end
    }
}

/// Cuts `0..count` into `parts` ranges whose lengths differ by at most one, and gives the `part`-th.
pub fn share(count: u32, part: u32, parts: u32) -> Range<u32> {
    let at = |part: u32| (u64::from(count) * u64::from(part) / u64::from(parts)) as u32;
    at(part)..at(part + 1)
}

/// Hands the chunks of one batch to the lanes of one process.
#[derive(Debug)]
pub struct Cursor {
    chunks: Range<u32>,
    lanes: u32,
    schedule: Schedule,
    next: AtomicU32,
}

impl Cursor {
    /// Hands out `chunks` to `lanes` lanes.
    pub fn new(chunks: Range<u32>, lanes: u32, schedule: Schedule) -> Self {
        let next = AtomicU32::new(chunks.start);
        Self { chunks, lanes, schedule, next }
    }

    /// Where `lane` starts to take chunks.
    pub fn turn(&self, lane: u32) -> Turn<'_> {
        let left = match self.schedule {
            Schedule::Dynamic => 0..0,
            Schedule::Static => {
                let own = share(self.chunks.len() as u32, lane, self.lanes);
                self.chunks.start + own.start..self.chunks.start + own.end
            }
        };
        Turn { cursor: self, left }
    }

    fn claim(&self) -> Option<u32> {
        // The value is only a ticket: nothing else is published with it.
        let chunk = self.next.fetch_add(1, Ordering::Relaxed);
        self.chunks.contains(&chunk).then_some(chunk)
    }
}

/// One lane's way through the chunks of a batch.
#[derive(Debug)]
pub struct Turn<'a> {
    cursor: &'a Cursor,
    left: Range<u32>,
}

impl Iterator for Turn<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        match self.cursor.schedule {
            Schedule::Dynamic => self.cursor.claim(),
            Schedule::Static => self.left.next(),
        }
    }
}

/// Deals batches of neighbouring chunks to processes.
#[derive(Debug)]
pub struct Dealer {
    left: Range<u32>,
    processes: u32,
    policy: Policy,
}

#[derive(Debug)]
enum Policy {
    /// Everything in one batch: for a process that already holds the data.
    Whole,
    /// A share of what is left, so that batches shrink towards the end.
    Guided { at_least: u32 },
    /// One chunk at a time.
    OneByOne,
    /// One equal share each, dealt by process.
    Static { dealt: Vec<bool> },
}

/// A guided deal hands out what is left in so many batches for each process, were it all dealt at
/// once; what is left shrinks, and so do the batches.
const BATCHES_PER_PROCESS: u32 = 2;

/// The smallest guided batch is this part of what a process gets in all: so much may one process
/// work on while the others have nothing left. Every batch costs a message there and one back.
const SMALLEST_BATCH: u32 = 48;

impl Dealer {
    /// Deals everything at once.
    pub fn whole(chunks: u32) -> Self {
        Self { left: 0..chunks, processes: 1, policy: Policy::Whole }
    }

    /// Deals a share of what is left, at least `threads` chunks while there are as many.
    pub fn guided(chunks: u32, processes: u32, threads: u32) -> Self {
        let processes = processes.max(1);
        let at_least = (chunks / processes / SMALLEST_BATCH).max(threads).max(1);
        Self { left: 0..chunks, processes, policy: Policy::Guided { at_least } }
    }

    /// Deals one chunk at a time.
    pub fn one_by_one(chunks: u32) -> Self {
        Self { left: 0..chunks, processes: 1, policy: Policy::OneByOne }
    }

    /// Deals one equal share to each process.
    pub fn fixed(chunks: u32, processes: u32) -> Self {
        let processes = processes.max(1);
        let policy = Policy::Static { dealt: vec![false; processes as usize] };
        Self { left: 0..chunks, processes, policy }
    }

    /// The next batch for `process`, or none when nothing is left for it.
    pub fn deal(&mut self, process: u32) -> Option<Range<u32>> {
        let left = self.left.len() as u32;
        let batch = match &mut self.policy {
            Policy::Whole => left,
            Policy::Guided { at_least } => {
                left.div_ceil(self.processes * BATCHES_PER_PROCESS).max(*at_least)
            }
            Policy::OneByOne => 1,
            Policy::Static { dealt } => {
                let first = !std::mem::replace(dealt.get_mut(process as usize)?, true);
                let own = share(self.left.end, process, self.processes);
                return (first && !own.is_empty()).then_some(own);
            }
        };
        let end = self.left.start + batch.min(left);
        let batch = std::mem::replace(&mut self.left.start, end)..end;
        (!batch.is_empty()).then_some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_chunk_may_be_shorter() {
        let chunks = Chunks::new(10, 4);
        let items: Vec<_> = (0..chunks.count()).map(|chunk| chunks.items(chunk)).collect();
        assert_eq!(items, [0..4, 4..8, 8..10]);
        assert_eq!(chunks.items_of(1..3), 4..10);
        assert_eq!(chunks.items_of(0..0), 0..0, "a join must carry no data");
        assert_eq!(chunks.items(9), 10..10);
    }

    #[test]
    fn guided_batches_shrink_to_a_chunk_for_each_thread() {
        let mut dealer = Dealer::guided(100, 2, 2);
        let lengths: Vec<_> =
            std::iter::from_fn(|| dealer.deal(0)).map(|batch| batch.len()).collect();
        assert_eq!(lengths.iter().sum::<usize>(), 100);
        assert_eq!(lengths[0], 25);
        assert!(lengths.is_sorted_by(|a, b| a >= b));
        assert!(lengths[..lengths.len() - 1].iter().all(|&length| length >= 2));
    }

    #[test]
    fn guided_batches_of_many_chunks_stay_worth_a_message() {
        let mut dealer = Dealer::guided(9_600, 2, 1);
        let lengths: Vec<_> =
            std::iter::from_fn(|| dealer.deal(0)).map(|batch| batch.len()).collect();
        assert!(lengths.len() < 20, "{lengths:?}");
        assert!(lengths[..lengths.len() - 1].iter().all(|&length| length >= 100));
    }

    proptest! {
        #[test]
        fn every_dealer_deals_every_chunk_once(
            chunks in 0u32..5_000, processes in 1u32..65, threads in 1u32..65, kind in 0..4,
        ) {
            let mut dealer = match kind {
                0 => Dealer::whole(chunks),
                1 => Dealer::guided(chunks, processes, threads),
                2 => Dealer::one_by_one(chunks),
                _ => Dealer::fixed(chunks, processes),
            };
            let mut dealt: Vec<u32> = (0..processes)
                .cycle()
                .scan(0, |empty, process| {
                    let batch = dealer.deal(process);
                    *empty = if batch.is_some() { 0 } else { *empty + 1 };
                    (*empty < processes).then_some(batch)
                })
                .flatten()
                .flatten()
                .collect();
            dealt.sort_unstable();
            prop_assert_eq!(dealt, (0..chunks).collect::<Vec<_>>());
        }

        #[test]
        fn every_lane_order_takes_every_chunk_once(
            start in 0u32..100, length in 0u32..1_000, lanes in 1u32..65, dynamic: bool,
        ) {
            let schedule = if dynamic { Schedule::Dynamic } else { Schedule::Static };
            let cursor = Cursor::new(start..start + length, lanes, schedule);
            let mut taken: Vec<u32> = (0..lanes).flat_map(|lane| cursor.turn(lane)).collect();
            taken.sort_unstable();
            prop_assert_eq!(taken, (start..start + length).collect::<Vec<_>>());
        }
    }
}
