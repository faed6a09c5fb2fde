//! The processes that carry out one strategy.

use super::child_process::ChildProcess;
use super::clock;
use super::crew::{Crew, Part, Task};
use super::ground::SIGNALS;
use super::record;
use super::work::Work;
use crate::failure::{Failure, ProcessName};
use crate::gil::Gil;
use crate::lane::Output;
use crate::protocol::ToChild;
use crate::receipt::Millis;
use crate::schedule::{Dealer, Schedule};
use crate::strategy::Shape;
use crate::sweep::trial::Trial;
use crate::trace::{self, ProcessLog};
use crate::workload::{Dealing, Words};
use futures_util::future::{Either, try_join_all};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// Batches a child process holds at once, so that the next one is there when one is done.
const IN_FLIGHT: u32 = 2;

/// The processes that carry out one strategy.
pub struct Staff {
    /// Its shape.
    pub shape: Shape,
    processes: Vec<Process>,
}

/// A sign of life of one process.
#[derive(PartialEq)]
pub struct Pulse {
    /// The process.
    pub process: ProcessName,
    /// Whether it was sent work that it has not answered.
    pub owes_work: bool,
    /// Chunks it has computed so far; wraps.
    pub chunks: u32,
}

/// One of them.
#[derive(Clone)]
enum Process {
    /// The main process does the work itself, on its own data.
    Here { crew: Rc<Crew>, gil: Option<Arc<Gil>> },
    /// A child does it, on copies.
    Child(Rc<ChildProcess>),
}

impl Staff {
    /// Begins a sample: sends what all items need to every process with a memory of its own.
    pub fn begin(&self, work: &Work) {
        record::begin(work.record);
        let common = (work.workload.needs)(work.size, 0..0).common;
        for child in self.children() {
            let message = ToChild::Begin {
                workload: work.workload.id.to_owned(),
                size: work.size,
                schedule: work.schedule,
                threads: self.shape.threads,
                record: work.record,
            };
            child.begin(&message, &work.input[common.clone()], work.record);
        }
    }

    /// How chunks are dealt to these processes. `streamed` asks for several batches even where
    /// one would do, so that what is done can be shown.
    pub fn dealer(&self, work: &Work, streamed: bool) -> Dealer {
        let Shape { processes, threads, children, .. } = self.shape;
        let chunks = work.chunks.count();
        match (children, work.schedule, work.workload.dealing) {
            (false, ..) if !streamed => Dealer::whole(chunks),
            (true, Schedule::Static, _) => Dealer::fixed(chunks, processes),
            (true, _, Dealing::OneByOne) => Dealer::one_by_one(chunks),
            _ => Dealer::guided(chunks, processes, threads),
        }
    }

    /// How many batches a process holds at once.
    pub fn in_flight(&self, work: &Work) -> u32 {
        match work.workload.dealing {
            Dealing::OneByOne if self.shape.children => IN_FLIGHT * self.shape.threads,
            _ => IN_FLIGHT,
        }
    }

    /// How many processes there are.
    pub fn count(&self) -> u32 {
        self.processes.len() as u32
    }

    /// Has `process` compute some chunks. They have been sent to a child when this returns.
    pub fn compute(
        &self,
        process: u32,
        work: &Work,
        chunks: Range<u32>,
    ) -> impl Future<Output = Result<Vec<Output>, Failure>> + use<> {
        let own = (work.workload.needs)(work.size, work.chunks.items_of(chunks.clone())).own;
        match &self.processes[process as usize] {
            Process::Here { crew, gil } => {
                let (crew, gil) = (crew.clone(), gil.clone());
                let task = task(work, chunks, own, self.shape.threads, gil);
                Either::Left(async move { Ok(crew.compute(task).await) })
            }
            Process::Child(child) => Either::Right(child.compute(chunks, &work.input[own])),
        }
    }

    /// Milliseconds the main process spent copying to and from children since last asked.
    pub fn take_tolls(&self) -> (Millis, Millis) {
        self.children()
            .map(ChildProcess::take_tolls)
            .fold((0.0, 0.0), |sum, toll| (sum.0 + toll.0, sum.1 + toll.1))
    }

    /// What is known of every process after a sample, and what each has recorded of it, packed.
    /// For when its clock has stopped.
    ///
    /// # Errors
    /// When a child is lost.
    pub async fn logs(&self) -> Result<Vec<(ProcessLog, Words)>, Failure> {
        let mut logs = Vec::new();
        // One after the other: the quicker a process answers, the more its answer says about
        // its clock.
        for process in &self.processes {
            logs.push(process.log().await?);
        }
        Ok(logs)
    }

    /// Asks every child to stop at its next chunk.
    pub fn stop(&self) {
        for child in self.children() {
            child.post(&ToChild::Stop, &[]);
        }
    }

    /// What can be seen of each process from here.
    pub fn pulses(&self) -> Vec<Pulse> {
        let pulse = |place: &Process| match place {
            Process::Here { .. } => {
                Pulse { process: ProcessName::Main, owes_work: true, chunks: SIGNALS.chunks() }
            }
            Process::Child(child) => {
                Pulse { process: child.name(), owes_work: child.is_busy(), chunks: child.chunks() }
            }
        };
        self.processes.iter().map(pulse).collect()
    }

