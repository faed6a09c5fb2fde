//! A timed answer is a checked answer.

use super::work::Work;
use crate::digest::digest;
use crate::failure::Failure;
use crate::strategy::Strategy;
use crate::workload::Words;

/// The first answer at each size.
#[derive(Default)]
pub struct Answers {
    first: Vec<First>,
}

struct First {
    size: u32,
    answer: Words,
    digest: u64,
}

impl Answers {
    /// The fingerprint of an answer.
    ///
    /// # Errors
    /// When it is not that of the first answer at this size.
    pub fn check(
        &mut self,
        strategy: Strategy,
        work: &Work,
        answer: &Words,
    ) -> Result<u64, Failure> {
        match self.first.iter().find(|first| first.size == work.size) {
            Some(first) if is_same(&first.answer, answer) => Ok(first.digest),
            Some(&First { digest: expected, .. }) => {
                Err(Failure::AnswersDiffer { strategy, expected, got: digest(answer) })
            }
            None => {
                let digest = digest(answer);
                self.first.push(First { size: work.size, answer: answer.clone(), digest });
                Ok(digest)
            }
        }
    }
}

/// Words compared at once.
const BLOCK: usize = 1_024;

/// Whether two answers are the same. They may have millions of words, and are compared after each
/// run: blocks without a way out in their middle are compared with SIMD, many times as fast as
/// byte by byte, let alone by digest.
fn is_same(one: &[u32], other: &[u32]) -> bool {
    let differ = |(one, other): (&[u32], &[u32])| {
        one.iter().zip(other).fold(0, |bits, (one, other)| bits | (one ^ other)) != 0
    };
    one.len() == other.len() && !one.chunks(BLOCK).zip(other.chunks(BLOCK)).any(differ)
}
