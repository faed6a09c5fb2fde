//! A sweep: the same work with more and more workers, or at larger and larger sizes.

pub mod plan;
pub mod trial;

use crate::protocol::RunId;
use crate::receipt::Millis;
use crate::schedule::Schedule;
use crate::strategy::{Strategy, Workers};
use serde::{Deserialize, Serialize};

/// How many rounds of a sweep are timed: enough for an interval; a sweep has many cells.
pub const ROUNDS: u32 = 5;

/// What a sweep varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SweepKind {
    /// The number of workers, at one size.
    Scaling,
    /// The size, with the workers the visitor has set.
    Crossover,
}

/// Everything a sweep is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sweep {
    /// Which press of a button this is; counted together with races.
    pub run: RunId,
    /// What is varied.
    pub kind: SweepKind,
    /// Stable name of the workload.
    pub workload: String,
    /// Scaling: the size, or none to find one that takes long enough. Crossover: not used.
    pub size: Option<u32>,
    /// The strategies to compare with the baseline, which is always timed.
    pub strategies: Vec<Strategy>,
    /// How many workers the strategies use (crossover), or 1 to twice `cores` of them (scaling).
    pub workers: Workers,
    /// How many cores the browser reports.
    pub cores: u32,
    /// How many rounds are timed.
    pub repeats: u32,
    /// Fixes the input.
    pub seed: u64,
    /// The width of the visitor's own picture, in pixels, where the input is made from one; its pixels
    /// travel beside the message.
    pub picture: Option<u32>,
    /// Who takes which chunk.
    pub schedule: Schedule,
    /// The switch interval of the interpreter lock, in microseconds.
    pub switch_interval_us: u32,
}

/// A sweep and what it has given so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swept {
    /// What was asked for.
    pub sweep: Sweep,
    /// What is timed; empty until the main process has planned it.
    pub cells: Vec<Cell>,
    /// What was read so far.
    pub readings: Vec<Reading>,
    /// Whether every round was timed.
    pub complete: bool,
}

impl Swept {
    /// A sweep of which nothing was read yet.
    pub fn new(sweep: Sweep) -> Self {
        Self { sweep, cells: vec![], readings: vec![], complete: false }
    }

    /// What the rounds took beyond the runs that were timed in them, as a share of those runs; none
    /// before the first reading.
    pub fn overhead(&self) -> Option<f64> {
        let runs = self.readings.iter().map(|it| it.makespan_ms * f64::from(it.runs));
        let (timed, ended) = (runs.sum::<f64>(), self.readings.last()?.ended_ms);
        (timed > 0.0 && ended >= timed).then(|| ended / timed - 1.0)
    }
}

/// One combination that is timed, once in every round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The strategy.
    pub strategy: Strategy,
    /// How many workers it uses.
    pub workers: Workers,
    /// The size of the workload.
    pub size: u32,
}

/// What one cell took in one round.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Place of the cell in the plan.
    pub cell: u32,
    /// The round, from 0.
    pub round: u32,
    /// How often the work was run in a row, because once would be too short for the clock.
    pub runs: u32,
    /// Mean makespan of those runs, in milliseconds. Nothing is started within it.
    pub makespan_ms: Millis,
    /// What starting the processes and threads of this cell took, in milliseconds, measured once
    /// before the rounds; 0 for the baseline.
    pub start_ms: Millis,
    /// When it was done, in milliseconds since the rounds began.
    pub ended_ms: Millis,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::tests::{cell, swept};

    #[test]
    fn what_lies_between_the_runs_is_overhead() {
        let cells = [cell(Strategy::Sequential, 1, 1, 100)];
        let mut swept = swept(&cells, 2, 0.0, 0.0, |_| 10.0);
        let timed: f64 = swept.readings.iter().map(|it| it.makespan_ms * f64::from(it.runs)).sum();
        swept.readings[1].ended_ms = timed * 1.25;
        assert!(swept.overhead().is_some_and(|share| (share - 0.25).abs() < 1e-9));
        swept.readings.clear();
        assert_eq!(swept.overhead(), None);
    }
}
