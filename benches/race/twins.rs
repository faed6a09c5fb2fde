//! The imitated GIL against the real one: what threads bring in Rust under the race's lock, and what
//! they bring in Python, for every workload that has a twin.

use crate::figure::{Figure, Goal};
use crate::visit::{SOON, Visit};
use crate::{Effort, Outcome};
use makespan::lab::twin;
use makespan::workload;
use std::time::Duration;

/// How far the two speed-ups may be apart.
const MOST_APART: f64 = 0.1;

/// A race, or a twin of 24 samples: of tiny items the processes take seconds for each.
const LONGEST: Duration = Duration::from_secs(110);

/// The speed-up of threads under a GIL: in Rust and in Python.
const PAIR: &str = "
const row = document.querySelector('tr[data-twin=threads-gil]');
done([Number(row.dataset.rustSpeedup), Number(row.dataset.pythonSpeedup)]);
";

/// Rounds of the races in Rust: the speed-up of threads under a lock needs no more.
const MOST_ROUNDS: u32 = 15;

fn query(id: &str, repeats: u32) -> String {
    // Sized by itself, a sample of squares in processes is seconds of messages.
    let size = if id == "squares" { "&size=20000" } else { "" };
    format!("?workload={id}{size}&workers=2&repeats={repeats}")
}

/// Races every workload that has a twin, and asks Python.
///
/// # Errors
/// When a race or a twin fails.
pub async fn measure(visit: &Visit, effort: &Effort) -> Outcome<Vec<Figure>> {
    let mut figures = vec![];
    for workload in workload::ALL.iter().filter(|workload| twin::exists(workload)) {
        let id = workload.id;
        visit.open(&query(id, effort.rounds.min(MOST_ROUNDS))).await?;
        visit.press("run").await?;
        let ended = "document.querySelector('main:is([data-state=done], [data-state=failed])')";
        visit.wait(ended, LONGEST).await?;
        visit.finish().await?;
        visit.click("[data-action=run-twins]").await?;
        let over = "document.querySelector('[data-twins=done], [data-twins=failed]')";
        visit.wait(over, LONGEST).await?;
        visit.wait("document.querySelector('[data-twins=done]')", SOON).await?;
        let (rust, python): (f64, f64) = visit.ask(PAIR).await?;
        let name = |what: &str| format!("{id}, threads under {what}");
        figures.push(Figure::ratio(name("the race's GIL"), rust, None, Goal::None));
        figures.push(Figure::ratio(name("Python's GIL"), python, None, Goal::None));
        let apart = Goal::AtMost(MOST_APART);
        figures.push(Figure::ratio(name("each, apart"), (rust - python).abs(), None, apart));
    }
    Ok(figures)
}
