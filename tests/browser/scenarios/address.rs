//! Links: what they set, and that the address follows what is set.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            a_link_can_ask_for_a_race_at_once,
            the_address_follows_the_settings_and_brings_them_back;
        [Variant::Chromium] => what_a_link_may_not_say_is_named;
    }
}

async fn a_link_can_ask_for_a_race_at_once(visit: Rc<Visit>) -> Outcome {
    visit
        .open("?run=auto&workload=primes&size=50000&repeats=3&workers=2&strategies=processes")
        .await?;
    visit.finish().await?;
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    assert_eq!(visit.states().await?.iter().filter(|state| *state == "running").count(), 1);
    Ok(())
}

async fn the_address_follows_the_settings_and_brings_them_back(visit: Rc<Visit>) -> Outcome {
    visit.open("").await?;
    visit.fill("repeats", "21").await?;
    visit.fill("size", "70000").await?;
    visit.wait("location.search === '?size=70000&repeats=21'", SOON).await?;
    visit.look::<()>("document.querySelector('input[value=threads-gil]').click()").await?;
    visit
        .wait("location.search.includes('strategies=sequential,threads,processes,')", SOON)
        .await?;
    let query: String = visit.look("location.search").await?;
    visit.open(&query).await?;
    let set: (String, String, bool) = visit
        .look(
            "[document.getElementById('repeats').value, document.getElementById('size').value, \
             document.querySelector('input[value=threads-gil]').checked]",
        )
        .await?;
    assert_eq!(set, ("21".to_owned(), "70000".to_owned(), false));
    visit.look::<()>("document.querySelector('input[value=threads-gil]').click()").await?;
    visit.fill("repeats", "9").await?;
    visit.fill("size", "").await?;
    visit.wait("location.search === ''", SOON).await
}

async fn what_a_link_may_not_say_is_named(visit: Rc<Visit>) -> Outcome {
    let cases = [
        ("?workload=nothing", "bad-setting"),
        ("?strategies=fibers", "bad-setting"),
        ("?theme=pink", "bad-setting"),
        ("?wrokers=2", "unknown-setting"),
        ("?workers=2&workers=3", "repeated-setting"),
    ];
    for (query, kind) in cases {
        visit.open(query).await?;
        visit.reach("idle", SOON).await?;
        assert_eq!(visit.notices().await?, [kind], "{query}");
    }
    Ok(())
}
