//! What starting processes and threads costs, as far as it was tried.

use crate::receipt::Millis;
use crate::strategy::Shape;

/// Trials may last this long in all, in milliseconds.
const MOST_MS: Millis = 3_000.0;

/// So many processes may be started just to be timed: browsers allow a page about a hundred
/// memories, some only 39, and give them back late.
const MOST_PROCESSES: u32 = 32;

/// One start that was timed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// What was started: processes, each with its threads.
    pub shape: Shape,
    /// From asking for the first until all were ready, in milliseconds.
    pub start_ms: Millis,
    /// The part of `start_ms` that the threads of the slowest process took.
    pub pool_ms: Millis,
}

/// All that were timed.
#[derive(Debug, Default)]
pub struct Trials {
    made: Vec<Trial>,
}

impl Trials {
    /// Keeps a trial.
    pub fn add(&mut self, trial: Trial) {
        self.made.push(trial);
    }

    /// Whether `shape` should be started just to be timed.
    pub fn are_worth(&self, shape: Shape) -> bool {
        let spent: Millis = self.made.iter().map(|trial| trial.start_ms).sum();
        let started: u32 = self.made.iter().map(|trial| trial.shape.processes).sum();
        let known = self.made.iter().any(|trial| trial.shape == shape);
        !known && spent < MOST_MS && started + shape.processes <= MOST_PROCESSES
    }

    /// What starting the children of `shape` takes: timed, or in proportion to the workers of the
    /// trial most like it. None when nothing was tried.
    pub fn start_ms(&self, shape: Shape) -> Option<Millis> {
        let like = most_like(&self.made, shape)?;
        Some(like.start_ms * workers(shape) / workers(like.shape))
    }

    /// What starting a pool of so many threads in a process that runs takes; 0 for one thread,
    /// which the process is itself. None when nothing was tried.
    pub fn pool_ms(&self, threads: u32) -> Option<Millis> {
        if threads <= 1 {
            return Some(0.0);
        }
        let alone = Shape { children: true, processes: 1, threads, locked: false };
        let pools = self.made.iter().filter(|trial| trial.shape.threads > 1);
        let like = most_like(pools, alone)?;
        Some(like.pool_ms * f64::from(threads) / f64::from(like.shape.threads))
    }
}

fn most_like<'a>(made: impl IntoIterator<Item = &'a Trial>, shape: Shape) -> Option<&'a Trial> {
    let difference = |trial: &&Trial| {
        let threads = trial.shape.threads.abs_diff(shape.threads);
        (threads, trial.shape.processes.abs_diff(shape.processes))
    };
    made.into_iter().min_by_key(difference)
}

/// How many workers the browser starts: one for each process, one for each thread of a pool.
fn workers(shape: Shape) -> f64 {
    let each = if shape.threads > 1 { 1 + shape.threads } else { 1 };
    f64::from(shape.processes * each)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(processes: u32, threads: u32, start_ms: Millis) -> Trial {
        let shape = Shape { children: true, processes, threads, locked: false };
        let pool_ms = if threads > 1 { start_ms / 2.0 } else { 0.0 };
        Trial { shape, start_ms, pool_ms }
    }

    fn trials(made: &[Trial]) -> Trials {
        Trials { made: made.to_vec() }
    }

    #[test]
    fn what_was_timed_is_told_as_it_was() {
        let trials = trials(&[trial(1, 1, 10.0), trial(2, 1, 17.0), trial(1, 4, 40.0)]);
        assert_eq!(trials.start_ms(trial(2, 1, 0.0).shape), Some(17.0));
        assert_eq!((trials.pool_ms(1), trials.pool_ms(4)), (Some(0.0), Some(20.0)));
    }

    #[test]
    fn what_was_not_is_judged_by_the_one_most_like_it() {
        let trials = trials(&[trial(1, 1, 10.0), trial(4, 1, 32.0), trial(1, 4, 50.0)]);
        assert_eq!(trials.start_ms(trial(16, 1, 0.0).shape), Some(128.0));
        assert_eq!(trials.start_ms(trial(3, 4, 0.0).shape), Some(150.0));
        assert_eq!(trials.pool_ms(8), Some(50.0));
        let processes = trial(1, 1, 10.0);
        assert_eq!(Trials { made: vec![processes] }.pool_ms(2), None);
        assert_eq!(Trials::default().start_ms(processes.shape), None);
    }

    #[test]
    fn trials_end_before_they_are_a_burden() {
        let one = trial(1, 1, 10.0);
        assert!(Trials::default().are_worth(one.shape));
        assert!(!trials(&[one]).are_worth(one.shape), "it is known");
        let next = trial(2, 1, 0.0).shape;
        assert!(!trials(&[trial(1, 1, MOST_MS)]).are_worth(next));
        assert!(!trials(&[trial(MOST_PROCESSES, 1, 1.0)]).are_worth(next));
    }
}
