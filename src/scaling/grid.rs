//! Processes × threads: every combination that was measured, and which of them are the fastest.

use crate::figure::Figure;
use crate::stats;
use crate::strategy::Strategy;

/// Every combination that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// The numbers of processes, fewest first.
    pub processes: Vec<u32>,
    /// The numbers of threads in each, fewest first.
    pub threads: Vec<u32>,
    /// The combinations, row by row; those not measured are left out.
    pub squares: Vec<Square>,
}

/// One combination.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    /// How many processes.
    pub processes: u32,
    /// How many threads in each.
    pub threads: u32,
    /// What was measured.
    pub figure: Figure,
    /// How it compares with the fastest.
    pub place: Place,
    /// Whether there are more workers than cores.
    pub is_oversubscribed: bool,
}

/// How a combination compares with the one with the smallest median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Clearly faster than every other.
    Best,
    /// Cannot be told apart from the fastest.
    NearBest,
    /// Clearly slower than the fastest.
    Slower,
}

impl Grid {
    /// The combination of so many processes and threads.
    pub fn square(&self, processes: u32, threads: u32) -> Option<&Square> {
        let is_it = |it: &&Square| it.processes == processes && it.threads == threads;
        self.squares.iter().find(is_it)
    }

    /// Those that are the fastest, or cannot be told apart from it.
    pub fn fastest(&self) -> Vec<&Square> {
        self.squares.iter().filter(|square| square.place != Place::Slower).collect()
    }
}

/// The combinations in `figures`; processes with one thread each count as such. None when no
/// process with several threads was measured.
pub fn grid(figures: &[Figure], cores: u32) -> Option<Grid> {
    let of = |strategy| figures.iter().filter(move |figure| figure.cell.strategy == strategy);
    // Numbers of processes that were only measured with one thread would be rows of one square.
    let rows = distinct(of(Strategy::ProcessesThreads).map(|figure| figure.shape().processes));
    let mut squares: Vec<Square> = Vec::new();
    for figure in of(Strategy::ProcessesThreads).chain(of(Strategy::Processes)) {
        let square = square(figure, cores);
        let same = |it: &Square| (it.processes, it.threads) == (square.processes, square.threads);
        if rows.contains(&square.processes) && !squares.iter().any(same) {
            squares.push(square);
        }
    }
    squares.sort_by_key(|square| (square.processes, square.threads));
    place(&mut squares);
    (!squares.is_empty()).then(|| Grid {
        processes: rows,
        threads: distinct(squares.iter().map(|square| square.threads)),
        squares,
    })
}

fn square(figure: &Figure, cores: u32) -> Square {
    let shape = figure.shape();
    Square {
        processes: shape.processes,
        threads: shape.threads,
        figure: figure.clone(),
        place: Place::Slower,
        is_oversubscribed: shape.lanes() > cores,
    }
}

fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Compares every combination with the fastest, paired within rounds.
fn place(squares: &mut [Square]) {
    let median = |square: &Square| square.figure.elapsed.map_or(f64::INFINITY, |it| it.median);
    let fastest = squares.iter().min_by(|a, b| median(a).total_cmp(&median(b)));
    let Some(best) = fastest.map(|square| square.figure.rounds.clone()) else { return };
    for square in squares.iter_mut() {
        let is_slower = stats::speedup(&best, &square.figure.rounds)
            .is_some_and(|it| it.is_clear() && it.ratio < 1.0);
        square.place = if is_slower { Place::Slower } else { Place::NearBest };
    }
    let near = squares.iter().filter(|square| square.place == Place::NearBest).count();
    let alone = squares.iter_mut().find(|square| near == 1 && square.place == Place::NearBest);
    if let Some(best) = alone {
        best.place = Place::Best;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::figures;
    use crate::figure::tests::swept;
    use crate::scaling::tests::{cells, machine};

    #[test]
    fn processes_alone_are_the_column_of_one_thread() {
        let swept = swept(&cells(), 9, 0.01, 0.0, machine);
        let grid = grid(&figures(&swept), 4).unwrap();
        assert_eq!((&grid.processes[..], &grid.threads[..]), (&[1, 2, 4][..], &[1, 2, 4][..]));
        assert_eq!(grid.squares.len(), 9);
        let alone = grid.square(4, 1).unwrap();
        assert_eq!(alone.figure.cell.strategy, Strategy::Processes);
        assert!(!alone.is_oversubscribed && grid.square(2, 4).unwrap().is_oversubscribed);
    }

    #[test]
    fn the_best_is_only_named_when_it_stands_alone() {
        let places = |spread| {
            let swept = swept(&cells(), 9, spread, 0.0, machine);
            let grid = grid(&figures(&swept), 4).unwrap();
            let fastest = grid.fastest().into_iter();
            fastest.map(|it| (it.processes, it.threads, it.place)).collect::<Vec<_>>()
        };
        assert_eq!(places(0.001), [(1, 4, Place::Best)]);
        let near = places(0.2);
        let is_near = near.iter().all(|(.., place)| *place == Place::NearBest);
        assert!(near.len() > 1 && is_near, "{near:?}");
    }

    #[test]
    fn without_threads_there_is_no_grid() {
        let only: Vec<_> = cells().into_iter().take(25).collect();
        assert_eq!(grid(&figures(&swept(&only, 3, 0.01, 0.0, machine)), 4), None);
    }

    #[test]
    fn two_rounds_tell_nothing_apart() {
        let swept = swept(&cells(), 2, 0.001, 0.0, machine);
        let grid = grid(&figures(&swept), 4).unwrap();
        assert!(grid.squares.iter().all(|square| square.place == Place::NearBest));
    }
}
