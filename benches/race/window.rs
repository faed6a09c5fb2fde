//! What the visitor feels: how soon the page is there, and how it answers during a run.

use crate::figure::{Figure, Goal};
use crate::visit::Visit;
use crate::{Effort, Outcome};
use makespan::stats;

/// Gives when the page was first painted, and when the engine was asked for, in milliseconds.
const ARRIVAL: &str = "
const observer = new PerformanceObserver(() => {
  const [painted] = performance.getEntriesByName('first-contentful-paint');
  const resources = performance.getEntriesByType('resource');
  const engine = resources.find((it) => it.name.includes('engine_bg.wasm'));
  if (!painted || !engine) return;
  observer.disconnect();
  done([painted.startTime, engine.startTime]);
});
for (const type of ['paint', 'resource']) observer.observe({ type, buffered: true });
";

/// Notes the longest task of the window thread, and the longest gap between two frames.
const WATCH: &str = "
self.longest = { task: 0, gap: 0 };
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest.task = Math.max(longest.task, duration);
}).observe({ type: 'longtask' });
let last = performance.now();
const frame = (now) => {
  longest.gap = Math.max(longest.gap, now - last);
  last = now;
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
done(true);
";

/// Presses Stop and gives the milliseconds until the page is idle again.
const STOP: &str = "
const start = performance.now();
const main = document.querySelector('main');
new MutationObserver((_, observer) => {
  if (main.dataset.state !== 'idle') return;
  observer.disconnect();
  done(performance.now() - start);
}).observe(main, { attributes: true });
document.querySelector('[data-action=stop]').click();
";

/// Measures whether the page is there before the engine is asked for.
///
/// # Errors
/// When the page does not load.
pub async fn arrival(visit: &Visit) -> Outcome<Vec<Figure>> {
    visit.open("").await?;
    let (painted, asked): (f64, f64) = visit.ask(ARRIVAL).await?;
    let name = format!("first paint ({painted:.0} ms) to fetching the engine");
    Ok(vec![Figure::plain(name, asked - painted, "ms", Goal::AtLeast(0.0))])
}

/// Measures the window thread during a run, and Stop.
///
/// # Errors
/// When a race fails.
pub async fn measure(visit: &Visit, effort: &Effort) -> Outcome<Vec<Figure>> {
    let cores: u32 = visit.look("navigator.hardwareConcurrency").await?;
    visit.open(&format!("?workers={cores}&repeats={}", effort.rounds)).await?;
    visit.ask::<bool>(WATCH).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let (task, gap): (f64, f64) = visit.look("[longest.task, longest.gap]").await?;
    let name = format!("longest task of the window thread, {cores} workers");
    Ok(vec![
        Figure::plain(name, task, "ms", Goal::AtMost(50.0)),
        Figure::plain("longest gap between two frames", gap, "ms", Goal::AtMost(100.0)),
        stop(visit, effort).await?,
    ])
}

async fn stop(visit: &Visit, effort: &Effort) -> Outcome<Figure> {
    visit.open("?repeats=99").await?;
    let mut times = Vec::new();
    for _ in 0..effort.stops {
        visit.press("run").await?;
        visit.midway().await?;
        times.push(visit.ask::<f64>(STOP).await?);
    }
    let times = stats::summary(&times).ok_or("no stop was timed")?;
    let (name, unit) = ("Stop to rest".to_owned(), "ms");
    Ok(Figure { name, value: times.median, ci95: times.ci95, unit, goal: Goal::AtMost(50.0) })
}
