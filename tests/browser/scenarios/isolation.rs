//! Browsers and pages without threads.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;

const PLAIN: [&str; 2] = ["sequential", "processes"];

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        // WebKit shares memory without isolation as soon as it is told to share at all.
        [Variant::Chromium, Variant::Firefox, Variant::WebkitUnshared] =>
            a_page_that_is_not_isolated_races_without_threads;
        [Variant::WebkitUnshared] =>
            a_browser_without_shared_memory_races_without_threads,
            a_combination_of_single_threads_needs_no_shared_memory;
    }
}

async fn a_page_that_is_not_isolated_races_without_threads(visit: Rc<Visit>) -> Outcome {
    visit.site.go_bare();
    races_without_threads(&visit, "not-isolated").await
}

async fn a_browser_without_shared_memory_races_without_threads(visit: Rc<Visit>) -> Outcome {
    races_without_threads(&visit, "no-shared-memory").await
}

async fn races_without_threads(visit: &Visit, reason: &str) -> Outcome {
    visit.open("?workload=primes&size=200000&repeats=3&workers=2").await?;
    visit.wait(&format!("document.querySelector('[data-notice={reason}]')"), SOON).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let rows = visit.rows().await?;
    assert_eq!(rows.len(), 5);
    let answer = &rows[0].answer;
    for row in &rows {
        if PLAIN.contains(&&*row.strategy) {
            row.assert_measured();
            assert_eq!(&row.answer, answer);
        } else {
            assert_eq!(row.state, "unavailable", "{row:?}");
            assert!(row.text.contains("Threads cannot run here"), "{row:?}");
            assert!(row.text.contains("would help"), "{row:?}");
        }
    }
    Ok(())
}

async fn a_combination_of_single_threads_needs_no_shared_memory(visit: Rc<Visit>) -> Outcome {
    let query = "?workload=primes&size=200000&repeats=3&strategies=processes-threads&threads=1";
    visit.open(query).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let rows = visit.rows().await?;
    assert_eq!(rows.len(), 2);
    rows.iter().for_each(|row| row.assert_measured());
    Ok(())
}
