//! Who says what when: what is asked of an embedded page becomes deeds, what happens in it news.

use super::{Id, Incoming, Outgoing, Refusal};
use crate::form::THEME;
use crate::protocol::RunId;
use crate::run::Phase;
use crate::settings::Settings;
use crate::snapshot::{Request, Snapshot};
use serde_json::{Map, Value, json};

/// What counts as the whole of a race.
const TOTAL: u32 = 100;

/// The embedded page at one moment.
pub struct Now<'a> {
    /// What the page tells its views.
    pub snapshot: &'a Snapshot,
    /// The JSON of the result of the latest race, if one is over.
    pub result: &'a dyn Fn() -> Option<String>,
    /// Whether a Python program runs.
    pub python: bool,
}

/// What follows from a message or a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Tell the page around.
    Say(Outgoing),
    /// Ask the embedded page for something.
    Ask(Request),
    /// Show this program in the lab, and run it under this id.
    Python(Id, String),
}

/// The conversation so far.
#[derive(Debug, Default)]
pub struct Talk {
    greeted: bool,
    /// What the run that was asked for is to be called, until it begins.
    asked: Option<Id>,
    /// The settings as they were before the latest change that was asked for, and after it, until that
    /// is seen.
    changing: Option<(String, String)>,
    /// The latest run that was seen.
    seen: RunId,
    /// What the race under way is called.
    racing: Option<Id>,
    done: Option<u32>,
}

impl Talk {
    /// What a message leads to.
    pub fn hear(&mut self, message: Incoming, now: &Now<'_>) -> Vec<Deed> {
        // A run that was asked for may not have begun yet.
        let busy = now.snapshot.state.is_busy() || now.python || self.asked.is_some();
        let deed = match message {
            Incoming::Ping => Deed::Say(ready(now.snapshot, self.query(now.snapshot), vec![])),
            Incoming::Configure { settings } if busy && !is_of_colours(&settings) => {
                refuse(Refusal::Busy(Id::Null))
            }
            Incoming::Configure { settings } => return self.configure(now.snapshot, &settings),
            Incoming::Run { id } | Incoming::RunPython { id, .. } if busy => {
                refuse(Refusal::Busy(id))
            }
            Incoming::Run { id } if now.snapshot.next.is_none() => refuse(Refusal::BadSettings(id)),
            Incoming::Run { id } => {
                self.asked = Some(id);
                Deed::Ask(Request::Run)
            }
            Incoming::Stop => Deed::Ask(Request::Stop),
            Incoming::GetResult => {
                result(Id::Null, now).map_or_else(|| refuse(Refusal::NoResult), Deed::Say)
            }
            Incoming::RunPython { id, code } => Deed::Python(id, code),
        };
        vec![deed]
    }

    /// What a change of the page leads to.
    pub fn see(&mut self, now: &Now<'_>) -> Vec<Deed> {
        let state = &now.snapshot.state;
        let mut news = Vec::new();
        self.changing.take_if(|(before, _)| *before != now.snapshot.query);
        if !self.greeted && now.snapshot.environment.is_some() {
            self.greeted = true;
            news.push(ready(now.snapshot, &now.snapshot.query, vec![]));
        }
        if state.run != self.seen {
            self.seen = state.run;
            self.done = None;
            let is_race = !state.is_aside() && state.imported.is_none();
            self.racing = is_race.then(|| self.asked.take().unwrap_or_default());
        }
        news.extend(self.prevented(now).map(Outgoing::from));
        if state.is_busy() {
            news.extend(self.progress(now));
        } else if let Some(id) = self.racing.take() {
            news.push(end(id, now));
        }
        news.into_iter().map(Deed::Say).collect()
    }

    fn configure(&mut self, snapshot: &Snapshot, changes: &Map<String, Value>) -> Vec<Deed> {
        let query = overlaid(self.query(snapshot), changes);
        let (settings, notices) = Settings::parse(&query, cores(snapshot));
        let warnings = notices.iter().map(ToString::to_string).collect();
        let answer = ready(snapshot, &query, warnings);
        self.changing = Some((snapshot.query.clone(), settings.to_query(cores(snapshot))));
        vec![Deed::Ask(Request::Configure(query)), Deed::Say(answer)]
    }

