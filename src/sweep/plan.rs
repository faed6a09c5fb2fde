//! What a sweep times: which numbers of workers, which sizes, and how often a cell is run.

use super::Cell;
use crate::plan::{largest_within, with_baseline};
use crate::receipt::Millis;
use crate::strategy::{Shape, Strategy, Workers};
use crate::workload::{Sizes, Workload};

/// No process has more threads, and no strategy more lanes: the limit of the form.
pub const MOST_LANES: u32 = 64;

/// Processes and threads in each of the combined strategy: more on both sides tell nothing new.
const MOST_ON_A_SIDE: u32 = 8;

/// Up to here every number of workers is tried.
const EVERY_WORKER: u32 = 8;

/// How long the baseline takes at the largest size of a crossover, in milliseconds: far more than
/// any strategy needs to send its input and to come to rest.
pub const LARGEST_MS: Millis = 100.0;

/// How far below its largest size a crossover begins: four decades.
const REACH: u32 = 10_000;

/// Sizes tried in each decade.
const PER_DECADE: f64 = 3.0;

/// Fewest and most steps from the smallest size to the largest.
const STEPS: (f64, f64) = (9.0, 15.0);

/// What a reading must last at least, in milliseconds, and at most for the sake of the clock.
const READING_MS: (Millis, Millis) = (5.0, 20.0);

/// No cell is run more often in a row: by then the clock is no longer what limits the reading.
const MOST_RUNS: u32 = 1_000;

/// What one cell may take in all its rounds, in milliseconds. A cell that takes longer is timed in
/// fewer rounds, but never in fewer than [`LEAST_ROUNDS`].
const MOST_CELL_MS: Millis = 3_000.0;

/// Fewer readings have no interval worth the name.
const LEAST_ROUNDS: u32 = 3;

/// Messages that one run of a strategy may take, at about 50 µs each.
const MOST_MESSAGES: u32 = 6_000;

/// Nothing is started and nobody shares.
const ALONE: Workers = Workers { workers: 1, processes: 1, threads: 1 };

/// The numbers of workers to try on a machine with so many cores: all of them up to twice `cores`
/// where those are few, otherwise ever thinner.
fn worker_counts(cores: u32) -> Vec<u32> {
    let most = twice(cores);
    // 1 2 3 4 6 8 12 16 24 32 48: each power of two, and half as many again.
    let is_round = |count: u32| {
        count.is_power_of_two() || (count.is_multiple_of(3) && (count / 3).is_power_of_two())
    };
    let is_tried = |count: &u32| most <= EVERY_WORKER || *count == most || is_round(*count);
    (1..=most).filter(is_tried).collect()
}

/// The numbers of processes and of threads in each that the combined strategy is tried with.
pub fn grid(cores: u32) -> Vec<(u32, u32)> {
    let most = twice(cores).min(MOST_ON_A_SIDE);
    let side: Vec<u32> = [1, 2, 4, 8].into_iter().filter(|count| *count <= most).collect();
    let rows = side.iter().flat_map(|&processes| side.iter().map(move |&it| (processes, it)));
    // One thread in each process is what the processes without threads are.
    rows.filter(|(processes, threads)| *threads > 1 && processes * threads <= MOST_LANES).collect()
}

fn twice(cores: u32) -> u32 {
    cores.max(1).saturating_mul(2).min(MOST_LANES)
}

/// The cells of a sweep over the number of workers, at one size.
pub fn scaling(strategies: &[Strategy], cores: u32, size: u32) -> Vec<Cell> {
    let mut cells = Vec::new();
    for strategy in with_baseline(strategies) {
        let mut add = |workers| cells.push(Cell { strategy, workers, size });
        match strategy {
            Strategy::Sequential => add(ALONE),
            Strategy::ThreadsGil | Strategy::Threads | Strategy::Processes => {
                for workers in worker_counts(cores) {
                    add(Workers { workers, processes: workers, threads: 1 });
                }
            }
            Strategy::ProcessesThreads => {
                for (processes, threads) in grid(cores) {
                    add(Workers { workers: processes * threads, processes, threads });
                }
            }
        }
    }
    cells
}

/// The cells of a sweep over sizes: every strategy at every size.
pub fn crossover(strategies: &[Strategy], workers: Workers, sizes: &[u32]) -> Vec<Cell> {
    let strategies = with_baseline(strategies);
    let at = |&size: &u32| strategies.iter().map(move |&strategy| Cell { strategy, workers, size });
    sizes.iter().flat_map(at).collect()
}

