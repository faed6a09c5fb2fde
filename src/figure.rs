//! What each cell of a sweep came to: its elapsed time, and its speed-up over the baseline.

use crate::receipt::Millis;
use crate::stats::{self, Speedup, Summary};
use crate::strategy::{Shape, Strategy};
use crate::sweep::{Cell, Reading, Swept};

/// What the readings of one cell say together.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What was timed.
    pub cell: Cell,
    /// Its makespan in each round, in milliseconds.
    pub rounds: Vec<(u32, Millis)>,
    /// The makespan of the baseline at the same size, in each round.
    pub baseline: Vec<(u32, Millis)>,
    /// How often the work was run in a row at most, because once was too short for the clock.
    pub runs: u32,
    /// What starting its processes and threads took.
    pub start_ms: Millis,
    /// The makespans in short; none while there is none.
    pub elapsed: Option<Summary>,
    /// How many times as fast as the baseline, paired within rounds.
    pub speedup: Option<Speedup>,
}

impl Figure {
    /// How the work was spread out.
    pub fn shape(&self) -> Shape {
        self.cell.strategy.shape(self.cell.workers)
    }

    /// How many workers computed side by side.
    pub fn workers(&self) -> u32 {
        self.shape().lanes()
    }

    /// Baseline ÷ elapsed in each round that has both, with `extra_ms` added to the elapsed time.
    pub fn ratios(&self, extra_ms: Millis) -> Vec<(u32, f64)> {
        let paired = self.rounds.iter().filter_map(|&(round, time)| {
            let (_, base) = self.baseline.iter().find(|(own, _)| *own == round)?;
            Some((round, base / (time + extra_ms)))
        });
        paired.collect()
    }
}

/// The figure of every cell that was read, in the order of the plan.
pub fn figures(swept: &Swept) -> Vec<Figure> {
    let all = (0..).zip(&swept.cells).map(|(index, cell)| {
        let baseline = (0..)
            .zip(&swept.cells)
            .find(|(_, other)| other.strategy == Strategy::Sequential && other.size == cell.size);
        let baseline = baseline.map(|(base, _)| rounds(swept, base)).unwrap_or_default();
        figure(swept, index, *cell, baseline)
    });
    all.filter(|figure| figure.elapsed.is_some()).collect()
}

fn figure(swept: &Swept, index: u32, cell: Cell, baseline: Vec<(u32, Millis)>) -> Figure {
    let rounds = rounds(swept, index);
    let times: Vec<_> = rounds.iter().map(|(_, time)| *time).collect();
    let start_ms = readings(swept, index).map(|reading| reading.start_ms);
    Figure {
        cell,
        runs: readings(swept, index).map(|reading| reading.runs).max().unwrap_or(1),
        start_ms: start_ms.filter(|ms| ms.is_finite()).fold(0.0, f64::max),
        elapsed: stats::summary(&times),
        speedup: stats::speedup(&baseline, &rounds),
        rounds,
        baseline,
    }
}

/// The readings of a cell that mean something.
fn readings(swept: &Swept, cell: u32) -> impl Iterator<Item = &Reading> {
    let usable = |ms: Millis| ms > 0.0 && ms.is_finite();
    swept.readings.iter().filter(move |reading| reading.cell == cell && usable(reading.makespan_ms))
}

fn rounds(swept: &Swept, cell: u32) -> Vec<(u32, Millis)> {
    readings(swept, cell).map(|reading| (reading.round, reading.makespan_ms)).collect()
}

