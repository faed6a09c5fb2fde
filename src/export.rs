//! Takes results out of the page: as JSON, CSV, Markdown, and as a picture that stands alone.

pub mod csv;
pub mod markdown;
pub mod name;
pub mod picture;
pub mod result;
pub mod style;
pub mod theme;

use crate::environment::{Environment, Probe};
use crate::notice::Notice;
use crate::outcome::{self, Outcome, doubt};
use crate::protocol::Race;
use crate::run::{Phase, State};
use crate::snapshot::Origin;
use crate::unit;

/// What to know about results that nobody else can repeat.
const OWN_PICTURE: &str = "The input was made from a picture of the visitor’s own, so the answer is \
                           no other picture’s.";

/// Everything an export is made of: what was measured, where and when.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The race and its samples.
    pub state: &'a State,
    /// What was asked for.
    pub race: &'a Race,
    /// What the samples say together.
    pub outcomes: &'a [Outcome],
    /// What this browser gives.
    pub environment: Environment,
    /// Which build the page is.
    pub build: &'a str,
    /// When the run ended: ISO 8601.
    pub at: &'a str,
}

impl Content<'_> {
    /// When the samples were taken: those of a file keep their date.
    pub fn at(&self) -> &str {
        self.state.imported.as_ref().map_or(self.at, |origin| &origin.at)
    }

    /// How many cores were reported where the samples were taken.
    pub fn reported_cores(&self) -> u32 {
        let own = self.environment.reported_cores;
        self.state.imported.as_ref().map_or(own, |origin| origin.reported_cores)
    }

    /// What they were taken on.
    pub fn machine_line(&self) -> String {
        machine_line(self.state.imported.as_ref(), self.environment, self.state.probe)
    }

    /// What casts doubt on the figures, or says why some are missing; a sentence each.
    pub fn notices(&self) -> Vec<String> {
        let state = self.state;
        let mut notices = vec![];
        // What this browser lacks says nothing about samples from elsewhere.
        if state.imported.is_none() {
            notices.extend(outcome::obstacle(self.race, self.environment));
            notices.extend(doubt::crowd(self.race, self.environment));
        }
        if state.discarded > 0 {
            notices.push(Notice::HiddenTab { discarded: state.discarded });
        }
        notices.extend(doubt::doubts(state));
        let mut sentences: Vec<_> = notices.iter().map(Notice::to_string).collect();
        if self.race.picture.is_some() {
            sentences.push(OWN_PICTURE.to_owned());
        }
        match &state.phase {
            Phase::Cancelled => {
                sentences.push("Stopped early: not every sample was taken.".to_owned());
            }
            Phase::Failed(failure) => sentences.push(failure.to_string()),
            _ => {}
        }
        sentences
    }
}

/// What something was measured on, for a line under a table or a picture: "WebAssembly in a
/// browser, 8 cores reported, 3.91× of 8 measured". `origin` is that of a file, where one counts.
pub fn machine_line(
    origin: Option<&Origin>,
    environment: Environment,
    probe: Option<Probe>,
) -> String {
    let engine = match origin.map(|origin| origin.engine.as_str()) {
        Some("cpython") => "Python (CPython)",
        _ => "WebAssembly in a browser",
    };
    let cores = origin.map_or(environment.reported_cores, |origin| origin.reported_cores);
    let mut line = cores_line(engine, cores);
    if let Some((times, lanes)) = probe.and_then(|probe| probe.effective_parallelism) {
        line += &format!(", {} of {lanes} measured", unit::show_ratio(times));
    }
    line
}

