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
        [Variant::Chromium, Variant::Firefox] =>
            a_program_in_a_link_opens_the_lab_unless_the_link_names_a_view,
            a_link_that_differs_in_its_fragment_is_followed;
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

/// A program: `print(1)`.
const CODE: &str = "#code=cHJpbnQoMSk";

/// The lab is open and shows it.
const SHOWN: &str = "document.querySelector('main.with-lab') && \
    document.getElementById('python-code')?.value === 'print(1)'";

async fn a_program_in_a_link_opens_the_lab_unless_the_link_names_a_view(
    visit: Rc<Visit>,
) -> Outcome {
    visit.open(CODE).await?;
    visit.wait(SHOWN, SOON).await?;
    assert_eq!(visit.states().await?, ["loading", "idle"]);
    // What is left by hand stays left when the page is loaded again.
    visit.click("[data-open=bars]").await?;
    visit.wait("location.search === '?view=bars'", SOON).await?;
    let address: String = visit.look("location.search + location.hash").await?;
    visit.open("?workload=sort").await?;
    visit.open(&address).await?;
    assert!(visit.look::<bool>("!document.querySelector('main.with-lab')").await?);
    Ok(())
}

async fn a_link_that_differs_in_its_fragment_is_followed(visit: Rc<Visit>) -> Outcome {
    visit.open("").await?;
    visit.look::<String>(&format!("(location.hash = '{CODE}')")).await?;
    visit.wait(SHOWN, SOON).await?;
    visit.open("?workload=primes").await?;
    let result = super::share::fragment();
    visit.look::<String>(&format!("(location.hash = '{result}')")).await?;
    visit.wait("document.querySelectorAll('.chart .outline').length === 2", SOON).await?;
    assert_eq!(visit.site.loads(), 2);
    Ok(())
}
