//! Races from Run to done: every workload under every strategy, with answers that agree.

use crate::Outcome;
use crate::row::Row;
use crate::scenario::{Scenario, scenarios, within};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use makespan::strategy::Strategy;
use makespan::workload::{self, Workload};
use std::rc::Rc;

/// Every scenario of this topic: one for each workload, and some about pressing Run.
pub fn scenarios() -> Vec<Scenario> {
    let raced = |workload: &&'static Workload| {
        let id = workload.id;
        let name = format!("every_strategy_gives_the_same_answer_on_{id}");
        let name = within(module_path!(), &name);
        Scenario::new(name, &Variant::THREADED, move |visit| race(visit, id))
    };
    let others = scenarios! {
        Variant::THREADED => the_picture_is_painted_by_every_strategy;
        Variant::ALL => twenty_presses_of_run_make_one_run;
        [Variant::Chromium] => sizes_are_found_when_none_is_given;
    };
    workload::ALL.iter().map(raced).chain(others).collect()
}

/// Big enough to be computed in many chunks, small enough for every browser in a moment.
fn size(id: &str) -> u32 {
    match id {
        "squares" => 2_000,
        "sum-of-squares" => 2_000_000,
        "primes" => 200_000,
        "mandelbrot" | "blur" => 96,
        "monte-carlo" => 2_000_000,
        "word-count" => 2_000,
        "sort" => 50_000,
        "wait" | "download" | "scrape" => 12,
        "matmul" => 128,
        _ => 1_000,
    }
}

async fn race(visit: Rc<Visit>, id: &'static str) -> Outcome {
    let size = size(id);
    visit.open(&format!("?workload={id}&size={size}&repeats=3&workers=2&threads=2")).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let rows = visit.rows().await?;
    assert_is_sound(&rows);
    assert_eq!(visit.states().await?, ["loading", "idle", "running", "done"]);
    Ok(())
}

/// Fails unless every strategy was measured and all agree.
#[track_caller]
fn assert_is_sound(rows: &[Row]) {
    let ids: Vec<_> = rows.iter().map(|row| &*row.strategy).collect();
    assert_eq!(ids, Strategy::ALL.map(Strategy::id));
    let baseline = &rows[0];
    for row in rows {
        row.assert_measured();
        assert_eq!(row.answer, baseline.answer, "{}", row.strategy);
    }
    assert_eq!(baseline.speedup, Some(1.0), "nothing is faster than itself");
}

async fn the_picture_is_painted_by_every_strategy(visit: Rc<Visit>) -> Outcome {
    const COLOURS: &str = r#"[...document.querySelectorAll(".pictures canvas")].map((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    })"#;
    for id in workload::ALL.iter().map(|workload| workload.id) {
        if workload::ink(id).is_none() {
            continue;
        }
        visit.open(&format!("?workload={id}&size=96&repeats=3&workers=2")).await?;
        visit.press("run").await?;
        visit.finish().await?;
        let colours: Vec<u32> = visit.look(COLOURS).await?;
        assert_eq!(colours.len(), Strategy::ALL.len(), "{id}");
        assert!(colours.iter().all(|count| *count > 8), "{id}: {colours:?}");
    }
    Ok(())
}

async fn twenty_presses_of_run_make_one_run(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&size=200000&repeats=3&workers=2&strategies=processes").await?;
    let press = "const run = document.querySelector('[data-action=run]'); \
                 for (let press = 0; press < 20; press++) run.click(); done(true);";
    visit.ask::<bool>(press).await?;
    visit.finish().await?;
    assert_eq!(visit.states().await?, ["loading", "idle", "running", "done"]);
    let started: u32 =
        visit.look("watched.workers.filter(({ name }) => name === 'main').length").await?;
    assert_eq!(started, 1);
    Ok(())
}

async fn sizes_are_found_when_none_is_given(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&repeats=5&workers=2&strategies=sequential,threads").await?;
    visit.press("run").await?;
    visit.finish().await?;
    let rows = visit.rows().await?;
    assert!(rows[0].median_ms >= Some(15.0), "a sample should last 20 ms: {rows:?}");
    assert_speedup_fits_medians(&rows[0], &rows[1]);
    visit.wait("document.querySelector('#race-title').textContent.includes('size')", SOON).await
}

/// Paired within rounds, a speed-up is not the quotient of the medians. Where samples are long
/// enough to mean something it is not far from it.
#[track_caller]
fn assert_speedup_fits_medians(baseline: &Row, row: &Row) {
    let plain = baseline.median_ms.zip(row.median_ms).map(|(base, own)| base / own);
    let share = row.speedup.zip(plain).map(|(paired, plain)| paired / plain);
    assert!(share.is_some_and(|share| (0.5..=2.0).contains(&share)), "{baseline:?} {row:?}");
}
