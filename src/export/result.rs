//! A result file, `makespan.result/1`: written by the page and by whatever times the same work
//! elsewhere, read back by `import`.
//!
//! Every number is finite, and a figure that would mean nothing is `null`. Keys may be added to
//! version 1 and readers ignore those they do not know; none is ever taken away or changed.

use super::Content;
use crate::outcome::Outcome;
use crate::receipt;
use crate::run::Phase;
use crate::strategy::Workers;
use crate::{failure::Failure, stats::Interval};
use serde::{Deserialize, Serialize};

/// What the key `schema` says.
pub const SCHEMA: &str = "makespan.result/1";

/// The whole file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object that holds a result")]
pub struct ResultFile {
    /// [`SCHEMA`].
    pub schema: String,
    /// Which build of Makespan wrote the file; empty when another program did.
    #[serde(default)]
    pub build: String,
    /// When the samples were taken: ISO 8601.
    pub at: String,
    /// Where they were taken.
    pub environment: Place,
    /// Stable name of the workload.
    pub workload: String,
    /// Its size.
    pub size: u32,
    /// How many rounds were asked for.
    pub repeats: u32,
    /// Fixes the input; of two files with the same workload, size and seed the answers agree.
    #[serde(default)]
    pub seed: u64,
    /// How many workers were asked for; may be left out, because `strategies` say it too.
    #[serde(default)]
    pub workers: Option<Asked>,
    /// Each strategy that was asked for, once, in the order of the page.
    pub strategies: Vec<Measured>,
    /// Other ways to run the same strategies, as `compare.py` finds them: other start methods, other
    /// modules. What the page measures itself has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Measured>,
    /// The second baseline of each round, which shows how noisy the machine was. It stands here
    /// and not among the samples of `sequential`, because it is no part of any figure.
    #[serde(default)]
    pub control: Vec<Timed>,
    /// Whether all strategies gave the same answer; null where nothing was measured.
    #[serde(default)]
    pub answers_agree: Option<bool>,
    /// What to know before trusting the figures: one sentence each.
    #[serde(default)]
    pub notices: Vec<String>,
}

/// Where samples were taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object that describes an environment")]
pub struct Place {
    /// `wasm` or `cpython`.
    pub engine: String,
    /// The version of that engine: of `wasm` the build, of `cpython` what Python says.
    pub version: String,
    /// Whether the page was cross-origin isolated; null where that means nothing.
    #[serde(default)]
    pub isolated: Option<bool>,
    /// Whether memory was really shared; null where that is not known.
    #[serde(default)]
    pub shared_memory: Option<bool>,
    /// How many cores were reported.
    pub reported_cores: u32,
    /// How many times faster all lanes together were than one; null before it was measured.
    #[serde(default)]
    pub effective_parallelism: Option<f64>,
    /// How many lanes that was measured with.
    #[serde(default)]
    pub parallelism_lanes: Option<u32>,
    /// The smallest step of the clock, in milliseconds.
    #[serde(default)]
    pub clock_step_ms: Option<f64>,
}

/// How many workers were asked for, whichever strategies ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "an object that says how many workers there are")]
pub struct Asked {
    /// Threads of the thread strategies, processes of the process strategy.
    pub workers: u32,
    /// Processes of the combined strategy.
    pub processes: u32,
    /// Threads in each process of the combined strategy.
    pub threads: u32,
}

/// One strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object that describes a strategy")]
pub struct Measured {
    /// Its stable name.
    pub strategy: String,
    /// How many processes.
    pub processes: u32,
    /// How many threads in each.
    pub threads: u32,
    /// By which means it ran; left out where there is only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// Fingerprint of the answer: up to 16 hexadecimal digits; null without samples.
    #[serde(default)]
    pub answer: Option<String>,
    /// Every sample that was kept, in the order they were taken.
    pub samples: Vec<Timed>,
    /// Median of the samples that are not cold.
    #[serde(default)]
    pub median_ms: Option<f64>,
    /// The shortest of them.
    #[serde(default)]
    pub min_ms: Option<f64>,
    /// 95 % interval of the median: lower and upper end; null for fewer than 3 samples.
    #[serde(default)]
    pub ci95_ms: Option<Interval>,
    /// How many times as fast as `sequential`: median of the ratios within rounds.
    #[serde(default)]
    pub speedup: Option<f64>,
    /// 95 % interval of that.
    #[serde(default)]
    pub speedup_ci95: Option<Interval>,
}

/// One sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object that describes a sample")]
pub struct Timed {
    /// The round, from 0; cold samples come before round 0 and carry 0.
    pub round: u32,
    /// Whether processes and pools had to be started for it. Cold samples are part of no figure.
    #[serde(default)]
    pub cold: bool,
    /// From the start of the clock to its stop, in milliseconds.
    pub makespan_ms: f64,
    /// Where that time went; null where it was not taken apart.
    #[serde(default)]
    pub receipt: Option<Receipt>,
    /// What each lane did; empty where that was not recorded.
    #[serde(default)]
    pub lanes: Vec<LaneTime>,
}

/// A makespan taken apart; in milliseconds, and together the makespan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(expecting = "an object with the phases of a sample")]
pub struct Receipt {
    /// Starting processes and pools.
    pub start: f64,
    /// Copying and posting the input.
    pub send: f64,
    /// What the busiest lane did not spend computing.
    pub wait: f64,
    /// What the busiest lane spent computing.
    pub compute: f64,
    /// Copying and merging the partials.
    pub receive: f64,
    /// From the answer until every lane was at rest.
    pub join: f64,
}