    fn children(&self) -> impl Iterator<Item = &ChildProcess> {
        children(&self.processes)
    }

    /// The first of these children, as many as `shape` has, with as many of their threads. The
    /// others stay at rest.
    pub fn part(&self, shape: Shape) -> Self {
        let processes = self.processes.iter().take(shape.processes as usize).cloned().collect();
        Self { shape, processes }
    }
}

fn children(processes: &[Process]) -> impl Iterator<Item = &ChildProcess> {
    processes.iter().filter_map(|process| match process {
        Process::Here { .. } => None,
        Process::Child(child) => Some(&**child),
    })
}

impl Process {
    async fn log(&self) -> Result<(ProcessLog, Words), Failure> {
        match self {
            Self::Here { crew, .. } => {
                Ok((ProcessLog::default(), trace::to_words(&crew.record().await)))
            }
            Self::Child(child) => child.log().await,
        }
    }
}

fn task(
    work: &Work,
    batch: Range<u32>,
    own: Range<usize>,
    threads: u32,
    gil: Option<Arc<Gil>>,
) -> Task {
    let common = (work.workload.needs)(work.size, 0..0).common;
    Task {
        workload: work.workload,
        size: work.size,
        chunks: work.chunks,
        batch,
        schedule: work.schedule,
        threads,
        gil,
        common: Part::of(&work.input, common),
        own: Part::of(&work.input, own),
    }
}

/// All the processes of a race, started when a strategy first needs them and kept until its end.
#[derive(Default)]
pub struct Roster {
    staffs: Vec<Rc<Staff>>,
    /// The own thread of the main process, and its pool. A pool can be started only once in the
    /// life of a process, so the strategies that use threads of the main process share it.
    alone: Rc<Crew>,
    pool: Option<Rc<Crew>>,
    switch_interval_us: u32,
}

impl Roster {
    /// Nobody yet. The interval is that of interpreter locks, in microseconds.
    pub fn new(switch_interval_us: u32) -> Self {
        Self { switch_interval_us, ..Self::default() }
    }

    /// The processes of a shape, and whether anything had to be started for it.
    ///
    /// # Errors
    /// When a process or a pool does not come up; all that was started for the shape is ended.
    pub async fn staff(&mut self, shape: Shape) -> Result<(Rc<Staff>, bool), Failure> {
        if let Some(staff) = self.staffs.iter().find(|staff| staff.shape == shape) {
            return Ok((staff.clone(), false));
        }
        let (processes, started) = if shape.children {
            (self.start_children(shape).await?, true)
        } else {
            let (crew, started) = self.crew(shape.threads).await?;
            (vec![Process::Here { crew, gil: self.gil(shape) }], started)
        };
        let staff = Rc::new(Staff { shape, processes });
        self.staffs.push(staff.clone());
        Ok((staff, started))
    }

    /// Those with the most lanes that do not take turns, if any has more than one.
    pub fn widest(&self) -> Option<Rc<Staff>> {
        let free = self.staffs.iter().filter(|staff| !staff.shape.locked);
        let widest = free.max_by_key(|staff| (staff.shape.lanes(), !staff.shape.children))?;
        (widest.shape.lanes() > 1).then(|| widest.clone())
    }

    async fn start_children(&self, shape: Shape) -> Result<Vec<Process>, Failure> {
        let of = shape.processes;
        let starts = (1..=of).map(|number| {
            ChildProcess::start(ProcessName::Child { number, of }, shape, self.switch_interval_us)
        });
        let children = try_join_all(starts).await?;
        Ok(children.into_iter().map(|child| Process::Child(Rc::new(child))).collect())
    }

    /// Children of this shape, which the roster does not keep, and what starting them took.
    ///
    /// # Errors
    /// When one of them does not come up; the others are ended.
    pub async fn timed_children(&self, shape: Shape) -> Result<(Staff, Trial), Failure> {
        let began = clock::now();
        let processes = self.start_children(shape).await?;
        let start_ms = clock::now() - began;
        let pool_ms = children(&processes).map(ChildProcess::pool_ms).fold(0.0, f64::max);
        Ok((Staff { shape, processes }, Trial { shape, start_ms, pool_ms }))
    }

    /// The lanes of the main process, and whether they had to be started.
    async fn crew(&mut self, threads: u32) -> Result<(Rc<Crew>, bool), Failure> {
        if threads == 1 {
            return Ok((self.alone.clone(), false));
        }
        if let Some(pool) = &self.pool {
            return Ok((pool.clone(), false));
        }
        let pool = Crew::start_pool(threads).await.map_err(|cause| Failure::PoolStart {
            process: ProcessName::Main,
            threads,
            cause,
        })?;
        Ok((self.pool.insert(Rc::new(pool)).clone(), true))
    }

    fn gil(&self, shape: Shape) -> Option<Arc<Gil>> {
        let interval = Duration::from_micros(u64::from(self.switch_interval_us));
        shape.locked.then(|| Arc::new(Gil::new(interval)))
    }
}
