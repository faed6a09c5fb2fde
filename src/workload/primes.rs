//! Primes: counts the primes below a number by trial division, the classic uneven workload.

use super::{Chunk, Dealing, Sizes, Words, Workload};
use super::{add_up, needs_nothing, no_input, number, push_number};
use crate::unit::grouped;

/// Item `n` is the number `n`; larger numbers take longer, and primes longest.
pub static WORKLOAD: Workload = Workload {
    id: "primes",
    title: "Primes",
    summary: "Counts primes by trial division. Later numbers take longer, so equal shares are \
              not equal work.",
    size_label: "Numbers up to",
    sizes: Sizes { min: 100, max: 20_000_000, start: 50_000 },
    items: |size| size,
    items_per_chunk: |size| (size / 128).clamp(256, 4_096),
    dealing: Dealing::Guided,
    cost,
    bytes: |size| 64 * 1_024 + u64::from(size) / 16,
    input: no_input,
    needs: needs_nothing,
    compute: only_in!("engine" or "views", compute),
    merge: add_up,
    describe: |size, answer| {
        format!("{} primes below {}", grouped(number(answer)), grouped(size.into()))
    },
};

/// A prime `n` takes about `√n / 2` divisions and one number in `ln n` is prime, so all of them
/// take about `n^1.5 / ln n`; numbers that are not prime hardly count.
fn cost(size: u32) -> f64 {
    // Below e² the estimate would fall, and there it means nothing.
    let size = f64::from(size) + 8.0;
    size.powf(1.5) / size.ln()
}

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    let primes = chunk.items.clone().filter(|&n| is_prime(n)).count();
    push_number(primes as u64, partial);
}

fn is_prime(n: u32) -> bool {
    if n < 4 || n.is_multiple_of(2) {
        return n == 2 || n == 3;
    }
    let mut divisor = 3;
    // Cannot overflow: the sizes end far below 2^32.
    while divisor * divisor <= n {
        if n.is_multiple_of(divisor) {
            return false;
        }
        divisor += 2;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    fn sieve(size: usize) -> Vec<bool> {
        let mut is_prime = vec![true; size];
        is_prime[..2].fill(false);
        for n in 2..size {
            if is_prime[n] {
                (n * n..size).step_by(n).for_each(|multiple| is_prime[multiple] = false);
            }
        }
        is_prime
    }

    #[test]
    fn agrees_with_the_sieve_of_eratosthenes() {
        for (n, expected) in sieve(200_000).into_iter().enumerate() {
            assert_eq!(is_prime(n as u32), expected, "{n}");
        }
    }

    #[test]
    fn agrees_with_published_counts() {
        // π(10^4) and π(10^6): OEIS A006880.
        assert_eq!(number(&answer(&WORKLOAD, 10_000, 0)), 1_229);
        let million = answer(&WORKLOAD, 1_000_000, 0);
        assert_eq!((WORKLOAD.describe)(1_000_000, &million), "78,498 primes below 1,000,000");
    }
}
