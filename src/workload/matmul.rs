//! Matrix product: every process needs all of one matrix and some rows of the other.

use super::concatenate;
use super::{Chunk, Dealing, Needs, Sizes, Words, Workload};
use crate::random::Random;
use crate::unit::grouped;
use std::ops::Range;

/// Item `i` is row `i` of `C = A × B`. The input is A, then B, row by row.
pub static WORKLOAD: Workload = Workload {
    id: "matmul",
    title: "Matrix product",
    summary: "Multiplies two square matrices with SIMD instructions. Threads read the same copy; \
              every process must first be sent one.",
    size_label: "Rows and columns",
    sizes: Sizes { min: 8, max: 2_048, start: 256 },
    items: |size| size,
    items_per_chunk,
    dealing: Dealing::Guided,
    cost: |size| f64::from(size).powi(3),
    bytes: |size| 64 * 1_024 + u64::from(size).pow(2) * 4 * 5,
    input: only_in!("engine" or "views", input),
    needs,
    compute: only_in!("engine" or "views", compute),
    merge: concatenate,
    describe: only_in!("engine" or "views", describe),
};

/// Rows and steps computed together: their factors just fit the 16 SIMD registers of x86.
const ROWS: usize = 2;
const STEPS: usize = 4;

fn items_per_chunk(size: u32) -> u32 {
    let worth_a_message = (1 << 21) / size.pow(2);
    worth_a_message.clamp(ROWS as u32, (size / 32).max(ROWS as u32))
}

/// Whole numbers from -4 to 4: small enough for every sum to be exact, in any order.
fn input(size: u32, seed: u64) -> Words {
    let mut random = Random::new(seed);
    (0..2 * size * size).map(|_| (random.below(9) as f32 - 4.0).to_bits()).collect()
}

fn needs(size: u32, items: Range<u32>) -> Needs {
    let size = size as usize;
    Needs {
        common: size * size..2 * size * size,
        own: items.start as usize * size..items.end as usize * size,
    }
}

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    let size = chunk.size as usize;
    let (a, b): (&[f32], &[f32]) =
        (bytemuck::cast_slice(chunk.own), bytemuck::cast_slice(chunk.common));
    let start = partial.len();
    partial.resize(start + chunk.own.len(), 0);
    let c: &mut [f32] = bytemuck::cast_slice_mut(&mut partial[start..]);
    for (a, c) in a.chunks(ROWS * size).zip(c.chunks_mut(ROWS * size)) {
        match c.split_at_mut(size) {
            (first, []) => multiply([a], b, [first]),
            (first, second) => multiply([&a[..size], &a[size..]], b, [first, second]),
        }
    }
}

/// Adds to some rows of C the same rows of A times B.
fn multiply<const N: usize>(a: [&[f32]; N], b: &[f32], mut c: [&mut [f32]; N]) {
    let size = c[0].len();
    for (step, b) in b.chunks(STEPS * size).enumerate() {
        let b: [&[f32]; STEPS] = std::array::from_fn(|row| {
            // Past the last row any row will do: its factor is 0.
            b.get(row * size..(row + 1) * size).unwrap_or(&b[..size])
        });
        let factors =
            a.map(|row| std::array::from_fn(|k| row.get(STEPS * step + k).copied().unwrap_or(0.0)));
        add(factors, b, &mut c);
    }
}

/// Adds four rows of B, each times its factor, to some rows of C.
fn add<const N: usize>(factors: [[f32; STEPS]; N], b: [&[f32]; STEPS], c: &mut [&mut [f32]; N]) {
    // Equal lengths, said once, spare the checks inside the loop.
    let size = c[0].len();
    let b = b.map(|row| &row[..size]);
    let mut c = c.each_mut().map(|row| &mut row[..size]);
    for column in 0..size {
        for (row, factors) in c.iter_mut().zip(&factors) {
            let terms = (0..STEPS).map(|k| factors[k] * b[k][column]);
            row[column] += terms.sum::<f32>();
        }
    }
}

fn describe(size: u32, answer: &[u32]) -> String {
    let diagonal = answer.iter().step_by(size as usize + 1);
    let trace: i64 = diagonal.map(|&bits| f32::from_bits(bits) as i64).sum();
    let sign = if trace < 0 { "−" } else { "" };
    let numbers = grouped(answer.len() as u64);
    format!("{numbers} numbers, trace {sign}{}", grouped(trace.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    #[test]
    fn agrees_with_dot_products_of_whole_numbers() {
        for size in [8, 9, 31, 66, 127] {
            let input = input(size, 5);
            let at = |index: u32| f32::from_bits(input[index as usize]) as i64;
            let product = |i: u32, j: u32| -> i64 {
                (0..size).map(|k| at(i * size + k) * at(size * (size + k) + j)).sum()
            };
            let answer = answer(&WORKLOAD, size, 5);
            for (index, &bits) in (0..size * size).zip(&answer) {
                let expected = product(index / size, index % size);
                assert_eq!(bits, (expected as f32).to_bits(), "{size}: {index}");
            }
        }
    }

    #[test]
    fn the_trace_is_told_with_its_sign() {
        let answer = [-2000.0f32, 1.0, 1.0, 5.0].map(f32::to_bits);
        assert_eq!((WORKLOAD.describe)(2, &answer), "4 numbers, trace −1,995");
    }
}
