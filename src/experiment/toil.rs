//! Work that takes a while: primes counted chunk by chunk, for whoever wants to see what it stops.

use crate::workload::{self, Chunk, Pause, Words};
use std::time::Duration;

/// The numbers that every chunk tests: large ones, so that a chunk takes a while.
const ITEMS: std::ops::Range<u32> = 4_000_000..4_001_000;

/// Nothing in this work waits.
struct Never;

impl Pause for Never {
    fn pause(&self, _: Duration) {}

    fn fetch(&self, _: &str, _: Duration) -> Option<Vec<u8>> {
        None
    }
}

/// Computes one chunk, always the same one, with the kernel of the race; gives how many primes it holds.
pub fn chunk() -> u32 {
    let Some(primes) = workload::find("primes") else { return 0 };
    let mut partial = Words::new();
    let chunk = Chunk { size: ITEMS.end, items: ITEMS, common: &[], own: &[], pause: &Never };
    (primes.compute)(&chunk, &mut partial);
    partial.first().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_holds_its_primes() {
        let is_prime = |n: u32| (2..=2_001).all(|divisor| !n.is_multiple_of(divisor));
        assert_eq!(chunk(), ITEMS.filter(|n| is_prime(*n)).count() as u32);
    }
}
