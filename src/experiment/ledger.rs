//! A counter whose every value is signed by the store that wrote it, so that each load tells whose
//! value it read. No clock could say that: a load and a store take a few nanoseconds.

use super::interleaving::{Load, Store};
use std::sync::atomic::{AtomicU64, Ordering};

/// How often each thread counts up while it is recorded.
pub const INCREMENTS: u32 = 400;

/// Where in a word the value, the thread and the number of the store begin.
const THREAD: u32 = 32;
const NTH: u32 = 40;

/// A counter that says who wrote what stands in it.
#[derive(Debug, Default)]
pub struct Ledger {
    word: AtomicU64,
}

impl Ledger {
    /// Counts up without any protection, and returns the words that were loaded.
    #[inline(never)]
    pub fn count(&self, thread: u32, increments: u32) -> Vec<u64> {
        let mut loaded = Vec::with_capacity(increments as usize);
        // From 1: a signature of 0 is that of the value the counter began with.
        for nth in 1..=increments {
            let word = self.word.load(Ordering::SeqCst);
            let value = u64::from((word as u32).wrapping_add(1));
            let signature = (u64::from(thread) << THREAD) | (u64::from(nth) << NTH);
            self.word.store(value | signature, Ordering::SeqCst);
            loaded.push(word);
        }
        loaded
    }

    /// What stands in it.
    pub fn last(&self) -> Load {
        read(self.word.load(Ordering::SeqCst))
    }
}

/// What a loaded word says.
pub fn read(word: u64) -> Load {
    let nth = (word >> NTH) as u32;
    let store = Store { thread: (word >> THREAD) as u8, nth: nth.wrapping_sub(1) };
    Load { value: word as u32, from: (nth > 0).then_some(store) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_names_the_store_that_wrote_its_value() {
        let ledger = Ledger::default();
        let first: Vec<_> = ledger.count(0, 2).into_iter().map(read).collect();
        let second: Vec<_> = ledger.count(1, 2).into_iter().map(read).collect();
        let from = |thread, nth| Some(Store { thread, nth });
        assert_eq!(first, [Load { value: 0, from: None }, Load { value: 1, from: from(0, 0) }]);
        assert_eq!(
            second,
            [Load { value: 2, from: from(0, 1) }, Load { value: 3, from: from(1, 0) }]
        );
        assert_eq!(ledger.last(), Load { value: 4, from: from(1, 1) });
    }
}
