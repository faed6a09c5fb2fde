//! What Lighthouse says about the built site, on a phone with a slow connection.

use crate::Outcome;
use crate::figure::{Figure, Goal};
use serde::Deserialize;
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

/// Each of its scores, of 100.
const GOAL: Goal = Goal::AtLeast(95.0);

#[derive(Deserialize)]
struct Score {
    page: String,
    category: String,
    score: f64,
}

/// Its four scores of the home page and of a lesson.
///
/// # Errors
/// When it is not installed, or cannot load a page.
pub fn measure() -> Outcome<Vec<Figure>> {
    let place = |name: &str| env::var_os(name).ok_or(format!("{name} is not set"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/lighthouse/main.mjs");
    let mut node = Command::new("node");
    node.arg(script).args([place("MAKESPAN_LIGHTHOUSE")?, place("MAKESPAN_DIST")?]);
    let done = node.stderr(Stdio::inherit()).output()?;
    if !done.status.success() {
        return Err("Lighthouse could not be run; see above".into());
    }
    let scores: Vec<Score> = serde_json::from_slice(&done.stdout)?;
    let figure = |Score { page, category, score }: Score| {
        Figure::plain(format!("Lighthouse, {category} of {page}"), score, "of 100", GOAL)
    };
    Ok(scores.into_iter().map(figure).collect())
}
