//! Stop, at any time, and Run again.

use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;
use thirtyfour::Key;

/// Takes long enough to be stopped.
const LONG: &str = "?workload=primes&size=400000&repeats=99&workers=2";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            stopped_by_its_button_a_race_can_be_run_again,
            stopped_by_escape_a_race_can_be_run_again,
            stopped_while_the_engine_is_on_its_way,
            stopped_while_the_main_process_starts;
        [Variant::Chromium, Variant::Firefox] => stopped_during_one_long_process_race;
    }
}

async fn stopped_by_its_button_a_race_can_be_run_again(visit: Rc<Visit>) -> Outcome {
    visit.open(LONG).await?;
    visit.press("run").await?;
    visit.midway().await?;
    visit.press("stop").await?;
    visit.reach("idle", SOON).await?;
    assert!(visit.rows().await?.iter().any(|row| row.median_ms.is_some()), "samples are kept");
    run_again(&visit).await
}

async fn stopped_by_escape_a_race_can_be_run_again(visit: Rc<Visit>) -> Outcome {
    visit.open(LONG).await?;
    visit.press("run").await?;
    visit.midway().await?;
    visit.type_keys(Key::Escape).await?;
    visit.reach("idle", SOON).await?;
    run_again(&visit).await
}

async fn stopped_while_the_engine_is_on_its_way(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Stall));
    stopped_at_the_start(&visit).await
}

async fn stopped_while_the_main_process_starts(visit: Rc<Visit>) -> Outcome {
    visit.site.sabotage("self.name === 'main'", "await new Promise(() => {});");
    stopped_at_the_start(&visit).await
}

async fn stopped_at_the_start(visit: &Visit) -> Outcome {
    visit.open(LONG).await?;
    visit.press("run").await?;
    visit.reach("running", SOON).await?;
    visit.press("stop").await?;
    visit.reach("idle", SOON).await?;
    visit.site.heal();
    run_again(visit).await
}

async fn stopped_during_one_long_process_race(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=sort&size=1000000&repeats=99&workers=2&strategies=processes").await?;
    visit.press("run").await?;
    visit.midway().await?;
    visit.press("stop").await?;
    visit.reach("idle", SOON).await?;
    visit.fill("size", "20000").await?;
    visit.fill("repeats", "3").await?;
    visit.race().await
}

/// The race that follows is a small one, and nothing of the stopped one gets into it.
async fn run_again(visit: &Visit) -> Outcome {
    visit.fill("size", "50000").await?;
    visit.fill("repeats", "3").await?;
    let before = visit.states().await?.len();
    visit.press_control_enter().await?;
    visit.finish_after(before).await?;
    visit.rows().await?.iter().filter(|row| row.state != "unavailable").for_each(|row| {
        row.assert_measured();
    });
    let states = visit.states().await?;
    assert_eq!(states, ["loading", "idle", "running", "idle", "running", "done"]);
    Ok(())
}
