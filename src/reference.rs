//! Results from elsewhere that are laid beside the visitor's own: an author's in a link, or those of
//! CPython in a file.

pub mod link;
pub mod scale;
pub mod script;

use crate::environment::Environment;
use crate::export;
use crate::outcome;
use crate::receipt::Millis;
use crate::run::{Action, State};
use crate::snapshot::Import;
use crate::stats::{Speedup, Summary};
use crate::strategy::Strategy;
use serde::{Deserialize, Serialize};

pub use scale::Scale;

/// What was measured elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Stable name of the workload.
    pub workload: String,
    /// Its size.
    pub size: u32,
    /// What it was measured on: "Python (CPython) 3.13.0, 8 cores reported".
    pub machine: String,
    /// When: year, month and day.
    pub date: String,
    /// Each strategy once, in the order of the page.
    pub rows: Vec<Row>,
    /// Other ways to run the same strategies: other start methods, other modules.
    pub variants: Vec<Row>,
}

/// One strategy that was measured elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which.
    pub strategy: Strategy,
    /// By which means, where there are several; empty where there is one.
    pub via: String,
    /// Median of its warm samples, in milliseconds.
    pub median_ms: Millis,
    /// How many times as fast as Sequential, paired within rounds.
    pub speedup: Option<f64>,
    /// 95 % interval of that.
    pub speedup_ci95: Option<(f64, f64)>,
}

impl Reference {
    /// What a file says, summed up as the page sums up its own samples. None when the file has no
    /// warm samples.
    pub fn of_file(import: &Import) -> Option<Self> {
        // Where it was measured anything could run that was.
        let environment = Environment { isolated: true, shared_memory: true, reported_cores: 1 };
        let state = State::default().after(Action::Imported(Box::new(import.clone())));
        let outcomes = outcome::outcomes(&state, &import.race, environment);
        let row =
            |outcome: &outcome::Outcome| row(outcome.strategy, outcome.summary?, outcome.speedup);
        let rows: Vec<_> = outcomes.iter().filter_map(row).collect();
        let origin = &import.origin;
        let name = if origin.engine == "cpython" {
            ["Python (CPython) ", &origin.version].concat()
        } else {
            "WebAssembly in a browser".to_owned()
        };
        (!rows.is_empty()).then(|| Self {
            workload: import.race.workload.clone(),
            size: import.size,
            machine: export::cores_line(&name, origin.reported_cores),
            date: origin.at.chars().take(10).collect(),
            rows,
            variants: import.variants.clone(),
        })
    }

    /// The row of a strategy, if it was measured.
    pub fn row(&self, strategy: Strategy) -> Option<&Row> {
        self.rows.iter().find(|row| row.strategy == strategy)
    }

    /// When and on what, in one line.
    pub fn line(&self) -> String {
        [&self.machine, ", ", &self.date].concat()
    }
}

/// What the page has measured itself, in the form that a link carries; none before it has.
pub fn own(content: &export::Content<'_>) -> Option<Reference> {
    let row = |outcome: &outcome::Outcome| row(outcome.strategy, outcome.summary?, outcome.speedup);
    let rows: Vec<_> = content.outcomes.iter().filter_map(row).collect();
    let size = content.state.size.filter(|_| !rows.is_empty())?;
    Some(Reference {
        workload: content.race.workload.clone(),
        size,
        machine: content.machine_line(),
        date: content.at().chars().take(10).collect(),
        rows,
        variants: vec![],
    })
}

fn row(strategy: Strategy, summary: Summary, speedup: Option<Speedup>) -> Option<Row> {
    Some(Row {
        strategy,
        via: String::new(),
        median_ms: summary.median,
        speedup: speedup.map(|speedup| speedup.ratio),
        speedup_ci95: speedup.and_then(|speedup| speedup.ci95),
    })
}
