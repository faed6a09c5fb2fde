//! The course: every lesson opens, can be read before any program has arrived, and runs.

use super::access::assert_accessible;
use super::python::{PYTHON, finish};
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios, within};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use makespan::lesson::{self, Lesson, TEXTS, Text};
use makespan::settings::Settings;
use serde_json::json;
use std::rc::Rc;
use thirtyfour::Key;

/// The list of lessons, with those marked that are done.
const DONE: &str =
    "[...document.querySelectorAll('.contents [data-done]')].map((it) => it.dataset.lesson)";

/// The button that starts the race: far down the page, so it must come to rest before it is pressed.
const RUN: &str = "[data-action=run]";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    let topic = scenarios! {
        Variant::ALL =>
            a_lesson_can_be_read_before_any_program_has_arrived;
        Variant::THREADED =>
            a_lesson_is_done_by_a_guess_and_a_race;
        [Variant::Chromium, Variant::Firefox] =>
            every_lesson_opens_by_its_link_and_by_its_page,
            a_lesson_is_worked_through_by_keys,
            what_explains_the_site_needs_no_program;
        [Variant::Chromium] =>
            a_link_changes_the_race_of_a_lesson,
            a_lesson_that_does_not_exist_is_named_beside_those_that_do,
            the_program_of_a_lesson_opens_in_the_lab,
            a_program_that_fails_does_no_lesson,
            the_races_of_a_visit_fill_the_summary,
            nothing_is_lost_where_nothing_may_be_stored,
            no_lesson_scrolls_sideways_on_a_phone,
            no_lesson_is_in_the_way_of_anybody_in_light,
            no_lesson_is_in_the_way_of_anybody_in_dark;
    };
    let races = lesson::ALL.iter().filter(|lesson| lesson.preset.is_some()).map(|lesson| {
        let name = format!("the_race_of_{}", lesson.id.replace('-', "_"));
        let on: &[Variant] = match lesson.id {
            "gil" | "waiting-together" => &Variant::THREADED,
            _ => &[Variant::Chromium],
        };
        Scenario::new(within(module_path!(), &name), on, |visit| race(visit, lesson))
    });
    topic.into_iter().chain(races).collect()
}

fn lessons() -> impl Iterator<Item = (&'static Lesson, &'static Text)> {
    lesson::ALL.iter().zip(TEXTS)
}

/// The page of a lesson, from the slash on.
fn page(id: &str) -> String {
    format!("lessons/{id}.html")
}

/// Whether the lesson with this question is on the screen, with these words of its own.
fn shows(text: &Text) -> String {
    format!(
        "document.querySelector('h1')?.textContent === {} && document.querySelector('.remember')",
        json!(text.question)
    )
}

async fn race(visit: Rc<Visit>, lesson: &'static Lesson) -> Outcome {
    visit.open(&format!("{}?repeats=3&view=bars", page(lesson.id))).await?;
    visit.click(RUN).await?;
    visit.finish().await?;
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    // A page in a folder has a <base>, which must not lead its symbols astray.
    visit.wait("document.querySelector('main .shape use').getBBox().width > 0", SOON).await
}

async fn every_lesson_opens_by_its_link_and_by_its_page(visit: Rc<Visit>) -> Outcome {
    for (Lesson { id, .. }, text) in lessons() {
        visit.open(&format!("?lesson={id}")).await?;
        visit.wait(&shows(text), SOON).await?;
        let path: String = visit.look("location.pathname + location.search").await?;
        assert_eq!(path, format!("/{}", page(id)));
        let notices = visit.notices().await?;
        assert!(notices.iter().all(|kind| !kind.ends_with("-setting")), "{id}: {notices:?}");
        let (settings, _) = Settings::parse(&format!("lesson={id}"), 2);
        let set: (String, usize, String) = visit
            .look(
                "[document.getElementById('workload').value, \
                 document.querySelectorAll('[name=strategies]:checked').length, \
                 document.querySelector('[data-open][aria-current]').dataset.open]",
            )
            .await?;
        let view = makespan::settings::Choice::id(settings.view).to_owned();
        let wanted = (settings.workload.id.to_owned(), settings.strategies.len(), view);
        assert_eq!(set, wanted, "{id}");
    }
    Ok(())
}

