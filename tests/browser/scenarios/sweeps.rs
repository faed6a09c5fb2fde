//! Sweeps: over the number of workers and over sizes, to their end or stopped.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;
use std::time::Duration;

/// A sweep ends within this on a slow machine.
const SWEEP: Duration = Duration::from_secs(110);

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            a_sweep_over_workers_gives_a_curve_for_each_strategy;
        Variant::THREADED =>
            a_sweep_over_sizes_says_from_where_on_a_strategy_pays;
        [Variant::Chromium, Variant::Firefox] =>
            a_stopped_sweep_keeps_what_it_has_and_the_race_before_it;
    }
}

/// Runs a sweep to its end. Its view is told of that a moment later.
async fn sweep(visit: &Visit, view: &str) -> Outcome {
    let action = format!("sweep-{view}");
    visit.press(&action).await?;
    visit.wait("document.querySelector('main[data-state=done]')", SWEEP).await?;
    let ready = format!("document.querySelector('[data-action={action}][aria-disabled=false]')");
    visit.wait(&ready, SOON).await
}

async fn a_sweep_over_workers_gives_a_curve_for_each_strategy(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&size=200000&strategies=threads,processes&view=scaling").await?;
    sweep(&visit, "scaling").await?;
    let rows: Vec<(String, u32, f64)> = visit
        .look(
            "[...document.querySelectorAll('[data-view=scaling] tr[data-workers]')].map((row) => \
             [row.dataset.of, Number(row.dataset.workers), Number(row.dataset.speedup)])",
        )
        .await?;
    let processes: Vec<_> = rows.iter().filter(|row| row.0 == "processes").collect();
    assert!(processes.len() >= 2, "{rows:?}");
    assert!(processes.iter().all(|row| row.2.is_finite() && row.2 > 0.0), "{rows:?}");
    assert!(processes.is_sorted_by(|one, next| one.1 < next.1), "{rows:?}");
    visit.wait("document.querySelector('[data-view=scaling] .chart svg')", SOON).await
}

async fn a_sweep_over_sizes_says_from_where_on_a_strategy_pays(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&strategies=processes&workers=2&view=crossover").await?;
    sweep(&visit, "crossover").await?;
    let sizes: Vec<f64> = visit
        .look(
            "[...new Set([...document.querySelectorAll('[data-view=crossover] tr[data-size]')]\
             .map((row) => Number(row.dataset.size)))]",
        )
        .await?;
    let (least, most) = sizes.iter().fold((f64::MAX, 0.0), |(least, most), &size| {
        (f64::min(least, size), f64::max(most, size))
    });
    // Four decades; but where a sweep ends depends on how long its runs take here and now.
    assert!(sizes.len() >= 8 && most / least >= 500.0, "{sizes:?}");
    visit.wait("document.querySelector('[data-view=crossover] tr[data-of=processes]')", SOON).await
}

async fn a_stopped_sweep_keeps_what_it_has_and_the_race_before_it(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&size=2000000&strategies=processes&repeats=3&workers=2").await?;
    visit.press("run").await?;
    visit.finish().await?;
    let before = visit.rows().await?;
    visit.click("[data-open=scaling]").await?;
    visit.press("sweep-scaling").await?;
    visit
        .wait(
            "document.querySelector('[data-view=scaling] tr[data-workers][data-median-ms]')",
            SWEEP,
        )
        .await?;
    visit.press("stop").await?;
    visit.reach("idle", SOON).await?;
    let kept: usize = visit
        .look("document.querySelectorAll('[data-view=scaling] tr[data-median-ms]').length")
        .await?;
    assert!(kept > 0);
    let after = visit.rows().await?;
    assert_eq!(after.len(), before.len());
    assert!(after.iter().zip(&before).all(|(now, then)| now.median_ms == then.median_ms));
    visit.press("run").await?;
    visit.finish().await
}
