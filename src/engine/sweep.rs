//! One sweep: plan its cells, start what they need, warm up, then time every cell in rounds.

use super::answers::Answers;
use super::clock;
use super::herald::Herald;
use super::interruption::Interruption;
use super::measure;
use super::muster::Muster;
use super::probe;
use super::staff::{Roster, Staff};
use super::work::{Given, Work};
use crate::failure::{Failure, ProcessName};
use crate::plan::{is_warm, with_baseline};
use crate::protocol::{FromEngine, Stage};
use crate::random::Random;
use crate::receipt::Millis;
use crate::strategy::{Strategy, Workers};
use crate::sweep::{Cell, Reading, Sweep, SweepKind, plan};
use crate::workload::{self, Words, Workload};
use std::rc::Rc;

/// How often it is tried to find out how many runs make a reading: a kernel gets several times
/// faster while it warms up.
const MOST_TRIES: u32 = 4;

/// Another try that took this share of the best before, or more, tells nothing new.
const CLOSE_ENOUGH: f64 = 0.9;

/// So many times as long as a reading must last, even a disturbed run was no short one.
const AMPLE: f64 = 3.0;

/// Runs the sweep, posting readings as they come. The words are those of the visitor's own picture.
///
/// # Errors
/// When it is stopped, or when a process is lost or an answer is wrong.
pub async fn run(request: Sweep, words: Words, herald: Rc<Herald>) -> Result<(), Interruption> {
    let mut sweeping = Sweeping::prepare(request, words, herald).await?;
    sweeping.warm_up().await?;
    sweeping.settle_runs().await?;
    sweeping.time_rounds().await
}

/// A cell, and all that it takes to time it.
struct Place {
    cell: Cell,
    staff: Rc<Staff>,
    work: Rc<Work>,
    start_ms: Millis,
    /// How often the work is run in a row for one reading.
    runs: u32,
    /// In how many rounds it is timed.
    rounds: u32,
    /// What the last reading took in all, in milliseconds.
    last_ms: Millis,
}

/// A sweep under way.
struct Sweeping {
    request: Sweep,
    places: Vec<Place>,
    answers: Answers,
    /// How long a reading should last, in milliseconds.
    wanted_ms: Millis,
    random: Random,
    herald: Rc<Herald>,
    began: Millis,
}

impl Sweeping {
    async fn prepare(
        request: Sweep,
        words: Words,
        herald: Rc<Herald>,
    ) -> Result<Self, Interruption> {
        let began = clock::now();
        let unknown = Failure::BadMessage { process: ProcessName::Main };
        let workload = workload::find(&request.workload).ok_or(unknown)?;
        let given = Given::new(request.seed, request.picture, words)?;
        let clock_step_ms = clock::step_ms();
        let mut roster = Roster::new(request.switch_interval_us);
        let alone = Workers { workers: 1, processes: 1, threads: 1 };
        let baseline = roster.staff(Strategy::Sequential.shape(alone)).await?.0;
        let cells = plan_cells(&request, workload, &given, clock_step_ms, &baseline).await?;
        let message = FromEngine::Planned { run: request.run, cells: cells.clone() };
        herald.say(&message, &[]);
        let muster = Muster::start(roster, &cells).await?;
        Ok(Self {
            places: places(&request, workload, &given, &cells, muster).await?,
            answers: Answers::default(),
            wanted_ms: plan::reading_ms(clock_step_ms),
            random: Random::new(request.seed ^ clock::now().to_bits()),
            herald,
            began,
            request,
        })
    }

    /// Runs the widest cell of every strategy until two medians of its samples agree. All cells of
    /// a strategy run the same code.
    async fn warm_up(&mut self) -> Result<(), Interruption> {
        for strategy in with_baseline(&self.request.strategies) {
            let own = |at: &usize| self.places[*at].cell.strategy == strategy;
            let width = |at: &usize| {
                let place = &self.places[*at];
                (place.cell.size, place.staff.shape.lanes())
            };
            let widest = (0..self.places.len()).filter(own).max_by_key(width);
            let mut samples = Vec::new();
            while let Some(at) = widest.filter(|_| !is_warm(&samples)) {
                self.herald.announce(strategy, Stage::Preparing);
                samples.push(self.time(at).await?);
                self.herald.bring_news().await;
            }
        }
        Ok(())
    }

    /// Finds out how often each cell must be run for one reading.
    async fn settle_runs(&mut self) -> Result<(), Interruption> {
        for at in 0..self.places.len() {
            self.herald.announce(self.places[at].cell.strategy, Stage::Preparing);
            let mut once_ms = Millis::INFINITY;
            for _ in 0..MOST_TRIES {
                let before = once_ms;
                once_ms = once_ms.min(self.time(at).await?);
                let place = &mut self.places[at];
                place.runs = plan::runs(once_ms, self.wanted_ms);
                place.rounds = plan::rounds(place.last_ms, self.request.repeats);
                if once_ms >= self.wanted_ms * AMPLE || once_ms >= before * CLOSE_ENOUGH {
                    break;
                }
            }
            self.herald.bring_news().await;
        }
        Ok(())
    }

