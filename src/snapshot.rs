//! What the page tells the views, and what the views ask of the page.

use crate::environment::{Environment, Probe};
use crate::experiment::Experiment;
use crate::protocol::Race;
use crate::receipt::Sample;
use crate::reference::{Reference, Row};
use crate::run::State;
use crate::settings::View;
use crate::sweep::SweepKind;
use serde::{Deserialize, Serialize};

/// Everything the views need to know about the page at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The state of the latest run, with its samples and the sweeps.
    pub state: State,
    /// The view that is open.
    pub view: View,
    /// What the browser gives, once that is known.
    pub environment: Option<Environment>,
    /// The race that Run would start; none while a field holds what cannot be used.
    pub next: Option<Race>,
    /// Whether the visitor is asked for a guess before the race.
    pub predict: bool,
    /// Which build the page is.
    pub build: String,
    /// Results from elsewhere that are laid beside the visitor's own.
    pub reference: Option<Box<Reference>>,
    /// The settings as a link would write them.
    pub query: String,
    /// What is wrong with the link, one sentence each.
    pub warnings: Vec<String>,
}

/// What the views ask of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Start a sweep with the settings of the form; not heeded while something runs.
    Sweep(SweepKind),
    /// Make this experiment; not heeded while something runs.
    Experiment(Experiment),
    /// Stop what runs.
    Stop,
    /// Show results that were read from a file.
    Import(Box<Import>),
    /// Lay these results beside the visitor's own, or take them away.
    Compare(Option<Box<Reference>>),
    /// Open another view.
    Open(View),
    /// A Python program begins, or holds no core any more: meanwhile nothing may be timed.
    Python(bool),
    /// A Python program has come to its end by itself, without an error.
    Completed,
    /// Take over the settings of this query; not heeded while something runs.
    Configure(String),
    /// Start a race with the settings of the form; not heeded while something runs.
    Run,
    /// Work on a picture of the visitor's own, of this width in pixels, which the views keep, or on
    /// the bundled one; not heeded while something runs.
    Picture(Option<u32>),
}

/// Results that were read from a file, in the terms of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// The race they are of; only its workload, strategies, workers and repeats are known.
    pub race: Race,
    /// The size that was raced.
    pub size: u32,
    /// The samples.
    pub samples: Vec<Sample>,
    /// What was measured about the machine.
    pub probe: Option<Probe>,
    /// Other ways to run the same strategies.
    pub variants: Vec<Row>,
    /// Where they come from.
    pub origin: Origin,
}

/// Where imported results come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// What ran: `wasm` or `cpython`.
    pub engine: String,
    /// Its version.
    pub version: String,
    /// When, as in the file: ISO 8601.
    pub at: String,
    /// How many cores were reported.
    pub reported_cores: u32,
}
