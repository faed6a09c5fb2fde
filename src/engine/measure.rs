//! Times one sample on the clock of the main process.

use super::clock;
use super::ground::{SIGNALS, stopped};
use super::interruption::Interruption;
use super::staff::Staff;
use super::watchdog::guarded;
use super::work::Work;
use crate::failure::Failure;
use crate::lane::{Output, in_order};
use crate::receipt::{LaneTime, Millis, Receipt};
use crate::schedule::Dealer;
use crate::trace::{self, Activity, Recorded, Recording, Span};
use crate::workload::Words;
use futures_util::future::{Either, LocalBoxFuture, select};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use std::pin::pin;

/// What one sample took, and what it gave.
pub struct Timed {
    /// From the start of the clock to its stop.
    pub makespan_ms: Millis,
    /// Where that time went.
    pub receipt: Receipt,
    /// What each lane did.
    pub lanes: Vec<LaneTime>,
    /// The answer.
    pub answer: Words,
    /// Who did what when, if that was recorded.
    pub recorded: Option<Recorded>,
}

/// Shown each batch as it is done: the process that computed it, and what its lanes gave.
pub type OnBatch<'a> = &'a dyn Fn(u32, &[Output]);

/// Runs `work` once on `staff`. The clock began at `began`, when starting the staff began.
///
/// # Errors
/// When a process is lost or makes no progress, or the run was stopped: what it gave then is
/// incomplete.
pub async fn sample(
    work: &Work,
    staff: &Staff,
    began: Millis,
    on_batch: Option<OnBatch<'_>>,
) -> Result<Timed, Interruption> {
    let started = clock::now();
    let _ = staff.take_tolls();
    staff.begin(work);
    let mut region = Region::new(work, staff, on_batch);
    region.deal_first();
    let sent = clock::now();
    let first_tolls = staff.take_tolls();
    let outputs = guarded(staff, stoppable(staff, region.gather())).await??;
    if SIGNALS.is_stopped() {
        return Err(Interruption::Stopped);
    }
    let gathered = clock::now();
    let later_tolls = staff.take_tolls();
    let answer = merge(work, &outputs);
    let merged = clock::now();
    guarded(staff, rest(work, staff)).await??;
    let joined = clock::now();

    let stamps = Stamps { began, started, sent, gathered, merged, joined };
    let recorded = stamps.recorded(work, staff).await?;
    let lanes = lane_times(&outputs);
    let receipt = stamps.receipt(&lanes, later_tolls.0, first_tolls.1 + later_tolls.1);
    Ok(Timed { makespan_ms: joined - began, receipt, lanes, answer, recorded })
}

/// When each phase of a sample ended, on the clock of the main process.
struct Stamps {
    began: Millis,
    started: Millis,
    sent: Millis,
    gathered: Millis,
    merged: Millis,
    joined: Millis,
}

impl Stamps {
    /// Where the time went, given what was sent and received in the parallel region.
    fn receipt(&self, lanes: &[LaneTime], sending: Millis, receiving: Millis) -> Receipt {
        let &Self { began, started, sent, gathered, merged, joined } = self;
        let busiest = lanes.iter().map(|lane| lane.busy_ms).fold(0.0, f64::max);
        let compute = busiest.min(gathered - sent);
        let mut slack = gathered - sent - compute;
        let mut moved = |toll: Millis| {
            let part = toll.min(slack);
            slack -= part;
            part
        };
        let (sending, receiving) = (moved(sending), moved(receiving));
        Receipt {
            start: started - began,
            send: sent - started + sending,
            compute,
            receive: merged - gathered + receiving,
            join: joined - merged,
            wait: slack,
        }
    }

