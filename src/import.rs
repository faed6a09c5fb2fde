//! Brings results back: reads a result file and believes nothing in it that was not checked.

mod check;
mod problem;

pub use problem::Problem;

use crate::environment::Probe;
use crate::export::result::{Asked, LaneTime, Measured, ResultFile, SCHEMA, Timed};
use crate::protocol::{Race, RunId};
use crate::receipt::{self, Receipt, Sample};
use crate::reference::Row;
use crate::schedule::Schedule;
use crate::snapshot::{Import, Origin};
use crate::strategy::Strategy;
use serde::Deserialize;

/// A file larger than this is no result of one race, in bytes.
pub const MOST_BYTES: usize = 5 << 20;

/// What counts where a file does not say it: the switch interval of CPython, in microseconds.
const SWITCH_INTERVAL_US: u32 = 5_000;

/// Reads a result file: of this page, or of another program that times the same work.
///
/// The samples count, and everything that follows from them is worked out anew. A sample without
/// a receipt, or without lanes, is taken as it is: with an empty receipt, and no lanes.
///
/// # Errors
/// The first thing that is wrong with the text; then there is nothing to show.
pub fn read(text: &str) -> Result<Import, Problem> {
    if text.len() > MOST_BYTES {
        return Err(Problem::TooLarge { bytes: text.len() });
    }
    let text = text.trim_start_matches('\u{feff}');
    schema(text)?;
    let file: ResultFile = serde_json::from_str(text).map_err(|error| Problem::in_json(&error))?;
    let workers = check::file(&file)?;
    Ok(imported(file, workers))
}

/// Whether a text claims to be a result: worth reading, and worth a word when it cannot be read.
pub fn looks_like_a_result(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    start.starts_with('{') && text.contains("makespan.result/")
}

/// Of all keys only the one that says whether the others mean anything.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
}

fn schema(text: &str) -> Result<(), Problem> {
    match serde_json::from_str(text) {
        Ok(Head { schema: Some(schema) }) if schema == SCHEMA => Ok(()),
        Ok(Head { schema }) => Err(Problem::OtherSchema { found: schema }),
        Err(error) if error.is_data() => Err(Problem::OtherSchema { found: None }),
        Err(error) => Err(Problem::in_json(&error)),
    }
}

/// A file that has been checked, in the terms of a run.
fn imported(file: ResultFile, workers: Asked) -> Import {
    let listed =
        |strategy: &Strategy| file.strategies.iter().any(|it| it.strategy == strategy.id());
    let race = Race {
        run: RunId::default(),
        workload: file.workload.clone(),
        size: None,
        strategies: Strategy::ALL.into_iter().filter(listed).collect(),
        workers: crate::strategy::Workers {
            workers: workers.workers,
            processes: workers.processes,
            threads: workers.threads,
        },
        repeats: file.repeats,
        seed: file.seed,
        picture: None,
        schedule: Schedule::default(),
        switch_interval_us: SWITCH_INTERVAL_US,
        record: false,
    };
    Import {
        race,
        size: file.size,
        samples: samples(&file),
        probe: probe(&file),
        variants: file.variants.iter().filter_map(variant).collect(),
        origin: Origin {
            engine: file.environment.engine,
            version: file.environment.version,
            at: file.at,
            reported_cores: file.environment.reported_cores,
        },
    }
}

fn samples(file: &ResultFile) -> Vec<Sample> {
    let of_strategy = |measured: &Measured| {
        let strategy = Strategy::find(&measured.strategy)?;
        let answer = measured.answer.as_deref().and_then(check::fingerprint).unwrap_or_default();
        let sample = |timed| sample(strategy, answer, false, timed);
        Some(measured.samples.iter().map(sample).collect::<Vec<_>>())
    };
    let baseline = file.strategies.iter().find(|it| it.strategy == Strategy::Sequential.id());
    let answer = baseline.and_then(|it| check::fingerprint(it.answer.as_deref()?));
    let control = answer.map(|answer| {
        file.control.iter().map(move |timed| sample(Strategy::Sequential, answer, true, timed))
    });
    let measured = file.strategies.iter().filter_map(of_strategy).flatten();
    measured.chain(control.into_iter().flatten()).collect()
}

