//! Every workload gives the same answer under every strategy: the engine's parts on real threads.
//!
//! A process is played by a thread that owns copies of the words it was sent and sees no others.

#![expect(clippy::disallowed_methods, reason = "runs natively, where threads and clocks are std's")]

use makespan::digest::digest;
use makespan::gil::Gil;
use makespan::lane::{Batch, Ground, Lane, Output, Signals, in_order};
use makespan::receipt::Millis;
use makespan::schedule::{Chunks, Cursor, Dealer, Schedule};
use makespan::strategy::{Shape, Strategy, Workers};
use makespan::trace::{Activity, Span};
use makespan::workload::{self, Dealing, Words, Workload};
use proptest::prelude::{ProptestConfig, Strategy as _, prop_assert_eq, proptest};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What all lanes of a sample did, on one clock: the process, the thread and the span.
struct Record {
    began: Instant,
    spans: Mutex<Vec<(u32, u32, Span)>>,
}

impl Record {
    fn new() -> Self {
        Self { began: Instant::now(), spans: Mutex::default() }
    }

    fn now(&self) -> Millis {
        self.began.elapsed().as_secs_f64() * 1e3
    }
}

/// Where one lane runs here: waits are over at once, so that only what they do to the order is left.
struct Native<'a> {
    record: &'a Record,
    process: u32,
    thread: u32,
}

impl Ground for Native<'_> {
    fn now(&self) -> Millis {
        self.record.now()
    }

    fn sleep(&self, _duration: Duration) {
        thread::yield_now();
    }

    fn fetch(&self, file: &str) -> Option<Vec<u8>> {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/web").join(file)).ok()
    }

    fn is_recording(&self) -> bool {
        true
    }

    fn record(&self, span: Span) {
        let mut spans = self.record.spans.lock().expect("no lane panics");
        spans.push((self.process, self.thread, span));
    }
}

/// One run of one workload.
struct Race {
    workload: &'static Workload,
    size: u32,
    input: Words,
    chunks: Chunks,
    shape: Shape,
    schedule: Schedule,
}

/// What one process is sent: the chunks to compute and its own copy of the words they need.
struct Parcel {
    chunks: Range<u32>,
    own_start: usize,
    own: Words,
}

impl Race {
    fn dealer(&self) -> Dealer {
        let Shape { processes, threads, children, .. } = self.shape;
        let count = self.chunks.count();
        match (children, self.schedule, self.workload.dealing) {
            (false, ..) => Dealer::whole(count),
            (true, Schedule::Static, _) => Dealer::fixed(count, processes),
            (true, Schedule::Dynamic, Dealing::OneByOne) => Dealer::one_by_one(count),
            (true, Schedule::Dynamic, Dealing::Guided) => Dealer::guided(count, processes, threads),
        }
    }

    fn common(&self) -> Words {
        self.input[(self.workload.needs)(self.size, 0..0).common].to_vec()
    }

    fn parcel(&self, chunks: Range<u32>) -> Parcel {
        let items = self.chunks.items_of(chunks.clone());
        let own = (self.workload.needs)(self.size, items).own;
        Parcel { chunks, own_start: own.start, own: self.input[own].to_vec() }
    }

    /// Deals parcels to all processes until nothing is left; gives what all lanes computed.
    fn outputs(&self, record: &Record) -> Vec<Output> {
        thread::scope(|scope| {
            let (reply, replies) = mpsc::channel();
            let mut processes: Vec<_> = (0..self.shape.processes)
                .map(|number| {
                    let (to_process, parcels) = mpsc::channel();
                    let (process, reply) = (self.process(self.common()), reply.clone());
                    scope.spawn(move || process.serve(number, parcels, reply, record));
                    Some(to_process)
                })
                .collect();
            drop(reply);
            self.deal(&mut processes, replies)
        })
    }

    fn deal(
        &self,
        processes: &mut [Option<Sender<Parcel>>],
        replies: Receiver<(u32, Vec<Output>)>,
    ) -> Vec<Output> {
        let mut dealer = self.dealer();
        let mut send = |process: u32| {
            let slot = &mut processes[process as usize];
            match (dealer.deal(process), &slot) {
                (Some(chunks), Some(to)) => to.send(self.parcel(chunks)).expect("it listens"),
                // Hangs up, which ends the process.
                _ => *slot = None,
            }
        };
        (0..self.shape.processes).for_each(&mut send);
        let mut outputs = Vec::new();
        for (process, computed) in replies {
            outputs.extend(computed);
            send(process);
        }
        outputs
    }

