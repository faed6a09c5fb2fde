//! Live figures: each is tried out, and shows what really happened.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;
use std::time::Duration;

/// An experiment ends within this on a slow machine.
const EXPERIMENT: Duration = Duration::from_secs(60);

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED =>
            a_counter_loses_updates_and_a_loss_is_played_back,
            two_orders_end_in_a_deadlock_and_one_order_does_not,
            threads_append_to_one_list_and_processes_to_copies,
            a_bounded_queue_fills_up_to_its_room_and_no_further;
        Variant::ALL =>
            values_cross_from_memory_to_memory,
            a_pipe_leads_from_process_to_process,
            a_queue_between_processes_fills_up_as_well,
            a_managed_list_costs_a_round_trip_for_each_append;
        [Variant::WebkitUnshared] =>
            where_threads_cannot_run_a_figure_says_so;
        [Variant::Chromium, Variant::Firefox] =>
            a_lesson_has_its_figure_and_it_can_be_stopped,
            the_page_stands_still_while_it_computes_and_moves_while_a_worker_does;
    }
}

/// Opens the page with the place of a figure in it, and waits for the figure.
pub async fn open(visit: &Visit, figure: &str, query: &str) -> Outcome {
    visit.open(query).await?;
    let place = format!(
        "const place = document.createElement('section'); place.dataset.figure = '{figure}'; \
         place.setAttribute('aria-label', 'A figure'); \
         document.getElementById('page').before(place); \
         document.querySelector('[data-action=explain]')?.click(); done(true);"
    );
    // A page that finds a place for a figure loads the views by itself; this one came late.
    visit.ask::<bool>(&place).await?;
    visit.wait(&format!("document.querySelector('[data-live={figure}]')"), SOON).await
}

/// Starts the experiment of a figure by its button with this number, and waits for its end.
pub async fn try_out(visit: &Visit, figure: &str, button: u32) -> Outcome {
    let before = visit.states().await?.len();
    visit.click(&format!("[data-live={figure}] [data-try='{button}']")).await?;
    // An experiment may be over before anybody looks: what counts is that one ran and ended.
    let ended = format!("watched.states.slice({before}).join() === 'running,done'");
    visit.wait(&ended, EXPERIMENT).await
}

async fn a_counter_loses_updates_and_a_loss_is_played_back(visit: Rc<Visit>) -> Outcome {
    open(&visit, "lost-update", "").await?;
    try_out(&visit, "lost-update", 0).await?;
    let totals = |way: &str| {
        format!("document.querySelector('[data-way={way}]').dataset.totals.split(' ').map(Number)")
    };
    // What is shown comes a moment after the end of what it shows: five runs in each of three ways.
    let runs = "[...document.querySelectorAll('[data-way]')]\
        .map((it) => it.dataset.totals.split(' ').length)";
    visit.see(runs, [5, 5, 5]).await?;
    let bare: Vec<u32> = visit.look(&totals("bare")).await?;
    // Single runs may hardly overlap on a busy machine; all of them together do.
    let share = 1.0 - bare.iter().map(|it| f64::from(*it)).sum::<f64>() / (2e6 * bare.len() as f64);
    assert!(share >= 0.01, "{bare:?}");
    assert!(bare.iter().any(|total| *total != bare[0]), "the same each time: {bare:?}");
    for way in ["lock", "add"] {
        let safe: Vec<u32> = visit.look(&totals(way)).await?;
        assert!(!safe.is_empty() && safe.iter().all(|total| *total == 2_000_000), "{safe:?}");
    }
    let steps: usize =
        visit.look("Number(document.querySelector('[data-story]').dataset.story)").await?;
    assert!(steps >= 4);
    for _ in 0..steps {
        visit.click("[data-step=forth]").await?;
    }
    let at = |done: usize| format!("document.querySelector('[data-step-words=\"{done}\"]')");
    visit.wait(&at(steps), SOON).await?;
    let list: String = visit.look("document.querySelector('.steps').textContent").await?;
    assert!(list.contains("lost"), "{list}");
    visit.click("[data-step=back]").await?;
    visit.wait(&at(steps - 1), SOON).await
}