fn sample(strategy: Strategy, answer: u64, control: bool, timed: &Timed) -> Sample {
    let receipt = timed.receipt.map(|it| Receipt {
        start: it.start,
        send: it.send,
        wait: it.wait,
        compute: it.compute,
        receive: it.receive,
        join: it.join,
    });
    Sample {
        strategy,
        control,
        round: timed.round,
        cold: timed.cold,
        makespan_ms: timed.makespan_ms,
        receipt: receipt.unwrap_or_default(),
        lanes: timed.lanes.iter().map(lane).collect(),
        answer,
    }
}

fn lane(lane: &LaneTime) -> receipt::LaneTime {
    let LaneTime { process, thread, busy_ms, pause_ms, lock_ms, chunks } = *lane;
    receipt::LaneTime { process, thread, busy_ms, pause_ms, lock_ms, chunks }
}

/// A variant, whose figures the file has worked out: they stand beside the others and decide nothing.
fn variant(measured: &Measured) -> Option<Row> {
    Some(Row {
        strategy: Strategy::find(&measured.strategy)?,
        via: measured.via.clone().unwrap_or_default(),
        median_ms: measured.median_ms?,
        speedup: measured.speedup,
        speedup_ci95: measured.speedup_ci95,
    })
}

/// What was measured about the machine, as far as the file says it.
fn probe(file: &ResultFile) -> Option<Probe> {
    let place = &file.environment;
    let clock_step_ms = place.clock_step_ms?;
    let effective_parallelism = place.effective_parallelism.zip(place.parallelism_lanes);
    Some(Probe { clock_step_ms, effective_parallelism })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::result::json;
    use crate::export::tests::{ENVIRONMENT, finished, with_content};
    use crate::outcome::{self, Outcome, doubt};
    use crate::run::State;
    use proptest::prelude::*;
    use serde_json::{Value, json as value};

    fn exported() -> String {
        with_content(&finished(), json).expect("a result")
    }

    /// The state that shows an import.
    fn shown(import: Import) -> State {
        let mut state = finished();
        state.race = Some(import.race);
        (state.size, state.samples) = (Some(import.size), import.samples);
        (state.probe, state.imported) = (import.probe, Some(import.origin));
        state
    }

    fn outcomes(state: &State) -> Vec<Outcome> {
        outcome::outcomes(state, state.race.as_ref().expect("a race"), ENVIRONMENT)
    }

    #[test]
    fn what_was_exported_says_the_same_when_it_is_back() {
        let before = finished();
        let after = shown(read(&exported()).expect("a result"));
        assert_eq!(outcomes(&after), outcomes(&before));
        assert_eq!((after.probe, after.size), (before.probe, before.size));
        assert_eq!(doubt::doubts(&after), doubt::doubts(&before));
        assert_eq!(outcome::control_ratio(&after.samples), outcome::control_ratio(&before.samples));
        let again = with_content(&after, json).expect("a result");
        assert_eq!(read(&again).expect("a result").samples, after.samples);
    }

    #[test]
    fn a_result_of_python_needs_no_details() {
        let text = value!({
            "schema": "makespan.result/1", "at": "2026-11-20T12:00:00Z", "unknown": [1],
            "environment": { "engine": "cpython", "version": "3.14.0", "reportedCores": 8 },
            "workload": "primes", "size": 200_000, "repeats": 1,
            "strategies": [
                { "strategy": "threads-gil", "processes": 1, "threads": 4, "answer": "9f3c",
                  "samples": [{ "round": 0, "makespanMs": 41.5 }] },
            ],
        });
        let import = read(&text.to_string()).expect("a result");
        assert_eq!(
            (import.samples[0].receipt, import.samples[0].answer),
            (Receipt::default(), 0x9f3c)
        );
        assert_eq!((import.race.workers.workers, import.race.strategies.len()), (4, 1));
        assert_eq!((&*import.origin.engine, import.probe), ("cpython", None));
    }

    /// What is wrong with the exported result once `change` was made to it.
    fn wrong(change: impl FnOnce(&mut Value)) -> String {
        let mut file: Value = serde_json::from_str(&exported()).expect("JSON");
        change(&mut file);
        read(&file.to_string()).expect_err("a problem").to_string()
    }

    #[test]
    fn a_bad_field_is_named() {
        let sentence = wrong(|file| file["strategies"][1]["samples"][2]["makespanMs"] = value!(-4));
        assert_eq!(
            sentence,
            "strategies[1].samples[2].makespanMs is -4; it must be a positive number of milliseconds."
        );
        type Change = (&'static str, fn(&mut Value));
        let changes: [Change; 16] = [
            ("workload is “knitting”", |it| it["workload"] = value!("knitting")),
            ("size is 1;", |it| it["size"] = value!(1)),
            ("repeats is 0;", |it| it["repeats"] = value!(0)),
            ("at is “today”", |it| it["at"] = value!("today")),
            ("environment.engine is “perl”", |it| it["environment"]["engine"] = value!("perl")),
            ("environment.reportedCores", |it| it["environment"]["reportedCores"] = value!(0)),
            ("environment.clockStepMs", |it| it["environment"]["clockStepMs"] = value!(-1)),
            ("strategies is empty", |it| it["strategies"] = value!([])),
            ("strategies[1].strategy", |it| it["strategies"][1]["strategy"] = value!("fibers")),
            ("strategies[1].strategy", |it| it["strategies"][1]["strategy"] = value!("sequential")),
            ("strategies[1].processes", |it| it["strategies"][1]["processes"] = value!(65)),
            ("strategies[1].answer", |it| it["strategies"][1]["answer"] = value!("xyz")),
            ("strategies[1].answer", |it| it["strategies"][1]["answer"] = value!("1")),
            ("strategies[0].samples[1].round", |it| {
                it["strategies"][0]["samples"][1]["round"] = value!(0)
            }),
            ("control[0].round", |it| it["control"][0]["round"] = value!(99)),
            ("strategies[0].samples[0].receipt", |it| {
                it["strategies"][0]["samples"][0]["receipt"]["join"] = value!(50);
            }),
        ];
        for (start, change) in changes {
            let sentence = wrong(change);
            assert!(sentence.starts_with(start) && sentence.ends_with('.'), "{start}: {sentence}");
        }
    }

    #[test]
    fn lanes_belong_to_the_shape() {
        let lane = |key: &'static str, number: i32| {
            wrong(move |it| it["strategies"][1]["samples"][0]["lanes"][0][key] = value!(number))
        };
        assert!(lane("process", 2).starts_with("strategies[1].samples[0].lanes[0].process is 2;"));
        assert!(lane("thread", 1).starts_with("strategies[1].samples[0].lanes[0].thread is 1;"));
        assert!(lane("busyMs", -1).starts_with("strategies[1].samples[0].lanes[0].busyMs is -1;"));
    }

    #[test]
    fn what_is_no_result_is_said_with_line_and_column() {
        let sentence = |text: &str| read(text).expect_err("a problem").to_string();
        assert!(sentence("").contains("line 1, column 0"), "{}", sentence(""));
        assert!(sentence("{\n  \"schema\": }").contains("line 2, column 13"));
        assert!(sentence("[1, 2]").contains("no key “schema”"), "{}", sentence("[1, 2]"));
        assert!(sentence("{\"schema\": \"makespan.result/2\"}").contains("“makespan.result/2”"));
        let sizeless = exported().replace("\"size\": 200000", "\"size\": \"large\"");
        assert!(sentence(&sizeless).contains("expected a whole number"), "{}", sentence(&sizeless));
        assert!(sentence(&" ".repeat(MOST_BYTES + 1)).contains("5 MB"));
        assert!(looks_like_a_result(&exported()) && !looks_like_a_result("import this"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text: String) {
            prop_assert!(read(&text).is_err());
        }

        #[test]
        fn any_damage_is_survived(at in 0usize..8_000, with in "[-0-9a-z\"{}\\[\\],:. ]{0,4}", cut in 0usize..6) {
            let mut text = exported();
            let at = at % text.len();
            let end = (at + cut).min(text.len());
            if text.is_char_boundary(at) && text.is_char_boundary(end) {
                text.replace_range(at..end, &with);
            }
            if let Ok(import) = read(&text) {
                let state = shown(import);
                prop_assert!(outcomes(&state).iter().all(|it| it.summary.is_none_or(|s| s.median > 0.0)));
            }
        }
    }
}
