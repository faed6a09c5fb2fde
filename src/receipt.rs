//! Where the time of one sample went.

use serde::{Deserialize, Serialize};

/// Milliseconds on the clock of the main process.
pub type Millis = f64;

/// The makespan split into phases, in milliseconds; they add up to the makespan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Starting processes and thread pools; 0 when they were running already.
    pub start: Millis,
    /// Copying the input out of the main process and posting it.
    pub send: Millis,
    /// The part of the parallel region in which the busiest lane did not compute: waiting for
    /// work, for the lock, or because the work itself waits.
    pub wait: Millis,
    /// What the busiest lane spent computing.
    pub compute: Millis,
    /// Copying the partials in and merging them into the answer.
    pub receive: Millis,
    /// From the answer until every lane has come to rest.
    pub join: Millis,
}

impl Receipt {
    /// The sum of all phases.
    pub fn total(&self) -> Millis {
        self.start + self.send + self.wait + self.compute + self.receive + self.join
    }
}

/// What one lane did during one sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LaneTime {
    /// Index of the process the lane belongs to, from 0.
    pub process: u32,
    /// Index of the thread in its process, from 0.
    pub thread: u32,
    /// Milliseconds spent computing.
    pub busy_ms: Millis,
    /// Milliseconds spent in waits that the work itself asked for.
    pub pause_ms: Millis,
    /// Milliseconds spent waiting for the interpreter lock.
    pub lock_ms: Millis,
    /// Chunks computed.
    pub chunks: u32,
}

/// Names a sample of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleKey {
    /// Which strategy ran.
    pub strategy: crate::strategy::Strategy,
    /// Whether it is the second baseline of the A/A control.
    pub control: bool,
    /// The round, from 0.
    pub round: u32,
    /// Whether it is the cold sample.
    pub cold: bool,
}

/// One timed, checked run of one strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Which strategy ran.
    pub strategy: crate::strategy::Strategy,
    /// Whether this is the hidden second baseline of the A/A control.
    pub control: bool,
    /// The round it belongs to, from 0; cold samples come before round 0 and carry 0.
    pub round: u32,
    /// Whether processes and pools had to be started for it.
    pub cold: bool,
    /// From the start of the clock to its stop, in the main process.
    pub makespan_ms: Millis,
    /// Where that time went.
    pub receipt: Receipt,
    /// What each lane did.
    pub lanes: Vec<LaneTime>,
    /// Fingerprint of the answer.
    pub answer: u64,
}

impl Sample {
    /// What names this sample among those of its run.
    pub fn key(&self) -> SampleKey {
        let Self { strategy, control, round, cold, .. } = *self;
        SampleKey { strategy, control, round, cold }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_counts_every_phase_once() {
        let receipt =
            Receipt { start: 1.0, send: 2.0, wait: 4.0, compute: 8.0, receive: 16.0, join: 32.0 };
        assert_eq!(receipt.total(), 63.0);
    }
}
