//! Sort: much data out, much data back, and a merge that only the main process can do.

use super::{Chunk, Dealing, Needs, Sizes, Words, Workload};
use crate::random::Random;
use crate::unit::grouped;

/// Item `i` is the `i`-th number; a partial is a chunk of them in order.
pub static WORKLOAD: Workload = Workload {
    id: "sort",
    title: "Sort",
    summary: "Sorts random numbers piece by piece, then merges the pieces. All data travels both \
              ways, and the merge is not shared out.",
    size_label: "Numbers",
    sizes: Sizes { min: 100, max: 4_000_000, start: 100_000 },
    items: |size| size,
    items_per_chunk: |size| (size / 32).clamp(1_024, 65_536),
    dealing: Dealing::Guided,
    cost: |size| f64::from(size) * f64::from(size.max(2)).ln(),
    bytes: |size| 64 * 1_024 + u64::from(size) * 4 * 5,
    input: |size, seed| {
        let mut random = Random::new(seed);
        (0..size).map(|_| (random.next_u64() >> 32) as u32).collect()
    },
    needs: |_, items| Needs { common: 0..0, own: items.start as usize..items.end as usize },
    compute: only_in!("engine" or "views", compute),
    merge: only_in!("engine" or "views", merge),
    describe: only_in!("engine" or "views", describe),
};

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    let start = partial.len();
    partial.extend_from_slice(chunk.own);
    partial[start..].sort_unstable();
}

/// Merges neighbours in rounds, to and fro between two buffers, until one run is left.
fn merge(_size: u32, partials: &[&[u32]]) -> Words {
    let mut runs: Vec<usize> = partials.iter().map(|run| run.len()).collect();
    let mut from = partials.concat();
    let mut to = vec![0; from.len()];
    while runs.len() > 1 {
        runs = merge_neighbours(&runs, &from, &mut to);
        std::mem::swap(&mut from, &mut to);
    }
    from
}

/// Merges every two neighbouring runs of `from` into one run of `to`; gives their lengths.
fn merge_neighbours(runs: &[usize], mut from: &[u32], mut to: &mut [u32]) -> Vec<usize> {
    let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
    for pair in runs.chunks(2) {
        let length = pair.iter().sum();
        let (both, rest) = from.split_at(length);
        let (target, free) = to.split_at_mut(length);
        let (left, right) = both.split_at(pair[0]);
        merge_two(left, right, target);
        merged.push(length);
        (from, to) = (rest, free);
    }
    merged
}

/// Merges two runs from both ends at once: two chains of steps that do not wait for each other.
fn merge_two(mut left: &[u32], mut right: &[u32], mut target: &mut [u32]) {
    loop {
        // So many steps from each end cannot use up a run.
        let steps = left.len().min(right.len()) / 2;
        if steps == 0 {
            return merge_forwards(left, right, target);
        }
        let (smallest, rest) = target.split_at_mut(steps);
        let (middle, largest) = rest.split_at_mut(rest.len() - steps);
        let (mut i, mut j) = (0, 0);
        let (mut p, mut q) = (left.len() - 1, right.len() - 1);
        for (low, high) in smallest.iter_mut().zip(largest.iter_mut().rev()) {
            // Without a branch to guess: which side comes next is random.
            let take_left = left[i] <= right[j];
            *low = if take_left { left[i] } else { right[j] };
            i += usize::from(take_left);
            j += usize::from(!take_left);
            let take_left = left[p] > right[q];
            *high = if take_left { left[p] } else { right[q] };
            p -= usize::from(take_left);
            q -= usize::from(!take_left);
        }
        (left, right, target) = (&left[i..=p], &right[j..=q], middle);
    }
}

/// Merges two runs one of which is nearly used up.
fn merge_forwards(left: &[u32], right: &[u32], target: &mut [u32]) {
    let (mut i, mut j) = (0, 0);
    while let (Some(&a), Some(&b)) = (left.get(i), right.get(j)) {
        target[i + j] = a.min(b);
        if a <= b { i += 1 } else { j += 1 }
    }
    let (tail, others) = target[i + j..].split_at_mut(left.len() - i);
    tail.copy_from_slice(&left[i..]);
    others.copy_from_slice(&right[j..]);
}

fn describe(_size: u32, answer: &[u32]) -> String {
    let numbers = grouped(answer.len() as u64);
    match answer {
        [first, .., last] => format!(
            "{numbers} numbers, from {} to {}",
            grouped((*first).into()),
            grouped((*last).into())
        ),
        _ => format!("{numbers} numbers"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    /// Sorts by the bytes, lowest first: compares no two numbers.
    fn radix_sort(mut numbers: Words) -> Words {
        for shift in [0, 8, 16, 24] {
            let mut buckets = vec![Words::new(); 256];
            numbers.iter().for_each(|&n| buckets[(n >> shift) as usize % 256].push(n));
            numbers = buckets.concat();
        }
        numbers
    }

    #[test]
    fn agrees_with_a_radix_sort() {
        for size in [1_000, 1_024, 1_025, 50_000, 77_777] {
            let expected = radix_sort((WORKLOAD.input)(size, 3));
            assert_eq!(answer(&WORKLOAD, size, 3), expected);
        }
    }

    #[test]
    fn merges_runs_of_any_length() {
        let runs: [&[u32]; 5] = [&[3, 9], &[], &[1, 1, 9, 12], &[0], &[4, u32::MAX]];
        assert_eq!(merge(9, &runs), [0, 1, 1, 3, 4, 9, 9, 12, u32::MAX]);
        assert_eq!(merge(0, &[]), [0u32; 0]);
    }
}