async fn two_orders_end_in_a_deadlock_and_one_order_does_not(visit: Rc<Visit>) -> Outcome {
    open(&visit, "deadlock", "").await?;
    // The watchdog may end it before the test gets to look.
    let watch = "void new MutationObserver(() => { \
        self.stood ||= document.querySelector('[data-deadlock=standing] .waits.bad') !== null; \
        }).observe(document, { subtree: true, childList: true, attributes: true })";
    visit.look::<()>(watch).await?;
    visit.click("[data-live=deadlock] [data-try='0']").await?;
    visit.wait("document.querySelector('[data-deadlock=ended]')", SOON).await?;
    assert!(visit.look::<bool>("Boolean(self.stood)").await?, "nobody saw it stand");
    visit.reach("done", SOON).await?;
    let arrows: (usize, usize) = visit
        .look(
            "['holds', 'waits'].map((it) => document.querySelectorAll(`.cycle .${it}.bad`).length)",
        )
        .await?;
    assert_eq!(arrows, (2, 2));
    let said: String = visit.look("document.querySelector('[data-deadlock]').textContent").await?;
    assert!(said.contains("Thread 1 holds lock A and waits for lock B."), "{said}");
    assert!(said.contains("Thread 2 holds lock B and waits for lock A."), "{said}");
    assert!(said.contains("The watchdog ended it"), "{said}");
    visit.click("[data-live=deadlock] [data-try='1']").await?;
    visit.wait("document.querySelector('[data-deadlock=none]')", EXPERIMENT).await?;
    visit.wait("!document.querySelector('.cycle .bad')", SOON).await
}

/// Waits until each list holds so many values, and so many boxes and chips are drawn. What is shown
/// comes a moment after the end of what it shows.
async fn see_memories(visit: &Visit, sharing: &str, values: &[usize], chips: usize) -> Outcome {
    visit.wait(&format!("document.querySelector('[data-sharing={sharing}] svg')"), SOON).await?;
    let drawn = "[[...document.querySelectorAll('[data-memory]')].map((it) => Number(it.dataset.values)), \
         document.querySelectorAll('.boxes .chip').length]";
    visit.see(drawn, (values, chips)).await
}

async fn threads_append_to_one_list_and_processes_to_copies(visit: Rc<Visit>) -> Outcome {
    open(&visit, "shared-list", "").await?;
    try_out(&visit, "shared-list", 0).await?;
    see_memories(&visit, "threads", &[12], 12).await?;
    try_out(&visit, "shared-list", 1).await?;
    see_memories(&visit, "processes", &[0, 4, 4, 4], 12).await?;
    let said: String = visit.look("document.querySelector('.finding').textContent").await?;
    assert!(said.contains("the parent’s list is still empty"), "{said}");
    visit.click("[data-step=back]").await?;
    visit.wait("document.querySelectorAll('.boxes .chip').length === 11", SOON).await
}

async fn values_cross_from_memory_to_memory(visit: Rc<Visit>) -> Outcome {
    open(&visit, "messages", "").await?;
    try_out(&visit, "messages", 0).await?;
    see_memories(&visit, "queue", &[8], 8).await?;
    let steps: Vec<String> = visit
        .look("[...document.querySelectorAll('.live .steps:not(.lists) li')].map((it) => it.textContent)")
        .await?;
    let arrivals = steps.iter().filter(|step| step.contains("The parent takes")).count();
    assert_eq!((steps.len(), arrivals), (16, 8), "{steps:?}");
    Ok(())
}