/// The part of a sweep that is shown while it is under way: each reading of the first round as it
/// comes, and from then on whole rounds, so that little is drawn while something is timed.
pub fn settled(swept: &Swept) -> Swept {
    let current = swept.readings.iter().map(|reading| reading.round).max().unwrap_or(0);
    let is_settled = |reading: &&Reading| current == 0 || reading.round < current;
    let readings = swept.readings.iter().filter(is_settled).copied().collect();
    Swept { readings, ..swept.clone() }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::protocol::RunId;
    use crate::random::Random;
    use crate::schedule::Schedule;
    use crate::strategy::Workers;
    use crate::sweep::{Sweep, SweepKind};

    /// A cell with as many workers, or P × T of them.
    pub fn cell(strategy: Strategy, processes: u32, threads: u32, size: u32) -> Cell {
        let workers = Workers { workers: processes * threads, processes, threads };
        Cell { strategy, workers, size }
    }

    /// A number near 1, less than `spread` away.
    pub fn noise(random: &mut Random, spread: f64) -> f64 {
        1.0 + spread * (f64::from(random.below(2_000)) / 1_000.0 - 1.0)
    }

    /// A finished sweep of a machine whose cells take what `time` says, give or take `spread`;
    /// whole rounds are slower or faster by up to a fifth.
    pub fn swept(
        cells: &[Cell],
        rounds: u32,
        spread: f64,
        start_ms: Millis,
        time: impl Fn(&Cell) -> Millis,
    ) -> Swept {
        let mut random = Random::new(17);
        let mut readings = Vec::new();
        for round in 0..rounds {
            let drift = noise(&mut random, 0.2);
            for (index, cell) in (0..).zip(cells) {
                let makespan_ms = time(cell) * drift * noise(&mut random, spread);
                let starts = cell.strategy != Strategy::Sequential;
                let start_ms = if starts { start_ms } else { 0.0 };
                let runs = (20.0 / makespan_ms).ceil() as u32;
                let ended_ms = f64::from(round);
                let cell = index;
                readings.push(Reading { cell, round, runs, makespan_ms, start_ms, ended_ms });
            }
        }
        let sweep = Sweep {
            run: RunId(1),
            kind: SweepKind::Scaling,
            workload: "primes".to_owned(),
            size: None,
            strategies: Strategy::ALL.to_vec(),
            workers: Workers { workers: 4, processes: 2, threads: 2 },
            cores: 4,
            repeats: rounds,
            seed: 1,
            picture: None,
            schedule: Schedule::Dynamic,
            switch_interval_us: 5_000,
        };
        Swept { sweep, cells: cells.to_vec(), readings, complete: true }
    }

    #[test]
    fn drift_of_the_machine_cancels_out() {
        let cells = [cell(Strategy::Sequential, 1, 1, 9), cell(Strategy::Threads, 1, 2, 9)];
        let swept = swept(&cells, 9, 0.0, 3.0, |cell| 80.0 / f64::from(cell.workers.workers));
        let figures = figures(&swept);
        let speedup = figures[1].speedup.unwrap();
        let (low, high) = speedup.ci95.unwrap();
        assert!((low - 2.0).abs() < 1e-9 && (high - 2.0).abs() < 1e-9, "{speedup:?}");
        assert_eq!((figures[0].start_ms, figures[1].start_ms), (0.0, 3.0));
        assert_eq!(figures[1].workers(), 2);
    }

    #[test]
    fn readings_that_mean_nothing_are_left_out() {
        let cells = [cell(Strategy::Sequential, 1, 1, 9), cell(Strategy::Threads, 1, 2, 9)];
        let mut swept = swept(&cells, 3, 0.0, 0.0, |_| 10.0);
        swept.readings[1].makespan_ms = f64::NAN;
        swept.readings.push(Reading { cell: 77, ..swept.readings[0] });
        assert_eq!(figures(&swept)[1].rounds.len(), 2);
        swept.readings.retain(|reading| reading.cell == 0);
        assert_eq!(figures(&swept).len(), 1);
    }

    #[test]
    fn after_the_first_round_whole_rounds_are_shown() {
        let cells = [cell(Strategy::Sequential, 1, 1, 9), cell(Strategy::Threads, 1, 2, 9)];
        let mut swept = swept(&cells, 3, 0.0, 0.0, |_| 10.0);
        let mut shown = |readings| {
            swept.readings.truncate(readings);
            settled(&swept).readings.len()
        };
        assert_eq!([5, 4, 3, 2, 1, 0].map(&mut shown), [4, 2, 2, 2, 1, 0]);
    }
}
