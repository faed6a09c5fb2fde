//! What more workers bring: speed-ups, Amdahl's law, and where adding workers stops paying.

pub mod amdahl;
pub mod grid;
pub mod heat_map;
mod picture;
pub mod words;

pub use picture::draw;

use crate::environment::{Probe, run_at_once};
use crate::figure::{self, Figure};
use crate::stats::Speedup;
use crate::strategy::Strategy;
use crate::sweep::Swept;
use amdahl::Fit;
use grid::Grid;

/// What a sweep over the number of workers says.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaling {
    /// How many cores the browser reports.
    pub cores: u32,
    /// One worker without any strategy.
    pub baseline: Option<Figure>,
    /// The strategies with one number of workers.
    pub curves: Vec<Curve>,
    /// Processes × threads; none when it was not measured.
    pub grid: Option<Grid>,
}

/// One strategy with more and more workers.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Which.
    pub strategy: Strategy,
    /// What was measured, fewest workers first.
    pub figures: Vec<Figure>,
    /// Amdahl's law, once there is something to fit.
    pub fit: Option<Fit>,
    /// Where adding workers stops paying; none without intervals.
    pub knee: Option<Knee>,
}

/// Where adding workers stops paying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knee {
    /// The fewest workers than which no other number is clearly faster.
    pub workers: u32,
    /// Their speed-up.
    pub speedup: Speedup,
    /// Whether they are the most that were tried.
    pub is_last: bool,
}

/// What is shown of every number of workers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// How many times as fast as the baseline.
    #[default]
    Speedup,
    /// How long it took.
    Elapsed,
}

impl Scaling {
    /// Sums up a sweep; `probe` tells how many cores the machine really gives.
    pub fn of(swept: &Swept, probe: Option<Probe>) -> Self {
        let cores = swept.sweep.cores.max(1);
        let most = fitted_workers(cores, probe);
        let figures = figure::figures(swept);
        let plain = [Strategy::ThreadsGil, Strategy::Threads, Strategy::Processes];
        let curves = plain.into_iter().map(|strategy| curve(strategy, &figures, most));
        Self {
            cores,
            baseline: of_strategy(&figures, Strategy::Sequential).into_iter().next(),
            curves: curves.filter(|curve| !curve.figures.is_empty()).collect(),
            grid: grid::grid(&figures, cores),
        }
    }

    /// The most workers that were measured.
    pub fn most_workers(&self) -> u32 {
        let figures = self.curves.iter().flat_map(|curve| &curve.figures);
        figures.map(Figure::workers).max().unwrap_or(1)
    }
}

/// The most workers that belong to a fit: as many as can really compute at once.
fn fitted_workers(cores: u32, probe: Option<Probe>) -> u32 {
    match probe.and_then(|probe| probe.effective_parallelism) {
        // All lanes were in full use: had there been more, more might have been.
        Some((times, lanes)) if run_at_once(times, lanes) => cores,
        Some((times, _)) => (times.round() as u32).clamp(2.min(cores), cores),
        None => cores,
    }
}

/// The figures of `strategy`, fewest workers first.
pub fn of_strategy(figures: &[Figure], strategy: Strategy) -> Vec<Figure> {
    let mut own: Vec<_> =
        figures.iter().filter(|figure| figure.cell.strategy == strategy).cloned().collect();
    own.sort_by_key(Figure::workers);
    own
}

fn curve(strategy: Strategy, figures: &[Figure], most: u32) -> Curve {
    let figures = of_strategy(figures, strategy);
    Curve { strategy, fit: amdahl::fit(&figures, most), knee: knee(&figures), figures }
}

