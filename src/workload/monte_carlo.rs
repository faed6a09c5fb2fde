//! Monte Carlo: π from random throws, the same throws however they are shared out.

use super::{Chunk, Dealing, Needs, Sizes, Words, Workload};
use super::{add_up, number, push_number};
use crate::random::Random;
use crate::unit::grouped;

/// Item `i` is the `i`-th throw of a dart at a square. The input is the seed of them all.
pub static WORKLOAD: Workload = Workload {
    id: "monte-carlo",
    title: "Monte Carlo π",
    summary: "Throws darts at a square and counts those in the quarter of a circle: π by chance. \
              Every throw has its own random number, so it does not matter who throws it.",
    size_label: "Throws",
    sizes: Sizes { min: 1_000, max: 2_000_000_000, start: 1_000_000 },
    items: |size| size,
    items_per_chunk: |size| (size / 256).clamp(8_192, 1 << 20),
    dealing: Dealing::Guided,
    cost: f64::from,
    bytes: |size| 64 * 1_024 + u64::from(size) / 512,
    input: |_, seed| vec![seed as u32, (seed >> 32) as u32],
    needs: |_, _| Needs { common: 0..2, own: 0..0 },
    compute: only_in!("engine" or "views", compute),
    merge: add_up,
    describe: only_in!("engine" or "views", describe),
};

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    let mut random = Random::new(number(chunk.common));
    random.skip(chunk.items.start.into());
    let hits = chunk.items.clone().filter(|_| is_hit(random.next_u64())).count();
    push_number(hits as u64, partial);
}

/// Whether a throw is less than 1 from the corner, its place given by 31 bits for each direction.
fn is_hit(bits: u64) -> bool {
    let (x, y) = (bits >> 33, bits >> 1 & 0x7fff_ffff);
    // Below 2^63: nothing is lost.
    x * x + y * y < 1 << 62
}

/// In whole numbers, because printing fractions would add a tenth to the size of the engine.
fn describe(size: u32, answer: &[u32]) -> String {
    let hits = number(answer);
    let throws = u64::from(size).max(1);
    let pi = (40_000 * hits + throws / 2) / throws;
    let (whole, part) = (pi / 10_000, pi % 10_000);
    format!("{} of {} hit: π ≈ {whole}.{part:04}", grouped(hits), grouped(size.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    #[test]
    fn throws_agree_with_one_stream_in_order() {
        let mut random = Random::new(77);
        let expected = (0..5_000).filter(|_| {
            let bits = random.next_u64();
            let (x, y) =
                ((bits >> 33) as f64 / 2f64.powi(31), (bits as u32 >> 1) as f64 / 2f64.powi(31));
            x.hypot(y) < 1.0
        });
        assert_eq!(number(&answer(&WORKLOAD, 5_000, 77)), expected.count() as u64);
    }

    #[test]
    fn the_estimate_is_as_good_as_chance_allows() {
        let throws = 4_000_000;
        let pi = 4.0 * number(&answer(&WORKLOAD, throws, 1)) as f64 / f64::from(throws);
        // The standard error of the estimate is √(π (4 - π) / throws); four of them are rarely left.
        assert!(
            (pi - std::f64::consts::PI).abs() < 4.0 * 1.6422 / f64::from(throws).sqrt(),
            "{pi}"
        );
    }

    #[test]
    fn the_estimate_is_told_with_four_digits() {
        let mut hits = Words::new();
        push_number(785_398, &mut hits);
        assert_eq!((WORKLOAD.describe)(1_000_000, &hits), "785,398 of 1,000,000 hit: π ≈ 3.1416");
    }

    #[test]
    fn the_edge_is_no_hit() {
        assert!(is_hit(0) && is_hit(u64::MAX >> 33 << 33));
        assert!(!is_hit(u64::MAX));
    }
}