    /// What everybody recorded of the sample, if that was asked for.
    async fn recorded(&self, work: &Work, staff: &Staff) -> Result<Option<Recorded>, Interruption> {
        if !work.record {
            return Ok(None);
        }
        let (processes, records): (_, Recorded) =
            guarded(staff, staff.logs()).await??.into_iter().unzip();
        let span = |activity, start_ms, end_ms| Span { activity, start_ms, end_ms, items: 0..0 };
        let start = span(Activity::Start, self.began, self.started);
        let merge = span(Activity::Merge, self.gathered, self.merged);
        let join = span(Activity::Join, self.merged, self.joined);
        let main = [start, merge, join].into_iter().filter(|span| span.end_ms > span.start_ms);
        let recording = Recording {
            children: staff.shape.children,
            locked: staff.shape.locked,
            chunks: work.chunks,
            origin_ms: clock::origin(),
            clock: self.began..self.joined,
            main: main.collect(),
            processes,
        };
        Ok(Some(std::iter::once(trace::to_words(&recording)).chain(records).collect()))
    }
}

type Landing<'a> = LocalBoxFuture<'a, (u32, Result<Vec<Output>, Failure>)>;

/// The parallel region of one sample: batches go out, outputs come back.
struct Region<'a> {
    work: &'a Work,
    staff: &'a Staff,
    dealer: Dealer,
    flights: FuturesUnordered<Landing<'a>>,
    on_batch: Option<OnBatch<'a>>,
}

impl<'a> Region<'a> {
    fn new(work: &'a Work, staff: &'a Staff, on_batch: Option<OnBatch<'a>>) -> Self {
        let dealer = staff.dealer(work, on_batch.is_some());
        Self { work, staff, dealer, flights: FuturesUnordered::new(), on_batch }
    }

    fn deal_first(&mut self) {
        for _ in 0..self.staff.in_flight(self.work) {
            (0..self.staff.count()).for_each(|process| self.deal(process));
        }
    }

    fn deal(&mut self, process: u32) {
        if let Some(chunks) = self.dealer.deal(process) {
            let landing = self.staff.compute(process, self.work, chunks);
            self.flights.push(async move { (process, landing.await) }.boxed_local());
        }
    }

    async fn gather(&mut self) -> Result<Vec<(u32, Output)>, Failure> {
        let mut outputs = Vec::new();
        while let Some((process, landed)) = self.flights.next().await {
            let landed = landed?;
            if !SIGNALS.is_stopped() {
                self.deal(process);
            }
            if let Some(on_batch) = self.on_batch {
                on_batch(process, &landed);
            }
            outputs.extend(landed.into_iter().map(|output| (process, output)));
        }
        Ok(outputs)
    }
}

/// What `work` gives. When this process is asked to stop meanwhile, so are the children; the work
/// then ends soon, incomplete.
async fn stoppable<T>(staff: &Staff, work: impl Future<Output = T>) -> T {
    match select(pin!(work), pin!(stopped())).await {
        Either::Left((value, _)) => value,
        Either::Right(((), work)) => {
            staff.stop();
            work.await
        }
    }
}

fn merge(work: &Work, outputs: &[(u32, Output)]) -> Words {
    (work.workload.merge)(work.size, &in_order(outputs.iter().map(|(_, output)| output)))
}

/// Asks every process for no work at all: when all have answered, every lane is at rest.
async fn rest(work: &Work, staff: &Staff) -> Result<(), Failure> {
    let asked = (0..staff.count()).map(|process| staff.compute(process, work, 0..0));
    // All have been asked before the first is waited for.
    for answer in asked.collect::<Vec<_>>() {
        answer.await?;
    }
    Ok(())
}

/// Adds up what each lane did over all batches.
fn lane_times(outputs: &[(u32, Output)]) -> Vec<LaneTime> {
    let mut lanes: Vec<LaneTime> = Vec::new();
    for (process, output) in outputs {
        let (process, thread) = (*process, output.thread);
        let known = lanes.binary_search_by_key(&(process, thread), |it| (it.process, it.thread));
        let at = known.unwrap_or_else(|at| {
            lanes.insert(at, LaneTime { process, thread, ..LaneTime::default() });
            at
        });
        let lane = &mut lanes[at];
        lane.busy_ms += output.busy_ms;
        lane.pause_ms += output.pause_ms;
        lane.lock_ms += output.lock_ms;
        lane.chunks += output.index.len() as u32;
    }
    lanes
}
