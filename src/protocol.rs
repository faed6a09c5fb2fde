//! The messages: one enum for each direction, and nothing else.

use crate::experiment::Experiment;
use crate::experiment::memory::{Call, Part};
use crate::failure::Failure;
use crate::lane::Output;
use crate::receipt::{Sample, SampleKey};
use crate::schedule::Schedule;
use crate::strategy::{Shape, Strategy, Workers};
use crate::sweep::{Cell, Reading, Sweep};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Names one press of Run, so that whatever comes late from an old run can be dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunId(pub u32);

/// Everything a run is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Race {
    /// Which press of Run this is.
    pub run: RunId,
    /// Stable name of the workload.
    pub workload: String,
    /// The size, or none to find one that takes long enough to be timed.
    pub size: Option<u32>,
    /// The strategies to race; the baseline is always run first and need not be among them.
    pub strategies: Vec<Strategy>,
    /// How many workers the strategies use.
    pub workers: Workers,
    /// How many rounds are timed; 1 to 99.
    pub repeats: u32,
    /// Fixes the input.
    pub seed: u64,
    /// The width of the visitor's own picture, in pixels, where the input is made from one; its pixels
    /// travel beside the message.
    pub picture: Option<u32>,
    /// Who takes which chunk.
    pub schedule: Schedule,
    /// The switch interval of the interpreter lock, in microseconds.
    pub switch_interval_us: u32,
    /// Whether every lane records what it does when.
    pub record: bool,
}

/// Page → main process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToEngine {
    /// Run this race. A main process is given one race, sweep or experiment in its life.
    Race(Race),
    /// Run this sweep.
    Sweep(Sweep),
    /// Make this experiment.
    Experiment {
        /// Which press of a button it is; counted together with races.
        run: RunId,
        /// What is tried out.
        experiment: Experiment,
    },
    /// Come to rest as soon as possible and answer `Stopped`.
    Stop,
}

/// What the main process is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stage {
    /// Starting processes and pools, measuring the clock, finding the size, warming the kernels.
    Preparing,
    /// Timing round `round` (from 0) of `rounds`.
    Timing {
        /// The round.
        round: u32,
        /// How many there are.
        rounds: u32,
    },
}

/// Main process → page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine is loaded and listening. First message of its life.
    Loaded {
        /// The build the engine belongs to.
        build: String,
    },
    /// What was found out about this browser.
    Probed {
        /// The run.
        run: RunId,
        /// The smallest step of the clock, in milliseconds.
        clock_step_ms: f64,
        /// How many times faster all lanes together are than one, and how many lanes were asked.
        effective_parallelism: Option<(f64, u32)>,
    },
    /// The size that is raced, and the estimate of its memory.
    Sized {
        /// The run.
        run: RunId,
        /// The size.
        size: u32,
    },
    /// A sign of life, at least twice a second.
    Progress {
        /// The run.
        run: RunId,
        /// What is going on.
        stage: Stage,
        /// The strategy at work.
        strategy: Strategy,
        /// Share of the run that is done, 0 to 1.
        done: f64,
        /// Estimate of the time left, in milliseconds.
        remaining_ms: Option<f64>,
    },
    /// One timed, checked run of one strategy.
    Sampled {
        /// The run.
        run: RunId,
        /// The sample.
        sample: Sample,
    },
    /// When each lane did what during one sample: the words of the message hold what was recorded,
    /// which [`crate::trace::from_words`] makes a trace of.
    Traced {
        /// The run.
        run: RunId,
        /// Which sample.
        key: SampleKey,
    },
    /// The cells a sweep is made of, once its size is known.
    Planned {
        /// The run.
        run: RunId,
        /// What will be timed; readings name a cell by its place here.
        cells: Vec<Cell>,
    },
    /// One timed, checked reading of a sweep.
    Read {
        /// The run.
        run: RunId,
        /// The reading.
        reading: Reading,
    },
    /// What an experiment has shown so far: the words of the message hold an
    /// [`crate::experiment::Observation`], packed by [`crate::trace::to_words`].
    Observed {
        /// The run.
        run: RunId,
    },
    /// The answer in words, once all strategies have agreed on it.
    Answered {
        /// The run.
        run: RunId,
        /// For the visitor: "78,498 primes".
        text: String,
    },
    /// Finished tiles of a picture; their pixels are the words of the message.
    Tiles {
        /// The run.
        run: RunId,
        /// The strategy that computes the picture.
        strategy: Strategy,
        /// The size of the workload, which fixes the layout of the picture.
        size: u32,
        /// For each run of tiles in the words: the first tile, how many, and the lane's number.
        tiles: Vec<TileRun>,
    },
    /// The race is over.
    Finished {
        /// The run.
        run: RunId,
    },
    /// The race was stopped and every lane is at rest.
    Stopped {
        /// The run.
        run: RunId,
    },
    /// The race cannot go on.
    Failed {
        /// The run.
        run: RunId,
        /// Why.
        failure: Failure,
    },
}

/// Neighbouring tiles computed by one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TileRun {
    /// The first tile.
    pub first: u32,
    /// How many tiles.
    pub count: u32,
    /// The lane, counted over all processes from 0.
    pub lane: u32,
}

/// Main process → child process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToChild {
    /// Build the pool and answer `Ready`. First message after `Loaded`.
    Enter {
        /// The shape this process is part of.
        shape: Shape,
        /// The switch interval of the interpreter lock, in microseconds.
        switch_interval_us: u32,
    },
    /// A new sample begins; the words are the input that all items need.
    Begin {
        /// Stable name of the workload.
        workload: String,
        /// Its size.
        size: u32,
        /// Who takes which chunk.
        schedule: Schedule,
        /// How many threads of the process take part; at least 1.
        threads: u32,
        /// Whether each lane records its spans.
        record: bool,
    },
    /// Compute these chunks and answer `Computed`; the words are the input that just their items
    /// need. No chunks at all ask for nothing but the answer: every lane is at rest.
    Compute {
        /// Names the batch in the answer.
        batch: u32,
        /// The chunks.
        chunks: Range<u32>,
    },
    /// Answer `Traced` with what was recorded since `Begin`. Sent when the clock has stopped.
    Trace,
    /// Keep the end of a pipe that comes with this message, for the next part.
    Pipe,
    /// Play a part in an experiment and answer `Traced` with what was done. The words are the list
    /// that the parent has.
    Play {
        /// Which of the processes this is, from 1.
        actor: u32,
        /// The part.
        part: Part,
    },
    /// The answer to a `Call`.
    Reply {
        /// What was asked for.
        value: u32,
    },
    /// Drop what is left of the work and answer `Computed` for all that was asked.
    Stop,
}

/// Child process → main process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromChild {
    /// The engine is loaded and listening. First message of its life.
    Loaded,
    /// The pool is up.
    Ready,
    /// A batch is computed; the words are the partials of all lanes, one after the other.
    Computed {
        /// The batch.
        batch: u32,
        /// What each lane did; the words of its output travel beside the message.
        lanes: Vec<Output>,
    },
    /// The words hold what the process recorded since `Begin`: a [`crate::trace::ProcessRecord`]
    /// packed by `trace::to_words`.
    Traced,
    /// Something for the parent in the middle of an experiment.
    Call {
        /// What is wanted.
        call: Call,
        /// The value it is about.
        value: u32,
    },
    /// A sign of life while a batch is being computed.
    Alive {
        /// Chunks computed so far in the life of the process.
        chunks: u32,
    },
    /// The threads of the process did not come up.
    NoPool {
        /// Why.
        cause: String,
    },
    /// The process cannot go on.
    Failed {
        /// Why.
        cause: String,
    },
}
