//! Sum of squares: adds up `n² mod 1,000,003`, nothing but arithmetic.

use super::{Chunk, Dealing, Sizes, Words, Workload};
use super::{add_up, needs_nothing, no_input, number, push_number};
use crate::unit::grouped;

/// Item `n` is the number `n`; all of them take the same time.
pub static WORKLOAD: Workload = Workload {
    id: "sum-of-squares",
    title: "Sum of squares",
    summary: "Adds up n² mod 1,000,003 for every n. Pure arithmetic in even pieces: the work that \
              is easiest to share out.",
    size_label: "Numbers up to",
    sizes: Sizes { min: 1_000, max: 2_000_000_000, start: 1_000_000 },
    items: |size| size,
    items_per_chunk: |size| (size / 256).clamp(8_192, 1 << 20),
    dealing: Dealing::Guided,
    cost: f64::from,
    bytes: |size| 64 * 1_024 + u64::from(size) / 512,
    input: no_input,
    needs: needs_nothing,
    compute: only_in!("engine" or "views", compute),
    merge: add_up,
    describe: |_, answer| format!("n² mod 1,000,003 adds up to {}", grouped(number(answer))),
};

/// A prime, so that the squares leave no short pattern.
const MODULUS: u32 = 1_000_003;

/// Numbers computed together, to keep two SIMD registers of two numbers each busy.
const GROUP: usize = 4;

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    let mut sum = 0;
    let mut n = chunk.items.start;
    while n < chunk.items.end {
        // Ends at the next multiple of the modulus, so that one remainder serves all.
        let first = n % MODULUS;
        let length = (chunk.items.end - n).min(MODULUS - first);
        sum += sum_of_run(first, length);
        n += length;
    }
    push_number(sum, partial);
}

/// Adds up the residues of `length` neighbours below the modulus. Exact: far below 2^53.
fn sum_of_run(first: u32, length: u32) -> u64 {
    let mut n: [f64; GROUP] = std::array::from_fn(|lane| f64::from(first) + lane as f64);
    let mut sums = [0.0; GROUP];
    let groups = length / GROUP as u32;
    for _ in 0..groups {
        for lane in 0..GROUP {
            sums[lane] += residue(n[lane]);
            n[lane] += GROUP as f64;
        }
    }
    let rest = groups * GROUP as u32..length;
    let rest: f64 = rest.map(|k| residue(f64::from(first + k))).sum();
    (sums.iter().sum::<f64>() + rest) as u64
}

/// `n² mod MODULUS` for a whole `n` below the modulus.
///
/// In floating point, because WebAssembly divides no two whole numbers at once. The added half
/// keeps the quotient `1 / (2 MODULUS)` away from the next whole number, far more than rounding
/// can take away, so that `floor` always finds the right one.
fn residue(n: f64) -> f64 {
    const INVERSE: f64 = 1.0 / MODULUS as f64;
    let square = n * n;
    square - ((square + 0.5) * INVERSE).floor() * f64::from(MODULUS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    #[test]
    fn every_residue_is_right() {
        for n in 0..MODULUS {
            let expected = u128::from(n).pow(2) % u128::from(MODULUS);
            assert_eq!(residue(n.into()) as u128, expected, "{n}");
        }
    }

    /// The class number of discriminant `-modulus`: how many reduced quadratic forms it has.
    fn reduced_forms(modulus: i64) -> i64 {
        let mut forms = 0;
        for b in (1..).step_by(2).take_while(|b| 3 * b * b <= modulus) {
            let product = (b * b + modulus) / 4;
            for a in (b..).take_while(|a| a * a <= product).filter(|a| product % a == 0) {
                let alone = a == b || a * a == product;
                forms += if alone { 1 } else { 2 };
            }
        }
        forms
    }

    #[test]
    fn whole_periods_agree_with_the_class_number_formula() {
        // Dirichlet: for a prime p = 4k + 3 > 3, the squares mod p of one period add up to
        // p (p - 1) / 2 - p h(-p), with the class number h.
        let p = i64::from(MODULUS);
        let period = p * (p - 1) / 2 - p * reduced_forms(p);
        for periods in 1..4 {
            let sum = number(&answer(&WORKLOAD, MODULUS * periods, 0));
            assert_eq!(sum, period as u64 * u64::from(periods));
        }
    }

    #[test]
    fn large_numbers_agree_with_plain_arithmetic() {
        let items = WORKLOAD.sizes.max - 10_000..WORKLOAD.sizes.max;
        let expected: u64 = items.clone().map(|n| u64::from(n).pow(2) % 1_000_003).sum();
        let mut partial = Words::new();
        let pause = &crate::workload::tests::NoPause;
        let size = WORKLOAD.sizes.max;
        compute(&Chunk { size, items, common: &[], own: &[], pause }, &mut partial);
        assert_eq!(number(&partial), expected);
    }
}
