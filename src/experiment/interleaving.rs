//! In which order two threads loaded and stored, from what each load read.
//!
//! # How it works
//!
//! Each thread loads the counter, stores one more, and so on. Every load knows which store wrote
//! what it read. So the order can be played back:
//!
//! 1. A load whose value stands in the counter has happened: nothing is changed by it.
//! 2. Otherwise a thread has stored. It was the one whose value is read by nobody who has
//!    something else to do first, or that value would be overwritten before it was read.
//!    Whoever wrote what stood in the counter in the end has stored last.
//! 3. Where both threads could have stored, neither has read what the other stored, so that both
//!    orders look the same to every load; one of them is shown.

use serde::{Deserialize, Serialize};

/// A store: the `nth` of a thread, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Store {
    /// The thread.
    pub thread: u8,
    /// Which of its stores.
    pub nth: u32,
}

/// What a load read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// The value.
    pub value: u32,
    /// The store that wrote it; none for what the counter began with.
    pub from: Option<Store>,
}

/// What two threads have read, increment by increment, and what stood in the counter in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// What each thread loaded.
    pub loads: [Vec<Load>; 2],
    /// What was loaded when both were done.
    pub last: Load,
}

/// One step of one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The thread, from 0.
    pub thread: usize,
    /// Whether it stored; it loaded otherwise.
    pub stored: bool,
    /// What it loaded or stored.
    pub value: u32,
    /// How many updates of the other thread its store wiped out.
    pub lost: u32,
}

/// The part of a run in which an update was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// What the counter shows before the first step.
    pub start: u32,
    /// The steps, in the order in which they happened.
    pub steps: Vec<Step>,
}

/// Steps that are shown before and after those of the lost update.
const AROUND: usize = 2;

/// Longer stories are not told while there is a shorter one.
const LEAST_STEPS: usize = 4;

/// A lost update in what two threads have loaded: the one that takes the fewest steps to tell.
/// None when none was lost, or no order explains what was loaded.
pub fn story(recording: &Recording) -> Option<Story> {
    let (steps, loads) = (order(recording)?, &recording.loads);
    let windows = (0..steps.len()).filter(|&end| steps[end].lost > 0).filter_map(|end| {
        let own = before(&steps, end, steps[end].thread)?;
        // The first of the lost updates began with a load of its own.
        let other = (own..end).find(|&at| steps[at].stored)?;
        let other = before(&steps, other, steps[other].thread)?;
        Some(own.min(other)..end + 1)
    });
    let window = windows.min_by_key(|window| window.len().max(LEAST_STEPS))?;
    let from = window.start.saturating_sub(AROUND);
    let to = (window.end + AROUND).min(steps.len());
    let stored = steps[..from].iter().rev().find(|step| step.stored);
    Some(Story {
        start: stored.map_or(loads[0].first()?.value.min(loads[1].first()?.value), |it| it.value),
        steps: steps[from..to].to_vec(),
    })
}

/// The last step of `thread` before `end`.
fn before(steps: &[Step], end: usize, thread: usize) -> Option<usize> {
    (0..end).rev().find(|&at| steps[at].thread == thread)
}

/// Every step of two threads, in an order that explains what was loaded; none when there is none.
pub fn order(recording: &Recording) -> Option<Vec<Step>> {
    let Recording { loads, last } = recording;
    let (done, seen) = ([0; 2], [0; 2]);
    let mut playback =
        Playback { loads, finally: last.from, done, last: None, seen, steps: vec![] };
    while !playback.is_over() {
        let thread = (0..2).find(|&it| playback.loads_now(it));
        let thread = thread.or_else(|| (0..2).find(|&it| playback.may_store(it)))?;
        playback.advance(thread);
    }
    Some(playback.steps)
}

struct Playback<'a> {
    loads: &'a [Vec<Load>; 2],
    /// Who stored last.
    finally: Option<Store>,
    /// How many loads and stores each thread has done.
    done: [usize; 2],
    /// Who wrote what stands in the counter.
    last: Option<Store>,
    /// How many stores of the other thread there were when each thread last loaded.
    seen: [u32; 2],
    steps: Vec<Step>,
}

