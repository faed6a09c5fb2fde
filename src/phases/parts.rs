//! The parts of a sample: its receipt, with the waits told apart.

use crate::receipt::{LaneTime, Millis, Sample};

/// A part of the makespan, as the busiest lane and the main process lived it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Starting processes and thread pools.
    Start,
    /// Copying the input and posting it.
    Send,
    /// The busiest lane waits for work, or for others.
    Wait,
    /// The busiest lane is in a wait that the work asked for.
    Pause,
    /// The busiest lane waits for the interpreter lock.
    Lock,
    /// The busiest lane computes.
    Compute,
    /// Copying the partials back and merging them.
    Receive,
    /// Until every lane is at rest.
    Join,
}

impl Part {
    /// Every part, in the order of a bar.
    pub const ALL: [Self; 8] = [
        Self::Start,
        Self::Send,
        Self::Wait,
        Self::Pause,
        Self::Lock,
        Self::Compute,
        Self::Receive,
        Self::Join,
    ];

    /// The stable name, for style sheets and the DOM; short enough to stand in a bar.
    pub fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Send => "send",
            Self::Wait => "wait",
            Self::Pause => "pause",
            Self::Lock => "lock",
            Self::Compute => "compute",
            Self::Receive => "receive",
            Self::Join => "join",
        }
    }

    /// What a visitor reads in a legend or above a column.
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Send => "send",
            Self::Wait => "wait for work",
            Self::Pause => "pause (sleep, network)",
            Self::Lock => "wait for the lock",
            Self::Compute => "compute",
            Self::Receive => "receive and merge",
            Self::Join => "join",
        }
    }
}

/// How long each part took, in milliseconds; none is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts([Millis; 8]);

impl Parts {
    /// The parts of a sample; they add up to its receipt. Of the wait, the lane that computed
    /// longest says how much went to the lock and to waits that the work asked for: the receipt
    /// is made from its times.
    pub fn of(sample: &Sample) -> Self {
        let receipt = &sample.receipt;
        let wait = usable(receipt.wait);
        let busiest = busiest(&sample.lanes);
        let lock = usable(busiest.lock_ms).min(wait);
        let pause = usable(busiest.pause_ms).min(wait - lock);
        Self([
            usable(receipt.start),
            usable(receipt.send),
            wait - lock - pause,
            pause,
            lock,
            usable(receipt.compute),
            usable(receipt.receive),
            usable(receipt.join),
        ])
    }

    /// How long `part` took.
    pub fn get(&self, part: Part) -> Millis {
        self.0[part as usize]
    }

    /// Sending and receiving together.
    pub fn copying(&self) -> Millis {
        self.get(Part::Send) + self.get(Part::Receive)
    }

    /// All parts together.
    pub fn total(&self) -> Millis {
        self.0.iter().sum()
    }
}

/// What is no time counts as none: results may come from a file.
fn usable(ms: Millis) -> Millis {
    if ms.is_finite() { ms.max(0.0) } else { 0.0 }
}

fn busiest(lanes: &[LaneTime]) -> LaneTime {
    let longer = |one: LaneTime, other: LaneTime| {
        if other.busy_ms > one.busy_ms { other } else { one }
    };
    lanes.iter().copied().reduce(longer).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phases::tests::sample;
    use crate::receipt::Receipt;
    use crate::strategy::Strategy;
    use proptest::prelude::*;

    fn waited(lanes: &[(Millis, Millis, Millis)]) -> [Millis; 3] {
        let receipt = Receipt { wait: 10.0, compute: 20.0, ..Receipt::default() };
        let lane = |&(busy_ms, lock_ms, pause_ms): &(f64, f64, f64)| LaneTime {
            busy_ms,
            lock_ms,
            pause_ms,
            ..LaneTime::default()
        };
        let lanes = lanes.iter().map(lane).collect();
        let parts = Parts::of(&Sample { lanes, ..sample(Strategy::Threads, receipt, 0.0) });
        [Part::Wait, Part::Lock, Part::Pause].map(|part| parts.get(part))
    }

    #[test]
    fn the_busiest_lane_says_what_it_waited_for() {
        assert_eq!(waited(&[]), [10.0, 0.0, 0.0]);
        assert_eq!(waited(&[(20.0, 4.0, 5.0), (19.0, 9.0, 0.0)]), [1.0, 4.0, 5.0]);
        assert_eq!(waited(&[(20.0, 12.0, 5.0)]), [0.0, 10.0, 0.0]);
        assert_eq!(waited(&[(20.0, 4.0, f64::NAN)]), [6.0, 4.0, 0.0]);
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_makespan(
            phases in proptest::array::uniform6(0f64..1e6),
            (lock, pause) in (0f64..1e6, 0f64..1e6),
        ) {
            let [start, send, wait, compute, receive, join] = phases;
            let receipt = Receipt { start, send, wait, compute, receive, join };
            let mut sample = sample(Strategy::ThreadsGil, receipt, lock);
            sample.lanes[0].pause_ms = pause;
            let parts = Parts::of(&sample);
            let makespan = sample.makespan_ms;
            prop_assert!((parts.total() - makespan).abs() <= 1e-9 * makespan.max(1.0));
            prop_assert!(Part::ALL.iter().all(|&part| parts.get(part) >= 0.0));
        }

        #[test]
        fn any_numbers_at_all_do_no_harm(phases: [f64; 6], lock: f64) {
            let [start, send, wait, compute, receive, join] = phases;
            let receipt = Receipt { start, send, wait, compute, receive, join };
            let parts = Parts::of(&sample(Strategy::Threads, receipt, lock));
            prop_assert!(Part::ALL.iter().all(|&part| parts.get(part) >= 0.0));
        }
    }
}