/// What one lane did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object that describes a lane")]
pub struct LaneTime {
    /// Index of the process, from 0.
    pub process: u32,
    /// Index of the thread in its process, from 0.
    pub thread: u32,
    /// Milliseconds spent computing.
    pub busy_ms: f64,
    /// Milliseconds spent in waits that the work asked for: sleeping, downloading.
    #[serde(default)]
    pub pause_ms: f64,
    /// Milliseconds spent waiting for the interpreter lock.
    #[serde(default)]
    pub lock_ms: f64,
    /// Chunks computed.
    #[serde(default)]
    pub chunks: u32,
}

/// The result file of what was measured, with a line break at its end. None as long as the size
/// is not known.
pub fn json(content: &Content<'_>) -> Option<String> {
    // A structure of texts and numbers can always be written; what is not finite becomes null.
    serde_json::to_string_pretty(&file(content)?).ok().map(|text| text + "\n")
}

fn file(content: &Content<'_>) -> Option<ResultFile> {
    let Content { state, race, outcomes, .. } = *content;
    let control = state.samples.iter().filter(|sample| sample.control);
    let Workers { workers, processes, threads } = race.workers;
    Some(ResultFile {
        schema: SCHEMA.to_owned(),
        build: content.build.to_owned(),
        at: content.at().to_owned(),
        environment: place(content),
        workload: race.workload.clone(),
        size: state.size?,
        repeats: race.repeats,
        seed: race.seed,
        workers: Some(Asked { workers, processes, threads }),
        strategies: outcomes.iter().map(|outcome| measured(content, outcome)).collect(),
        variants: vec![],
        control: control.map(timed).collect(),
        answers_agree: answers_agree(content),
        notices: content.notices(),
    })
}

fn place(content: &Content<'_>) -> Place {
    let Content { state, environment, build, .. } = *content;
    let origin = state.imported.as_ref();
    let own = origin.is_none();
    let parallelism = state.probe.and_then(|probe| probe.effective_parallelism);
    Place {
        engine: origin.map_or("wasm", |origin| &origin.engine).to_owned(),
        version: origin.map_or(build, |origin| &origin.version).to_owned(),
        isolated: own.then_some(environment.isolated),
        shared_memory: own.then_some(environment.shared_memory),
        reported_cores: content.reported_cores(),
        effective_parallelism: parallelism.map(|(times, _)| times),
        parallelism_lanes: parallelism.map(|(_, lanes)| lanes),
        clock_step_ms: state.probe.map(|probe| probe.clock_step_ms),
    }
}

fn measured(content: &Content<'_>, outcome: &Outcome) -> Measured {
    let own = |sample: &&receipt::Sample| sample.strategy == outcome.strategy && !sample.control;
    let (summary, speedup) = (outcome.summary, outcome.speedup);
    Measured {
        strategy: outcome.strategy.id().to_owned(),
        processes: outcome.shape.processes,
        threads: outcome.shape.threads,
        via: None,
        answer: outcome.answer.map(|answer| format!("{answer:016x}")),
        samples: content.state.samples.iter().filter(own).map(timed).collect(),
        median_ms: summary.map(|summary| summary.median),
        min_ms: summary.map(|summary| summary.min),
        ci95_ms: summary.and_then(|summary| summary.ci95),
        speedup: speedup.map(|speedup| speedup.ratio),
        speedup_ci95: speedup.and_then(|speedup| speedup.ci95),
    }
}

fn timed(sample: &receipt::Sample) -> Timed {
    let receipt::Receipt { start, send, wait, compute, receive, join } = sample.receipt;
    let taken_apart = sample.receipt.total() > 0.0;
    Timed {
        round: sample.round,
        cold: sample.cold,
        makespan_ms: sample.makespan_ms,
        receipt: taken_apart.then_some(Receipt { start, send, wait, compute, receive, join }),
        lanes: sample.lanes.iter().map(lane_time).collect(),
    }
}

fn lane_time(lane: &receipt::LaneTime) -> LaneTime {
    let receipt::LaneTime { process, thread, busy_ms, pause_ms, lock_ms, chunks } = *lane;
    LaneTime { process, thread, busy_ms, pause_ms, lock_ms, chunks }
}

fn answers_agree(content: &Content<'_>) -> Option<bool> {
    let first = content.state.samples.first()?.answer;
    let same = content.state.samples.iter().all(|sample| sample.answer == first);
    let differ = matches!(content.state.phase, Phase::Failed(Failure::AnswersDiffer { .. }));
    Some(same && !differ)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{finished, hold_golden, with_content};
    use serde_json::Value;

    #[test]
    fn a_result_is_written_as_published() {
        let text = with_content(&finished(), json).expect("a result");
        hold_golden("result.json", &text);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let processes = &value["strategies"][1];
        assert_eq!(processes["samples"].as_array().map(Vec::len), Some(4));
        assert_eq!(processes["medianMs"], 42.25);
        assert_eq!(processes["answer"], "0000000000009f3c");
        assert_eq!(value["control"].as_array().map(Vec::len), Some(3));
        assert_eq!(value["answersAgree"], true);
    }

    #[test]
    fn a_figure_that_means_nothing_is_null() {
        let mut state = finished();
        state.samples.retain(|sample| sample.cold);
        state.probe = None;
        let text = with_content(&state, json).expect("a result");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        for key in ["medianMs", "minMs", "ci95Ms", "speedup", "speedupCi95"] {
            assert!(value["strategies"][0][key].is_null(), "{key}");
        }
        assert!(value["environment"]["clockStepMs"].is_null());
        state.size = None;
        assert_eq!(with_content(&state, json), None);
    }

    #[test]
    fn answers_that_differ_do_not_agree() {
        let mut state = finished();
        state.samples[2].answer = 1;
        assert!(
            with_content(&state, json).is_some_and(|it| it.contains("\"answersAgree\": false"))
        );
    }
}