    fn process(&self, common: Words) -> Process {
        let Self { workload, size, chunks, shape, schedule, .. } = *self;
        Process { workload, size, chunks, shape, schedule, common }
    }

    fn answer(&self, record: &Record) -> Words {
        let outputs = self.outputs(record);
        let mut taken: Vec<u32> = outputs
            .iter()
            .flat_map(|output| output.index.iter().map(|&(chunk, _)| chunk))
            .collect();
        taken.sort_unstable();
        assert_eq!(taken, (0..self.chunks.count()).collect::<Vec<_>>(), "each chunk once");
        (self.workload.merge)(self.size, &in_order(outputs.iter()))
    }
}

/// A process: holds nothing but what it was sent.
struct Process {
    workload: &'static Workload,
    size: u32,
    chunks: Chunks,
    shape: Shape,
    schedule: Schedule,
    common: Words,
}

impl Process {
    fn serve(
        &self,
        process: u32,
        parcels: Receiver<Parcel>,
        reply: Sender<(u32, Vec<Output>)>,
        record: &Record,
    ) {
        let gil = self.shape.locked.then(|| Gil::new(Duration::from_millis(5)));
        for parcel in parcels {
            let ground = |thread| Native { record, process, thread };
            let outputs = self.compute(&parcel, gil.as_ref(), &Signals::new(), ground);
            reply.send((process, outputs)).expect("the main process listens");
        }
    }

    /// Computes the chunks of a parcel on all lanes of this process.
    fn compute<G: Ground>(
        &self,
        parcel: &Parcel,
        gil: Option<&Gil>,
        signals: &Signals,
        ground: impl Fn(u32) -> G + Sync,
    ) -> Vec<Output> {
        let batch = Batch {
            size: self.size,
            chunks: self.chunks,
            items: self.chunks.items_of(parcel.chunks.clone()),
            common: &self.common,
            own_start: parcel.own_start,
            own: &parcel.own,
        };
        let (workload, batch, ground) = (self.workload, &batch, &ground);
        let cursor = Cursor::new(parcel.chunks.clone(), self.shape.threads, self.schedule);
        thread::scope(|scope| {
            let lanes: Vec<_> = (0..self.shape.threads)
                .map(|thread| {
                    let mut turn = cursor.turn(thread);
                    scope.spawn(move || {
                        let ground = &ground(thread);
                        let lane = Lane { workload, batch, gil, signals, ground };
                        let mut output = Output { thread, ..Output::default() };
                        // A small limit, so that lanes also give up and take up again.
                        while lane.run(&mut turn, 3, &mut output) {}
                        output
                    })
                })
                .collect();
            lanes.into_iter().map(|lane| lane.join().expect("no lane panics")).collect()
        })
    }
}

/// The shape of a main process that does all the work itself.
fn alone(threads: u32, locked: bool) -> Shape {
    Shape { children: false, processes: 1, threads, locked }
}

/// The answer of one lane that computes everything in a single chunk.
fn baseline(workload: &'static Workload, size: u32, seed: u64) -> u64 {
    let items = (workload.items)(size);
    let race = Race {
        workload,
        size,
        input: (workload.input)(size, seed),
        chunks: Chunks::new(items, items),
        shape: alone(1, false),
        schedule: Schedule::Dynamic,
    };
    digest(&race.answer(&Record::new()))
}

/// Fails unless the record tells what can have happened: every item computed by one lane and within
/// the sample, nothing done twice at once by a lane, or by two lanes under one lock.
fn check_record(race: &Race, record: Record) {
    let ended = record.now();
    let mut spans = record.spans.into_inner().expect("no lane panics");
    spans.sort_by(|a, b| a.2.start_ms.total_cmp(&b.2.start_ms));
    for (_, _, span) in &spans {
        assert!(0.0 <= span.start_ms && span.start_ms <= span.end_ms && span.end_ms <= ended);
    }
    let processes = 0..race.shape.processes;
    for lane in processes.flat_map(|it| (0..race.shape.threads).map(move |thread| (it, thread))) {
        assert_apart(spans.iter().filter(|it| (it.0, it.1) == lane).map(|it| &it.2));
    }
    if race.shape.locked {
        let computed = spans.iter().map(|it| &it.2);
        assert_apart(computed.filter(|span| span.activity == Activity::Compute));
    }
    assert_eq!(computed_chunks(&spans), chunks_of(race));
}

