//! From which size on a strategy pays: its speed-up over the size of the work.

pub mod crossing;
mod picture;
pub mod words;

pub use picture::draw;

use crate::figure::{self, Figure};
use crate::receipt::Millis;
use crate::stats::{self, Speedup};
use crate::strategy::Strategy;
use crate::sweep::Swept;
use crossing::{Pays, Row};

/// What a sweep over sizes says.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossover {
    /// How many workers the browser has cores for.
    pub cores: u32,
    /// The strategies that were compared with the baseline.
    pub curves: Vec<Curve>,
}

/// One strategy over the size of the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Which.
    pub strategy: Strategy,
    /// What was measured, smallest size first.
    pub points: Vec<Point>,
    /// From which size on it pays once its workers run.
    pub warm: Pays,
    /// From which size on it pays when they have to be started for the work.
    pub cold: Pays,
    /// What starting them takes, in milliseconds.
    pub start_ms: Millis,
}

/// One strategy at one size.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The size.
    pub size: u32,
    /// What was measured.
    pub figure: Figure,
    /// What the baseline took: the median, in milliseconds.
    pub baseline_ms: Millis,
    /// How many times as fast as the baseline.
    pub speedup: Speedup,
    /// The same when its workers have to be started for the work.
    pub cold: Option<Speedup>,
}

impl Crossover {
    /// Sums up a sweep.
    pub fn of(swept: &Swept) -> Self {
        let figures = figure::figures(swept);
        let compared = Strategy::ALL.into_iter().filter(|it| *it != Strategy::Sequential);
        let curves = compared.map(|strategy| curve(strategy, &figures));
        Self {
            cores: swept.sweep.cores.max(1),
            curves: curves.filter(|curve| !curve.points.is_empty()).collect(),
        }
    }

    /// The smallest and the largest size that was measured.
    pub fn sizes(&self) -> Option<(u32, u32)> {
        let sizes = || self.curves.iter().flat_map(|curve| &curve.points).map(|point| point.size);
        Some((sizes().min()?, sizes().max()?))
    }
}

fn curve(strategy: Strategy, figures: &[Figure]) -> Curve {
    let own = figures.iter().filter(|figure| figure.cell.strategy == strategy);
    let mut points: Vec<_> = own.filter_map(point).collect();
    points.sort_by_key(|point| point.size);
    let start_ms = points.iter().map(|point| point.figure.start_ms).fold(0.0, f64::max);
    let rows = |extra_ms: Millis| -> Vec<Row> {
        let row = |point: &Point| Row { size: point.size, ratios: point.figure.ratios(extra_ms) };
        points.iter().map(row).collect()
    };
    Curve {
        strategy,
        warm: crossing::pays(&rows(0.0)),
        cold: crossing::pays(&rows(start_ms)),
        start_ms,
        points,
    }
}

fn point(figure: &Figure) -> Option<Point> {
    let base: Vec<_> = figure.baseline.iter().map(|(_, time)| *time).collect();
    let started = figure.rounds.iter().map(|&(round, time)| (round, time + figure.start_ms));
    Some(Point {
        size: figure.cell.size,
        baseline_ms: stats::summary(&base)?.median,
        speedup: figure.speedup?,
        cold: stats::speedup(&figure.baseline, &started.collect::<Vec<_>>()),
        figure: figure.clone(),
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::figure::tests::{cell, swept};
    use crate::sweep::Cell;

    /// The sizes that are tried.
    pub const SIZES: [u32; 13] = [
        100, 220, 460, 1_000, 2_200, 4_600, 10_000, 22_000, 46_000, 100_000, 220_000, 460_000,
        1_000_000,
    ];

    /// What one item takes, in milliseconds.
    const ITEM_MS: f64 = 0.0002;

    /// What a sweep times.
    pub fn cells() -> Vec<Cell> {
        let strategies =
            [Strategy::Sequential, Strategy::ThreadsGil, Strategy::Threads, Strategy::Processes];
        let at = |size| strategies.map(|strategy| cell(strategy, 4, 1, size));
        SIZES.into_iter().flat_map(at).collect()
    }

    /// A machine on which handing work over takes 0.05 ms to threads and 2 ms to processes, so
    /// that with 4 workers they pay from 333 and 13,333 items on; a lock makes all 3 % slower.
    pub fn machine(cell: &Cell) -> f64 {
        let alone = f64::from(cell.size) * ITEM_MS;
        match cell.strategy {
            Strategy::Sequential => alone,
            Strategy::ThreadsGil => alone * 1.03 + 0.05,
            Strategy::Threads => alone / 4.0 + 0.05,
            _ => alone / 4.0 + 2.0,
        }
    }

    /// What that machine gives.
    pub fn crossover(rounds: u32, spread: f64) -> Crossover {
        Crossover::of(&swept(&cells(), rounds, spread, 30.0, machine))
    }

    fn near(pays: &Pays, truth: f64) -> bool {
        let Pays::From { size, ends: Some((low, high)), .. } = pays else { return false };
        (size / truth).ln().abs() < 0.15 && *low <= truth * 1.1 && truth * 0.9 <= *high
    }

    #[test]
    fn the_crossing_of_a_known_machine_is_found() {
        let crossover = crossover(9, 0.03);
        let [gil, threads, processes] = &crossover.curves[..] else { panic!("three curves") };
        assert!(matches!(gil.warm, Pays::Never { .. }), "{:?}", gil.warm);
        assert!(near(&threads.warm, 333.3), "{:?}", threads.warm);
        assert!(near(&processes.warm, 13_333.0), "{:?}", processes.warm);
        // 30 ms more are to be won back: 32 ÷ (¾ · 0.0002).
        assert!(near(&processes.cold, 213_333.0), "{:?}", processes.cold);
        assert_eq!(processes.start_ms, 30.0);
        assert_eq!(crossover.sizes(), Some((100, 1_000_000)));
    }

    #[test]
    fn a_first_round_gives_points_and_no_answer() {
        let crossover = crossover(1, 0.01);
        assert_eq!(crossover.curves[1].points.len(), SIZES.len());
        assert!(crossover.curves.iter().all(|curve| curve.warm == Pays::Untold));
    }

    #[test]
    fn nothing_read_is_nothing_said() {
        let empty = Crossover::of(&swept(&[], 0, 0.0, 0.0, machine));
        assert_eq!((empty.curves.len(), empty.sizes()), (0, None));
    }
}
