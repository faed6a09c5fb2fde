//! The page comes up before the engine does, and fits into small windows.

use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL => the_page_can_be_used_before_the_engine_is_there;
        [Variant::Chromium, Variant::Firefox] =>
            a_narrow_page_does_not_scroll_sideways,
            run_is_in_sight_on_a_small_laptop,
            a_page_that_cannot_start_says_so;
    }
}

async fn the_page_can_be_used_before_the_engine_is_there(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Stall));
    visit.open("").await?;
    visit.reach("idle", SOON).await?;
    visit.fill("repeats", "5").await?;
    visit.fill("repeats", "9").await?;
    let requests = visit.site.requests();
    let at = |ending: &str| requests.iter().position(|name| name.ends_with(ending));
    let is_page = |name: &String| name.starts_with("page") && name.ends_with("_bg.wasm");
    let page = requests.iter().position(is_page).ok_or("the page is not served")?;
    assert!(at("engine_bg.wasm").is_none_or(|engine| page < engine), "{requests:?}");
    visit.site.heal();
    Ok(())
}

async fn a_narrow_page_does_not_scroll_sideways(visit: Rc<Visit>) -> Outcome {
    const FITS: &str = "document.scrollingElement.scrollWidth <= innerWidth && innerWidth === 360";
    visit.load("/frame.html?workload=mandelbrot&size=96&repeats=3&workers=2#360x1200").await?;
    visit.enter_frame().await?;
    visit.reach("idle", SOON).await?;
    visit.wait(FITS, SOON).await?;
    visit.press("run").await?;
    visit.finish().await?;
    visit.wait(FITS, SOON).await
}

async fn run_is_in_sight_on_a_small_laptop(visit: Rc<Visit>) -> Outcome {
    const BOTTOM: &str =
        "document.querySelector('[data-action=run]').getBoundingClientRect().bottom";
    visit.load("/frame.html#1280x720").await?;
    visit.enter_frame().await?;
    visit.reach("idle", SOON).await?;
    visit.wait(&format!("{BOTTOM} <= innerHeight && innerHeight === 720"), SOON).await
}

async fn a_page_that_cannot_start_says_so(visit: Rc<Visit>) -> Outcome {
    for complaint in ["404", "wasm", "page-"] {
        visit.forgive(complaint);
    }
    visit.site.break_with(Fault::new("page-*_bg.wasm", Harm::Status(404)));
    visit.load("/").await?;
    visit
        .wait("document.querySelector('main [role=alert][data-notice=page-crashed]')", SOON)
        .await?;
    visit.site.heal();
    visit.open("").await
}
