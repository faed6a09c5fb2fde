//! Squares: thousands of tiny items, each a message of its own.

use super::{Chunk, Dealing, Sizes, Words, Workload};
use super::{concatenate, needs_nothing, no_input};
use crate::unit::grouped;
use std::hint::black_box;

/// Item `i` is the square of `1,000 + i mod 1,000`, one word.
pub static WORKLOAD: Workload = Workload {
    id: "squares",
    title: "Squares",
    summary: "Thousands of tiny items, handed out one at a time. Asking costs more than \
              answering: see what overhead does.",
    size_label: "Squares",
    sizes: Sizes { min: 10, max: 200_000, start: 2_000 },
    items: |size| size,
    items_per_chunk: |_| 1,
    dealing: Dealing::OneByOne,
    cost: f64::from,
    bytes: |size| 64 * 1_024 + u64::from(size) * 64,
    input: no_input,
    needs: needs_nothing,
    compute: |chunk: &Chunk<'_>, partial: &mut Words| {
        partial.extend(chunk.items.clone().map(|item| square(1_000 + item % 1_000)));
    },
    merge: concatenate,
    describe: |_, answer| {
        let sum = answer.iter().map(|&square| u64::from(square)).sum();
        format!("{} squares, together {}", grouped(answer.len() as u64), grouped(sum))
    },
};

/// Adds up the first `n` odd numbers, about 1 µs of work.
fn square(n: u32) -> u32 {
    // Hidden from the optimiser, which would put `n * n` in place of the loop.
    (0..n).map(|k| black_box(2 * k + 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    #[test]
    fn agrees_with_multiplication() {
        let expected: Words = (0..2_500u32).map(|item| (1_000 + item % 1_000).pow(2)).collect();
        assert_eq!(answer(&WORKLOAD, 2_500, 0), expected);
    }

    #[test]
    fn the_sum_is_the_closed_form() {
        // Σ n² for n < 2,000 less Σ n² for n < 1,000, each (n - 1) n (2n - 1) / 6.
        let sum = grouped(1_999 * 2_000 * 3_999 / 6 - 999 * 1_000 * 1_999 / 6);
        let described = (WORKLOAD.describe)(1_000, &answer(&WORKLOAD, 1_000, 0));
        assert_eq!(described, format!("1,000 squares, together {sum}"));
    }
}