/// Where adding workers stops paying, by figures with ever more workers.
pub fn knee(figures: &[Figure]) -> Option<Knee> {
    let measured: Vec<_> =
        figures.iter().filter_map(|figure| Some((figure.workers(), figure.speedup?))).collect();
    // Without an interval nothing is clearly faster, and the first would always do.
    let has_intervals = measured.iter().all(|(_, speedup)| speedup.ci95.is_some());
    let unbeaten = |own: &Speedup| !measured.iter().any(|(_, it)| it.clearly_faster_than(own));
    let &(workers, speedup) = measured.iter().find(|(_, own)| has_intervals && unbeaten(own))?;
    let most = measured.last().map(|(workers, _)| *workers);
    Some(Knee { workers, speedup, is_last: most == Some(workers) })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::figure::tests::{cell, swept};
    use crate::sweep::Cell;

    /// What a sweep times on a machine with 4 cores.
    pub fn cells() -> Vec<Cell> {
        let mut cells = vec![cell(Strategy::Sequential, 1, 1, 50_000)];
        for strategy in [Strategy::ThreadsGil, Strategy::Threads, Strategy::Processes] {
            cells.extend((1..=8).map(|count| cell(strategy, count, 1, 50_000)));
        }
        for processes in [1, 2, 4] {
            cells.extend(
                [2, 4].map(|threads| cell(Strategy::ProcessesThreads, processes, threads, 50_000)),
            );
        }
        cells
    }

    /// A machine with 4 cores, on which 6 % of the work is serial and a process costs 2 ms.
    pub fn machine(cell: &Cell) -> f64 {
        let shape = cell.strategy.shape(cell.workers);
        let at_once = f64::from(shape.lanes().min(4));
        let shared = |lanes: f64| 200.0 * (0.06 + 0.94 / lanes);
        let handing = if shape.children { 2.0 * f64::from(shape.processes) } else { 0.0 };
        match cell.strategy {
            Strategy::Sequential => 200.0,
            Strategy::ThreadsGil => 200.0 + 0.4 * f64::from(shape.lanes()),
            _ => shared(at_once) + handing,
        }
    }

    /// What that machine gives.
    pub fn scaling(rounds: u32) -> Scaling {
        let probe = Probe { clock_step_ms: 0.005, effective_parallelism: Some((3.9, 4)) };
        Scaling::of(&swept(&cells(), rounds, 0.01, 40.0, machine), Some(probe))
    }

    #[test]
    fn more_workers_stop_paying_at_the_cores() {
        let scaling = scaling(9);
        let knees: Vec<_> = scaling.curves.iter().map(|curve| curve.knee.unwrap()).collect();
        assert!(knees[0].workers == 1 && knees[0].speedup.ratio < 1.02, "{:?}", knees[0]);
        assert_eq!((knees[1].workers, knees[1].is_last), (4, false));
        assert_eq!(knees[2].workers, 4);
        assert_eq!((scaling.most_workers(), scaling.cores), (8, 4));
        let fit = scaling.curves[1].fit.clone().unwrap();
        assert!((fit.serial - 0.06).abs() < 0.01 && fit.most == 4, "{fit:?}");
    }

    #[test]
    fn without_intervals_no_number_of_workers_is_named() {
        let scaling = scaling(2);
        assert!(scaling.curves.iter().all(|curve| curve.knee.is_none()));
        assert!(scaling.curves[1].fit.as_ref().unwrap().ci95.is_none());
    }

    #[test]
    fn a_sweep_that_has_not_begun_says_nothing() {
        let empty = Scaling::of(&swept(&[], 0, 0.0, 0.0, machine), None);
        assert!(empty.curves.is_empty() && empty.grid.is_none() && empty.baseline.is_none());
    }

    #[test]
    fn only_workers_that_can_compute_at_once_are_fitted() {
        let probe = |times, lanes| {
            Some(Probe { clock_step_ms: 0.1, effective_parallelism: Some((times, lanes)) })
        };
        let probes = [None, probe(1.9, 2), probe(3.9, 8), probe(7.8, 8), probe(1.0, 8)];
        assert_eq!(probes.map(|probe| fitted_workers(8, probe)), [8, 8, 4, 8, 2]);
        assert_eq!(fitted_workers(1, probe(1.0, 2)), 1);
    }
}
