//! Starts the processes and threads that the cells of a sweep need, and finds out what starting
//! each cell takes.
//!
//! Most cells run on a part of something larger: a pool can be started once in the life of a
//! process, and processes are dear. So what a cell would take to start is timed on children that
//! are started for that alone and ended again; the largest of each kind are timed when they are
//! started to stay. What the trials have no time for is judged by the most similar trial.

use super::clock;
use super::deadline::timer;
use super::interruption::{Interruption, unless_stopped};
use super::staff::{Roster, Staff};
use crate::receipt::Millis;
use crate::strategy::{Shape, Strategy};
use crate::sweep::trial::Trials;
use crate::sweep::{Cell, plan};
use std::rc::Rc;

/// Ended processes are left so long to go before the next are started.
const LEAVE_MS: Millis = 30.0;

/// Everybody a sweep needs, and what starting them took.
pub struct Muster {
    roster: Roster,
    /// The most processes and threads of each strategy that starts any.
    hulls: Vec<(Strategy, Rc<Staff>)>,
    /// Parts of those.
    parts: Vec<(Strategy, Rc<Staff>)>,
    trials: Trials,
    /// The threads of the main process, and what starting them took.
    pool: (u32, Millis),
}

impl Muster {
    /// Starts everybody that `cells` need.
    ///
    /// # Errors
    /// When a process or a pool does not come up, or the run was stopped.
    pub async fn start(roster: Roster, cells: &[Cell]) -> Result<Self, Interruption> {
        let trials = Trials::default();
        let mut muster =
            Self { roster, hulls: Vec::new(), parts: Vec::new(), trials, pool: (1, 0.0) };
        let to_try = plan::shapes_to_try(cells);
        if let Some(&smallest) = to_try.first() {
            // The first process of all also has the script compiled; no cell should pay for that.
            let _ = unless_stopped(muster.roster.timed_children(smallest)).await?;
        }
        for shape in to_try {
            muster.try_out(shape).await?;
        }
        muster.start_pool(plan::most_threads(cells)).await?;
        for strategy in [Strategy::Processes, Strategy::ProcessesThreads] {
            if let Some(hull) = plan::hull(cells, strategy) {
                muster.start_hull(strategy, hull).await?;
            }
        }
        Ok(muster)
    }

    /// The processes of one cell.
    ///
    /// # Errors
    /// None that is known: all of them were started before.
    pub async fn staff(&mut self, cell: Cell) -> Result<Rc<Staff>, Interruption> {
        let (strategy, shape) = (cell.strategy, cell.strategy.shape(cell.workers));
        if !shape.children {
            return Ok(unless_stopped(self.roster.staff(shape)).await?.0);
        }
        let known = self.hulls.iter().chain(&self.parts);
        let mut known = known.filter(|(of, staff)| *of == strategy && staff.shape == shape);
        if let Some((_, staff)) = known.next() {
            return Ok(staff.clone());
        }
        let part = match self.hulls.iter().find(|(of, _)| *of == strategy) {
            Some((_, hull)) => Rc::new(hull.part(shape)),
            None => unless_stopped(self.roster.staff(shape)).await?.0,
        };
        self.parts.push((strategy, part.clone()));
        Ok(part)
    }

    /// What starting the processes and threads of one cell takes.
    pub fn start_ms(&self, cell: Cell) -> Millis {
        let shape = cell.strategy.shape(cell.workers);
        let (most, pool_ms) = self.pool;
        if shape.children {
            self.trials.start_ms(shape).unwrap_or_default()
        } else if shape.threads == most {
            pool_ms
        } else {
            let share = f64::from(shape.threads) / f64::from(most);
            self.trials.pool_ms(shape.threads).unwrap_or(pool_ms * share)
        }
    }

    async fn try_out(&mut self, shape: Shape) -> Result<(), Interruption> {
        if self.trials.are_worth(shape) {
            self.trials.add(unless_stopped(self.roster.timed_children(shape)).await?.1);
            timer(LEAVE_MS).await;
        }
        Ok(())
    }

    /// Starts the threads of the main process: as many as any cell needs.
    async fn start_pool(&mut self, threads: u32) -> Result<(), Interruption> {
        let began = clock::now();
        let shape = Shape { children: false, processes: 1, threads, locked: false };
        let (_, started) = unless_stopped(self.roster.staff(shape)).await?;
        self.pool = (threads, if started { clock::now() - began } else { 0.0 });
        Ok(())
    }

    async fn start_hull(&mut self, strategy: Strategy, shape: Shape) -> Result<(), Interruption> {
        let (hull, trial) = unless_stopped(self.roster.timed_children(shape)).await?;
        self.trials.add(trial);
        self.hulls.push((strategy, Rc::new(hull)));
        Ok(())
    }
}