    /// The settings, with what was asked for and has not been seen yet.
    fn query<'a>(&'a self, snapshot: &'a Snapshot) -> &'a str {
        self.changing.as_ref().map_or(&snapshot.query, |(_, after)| after)
    }

    /// Why the run that was asked for will not begin: the visitor was quicker.
    fn prevented(&mut self, now: &Now<'_>) -> Option<Refusal> {
        let busy = now.snapshot.state.is_busy() || now.python;
        let bad = now.snapshot.next.is_none();
        let id = self.asked.take_if(|_| busy || bad)?;
        Some(if busy { Refusal::Busy(id) } else { Refusal::BadSettings(id) })
    }

    fn progress(&mut self, now: &Now<'_>) -> Option<Outgoing> {
        let id = self.racing.clone()?;
        let share = now.snapshot.state.progress?.done;
        let done = (share * f64::from(TOTAL)) as u32;
        let news = self.done.replace(done) != Some(done);
        news.then_some(Outgoing::Progress { id, done, total: TOTAL })
    }
}

/// How a race has ended.
fn end(id: Id, now: &Now<'_>) -> Outgoing {
    if let Phase::Failed(failure) = &now.snapshot.state.phase {
        let (kind, message) = (failure.kind().to_owned(), failure.to_string());
        return Outgoing::Error { id, kind, message };
    }
    result(id.clone(), now).unwrap_or_else(|| Outgoing::Error {
        id,
        kind: "stopped".to_owned(),
        message: "The race was stopped before anything was measured.".to_owned(),
    })
}

fn result(id: Id, now: &Now<'_>) -> Option<Outgoing> {
    let result = serde_json::from_str((now.result)()?.as_str()).ok()?;
    Some(Outgoing::Result { id, result })
}

fn refuse(refusal: Refusal) -> Deed {
    Deed::Say(refusal.into())
}

/// Whether nothing but the colours is to change.
fn is_of_colours(changes: &Map<String, Value>) -> bool {
    !changes.is_empty() && changes.keys().all(|name| name == THEME)
}

/// A query with some settings changed. What is embedded stays so.
fn overlaid(query: &str, changes: &Map<String, Value>) -> String {
    let kept = form_urlencoded::parse(query.as_bytes());
    let kept = kept.filter(|(name, _)| !changes.contains_key(&**name) && name != "embed");
    let changed = changes.iter().filter(|(name, value)| *name != "embed" && !value.is_null());
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .extend_pairs(changed.map(|(name, value)| (name, written(value))))
        .append_pair("embed", "1")
        .finish()
}

/// A value as a link writes it; what cannot stand in a link is left for the link's own check.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(is) => u8::from(*is).to_string(),
        Value::Array(list) => list.iter().map(written).collect::<Vec<_>>().join(","),
        value => value.to_string(),
    }
}

fn ready(snapshot: &Snapshot, query: &str, warnings: Vec<String>) -> Outgoing {
    let (settings, _) = Settings::parse(query, cores(snapshot));
    let settings = settings.values().map(|(name, value)| (name.to_owned(), value.into()));
    let environment = snapshot.environment.map(|environment| {
        json!({
            "isolated": environment.isolated,
            "sharedMemory": environment.shared_memory,
            "reportedCores": environment.reported_cores,
        })
    });
    let warnings = if warnings.is_empty() { snapshot.warnings.clone() } else { warnings };
    Outgoing::Ready {
        version: snapshot.build.clone(),
        settings: settings.collect(),
        environment: environment.unwrap_or_default(),
        warnings,
    }
}

fn cores(snapshot: &Snapshot) -> u32 {
    snapshot.environment.map_or(1, |environment| environment.reported_cores)
}

#[cfg(test)]
mod tests;
