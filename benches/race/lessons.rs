//! How long a learner waits for the race of each lesson.

use crate::Outcome;
use crate::figure::{Figure, Goal};
use crate::visit::Visit;
use makespan::lesson;
use std::time::{Duration, Instant};

/// Nobody waits longer for a picture, in seconds.
const MOST_S: f64 = 15.0;

/// A race that has not ended by then is not measured any further.
const LONG_RACE: Duration = Duration::from_secs(60);

/// Runs the race of every lesson as a learner finds it, once.
///
/// # Errors
/// When a race fails or does not end.
pub async fn measure(visit: &Visit) -> Outcome<Vec<Figure>> {
    let mut figures = Vec::new();
    for lesson in lesson::ALL.iter().filter(|lesson| lesson.preset.is_some()) {
        visit.open(&format!("lessons/{}.html", lesson.id)).await?;
        let began = Instant::now();
        visit.click("[data-action=run]").await?;
        let ended = "document.querySelector('main:is([data-state=done], [data-state=failed])')";
        visit.wait(ended, LONG_RACE).await?;
        let took_s = began.elapsed().as_secs_f64();
        visit.finish().await?;
        let name = format!("lesson {}: its race", lesson.id);
        figures.push(Figure::plain(name, took_s, "s", Goal::AtMost(MOST_S)));
    }
    Ok(figures)
}
