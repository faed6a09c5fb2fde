//! What the views cost: how soon they are drawn, how smoothly, and what recording and sweeping take.

use crate::figure::{Figure, Goal};
use crate::visit::{SOON, Visit};
use crate::{Effort, Outcome};
use makespan::stats;
use std::time::Duration;

/// A run of 64 lanes with more than 100,000 spans.
const HUGE: &str = "?workload=squares&size=200000&strategies=threads&workers=64&repeats=3";

/// Samples of some 70 ms, of which the shortest counts: whatever else runs only slows down.
const LONG_SAMPLES: &str = "?workload=primes&size=1000000&strategies=sequential&repeats=31";

/// Starting 64 threads takes a while on two cores.
const HUGE_RACE: Duration = Duration::from_secs(110);

/// Opens a view and gives the milliseconds until it has been painted: the frame after the one that
/// it was drawn for has begun.
const OPEN: &str = "
const start = performance.now();
document.querySelector(`[data-open=${view}]`).click();
const look = () => {
  if (!document.querySelector(`[data-view=${view}]`)) return requestAnimationFrame(look);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
};
look();
";

/// Zooms in and out for 120 frames and gives the milliseconds between frames.
const ZOOM: &str = "
const canvas = document.querySelector('[data-timeline]'), gaps = [];
canvas.scrollIntoView({ block: 'center', behavior: 'instant' });
const { left, top, width } = canvas.getBoundingClientRect();
let last;
const frame = (now) => {
  if (last) gaps.push(now - last);
  last = now;
  if (gaps.length === 120) return done(gaps);
  canvas.dispatchEvent(new WheelEvent('wheel', {
    bubbles: true, cancelable: true, ctrlKey: true, deltaY: gaps.length < 60 ? -40 : 40,
    clientX: left + width / 2, clientY: top + 20,
  }));
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
";

/// Measures the views of a large run, a sweep, and recording.
///
/// # Errors
/// When a race or a sweep fails.
pub async fn measure(visit: &Visit, effort: &Effort) -> Outcome<Vec<Figure>> {
    let mut figures = vec![recording(visit, effort).await?, sweep(visit).await?];
    figures.extend(huge(visit).await?);
    Ok(figures)
}

async fn race(visit: &Visit, query: &str) -> Outcome {
    visit.open(query).await?;
    visit.press("run").await?;
    let ended = "document.querySelector('main:is([data-state=done], [data-state=failed])')";
    visit.wait(ended, HUGE_RACE).await?;
    visit.finish().await
}

async fn huge(visit: &Visit) -> Outcome<Vec<Figure>> {
    race(visit, HUGE).await?;
    visit.wait("document.querySelector('[data-export]')", SOON).await?;
    let mut figures = Vec::new();
    for view in ["receipt", "timeline", "scaling", "crossover"] {
        let ms: f64 = visit.ask(&format!("const view = '{view}';{OPEN}")).await?;
        let name = format!("a run of 64 lanes: opening its {view}");
        figures.push(Figure::plain(name, ms, "ms", Goal::AtMost(100.0)));
        if view == "timeline" {
            figures.extend(zoom(visit).await?);
        }
    }
    Ok(figures)
}

async fn zoom(visit: &Visit) -> Outcome<Vec<Figure>> {
    let spans: u32 =
        visit.look("Number(document.querySelector('[data-timeline]').dataset.spans)").await?;
    let mut gaps: Vec<f64> = visit.ask(ZOOM).await?;
    gaps.sort_unstable_by(f64::total_cmp);
    let (middle, late) = (gaps[gaps.len() / 2], gaps[gaps.len() * 95 / 100]);
    let name = |which: &str| format!("zooming over {spans} spans: {which} frame");
    Ok(vec![
        Figure::plain(name("median"), middle, "ms", Goal::AtMost(17.0)),
        Figure::plain(name("95th of 100"), late, "ms", Goal::AtMost(25.0)),
    ])
}

/// Races with and without recording, in turn; the ratio is that of neighbours.
async fn recording(visit: &Visit, effort: &Effort) -> Outcome<Figure> {
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for pair in 0..effort.stops {
        // Whatever drifts within a pair favours neither when their order alternates.
        for on in [pair % 2 == 0, pair % 2 == 1] {
            race(visit, &format!("{LONG_SAMPLES}&record={}", u8::from(on))).await?;
            let ms: f64 = visit
                .look(
                    "Number(document.querySelector('tr[data-strategy=sequential]').dataset.minMs)",
                )
                .await?;
            (if on { &mut with } else { &mut without }).push((pair, ms));
        }
    }
    let ratio = stats::speedup(&with, &without).ok_or("no race was timed")?;
    let name = "a sample with its spans recorded ÷ without";
    Ok(Figure::ratio(name, ratio.ratio, ratio.ci95, Goal::AtMost(1.01)))
}

async fn sweep(visit: &Visit) -> Outcome<Figure> {
    visit.open("?workload=primes&view=scaling").await?;
    visit.press("sweep-scaling").await?;
    visit.wait("document.querySelector('[data-overhead]')", HUGE_RACE).await?;
    let share: f64 =
        visit.look("Number(document.querySelector('[data-overhead]').dataset.overhead)").await?;
    let name = "rounds of a sweep ÷ the runs in them";
    Ok(Figure::ratio(name, 1.0 + share, None, Goal::AtMost(1.05)))
}