async fn a_lesson_can_be_read_before_any_program_has_arrived(visit: Rc<Visit>) -> Outcome {
    let Some((lesson, text)) = lessons().find(|(lesson, _)| lesson.id == "gil") else {
        return Err("there is no lesson about the GIL".into());
    };
    visit.site.break_with(Fault::new("page-*_bg.wasm", Harm::Stall));
    visit.load(&format!("/{}", page(lesson.id))).await?;
    visit.wait(&shows(text), SOON).await?;
    visit.reach("loading", SOON).await?;
    let prose: String = visit.look("document.body.innerText").await?;
    for words in ["switch interval", text.remember[0], text.prediction.choices[1]] {
        assert!(prose.contains(words), "{words} is not in {prose}");
    }
    assert!(!prose.contains(text.prediction.why), "the answer is shown before the guess");
    visit.click("[data-guess='1'] summary").await?;
    let prose: String = visit.look("document.body.innerText").await?;
    assert!(prose.contains(text.prediction.why), "the answer is not shown: {prose}");
    visit.site.heal();
    visit.reach("idle", SOON).await
}

async fn a_lesson_is_done_by_a_guess_and_a_race(visit: Rc<Visit>) -> Outcome {
    visit.open(&format!("{}?repeats=3&size=200000&view=bars", page("gil"))).await?;
    visit.look::<()>("localStorage.clear()").await?;
    visit.click("[data-guess='0'] summary").await?;
    visit.open("").await?;
    assert_eq!(visit.look::<Vec<String>>(DONE).await?, [""; 0], "a guess alone is not enough");
    visit.open(&format!("{}?repeats=3&size=200000&view=bars", page("gil"))).await?;
    visit.click("[data-guess='0'] summary").await?;
    visit.click(RUN).await?;
    visit.finish().await?;
    visit.wait("document.querySelector('.lesson[data-done]')", SOON).await?;
    visit.open("").await?;
    assert_eq!(visit.look::<Vec<String>>(DONE).await?, ["gil"]);
    visit.look::<()>("localStorage.clear()").await
}

async fn a_lesson_is_worked_through_by_keys(visit: Rc<Visit>) -> Outcome {
    visit.open(&format!("{}?repeats=3&size=200000&view=bars", page("gil"))).await?;
    let at = "document.activeElement";
    for _ in 0..20 {
        visit.type_keys(Key::Tab).await?;
        if visit.look(&format!("{at}.closest('[data-guess=\"1\"]') !== null")).await? {
            break;
        }
    }
    visit.type_keys(Key::Enter).await?;
    visit.wait("document.querySelector('[data-guess=\"1\"][open]')", SOON).await?;
    visit.press_control_enter().await?;
    visit.finish().await?;
    visit.wait("document.querySelector('.lesson[data-done]')", SOON).await
}

async fn what_explains_the_site_needs_no_program(visit: Rc<Visit>) -> Outcome {
    visit.load("/how.html").await?;
    visit.wait("document.querySelector('main h1')", SOON).await?;
    assert_accessible(&visit, "how.html").await?;
    visit.click("main a[href^='source/']").await?;
    visit
        .wait(
            "location.pathname.startsWith('/source/') && document.querySelector('pre .comment')",
            SOON,
        )
        .await?;
    assert_accessible(&visit, "a source").await?;
    assert!(!visit.site.requests().iter().any(|file| file.ends_with(".wasm")));
    Ok(())
}

async fn a_link_changes_the_race_of_a_lesson(visit: Rc<Visit>) -> Outcome {
    visit.open("?lesson=waiting-together&workers=5").await?;
    visit.wait("location.search === '?workers=5'", SOON).await?;
    let set: (String, String) = visit
        .look(
            "[document.getElementById('workload').value, document.getElementById('workers').value]",
        )
        .await?;
    assert_eq!(set, ("wait".to_owned(), "5".to_owned()));
    visit.click("#workers").await?;
    visit.fill("workers", "3").await?;
    visit.wait("location.search === ''", SOON).await
}

async fn a_lesson_that_does_not_exist_is_named_beside_those_that_do(visit: Rc<Visit>) -> Outcome {
    visit.open("?lesson=nothing").await?;
    assert_eq!(visit.notices().await?, ["bad-setting"]);
    let listed: usize = visit.look("document.querySelectorAll('#course li a').length").await?;
    assert_eq!(listed, lesson::ALL.len());
    visit.click("[data-notice=bad-setting] a").await?;
    visit.wait("location.hash === '#course' && location.search === ''", SOON).await
}

async fn the_program_of_a_lesson_opens_in_the_lab(visit: Rc<Visit>) -> Outcome {
    visit.open(&page("gil")).await?;
    visit.click("[data-program]").await?;
    visit.wait("document.querySelector('[data-action=run-python]')", SOON).await?;
    let code: String = visit.look("document.querySelector('.lab textarea').value").await?;
    let program = makespan::lab::program::find("gil").ok_or("there is no program about the GIL")?;
    assert_eq!(code, program.code);
    visit
        .wait("document.querySelector('.lab').getBoundingClientRect().top < innerHeight", SOON)
        .await
}

