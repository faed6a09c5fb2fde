//! The page for everybody: axe-core finds nothing, in light and in dark.

use super::figures;
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;

/// Loads axe-core and passes on what it finds: a rule and the places that break it.
const AXE: &str = r#"
const check = async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const places = ({ nodes }) => nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`);
  done(violations.map((found) => [found.id, ...places(found)].join("\n")));
};
if (self.axe) {
  check();
} else {
  const script = document.createElement("script");
  script.src = "axe.min.js";
  script.onload = check;
  script.onerror = () => done(["axe-core is not installed: npm ci"]);
  document.head.append(script);
}
"#;

const QUERY: &str = "workload=mandelbrot&size=96&repeats=3&workers=2&strategies=threads,processes";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] =>
            nothing_is_in_the_way_of_anybody_in_light,
            nothing_is_in_the_way_of_anybody_in_dark,
            no_view_is_in_the_way_of_anybody_in_light,
            no_view_is_in_the_way_of_anybody_in_dark,
            no_figure_is_in_the_way_of_anybody_in_light,
            no_figure_is_in_the_way_of_anybody_in_dark;
    }
}

async fn nothing_is_in_the_way_of_anybody_in_light(visit: Rc<Visit>) -> Outcome {
    check_every_state(&visit, "light").await
}

async fn nothing_is_in_the_way_of_anybody_in_dark(visit: Rc<Visit>) -> Outcome {
    check_every_state(&visit, "dark").await
}

async fn no_view_is_in_the_way_of_anybody_in_light(visit: Rc<Visit>) -> Outcome {
    check_every_view(&visit, "light").await
}

async fn no_view_is_in_the_way_of_anybody_in_dark(visit: Rc<Visit>) -> Outcome {
    check_every_view(&visit, "dark").await
}

async fn no_figure_is_in_the_way_of_anybody_in_light(visit: Rc<Visit>) -> Outcome {
    check_every_figure(&visit, "light").await
}

async fn no_figure_is_in_the_way_of_anybody_in_dark(visit: Rc<Visit>) -> Outcome {
    check_every_figure(&visit, "dark").await
}

async fn check_every_figure(visit: &Visit, theme: &str) -> Outcome {
    let figures =
        ["lost-update", "deadlock", "shared-list", "messages", "managed-list", "queue-depth"];
    for figure in figures {
        figures::open(visit, figure, &format!("?theme={theme}")).await?;
        figures::try_out(visit, figure, 0).await?;
        visit.wait("document.querySelector('.live .finding')", SOON).await?;
        open_all_details(visit).await?;
        assert_accessible(visit, figure).await?;
    }
    Ok(())
}

async fn check_every_view(visit: &Visit, theme: &str) -> Outcome {
    let race = "workload=primes&size=100000&repeats=3&workers=2&strategies=threads,processes";
    visit.open(&format!("?{race}&predict=1&theme={theme}")).await?;
    visit.wait("document.querySelector('[data-prediction=asking]')", SOON).await?;
    assert_accessible(visit, "asking").await?;
    visit.press("run").await?;
    visit.finish().await?;
    for view in ["receipt", "timeline", "scaling", "crossover", "python"] {
        visit.click(&format!("[data-open={view}]")).await?;
        visit.wait(&format!("document.querySelector('[data-view={view}]')"), SOON).await?;
        if ["scaling", "crossover"].contains(&view) {
            let before = visit.states().await?.len();
            visit.press(&format!("sweep-{view}")).await?;
            visit.finish_after(before).await?;
        }
        if view == "python" {
            visit.wait("document.querySelector('[data-editor=rich]')", SOON).await?;
        }
        open_all_details(visit).await?;
        assert_accessible(visit, view).await?;
    }
    Ok(())
}

async fn open_all_details(visit: &Visit) -> Outcome {
    let open = "[...document.querySelectorAll('details')].map((it) => it.open = true).length";
    visit.look::<usize>(open).await.map(drop)
}

async fn check_every_state(visit: &Visit, theme: &str) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    visit.open(&format!("?{QUERY}&theme={theme}")).await?;
    visit.reach("idle", SOON).await?;
    assert_accessible(visit, "idle").await?;
    visit.press("run").await?;
    visit.finish().await?;
    assert_accessible(visit, "done").await?;
    visit.fill("repeats", "0").await?;
    visit.wait("document.querySelector('#repeats[aria-invalid=true]')", SOON).await?;
    assert_accessible(visit, "refusing").await?;
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Status(404)));
    visit.open(&format!("?{QUERY}&theme={theme}&wrokers=1")).await?;
    visit.press("run").await?;
    visit.fail(SOON).await?;
    assert_accessible(visit, "failed").await
}

/// Fails with what axe-core finds in `state` of the page.
pub async fn assert_accessible(visit: &Visit, state: &str) -> Outcome {
    let found: Vec<String> = visit.ask(AXE).await?;
    if found.is_empty() { Ok(()) } else { Err(format!("{state}: {}", found.join("\n")).into()) }
}