impl Playback<'_> {
    fn is_over(&self) -> bool {
        (0..2).all(|thread| self.done[thread] == 2 * self.loads[thread].len())
    }

    /// The load that a thread does next; none when it stores next.
    fn next_load(&self, thread: usize, done: usize) -> Option<Load> {
        let is_load = done.is_multiple_of(2);
        self.loads[thread].get(done / 2).copied().filter(|_| is_load)
    }

    fn loads_now(&self, thread: usize) -> bool {
        self.next_load(thread, self.done[thread]).is_some_and(|load| load.from == self.last)
    }

    /// Whether a thread can store next without overwriting its own value before somebody reads it.
    fn may_store(&self, thread: usize) -> bool {
        if self.done[thread].is_multiple_of(2) {
            return false;
        }
        let other = 1 - thread;
        let store = Some(Store { thread: thread as u8, nth: (self.done[thread] / 2) as u32 });
        if store == self.finally && self.done[other] < 2 * self.loads[other].len() {
            return false;
        }
        let reads_next = self.next_load(other, self.done[other]).is_some_and(|it| it.from == store);
        let behind = self.done[other].div_ceil(2).min(self.loads[other].len());
        reads_next || !self.loads[other][behind..].iter().any(|load| load.from == store)
    }

    fn advance(&mut self, thread: usize) {
        let done = self.done[thread];
        let Load { value, .. } = self.loads[thread][done / 2];
        let others = self.stores_of(1 - thread);
        let step = if done.is_multiple_of(2) {
            self.seen[thread] = others;
            Step { thread, stored: false, value, lost: 0 }
        } else {
            self.last = Some(Store { thread: thread as u8, nth: (done / 2) as u32 });
            let (value, lost) = (value.wrapping_add(1), others - self.seen[thread]);
            Step { thread, stored: true, value, lost }
        };
        self.done[thread] += 1;
        self.steps.push(step);
    }

    fn stores_of(&self, thread: usize) -> u32 {
        (self.done[thread] / 2) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::gate::Gate;
    use crate::experiment::ledger::{Ledger, read};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use std::thread;

    /// What two threads load when they take their steps in this order, and what the counter shows
    /// in the end; what is left of either is done at the end.
    fn play(turns: &[bool], increments: usize) -> Recording {
        let (mut loads, mut done) = ([vec![], vec![]], [0, 0]);
        let mut counter = Load { value: 0, from: None };
        let rest = [false, true].into_iter().flat_map(|it| vec![it; 2 * increments]);
        for turn in turns.iter().copied().chain(rest) {
            let thread = usize::from(turn);
            if done[thread] == 2 * increments {
                continue;
            }
            if done[thread].is_multiple_of(2) {
                loads[thread].push(counter);
            } else {
                let value = loads[thread].last().expect("it has loaded").value + 1;
                let nth = (done[thread] / 2) as u32;
                counter = Load { value, from: Some(Store { thread: thread as u8, nth }) };
            }
            done[thread] += 1;
        }
        Recording { loads, last: counter }
    }

    /// What the steps give when they are done again.
    fn replay(steps: &[Step]) -> Recording {
        let turns: Vec<_> = steps.iter().map(|step| step.thread == 1).collect();
        play(&turns, steps.len() / 4)
    }

    proptest! {
        #[test]
        fn an_order_explains_every_load(
            turns in proptest::collection::vec(any::<bool>(), 0..80),
            increments in 1..20usize,
        ) {
            let recording = play(&turns, increments);
            let steps = order(&recording);
            prop_assert!(steps.is_some());
            let steps = steps.unwrap_or_default();
            prop_assert_eq!(steps.len(), 4 * increments);
            prop_assert_eq!(replay(&steps), recording);
        }

        #[test]
        fn a_story_is_told_when_the_total_is_short(
            turns in proptest::collection::vec(any::<bool>(), 0..80),
            increments in 1..20usize,
        ) {
            let recording = play(&turns, increments);
            let lost = (recording.last.value as usize) < 2 * increments;
            let story = story(&recording);
            prop_assert_eq!(lost, story.is_some());
            let mut counter = story.as_ref().map_or(0, |story| story.start);
            for step in story.iter().flat_map(|story| &story.steps) {
                prop_assert!(step.stored || step.value == counter, "{:?}", story);
                counter = if step.stored { step.value } else { counter };
            }
        }
    }

    #[test]
    fn the_shortest_story_is_that_of_two_loads_of_one_value() {
        let recording = play(&[false, false, false, true, false, true], 2);
        let story = story(&recording).expect("an update is lost");
        let told: Vec<_> = story.steps.iter().map(|it| (it.thread, it.stored, it.value)).collect();
        assert_eq!(
            told[2..6],
            [(0, false, 1), (1, false, 1), (0, true, 2), (1, true, 2)],
            "{told:?}"
        );
        assert_eq!((story.steps[5].lost, story.start, recording.last.value), (1, 0, 3));
    }

    #[test]
    fn loads_that_contradict_each_other_have_no_order() {
        let from = |thread, nth| Some(Store { thread, nth });
        let loads =
            [vec![Load { value: 5, from: from(1, 0) }], vec![Load { value: 5, from: from(0, 0) }]];
        let last = Load { value: 6, from: from(0, 0) };
        assert_eq!(order(&Recording { loads, last }), None);
    }

    #[test]
    fn what_real_threads_have_loaded_has_an_order() {
        for _ in 0..20 {
            let (ledger, gate) = (Ledger::default(), Gate::new(2));
            let loads = thread::scope(|scope| {
                let count = |thread| {
                    let (ledger, gate) = (&ledger, &gate);
                    scope.spawn(move || {
                        gate.pass(thread, || false);
                        ledger.count(thread, 100).into_iter().map(read).collect()
                    })
                };
                [count(0), count(1)].map(|thread| thread.join().expect("it counts"))
            });
            let recording = Recording { loads, last: ledger.last() };
            let steps = order(&recording).expect("what happened can be explained");
            assert_eq!(replay(&steps), recording);
        }
    }
}