/// An engine and its machine: "WebAssembly in a browser, 8 cores reported".
pub fn cores_line(engine: &str, cores: u32) -> String {
    let word = if cores == 1 { "core" } else { "cores" };
    format!("{engine}, {cores} {word} reported")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::outcome::tests::{race, sample, state};
    use crate::receipt::{LaneTime, Receipt, Sample};
    use crate::strategy::{Strategy, Workers};

    pub const ENVIRONMENT: Environment =
        Environment { isolated: true, shared_memory: true, reported_cores: 4 };

    pub const BUILD: &str = "0123abcd";

    pub const AT: &str = "2026-11-20T12:00:00.000Z";

    /// A sample whose receipt adds up and whose lanes share its work.
    fn detailed(strategy: Strategy, round: u32, makespan_ms: f64) -> Sample {
        let (start, send, receive, join) = (0.0, 0.5, 0.25, 0.25);
        let compute = makespan_ms - 1.5;
        let receipt = Receipt { start, send, wait: 0.5, compute, receive, join };
        let shape = strategy.shape(WORKERS);
        let lane = |lane| LaneTime {
            process: lane / shape.threads,
            thread: lane % shape.threads,
            busy_ms: compute,
            pause_ms: 0.0,
            lock_ms: 0.5,
            chunks: 50 / shape.lanes(),
        };
        let lanes = (0..shape.lanes()).map(lane).collect();
        Sample { receipt, lanes, answer: 0x9f3c, ..sample(strategy, round, makespan_ms) }
    }

    const WORKERS: Workers = Workers { workers: 2, processes: 2, threads: 2 };

    /// A finished race of primes: two strategies, three rounds, a control and a cold start.
    pub fn finished() -> State {
        let cold = Sample { cold: true, ..detailed(Strategy::Processes, 0, 120.0) };
        let rounds = (0..3).flat_map(|round| {
            let drift = f64::from(round);
            let control = detailed(Strategy::Sequential, round, 80.5 + drift);
            [
                detailed(Strategy::Sequential, round, 80.0 + drift),
                Sample { control: true, ..control },
                detailed(Strategy::Processes, round, 41.25 + drift),
            ]
        });
        let mut state = state([cold].into_iter().chain(rounds));
        let strategies = [Strategy::Sequential, Strategy::Processes];
        state.race = Some(Race { run: state.run, repeats: 3, ..race(&strategies) });
        state.size = Some(200_000);
        state.probe = Some(Probe { clock_step_ms: 0.005, effective_parallelism: Some((1.93, 2)) });
        state
    }

    /// Calls `take` with everything an export of `state` is made of.
    pub fn with_content<T>(state: &State, take: impl FnOnce(&Content<'_>) -> T) -> T {
        let race = state.race.as_ref().expect("a race");
        let outcomes = outcome::outcomes(state, race, ENVIRONMENT);
        let outcomes = &outcomes[..];
        let (environment, build, at) = (ENVIRONMENT, BUILD, AT);
        take(&Content { state, race, outcomes, environment, build, at })
    }

    /// Holds `text` against a file in `tests/golden`.
    #[track_caller]
    pub fn hold_golden(name: &str, text: &str) {
        let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        if std::env::var_os("GOLDEN").is_some() {
            std::fs::write(&path, text).expect("the golden file can be written");
        } else {
            assert_eq!(text, golden, "tests/golden/{name} says otherwise; GOLDEN=1 rewrites it");
        }
    }

    #[test]
    fn the_machine_is_that_of_the_samples() {
        let mut state = finished();
        let line = with_content(&state, |content| content.machine_line());
        assert_eq!(line, "WebAssembly in a browser, 4 cores reported, 1.93× of 2 measured");
        state.probe = None;
        state.imported = Some(Origin {
            engine: "cpython".to_owned(),
            version: "3.14.0".to_owned(),
            at: "2026-01-01".to_owned(),
            reported_cores: 1,
        });
        let (line, at) = with_content(&state, |it| (it.machine_line(), it.at().to_owned()));
        assert_eq!((&*line, &*at), ("Python (CPython), 1 core reported", "2026-01-01"));
    }

    #[test]
    fn what_is_incomplete_says_so() {
        let mut state = finished();
        assert_eq!(with_content(&state, |content| content.notices()), [""; 0]);
        state.phase = Phase::Cancelled;
        state.discarded = 1;
        let notices = with_content(&state, |content| content.notices());
        assert_eq!(notices.len(), 2);
        assert!(notices[1].starts_with("Stopped early"), "{notices:?}");
    }

    #[test]
    fn what_nobody_can_repeat_says_so() {
        let mut state = finished();
        state.race.iter_mut().for_each(|race| race.picture = Some(480));
        assert_eq!(with_content(&state, |content| content.notices()), [OWN_PICTURE]);
    }
}
