//! Settings that are not allowed, typed in or linked to.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;

/// What no field takes.
const BAD: [&str; 8] =
    ["0", "-1", "1000000000000", "1e12", "NaN", "9007199254740992", "abc", "2.5"];

const FIELDS: [&str; 5] = ["size", "workers", "processes", "threads", "repeats"];

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            a_bad_value_typed_in_never_starts_a_race,
            a_bad_value_in_a_link_gives_a_notice_and_the_default;
        [Variant::Chromium] =>
            no_strategy_at_all_never_starts_a_race,
            more_lanes_than_allowed_never_start_a_race,
            a_link_that_runs_by_itself_runs_with_the_defaults_it_names;
    }
}

async fn a_bad_value_typed_in_never_starts_a_race(visit: Rc<Visit>) -> Outcome {
    visit.open("?repeats=3&workers=2").await?;
    for field in FIELDS {
        let good: String = visit.look(&format!("document.getElementById('{field}').value")).await?;
        // An empty size is found by timing; any other empty field is refused.
        let empty = (field != "size").then_some("");
        for bad in BAD.into_iter().chain(empty) {
            visit.fill(field, bad).await?;
            visit.wait(&says_its_limits(field), SOON).await?;
        }
        visit.press("run").await?;
        visit.wait(&format!("document.activeElement.id === '{field}'"), SOON).await?;
        visit.press_control_enter().await?;
        visit.fill(field, &good).await?;
        let fine = format!("document.getElementById('{field}').ariaInvalid !== 'true'");
        visit.wait(&fine, SOON).await?;
    }
    assert_eq!(visit.states().await?, ["loading", "idle"]);
    Ok(())
}

/// That the text which describes a field is about numbers that it takes.
fn says_its_limits(field: &str) -> String {
    format!(
        r#"(() => {{
          const field = document.getElementById("{field}");
          const id = field.getAttribute("aria-describedby");
          const text = document.getElementById(id)?.textContent ?? "";
          return field.getAttribute("aria-invalid") === "true" && /from [\d,]+ to [\d,]+/.test(text);
        }})()"#
    )
}

async fn a_bad_value_in_a_link_gives_a_notice_and_the_default(visit: Rc<Visit>) -> Outcome {
    const VALUES: &str = "['size', 'workers', 'processes', 'threads', 'repeats'] \
                          .map((id) => document.getElementById(id).value)";
    visit.open("").await?;
    let defaults: Vec<String> = visit.look(VALUES).await?;
    for bad in BAD {
        let query = FIELDS.map(|field| format!("{field}={bad}")).join("&");
        visit.open(&format!("?{query}")).await?;
        assert_eq!(visit.look::<Vec<String>>(VALUES).await?, defaults, "{bad}");
        let notices = visit.notices().await?;
        let named = notices.iter().filter(|kind| *kind == "bad-setting").count();
        assert_eq!(named, FIELDS.len(), "{bad}: {notices:?}");
        let text: String = visit.look("document.querySelector('main').textContent").await?;
        assert!(text.contains(&format!("“{bad}”")), "{text}");
    }
    Ok(())
}

async fn no_strategy_at_all_never_starts_a_race(visit: Rc<Visit>) -> Outcome {
    visit.open("?strategies=threads").await?;
    visit.look::<()>("document.querySelector('input[value=threads]').click()").await?;
    visit.wait("document.querySelector('#strategies-error')", SOON).await?;
    visit.press("run").await?;
    visit.wait("document.activeElement.id === 'strategies'", SOON).await?;
    assert_eq!(visit.states().await?, ["loading", "idle"]);
    Ok(())
}

async fn more_lanes_than_allowed_never_start_a_race(visit: Rc<Visit>) -> Outcome {
    visit.open("").await?;
    visit.fill("processes", "64").await?;
    visit.fill("threads", "64").await?;
    let refused = "document.querySelector('#threads[aria-invalid=true]')";
    visit.wait(refused, SOON).await?;
    visit.press("run").await?;
    visit.wait("document.activeElement.id === 'threads'", SOON).await?;
    assert_eq!(visit.states().await?, ["loading", "idle"]);
    Ok(())
}

async fn a_link_that_runs_by_itself_runs_with_the_defaults_it_names(visit: Rc<Visit>) -> Outcome {
    visit.open("?run=auto&size=50000&repeats=x&workers=2&strategies=processes").await?;
    visit.finish().await?;
    let rows = visit.rows().await?;
    rows.iter().for_each(|row| row.assert_measured());
    Ok(())
}
