//! A guess before the race, and how far off it was.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED => a_guess_is_set_against_what_was_measured;
        [Variant::Chromium] => nobody_is_asked_unless_the_link_says_so;
    }
}

async fn a_guess_is_set_against_what_was_measured(visit: Rc<Visit>) -> Outcome {
    visit
        .open("?workload=primes&size=200000&repeats=3&workers=2&strategies=processes&predict=1")
        .await?;
    visit.wait("document.querySelector('[data-prediction=asking]')", SOON).await?;
    visit
        .look::<bool>(
            "(() => { const guess = document.querySelector('[name=guess-processes][type=range]'); \
             guess.value = guess.min; \
             return guess.dispatchEvent(new Event('input', { bubbles: true })); })()",
        )
        .await?;
    visit.press("run").await?;
    visit.finish().await?;
    visit.wait("document.querySelector('[data-prediction=answered]')", SOON).await?;
    let (guess, measured, off): (f64, f64, f64) = visit
        .look(
            "(({ guess, measured, off }) => [guess, measured, off].map(Number))\
             (document.querySelector('[data-prediction] tr[data-of=processes]').dataset)",
        )
        .await?;
    assert!(guess > 0.0 && measured > 0.0 && off >= 1.0, "{guess} {measured} {off}");
    Ok(())
}

async fn nobody_is_asked_unless_the_link_says_so(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&view=receipt").await?;
    visit.wait("document.querySelector('[data-view=receipt]')", SOON).await?;
    let asked: bool = visit.look("document.querySelector('[data-prediction]') !== null").await?;
    assert!(!asked);
    Ok(())
}
