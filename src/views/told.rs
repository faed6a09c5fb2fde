//! What a view is told: the page at one moment, and the traces of its run.

use super::traces::Traces;
use crate::environment::Environment;
use crate::outcome::{self, Outcome};
use crate::protocol::Race;
use crate::snapshot::{Request, Snapshot};
use crate::workload::{self, Workload};
use std::rc::Rc;
use yew::prelude::*;

/// Whose Python program runs, or has just been ended and may still hold a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    /// That of the lab.
    Lab,
    /// The twin of the workload that was raced.
    Twins,
}

/// What a view is told. Cheap to clone; equal when it is the same moment.
#[derive(Clone, Properties)]
pub struct Told {
    /// The page.
    pub snapshot: Rc<Snapshot>,
    /// When each lane did what, for each sample that was recorded.
    pub traces: Rc<Traces>,
    /// The outcome of every strategy of the run.
    pub outcomes: Rc<Vec<Outcome>>,
    /// Whose Python program runs; only one does at a time, and no race meanwhile.
    pub python: Option<Runner>,
    /// Asks something of the page.
    pub say: Callback<Request>,
    /// Room for a drawing, in pixels.
    pub width: f64,
    /// When the latest run ended, as ISO 8601; empty before.
    pub at: Rc<str>,
}

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.snapshot, &other.snapshot)
            && Rc::ptr_eq(&self.traces, &other.traces)
            && self.width == other.width
            && self.python == other.python
            && self.at == other.at
    }
}

impl Told {
    /// Everything is built from the snapshot.
    pub fn new(snapshot: Rc<Snapshot>, traces: Rc<Traces>, say: Callback<Request>) -> Self {
        let race = snapshot.state.race.as_ref().or(snapshot.next.as_ref());
        let environment = snapshot.environment.unwrap_or(Environment {
            isolated: true,
            shared_memory: true,
            reported_cores: 1,
        });
        let outcomes = race.map(|race| outcome::outcomes(&snapshot.state, race, environment));
        let outcomes = Rc::new(outcomes.unwrap_or_default());
        Self { snapshot, traces, outcomes, python: None, say, width: 0.0, at: Rc::from("") }
    }

    /// The race that was run.
    pub fn race(&self) -> Option<&Race> {
        self.snapshot.state.race.as_ref()
    }

    /// The workload that was raced.
    pub fn workload(&self) -> Option<&'static Workload> {
        workload::find(&self.race()?.workload)
    }

    /// Whether there are samples to look at, and no more will come.
    pub fn is_measured(&self) -> bool {
        let state = &self.snapshot.state;
        let racing = state.is_racing();
        !racing && !state.samples.is_empty()
    }
}