async fn a_pipe_leads_from_process_to_process(visit: Rc<Visit>) -> Outcome {
    open(&visit, "messages", "").await?;
    try_out(&visit, "messages", 1).await?;
    see_memories(&visit, "pipe", &[0, 4], 4).await?;
    let steps: Vec<String> = visit
        .look("[...document.querySelectorAll('.live .steps:not(.lists) li')].map((it) => it.textContent)")
        .await?;
    let place = |words: &str| steps.iter().position(|step| step.contains(words));
    for value in 11..=14 {
        let sent = place(&format!("Process 1 sends {value} "));
        let received = place(&format!("Process 2 takes {value} "));
        assert!(sent.is_some() && sent < received, "{value}: {steps:?}");
    }
    assert_eq!(steps.len(), 8);
    let said: String = visit.look("document.querySelector('.finding').textContent").await?;
    assert!(said.contains("the parent’s list is still empty"), "{said}");
    Ok(())
}

async fn a_queue_between_processes_fills_up_as_well(visit: Rc<Visit>) -> Outcome {
    open(&visit, "queue-depth", "").await?;
    try_out(&visit, "queue-depth", 1).await?;
    visit
        .wait(
            "document.querySelector('[data-between=processes][data-deepest=\"4\"] .wait.producer')",
            SOON,
        )
        .await?;
    visit.see("document.querySelectorAll('.live .steps li').length", 80).await
}

async fn a_managed_list_costs_a_round_trip_for_each_append(visit: Rc<Visit>) -> Outcome {
    open(&visit, "managed-list", "").await?;
    try_out(&visit, "managed-list", 0).await?;
    see_memories(&visit, "manager", &[4], 4).await?;
    let said: String = visit.look("document.querySelector('.finding').textContent").await?;
    assert!(said.contains("16 messages for 4 appends"), "{said}");
    let trips: usize = visit
        .look(
            "[...document.querySelectorAll('.live .steps:not(.lists) li')]\
             .filter((it) => it.textContent.includes('there and back in')).length",
        )
        .await?;
    assert_eq!(trips, 8);
    Ok(())
}

async fn a_bounded_queue_fills_up_to_its_room_and_no_further(visit: Rc<Visit>) -> Outcome {
    open(&visit, "queue-depth", "").await?;
    try_out(&visit, "queue-depth", 0).await?;
    visit.wait("document.querySelector('[data-deepest=\"4\"] .wait.producer')", SOON).await?;
    visit.see("document.querySelectorAll('.live .steps li').length", 80).await
}

async fn the_page_stands_still_while_it_computes_and_moves_while_a_worker_does(
    visit: Rc<Visit>,
) -> Outcome {
    open(&visit, "freeze", "").await?;
    visit.click("[data-live=freeze] [data-try='0']").await?;
    visit.wait("document.querySelector('[data-frozen=over]')", EXPERIMENT).await?;
    let seen: Vec<(f64, f64)> = visit
        .look(
            "['window', 'worker'].map((it) => document.querySelector(`[data-frames=${it}]`).dataset)\
             .map((it) => [Number(it.lost), Number(it.longestMs)])",
        )
        .await?;
    let [window, worker] = seen[..] else { return Err(format!("{seen:?}").into()) };
    assert!(window.1 >= 1_000.0 && window.0 >= 20.0, "{seen:?}");
    // A page on a busy machine may lose some all the same, but it never stands still for as long.
    assert!(worker.1 < window.1 && worker.0 < window.0, "{seen:?}");
    Ok(())
}

async fn where_threads_cannot_run_a_figure_says_so(visit: Rc<Visit>) -> Outcome {
    open(&visit, "lost-update", "").await?;
    visit
        .wait("document.querySelector('.live .hint').textContent.includes('cannot run here')", SOON)
        .await?;
    visit.click("[data-try='0'][aria-disabled=true]").await?;
    visit.reach("idle", SOON).await
}

async fn a_lesson_has_its_figure_and_it_can_be_stopped(visit: Rc<Visit>) -> Outcome {
    visit.open("?lesson=race").await?;
    visit.click("[data-figure=lost-update] [data-try='0']").await?;
    visit.click("[data-figure=lost-update] [data-try=stop]").await?;
    visit.reach("idle", SOON).await?;
    visit
        .wait("document.querySelector('.live [role=status]').textContent.includes('Stopped')", SOON)
        .await?;
    try_out(&visit, "lost-update", 0).await?;
    visit.wait("document.querySelector('[data-way=bare]')", SOON).await
}