/// The sizes of a crossover, rising to `largest` in equal ratios: four decades, or all that the
/// workload has below `largest` where that is less. Rounded to two digits.
pub fn sizes(of: Sizes, largest: u32) -> Vec<u32> {
    let largest = largest.clamp(of.min, of.max);
    let smallest = of.min.max(largest / REACH);
    let span = f64::from(largest) / f64::from(smallest.max(1));
    let decades = span.ln() / std::f64::consts::LN_10;
    let steps = (decades * PER_DECADE).round().clamp(STEPS.0, STEPS.1);
    let ratio = span.powf(1.0 / steps);
    let between = (0..steps as i32).map(|step| two_digits(f64::from(smallest) * ratio.powi(step)));
    let mut sizes: Vec<u32> =
        between.chain([largest]).map(|it| it.clamp(smallest, largest)).collect();
    sizes.dedup();
    sizes
}

/// A size rounded to two leading digits.
pub fn two_digits(size: f64) -> u32 {
    let digits = (size as u32).max(1).ilog10();
    let unit = f64::from(10u32.pow(digits.saturating_sub(1)));
    ((size / unit).round() * unit) as u32
}

/// The largest size that a sweep should choose for a workload.
pub fn largest(workload: &Workload) -> u32 {
    largest_within(workload, MOST_MESSAGES)
}

/// How long a reading should last with a clock of this step, in milliseconds.
pub fn reading_ms(clock_step_ms: Millis) -> Millis {
    (crate::plan::LEAST_CLOCK_STEPS * clock_step_ms).clamp(READING_MS.0, READING_MS.1)
}

/// How often a cell that takes `once_ms` must run in a row to last `wanted_ms`.
pub fn runs(once_ms: Millis, wanted_ms: Millis) -> u32 {
    (wanted_ms / once_ms.max(f64::MIN_POSITIVE)).ceil().clamp(1.0, f64::from(MOST_RUNS)) as u32
}

/// In how many of `repeats` rounds a cell is timed whose reading takes `reading_ms`.
pub fn rounds(reading_ms: Millis, repeats: u32) -> u32 {
    let affordable = (MOST_CELL_MS / reading_ms.max(f64::MIN_POSITIVE)) as u32;
    affordable.max(LEAST_ROUNDS).min(repeats)
}

/// The numbers of lanes that must stay long enough to be timed: beyond twice the cores more lanes
/// make nothing shorter, except work that mostly waits.
pub fn lanes_that_help(cells: &[Cell], cores: u32, waits: bool) -> Vec<u32> {
    let most = if waits { MOST_LANES } else { twice(cores) };
    shapes(cells).map(Shape::lanes).filter(|lanes| *lanes <= most).collect()
}

/// The most processes and the most threads that any cell of a strategy needs.
pub fn hull(cells: &[Cell], strategy: Strategy) -> Option<Shape> {
    let own = cells.iter().filter(|cell| cell.strategy == strategy);
    own.map(|cell| strategy.shape(cell.workers)).reduce(|hull, shape| Shape {
        processes: hull.processes.max(shape.processes),
        threads: hull.threads.max(shape.threads),
        ..hull
    })
}

/// The most threads of the main process that any cell needs.
pub fn most_threads(cells: &[Cell]) -> u32 {
    let own = shapes(cells).filter(|shape| !shape.children);
    own.map(|shape| shape.threads).max().unwrap_or(1)
}

/// What must be started only to find out how long that takes, the small before the large: a pool
/// is tried in a process of its own. The largest of each kind are started anyway.
pub fn shapes_to_try(cells: &[Cell]) -> Vec<Shape> {
    let most = most_threads(cells);
    let hulls = [Strategy::Processes, Strategy::ProcessesThreads].map(|it| hull(cells, it));
    let order = |shape: &Shape| (shape.lanes(), shape.processes);
    let mut to_try: Vec<Shape> = Vec::new();
    for shape in shapes(cells).filter(|it| it.children || (2..most).contains(&it.threads)) {
        let shape = Shape { children: true, locked: false, ..shape };
        let place = to_try.partition_point(|other| order(other) < order(&shape));
        if to_try.get(place) != Some(&shape) && !hulls.contains(&Some(shape)) {
            to_try.insert(place, shape);
        }
    }
    to_try
}