/// Fails when two of the spans, which are in order, overlap.
fn assert_apart<'a>(spans: impl Iterator<Item = &'a Span>) {
    let mut free_ms = 0.0;
    for span in spans {
        assert!(span.start_ms >= free_ms, "{span:?} before {free_ms}");
        free_ms = span.end_ms;
    }
}

/// First and last item of every chunk that was computed, each counted once for each lane. A pause
/// splits the span of a chunk.
fn computed_chunks(spans: &[(u32, u32, Span)]) -> Vec<(u32, u32)> {
    let computed = spans.iter().filter(|it| it.2.activity == Activity::Compute);
    let mut seen: Vec<_> =
        computed.map(|(p, t, span)| (span.items.start, span.items.end, *p, *t)).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.into_iter().map(|(start, end, ..)| (start, end)).collect()
}

fn chunks_of(race: &Race) -> Vec<(u32, u32)> {
    let items = (0..race.chunks.count()).map(|chunk| race.chunks.items(chunk));
    items.map(|items| (items.start, items.end)).collect()
}

/// Sizes that take about a millisecond at most.
fn small_size(workload: &Workload, pick: u32) -> u32 {
    let min = workload.sizes.min;
    min + pick % ((3 * min).max(60) - min)
}

fn any_workers() -> impl proptest::strategy::Strategy<Value = Workers> {
    (1u32..6, 1u32..4, 1u32..4).prop_map(|(workers, processes, threads)| Workers {
        workers,
        processes,
        threads,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_strategy_gives_the_answer_of_the_baseline(
        workers in any_workers(), pick: u32, seed: u64, pieces in 1u32..60,
    ) {
        for workload in workload::ALL {
            let size = small_size(workload, pick);
            let items = (workload.items)(size);
            let expected = baseline(workload, size, seed);
            for strategy in Strategy::ALL {
                for schedule in [Schedule::Dynamic, Schedule::Static] {
                    let race = Race {
                        workload,
                        size,
                        input: (workload.input)(size, seed),
                        chunks: Chunks::new(items, items.div_ceil(pieces)),
                        shape: strategy.shape(workers),
                        schedule,
                    };
                    let record = Record::new();
                    let got = digest(&race.answer(&record));
                    prop_assert_eq!(got, expected, "{:?} {:?} {:?}", workload, strategy, schedule);
                    check_record(&race, record);
                }
            }
        }
    }
}

/// Holds every lane in the middle of a chunk until the run has been stopped.
struct Held {
    inside: Barrier,
    stopped: Barrier,
}

impl Ground for &Held {
    fn now(&self) -> Millis {
        0.0
    }

    fn sleep(&self, _duration: Duration) {
        self.inside.wait();
        self.stopped.wait();
    }

    fn fetch(&self, _file: &str) -> Option<Vec<u8>> {
        None
    }
}

/// How many chunks each lane has computed when all are stopped in the middle of their first.
fn chunks_when_stopped(threads: u32, locked: bool, schedule: Schedule) -> Vec<usize> {
    let workload = workload::find("wait").expect("is listed");
    let process = Process {
        workload,
        size: 100,
        chunks: Chunks::new(100, 1),
        shape: alone(threads, locked),
        schedule,
        common: Words::new(),
    };
    let all = threads as usize + 1;
    let held = Held { inside: Barrier::new(all), stopped: Barrier::new(all) };
    let (gil, signals) = (locked.then(|| Gil::new(Duration::from_millis(5))), Signals::new());
    let parcel = Parcel { chunks: 0..100, own_start: 0, own: Words::new() };
    thread::scope(|scope| {
        let outputs = scope.spawn(|| process.compute(&parcel, gil.as_ref(), &signals, |_| &held));
        held.inside.wait();
        signals.stop();
        held.stopped.wait();
        let outputs = outputs.join().expect("no lane panics");
        assert_eq!(signals.chunks(), threads);
        outputs.iter().map(|output| output.index.len()).collect()
    })
}

#[test]
fn a_stopped_lane_finishes_its_chunk_and_takes_no_other() {
    for threads in [1, 2, 5] {
        for locked in [false, true] {
            for schedule in [Schedule::Dynamic, Schedule::Static] {
                let chunks = chunks_when_stopped(threads, locked, schedule);
                assert_eq!(chunks, vec![1; threads as usize], "{locked} {schedule:?}");
            }
        }
    }
}
