//! The views that explain a race: each opens after a real run and says what the result file says.

use super::export::exported;
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use serde_json::Value;
use std::rc::Rc;

/// A short race of every strategy.
const RACE: &str = "workload=primes&size=200000&repeats=3&workers=2&processes=2&threads=2";

/// Parts of a receipt may miss their sum by this share.
const ROUNDING: f64 = 0.02;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            the_receipt_adds_up_to_the_makespan,
            the_timeline_shows_every_lane_of_the_sample;
        Variant::THREADED =>
            each_view_is_one_click_away_and_has_an_address;
        [Variant::Chromium] =>
            a_view_of_a_link_waits_for_a_race,
            a_view_that_is_opened_fills_its_room,
            views_that_do_not_arrive_say_so_and_can_be_had_again;
    }
}

/// Runs the short race and opens a view of it.
async fn explain(visit: &Visit, view: &str) -> Outcome {
    visit.open(&format!("?{RACE}")).await?;
    visit.press("run").await?;
    visit.finish().await?;
    visit.click(&format!("[data-open={view}]")).await?;
    visit.wait(&format!("document.querySelector('[data-view={view}]')"), SOON).await
}

async fn a_view_that_is_opened_fills_its_room(visit: Rc<Visit>) -> Outcome {
    explain(&visit, "receipt").await?;
    let drawing = "document.querySelector('[data-view=receipt] .chart > svg')";
    let unfilled =
        format!("Math.abs({drawing}.parentElement.clientWidth - {drawing}.getAttribute('width'))");
    visit.wait(&format!("{drawing} && {unfilled} < 1"), SOON).await
}

async fn the_receipt_adds_up_to_the_makespan(visit: Rc<Visit>) -> Outcome {
    explain(&visit, "receipt").await?;
    let parts = "startMs sendMs waitMs lockMs pauseMs computeMs receiveMs joinMs";
    let read = format!(
        "[...document.querySelectorAll('[data-view=receipt] tr[data-sample=median]')].map((row) => \
         [row.dataset.of, Number(row.dataset.makespanMs), \
         '{parts}'.split(' ').reduce((sum, part) => sum + Number(row.dataset[part]), 0)])"
    );
    let rows: Vec<(String, f64, f64)> = visit.look(&read).await?;
    let result: Value = exported(&visit).await?;
    // A strategy that cannot run in this browser is in the file, without samples.
    let strategies = result["strategies"].as_array().expect("strategies are a list");
    let is_measured = |one: &&Value| one["samples"].as_array().is_some_and(|it| !it.is_empty());
    let measured = strategies.iter().filter(is_measured).count();
    assert!(measured >= 2 && rows.len() == measured, "{rows:?} for {result}");
    for (strategy, makespan, sum) in rows {
        assert!((sum - makespan).abs() <= ROUNDING * makespan, "{strategy}: {sum} of {makespan}");
        let found = strategy_of(&result, &strategy);
        let samples = found["samples"].as_array().expect("samples are a list");
        let known = samples.iter().any(|sample| {
            sample["makespanMs"].as_f64().is_some_and(|ms| (ms - makespan).abs() < 1e-3)
        });
        assert!(known, "{strategy}: no sample took {makespan} ms in {found}");
    }
    Ok(())
}

fn strategy_of<'a>(result: &'a Value, id: &str) -> &'a Value {
    let all = result["strategies"].as_array().expect("strategies are a list");
    all.iter().find(|one| one["strategy"] == id).expect("the strategy is in the result file")
}

async fn the_timeline_shows_every_lane_of_the_sample(visit: Rc<Visit>) -> Outcome {
    explain(&visit, "timeline").await?;
    for (strategy, expected) in [("Sequential", 1), ("Processes", 2)] {
        visit.choose("[data-view=timeline] [data-choose=strategy]", strategy).await?;
        let shown = format!(
            "document.querySelectorAll('[data-view=timeline] tr[data-process]').length === {expected}"
        );
        visit.wait(&shown, SOON).await?;
        let lanes: Vec<(u32, u32, f64, u32)> = visit
            .look(
                "[...document.querySelectorAll('[data-view=timeline] tr[data-process]')].map((row) => \
                 ['process', 'thread', 'computeMs', 'chunks'].map((name) => Number(row.dataset[name])))",
            )
            .await?;
        let chunks: u32 = lanes.iter().map(|lane| lane.3).sum();
        let spans: u32 =
            visit.look("Number(document.querySelector('[data-timeline]').dataset.spans)").await?;
        assert!(chunks > 10 && spans >= chunks, "{strategy}: {spans} spans, {lanes:?}");
        assert!(lanes.iter().all(|lane| lane.2 > 0.0), "{strategy}: {lanes:?}");
    }
    Ok(())
}

async fn each_view_is_one_click_away_and_has_an_address(visit: Rc<Visit>) -> Outcome {
    explain(&visit, "receipt").await?;
    for view in ["timeline", "scaling", "crossover", "receipt"] {
        visit.click(&format!("[data-open={view}]")).await?;
        visit.wait(&format!("document.querySelector('[data-view={view}]')"), SOON).await?;
        visit.wait(&format!("location.search.includes('view={view}')"), SOON).await?;
        let open: String =
            visit.look("document.querySelector('.tabs [aria-current]').dataset.open").await?;
        assert_eq!(open, view);
        let scrolls: bool =
            visit.look("document.documentElement.scrollWidth > window.innerWidth").await?;
        assert!(!scrolls, "{view} makes the page scroll sideways");
    }
    visit.click("[data-open=bars]").await?;
    visit
        .wait("document.querySelector('#chart svg') && !location.search.includes('view=')", SOON)
        .await
}

async fn a_view_of_a_link_waits_for_a_race(visit: Rc<Visit>) -> Outcome {
    for view in ["receipt", "timeline", "scaling", "crossover"] {
        visit.open(&format!("?{RACE}&view={view}")).await?;
        visit.wait(&format!("document.querySelector('[data-view={view}]')"), SOON).await?;
    }
    Ok(())
}

async fn views_that_do_not_arrive_say_so_and_can_be_had_again(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    visit.site.break_with(Fault::new("views_bg.wasm", Harm::Status(404)));
    visit.open(&format!("?{RACE}&view=receipt")).await?;
    visit.wait("document.querySelector('[data-notice=view-load]')", SOON).await?;
    visit.site.heal();
    visit.click("[data-open=receipt]").await?;
    visit.wait("document.querySelector('[data-view=receipt]')", SOON).await?;
    // The bars need no views, and say so all the same: what else they bring would be missed.
    visit.site.break_with(Fault::new("views_bg.wasm", Harm::Status(404)));
    visit.open(&format!("?{RACE}&view=bars")).await?;
    visit.press("explain").await?;
    visit.wait("document.querySelector('[data-notice=view-load]')", SOON).await?;
    visit.site.heal();
    visit.press("explain").await?;
    visit.wait("document.querySelector('[data-import]')", SOON).await?;
    visit.wait("!document.querySelector('[data-notice=view-load]')", SOON).await
}