fn shapes(cells: &[Cell]) -> impl Iterator<Item = Shape> {
    cells.iter().map(|cell| cell.strategy.shape(cell.workers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload;
    use proptest::{prop_assert, proptest};

    #[test]
    fn few_workers_are_all_tried_and_many_ever_thinner() {
        assert_eq!(worker_counts(2), [1, 2, 3, 4]);
        assert_eq!(worker_counts(4), [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(worker_counts(8), [1, 2, 3, 4, 6, 8, 12, 16]);
        assert_eq!(worker_counts(10), [1, 2, 3, 4, 6, 8, 12, 16, 20]);
        assert_eq!(worker_counts(0), [1, 2]);
    }

    #[test]
    fn the_grid_leaves_out_what_has_one_thread() {
        assert_eq!(grid(2), [(1, 2), (1, 4), (2, 2), (2, 4), (4, 2), (4, 4)]);
        assert_eq!(grid(1), [(1, 2), (2, 2)]);
        assert_eq!(grid(32).len(), 12);
    }

    #[test]
    fn scaling_times_the_baseline_once_and_every_number_of_workers() {
        let cells = scaling(&Strategy::ALL, 2, 9);
        let lanes = |of: Strategy| -> Vec<_> {
            let own = cells.iter().filter(|cell| cell.strategy == of);
            own.map(|cell| of.shape(cell.workers).lanes()).collect()
        };
        assert_eq!(lanes(Strategy::Sequential), [1]);
        assert_eq!(lanes(Strategy::ThreadsGil), [1, 2, 3, 4]);
        assert_eq!(lanes(Strategy::Processes), [1, 2, 3, 4]);
        assert_eq!(lanes(Strategy::ProcessesThreads), [2, 4, 4, 8, 8, 16]);
        assert_eq!(scaling(&[Strategy::Threads], 2, 9).len(), 5);
        assert_eq!(lanes_that_help(&cells, 2, false).into_iter().max(), Some(4));
        assert_eq!(lanes_that_help(&cells, 2, true).into_iter().max(), Some(16));
    }

    #[test]
    fn the_largest_are_started_and_the_others_tried() {
        let cells = scaling(&Strategy::ALL, 2, 9);
        assert_eq!(most_threads(&cells), 4);
        let sides = |shape: Shape| (shape.processes, shape.threads);
        assert_eq!(hull(&cells, Strategy::Processes).map(sides), Some((4, 1)));
        assert_eq!(hull(&cells, Strategy::ProcessesThreads).map(sides), Some((4, 4)));
        let to_try: Vec<_> = shapes_to_try(&cells).into_iter().map(sides).collect();
        let rest = [(1, 4), (2, 2), (2, 4), (4, 2)];
        assert_eq!(to_try[..5], [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1)]);
        assert_eq!(to_try[5..], rest);
        let race = crossover(&Strategy::ALL, cells[1].workers, &[1, 2]);
        assert_eq!(shapes_to_try(&race), []);
    }

    #[test]
    fn sizes_rise_over_four_decades() {
        let all = Sizes { min: 1, max: 2_000_000_000, start: 1_000 };
        let found = sizes(all, 1_000_000);
        assert_eq!(found.len(), 13);
        assert_eq!((found[0], found[3], found[12]), (100, 1_000, 1_000_000));
        let narrow = Sizes { min: 8, max: 2_048, start: 256 };
        assert_eq!(sizes(narrow, 400), [8, 12, 19, 29, 46, 70, 110, 170, 260, 400]);
        assert_eq!(sizes(narrow, 4), [8]);
    }

    #[test]
    fn what_is_too_short_for_the_clock_is_run_more_often() {
        assert_eq!((reading_ms(0.005), reading_ms(0.02), reading_ms(1.0)), (5.0, 20.0, 20.0));
        assert_eq!((runs(0.02, 5.0), runs(7.0, 5.0), runs(0.0, 5.0)), (250, 1, MOST_RUNS));
    }

    #[test]
    fn no_size_is_chosen_that_takes_endless_messages() {
        let find = |id| workload::find(id).expect("is listed");
        assert_eq!(largest(find("squares")), MOST_MESSAGES);
        assert_eq!(largest(find("wait")), find("wait").sizes.max);
        assert_eq!(largest(find("primes")), find("primes").sizes.max);
    }

    #[test]
    fn what_takes_very_long_is_timed_in_fewer_rounds() {
        assert_eq!((rounds(10.0, 5), rounds(700.0, 5), rounds(9_000.0, 5)), (5, 4, 3));
        assert_eq!(rounds(9_000.0, 2), 2);
    }

    #[test]
    fn a_crossover_times_every_strategy_at_every_size() {
        let cells = crossover(&[Strategy::Threads], ALONE, &[1, 10]);
        let seen: Vec<_> = cells.iter().map(|cell| (cell.strategy, cell.size)).collect();
        let (alone, threads) = (Strategy::Sequential, Strategy::Threads);
        assert_eq!(seen, [(alone, 1), (threads, 1), (alone, 10), (threads, 10)]);
    }

    proptest! {
        #[test]
        fn no_machine_asks_for_too_many(cores in 0u32..2_000) {
            let counts = worker_counts(cores);
            prop_assert!(counts.is_sorted_by(|one, next| one < next), "{counts:?}");
            prop_assert!(counts.len() <= 12 && counts[0] == 1);
            let cells = scaling(&Strategy::ALL, cores, 1);
            let most = shapes(&cells).map(Shape::lanes).max();
            prop_assert!(most <= Some(MOST_LANES));
        }

        #[test]
        fn sizes_are_in_order_and_allowed(index in 0..workload::ALL.len(), largest: u32) {
            let of = workload::ALL[index].sizes;
            let sizes = sizes(of, largest);
            prop_assert!(sizes.is_sorted_by(|one, next| one < next), "{sizes:?}");
            prop_assert!(sizes.iter().all(|size| (of.min..=of.max).contains(size)));
            prop_assert!(!sizes.is_empty() && sizes.len() <= 16);
        }
    }
}