    /// Times every cell once in each round, in a random order.
    async fn time_rounds(&mut self) -> Result<(), Interruption> {
        let rounds = self.request.repeats;
        let began = clock::now();
        for round in 0..rounds {
            let mut order = self.order(round);
            self.random.shuffle(&mut order);
            while let Some(at) = order.pop() {
                self.herald
                    .announce(self.places[at].cell.strategy, Stage::Timing { round, rounds });
                let makespan_ms = self.time(at).await?;
                let Place { runs, start_ms, .. } = self.places[at];
                let cell = at as u32;
                let ended_ms = clock::now() - began;
                let reading = Reading { cell, round, runs, makespan_ms, start_ms, ended_ms };
                self.herald.note_reading(reading);
                self.estimate(&order, round + 1);
                self.herald.bring_news().await;
            }
        }
        Ok(())
    }

    /// The places that are timed in a round.
    fn order(&self, round: u32) -> Vec<usize> {
        (0..self.places.len()).filter(|&at| round < self.places[at].rounds).collect()
    }

    /// Runs a cell as often as one reading asks for, and gives the mean makespan.
    async fn time(&mut self, at: usize) -> Result<Millis, Interruption> {
        let place = &mut self.places[at];
        let (mut answers, mut last_ms) = (Vec::with_capacity(place.runs as usize), 0.0);
        let began = clock::now();
        for _ in 0..place.runs {
            let timed = measure::sample(&place.work, &place.staff, clock::now(), None).await?;
            last_ms = timed.makespan_ms;
            answers.push(timed.answer);
        }
        // One start and one stop of the clock, however many runs: its step counts once.
        let all_ms = if place.runs == 1 { last_ms } else { clock::now() - began };
        place.last_ms = all_ms;
        for answer in &answers {
            self.answers.check(place.cell.strategy, &place.work, answer)?;
        }
        Ok(all_ms / f64::from(place.runs))
    }

    /// Estimates the time left from what each reading took last.
    fn estimate(&self, rest_of_round: &[usize], next_round: u32) {
        let ms =
            |places: &[usize]| places.iter().map(|&at| self.places[at].last_ms).sum::<Millis>();
        let later = (next_round..self.request.repeats).map(|round| ms(&self.order(round)));
        let remaining = ms(rest_of_round) + later.sum::<Millis>();
        let elapsed = clock::now() - self.began;
        self.herald.estimate(elapsed / (elapsed + remaining), remaining);
    }
}

/// The cells of the sweep. Sizes that were not asked for are found by timing the baseline.
async fn plan_cells(
    request: &Sweep,
    workload: &'static Workload,
    given: &Given,
    clock_step_ms: Millis,
    baseline: &Staff,
) -> Result<Vec<Cell>, Interruption> {
    let Sweep { kind, size, ref strategies, workers, cores, .. } = *request;
    match (kind, size) {
        (SweepKind::Crossover, _) => {
            let target = plan::LARGEST_MS;
            let largest = probe::size_that_takes(target, workload, given, baseline).await?;
            let sizes = plan::sizes(workload.sizes, largest.min(plan::largest(workload)));
            Ok(plan::crossover(strategies, workers, &sizes))
        }
        (SweepKind::Scaling, Some(size)) => Ok(plan::scaling(strategies, cores, size)),
        (SweepKind::Scaling, None) => {
            let cells = plan::scaling(strategies, cores, workload.sizes.start);
            let waits = probe::waits(workload, given, baseline).await?;
            let lanes = plan::lanes_that_help(&cells, cores, waits);
            let size =
                probe::size_for_lanes(&lanes, workload, given, clock_step_ms, baseline).await?;
            let size = size.min(plan::largest(workload));
            Ok(cells.into_iter().map(|cell| Cell { size, ..cell }).collect())
        }
    }
}

async fn places(
    request: &Sweep,
    workload: &'static Workload,
    given: &Given,
    cells: &[Cell],
    mut muster: Muster,
) -> Result<Vec<Place>, Interruption> {
    let mut works: Vec<Rc<Work>> = Vec::new();
    let mut places = Vec::with_capacity(cells.len());
    for &cell in cells {
        let known = works.iter().find(|work| work.size == cell.size).cloned();
        let work = known.unwrap_or_else(|| {
            let work = Work::new(workload, cell.size, given, request.schedule);
            works.push(Rc::new(work));
            works[works.len() - 1].clone()
        });
        let (staff, start_ms) = (muster.staff(cell).await?, muster.start_ms(cell));
        let rounds = request.repeats;
        places.push(Place { cell, staff, work, start_ms, runs: 1, rounds, last_ms: 0.0 });
    }
    Ok(places)
}
