//! The page without a mouse.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use makespan::strategy::Strategy;
use std::rc::Rc;
use thirtyfour::Key;

/// What identifies the element with the focus, and whether the focus can be seen on it.
const FOCUS: &str = r#"(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  const { id, dataset, value, className } = element;
  const name = id || dataset.action || (value ? `choice of ${value}` : className || element.textContent);
  return [element === document.body ? "body" : name, outlined || boxShadow !== "none"];
})()"#;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            every_control_is_reached_by_tab_and_shows_the_focus,
            a_race_is_set_up_run_and_stopped_by_keys;
        Variant::THREADED =>
            the_focus_stays_where_it_was_through_a_race,
            a_view_is_opened_and_its_spans_are_read_by_keys;
    }
}

async fn every_control_is_reached_by_tab_and_shows_the_focus(visit: Rc<Visit>) -> Outcome {
    visit.open("").await?;
    let mut reached = Vec::new();
    for _ in 0..30 {
        visit.type_keys(Key::Tab).await?;
        let (name, seen): (String, bool) = visit.look(FOCUS).await?;
        if name == "body" || reached.contains(&name) {
            break;
        }
        assert!(seen, "nothing shows that {name} has the focus");
        reached.push(name);
    }
    let choices = Strategy::ALL.map(|strategy| format!("choice of {}", strategy.id()));
    let fields = ["workload", "size", "workers", "repeats", "processes", "threads"];
    let others = fields.into_iter().chain(["run", "stop"]).map(str::to_owned);
    for control in choices.into_iter().chain(others) {
        assert!(reached.contains(&control), "{control} is not in {reached:?}");
    }
    Ok(())
}

async fn a_race_is_set_up_run_and_stopped_by_keys(visit: Rc<Visit>) -> Outcome {
    visit.open("?strategies=processes&workers=2&size=2000000").await?;
    visit.look::<()>("document.getElementById('repeats').focus()").await?;
    visit.type_keys("9").await?;
    visit.wait("document.getElementById('repeats').value.includes('99')", SOON).await?;
    visit.press_control_enter().await?;
    visit.midway().await?;
    visit.type_keys(Key::Escape).await?;
    visit.reach("idle", SOON).await?;
    let (focused, _): (String, bool) = visit.look(FOCUS).await?;
    assert_eq!(focused, "repeats");
    Ok(())
}

async fn the_focus_stays_where_it_was_through_a_race(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&size=200000&repeats=3&workers=2&strategies=threads").await?;
    visit.look::<()>("document.querySelector('[data-action=run]').focus()").await?;
    visit
        .look::<()>(
            "void (watched.lost = 0, addEventListener('focusout', () => watched.lost++, true))",
        )
        .await?;
    visit.type_keys(Key::Enter).await?;
    visit.finish().await?;
    let (focused, seen): (String, bool) = visit.look(FOCUS).await?;
    assert_eq!((&*focused, seen), ("run", true));
    assert_eq!(visit.look::<u32>("watched.lost").await?, 0, "the focus went away in between");
    Ok(())
}

async fn a_view_is_opened_and_its_spans_are_read_by_keys(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=primes&size=200000&repeats=3&workers=2&strategies=processes").await?;
    visit.press_control_enter().await?;
    visit.finish().await?;
    visit.look::<()>("document.querySelector('[data-open=timeline]').focus()").await?;
    visit.type_keys(Key::Enter).await?;
    visit.wait("document.querySelector('canvas[data-timeline]')", SOON).await?;
    visit.look::<()>("document.querySelector('canvas[data-timeline]').focus()").await?;
    let detail = "document.querySelector('[data-span-detail]').textContent";
    let mut read: Vec<String> = vec![visit.look(detail).await?];
    for _ in 0..3 {
        let before = serde_json::json!(read.last()).to_string();
        visit.type_keys(Key::Right).await?;
        visit.wait(&format!("{detail} !== {before}"), SOON).await?;
        read.push(visit.look(detail).await?);
    }
    assert!(
        read.iter().skip(1).all(|words| words.contains("ms") || words.contains("µs")),
        "{read:?}"
    );
    Ok(())
}