async fn a_program_that_fails_does_no_lesson(visit: Rc<Visit>) -> Outcome {
    const MARK: &str = "document.querySelector('.lesson[data-done]')";
    visit.open(&page("gil")).await?;
    visit.look::<()>("localStorage.clear()").await?;
    visit.click("[data-guess='0'] summary").await?;
    visit.click("[data-program]").await?;
    visit.wait("document.querySelector('[data-action=run-python]')", SOON).await?;
    // The editor takes the place of the plain field, which nobody can write in from then on.
    visit.wait("document.querySelector('[data-editor=rich]')", SOON).await?;
    for (code, exit, is_done) in [("raise SystemExit(3)", 3, false), ("print(6 * 7)", 0, true)] {
        visit.fill("python-code", code).await?;
        visit.press_control_enter().await?;
        visit
            .wait(&format!("document.querySelector('[data-python-exit=\"{exit}\"]')"), PYTHON)
            .await?;
        finish(&visit).await?;
        visit
            .see(&format!("{MARK} !== null"), is_done)
            .await
            .map_err(|error| format!("{code}: {error}"))?;
    }
    visit.look::<()>("localStorage.clear()").await
}

async fn the_races_of_a_visit_fill_the_summary(visit: Rc<Visit>) -> Outcome {
    let says = |aspect: &str, words: &str| {
        format!(
            "document.querySelector('[data-measured={aspect}]').textContent.includes('{words}')"
        )
    };
    // Two samples are too few to call a machine noisy, of which nothing is written down.
    visit.open(&format!("{}?repeats=2&size=1000000&workers=2", page("choose"))).await?;
    visit.click(RUN).await?;
    visit.finish().await?;
    for aspect in ["computing", "gil", "talking"] {
        visit.wait(&says(aspect, "Primes: "), SOON).await?;
    }
    visit.wait(&says("start-up", "2 processes "), SOON).await?;
    assert!(visit.look::<bool>(&says("waiting", "race Wait")).await?, "no race has waited yet");
    let choose = "const list = document.getElementById('workload'); list.value = 'wait'; \
                  list.dispatchEvent(new Event('input', { bubbles: true })); done(true);";
    visit.ask::<bool>(choose).await?;
    visit.fill("size", "4").await?;
    visit.click(RUN).await?;
    visit.finish().await?;
    visit.wait(&says("waiting", "Wait"), SOON).await?;
    visit.wait(&says("computing", "Primes: "), SOON).await
}

async fn nothing_is_lost_where_nothing_may_be_stored(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::before(
        "theme.js",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    ));
    visit.open(&format!("{}?repeats=3&size=200000&view=bars", page("gil"))).await?;
    visit.click("[data-guess='1'] summary").await?;
    visit.click(RUN).await?;
    visit.finish().await?;
    visit.wait("document.querySelector('.lesson[data-done]')", SOON).await
}

async fn no_lesson_scrolls_sideways_on_a_phone(visit: Rc<Visit>) -> Outcome {
    const FITS: &str = "document.scrollingElement.scrollWidth <= innerWidth && innerWidth === 360";
    let pages = lessons().map(|(lesson, _)| page(lesson.id));
    for page in pages.chain(["how.html".to_owned(), "index.html".to_owned()]) {
        visit.load(&format!("/frame.html?page={page}#360x1200")).await?;
        visit.enter_frame().await?;
        visit.wait("document.querySelector('main:not([data-state=loading])')", SOON).await?;
        visit
            .look::<usize>(
                "[...document.querySelectorAll('details')].map((it) => it.open = true).length",
            )
            .await?;
        visit.wait(FITS, SOON).await.map_err(|error| format!("{page}: {error}"))?;
    }
    Ok(())
}

async fn no_lesson_is_in_the_way_of_anybody_in_light(visit: Rc<Visit>) -> Outcome {
    check_every_lesson(&visit, "light").await
}

async fn no_lesson_is_in_the_way_of_anybody_in_dark(visit: Rc<Visit>) -> Outcome {
    check_every_lesson(&visit, "dark").await
}

async fn check_every_lesson(visit: &Visit, theme: &str) -> Outcome {
    for (Lesson { id, .. }, _) in lessons() {
        visit.open(&format!("{}?theme={theme}", page(id))).await?;
        visit.look::<usize>("[...document.querySelectorAll('details:not([name])')].map((it) => it.open = true).length").await?;
        visit.click("[data-guess='0'] summary").await?;
        assert_accessible(visit, id).await?;
    }
    Ok(())
}
