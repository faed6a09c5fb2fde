//! The page of the Python lab: its editor, its gallery, what can be done with a program and with
//! what it prints.

use super::access::assert_accessible;
use super::python::{LAB, OUTPUT, PYTHON, finish, open, run};
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use makespan::lab::{link, program};
use std::rc::Rc;
use thirtyfour::Key;

const CODE: &str = "document.getElementById('python-code').value";

/// Lines of three lanes, and an error in its last line but one.
const SEVERAL: &str = "\
import sys, threading

def work(n):
    print('worker', n)

for n in (1, 2):
    thread = threading.Thread(target=work, args=(n,), name=f'worker-{n}')
    thread.start()
    thread.join()
print('main')
{}['missing']
print('never')
";

/// Keeps what is put into the clipboard, which not every driver lets a test read.
const CLIPBOARD: &str = "(Object.defineProperty(navigator, 'clipboard', { configurable: true, \
    value: { writeText: async (text) => { self.copied = text; } } }), true)";

/// A clipboard that is forbidden.
const NO_CLIPBOARD: &str = "(Object.defineProperty(navigator, 'clipboard', { configurable: true, \
    value: { writeText: () => Promise.reject(new Error('forbidden')) } }), true)";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] =>
            the_editor_knows_python_and_lets_go_of_the_focus,
            programs_are_kept_as_they_are_written,
            without_the_editor_a_plain_field_runs_programs,
            an_error_marks_its_line,
            a_changed_program_is_kept_when_another_is_chosen,
            a_lab_of_a_later_deploy_is_not_used,
            without_a_connection_python_says_what_is_missing,
            a_download_that_takes_too_long_says_so_and_another_may_begin,
            a_link_to_a_program_is_copied_or_shown,
            a_lesson_opens_the_lab_with_its_program,
            on_a_phone_the_lab_stands_in_place_of_the_race,
            lanes_are_picked_and_the_output_is_copied;
        [Variant::Webkit, Variant::WebkitUnshared] =>
            where_python_cannot_run_a_recording_is_shown;
    }
}

async fn the_editor_knows_python_and_lets_go_of_the_focus(visit: Rc<Visit>) -> Outcome {
    open(&visit, "x").await?;
    visit.fill("python-code", "if x:").await?;
    visit.type_keys(Key::End + Key::Enter + "y").await?;
    visit.wait(&format!("{CODE} === 'if x:\\n    y'"), SOON).await?;
    visit.type_keys(Key::Tab).await?;
    visit.wait(&format!("{CODE} === 'if x:\\n    y   '"), SOON).await?;
    visit.wait("document.querySelector('.lab-editor .token.keyword')", SOON).await?;
    visit.type_keys(Key::Escape + Key::Tab).await?;
    visit.wait("document.activeElement.dataset.action === 'run-python'", SOON).await?;
    visit.click("[data-action=reset-python]").await?;
    visit.wait(&format!("{CODE} === 'x'"), SOON).await?;
    visit.click("#python-code").await?;
    visit.press_control('z').await?;
    visit.wait(&format!("{CODE} === 'if x:\\n    y   '"), SOON).await?;
    visit.click("[data-action=reset-python]").await?;
    visit.wait(&format!("{CODE} === 'x'"), SOON).await?;
    visit.click("[data-action=reset-python]").await?;
    visit.wait(&format!("{CODE} === 'if x:\\n    y   '"), SOON).await
}

async fn programs_are_kept_as_they_are_written(visit: Rc<Visit>) -> Outcome {
    let code = "if 1:\n\tprint('\u{e9}\u{1f980}\u{200b}\u{2028} <b>&amp;</b> \u{a0}')  \n\n\n";
    open(&visit, code).await?;
    assert_eq!(visit.look::<String>(CODE).await?, code);
    visit.look::<bool>(CLIPBOARD).await?;
    visit.click("[data-action=share-python]").await?;
    visit.wait("self.copied", SOON).await?;
    let address: String = visit.look("self.copied").await?;
    assert!(address.ends_with(&link::to_fragment(code)), "{address}");
    visit.click("[data-action=run-python]").await?;
    finish(&visit).await?;
    let printed: String = visit.look(OUTPUT).await?;
    assert_eq!(printed, "\u{e9}\u{1f980}\u{200b}\u{2028} <b>&amp;</b> \u{a0}\n");
    Ok(())
}

async fn without_the_editor_a_plain_field_runs_programs(visit: Rc<Visit>) -> Outcome {
    visit.forgive("editor.mjs");
    visit.forgive("the server responded with a status of 404");
    visit.site.break_with(Fault::new("editor.mjs", Harm::Status(404)));
    visit.open(&format!("?view=python{}", link::to_fragment("print(1)"))).await?;
    let hint =
        "document.getElementById('python-keys')?.textContent.includes('could not be loaded')";
    visit.wait(hint, SOON).await?;
    visit.wait("document.querySelector('[data-editor=plain]')", SOON).await?;
    visit.fill("python-code", "print(6 * 7)").await?;
    visit.press_control_enter().await?;
    visit.wait(&format!("{OUTPUT} === '42\\n'"), PYTHON).await?;
    finish(&visit).await
}

async fn a_lab_of_a_later_deploy_is_not_used(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::rewritten("host.mjs", |script| {
        let script = String::from_utf8_lossy(&script);
        script.replace("export { BUILD } from", "export const BUILD = 'later'; import").into()
    }));
    open(&visit, "print(1)").await?;
    visit.click("[data-action=run-python]").await?;
    let failure = "document.querySelector('[data-notice=python-failed]')";
    visit.wait(failure, SOON).await?;
    let words: String = visit.look(&format!("{failure}.textContent")).await?;
    assert!(words.contains("this page is older than the site; please reload it"), "{words}");
    visit.site.heal();
    visit.click("[data-action=run-python]").await?;
    finish(&visit).await?;
    assert_eq!(visit.look::<String>(OUTPUT).await?, "1\n");
    Ok(())
}

async fn without_a_connection_python_says_what_is_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("net::ERR_");
    visit.site.break_with(Fault::new("pyodide.asm.wasm", Harm::Cut));
    open(&visit, "print(1)").await?;
    visit.click("[data-action=run-python]").await?;
    let failure = "document.querySelector('[data-notice=python-failed]')";
    let said = format!("{failure}?.textContent.includes('could not be fetched from this site')");
    visit.wait(&said, SOON).await?;
    visit.site.heal();
    visit.click("[data-action=run-python]").await?;
    finish(&visit).await?;
    visit.see(OUTPUT, "1\n").await
}

async fn a_download_that_takes_too_long_says_so_and_another_may_begin(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::rewritten("host.mjs", |script| {
        let script = String::from_utf8_lossy(&script);
        script.replace("DOWNLOAD_DEADLINE_MS = 180_000", "DOWNLOAD_DEADLINE_MS = 10_000").into()
    }));
    visit.site.break_with(Fault::new("pyodide.asm.wasm", Harm::Stall).until(1));
    open(&visit, "print(1)").await?;
    visit.click("[data-action=run-python]").await?;
    let failure = "document.querySelector('[data-notice=python-failed]')";
    visit.wait(&format!("{failure}?.textContent.includes('did not arrive in time')"), SOON).await?;
    visit.click("[data-action=run-python]").await?;
    finish(&visit).await?;
    visit.see(OUTPUT, "1\n").await
}

async fn an_error_marks_its_line(visit: Rc<Visit>) -> Outcome {
    run(&visit, SEVERAL).await?;
    let fault = "document.querySelector('[data-fault-line]')";
    visit.wait(fault, SOON).await?;
    let (line, words): (String, String) =
        visit.look(&format!("[{fault}.dataset.faultLine, {fault}.textContent]")).await?;
    assert_eq!(line, "11");
    assert!(words.contains("KeyError: 'missing'"), "{words}");
    let marked = "[...document.querySelectorAll('.error-line')].map((line) => line.textContent)";
    assert_eq!(visit.look::<Vec<String>>(marked).await?, ["{}['missing']\n"]);
    visit.click("[data-action=show-fault]").await?;
    let place = "document.getElementById('python-code')";
    let before: String =
        visit.look(&format!("{place}.value.slice({place}.selectionStart).split('\\n')[0]")).await?;
    assert_eq!(before, "{}['missing']");
    visit.type_keys("#").await?;
    visit.wait(&format!("!{fault} && !document.querySelector('.error-line')"), SOON).await
}

async fn a_changed_program_is_kept_when_another_is_chosen(visit: Rc<Visit>) -> Outcome {
    visit.open("?view=python").await?;
    visit.wait("document.querySelector('[data-editor=rich]')", SOON).await?;
    let other = &program::ALL[1];
    visit.fill("python-code", "print('mine')").await?;
    visit.click("[data-action=programs]").await?;
    let cards: usize = visit.look("document.querySelectorAll('.card').length").await?;
    assert_eq!(cards, program::ALL.len());
    assert_accessible(&visit, "the gallery beside the editor").await?;
    visit.click(&format!("[data-choose='{}']", other.id)).await?;
    visit.wait(&format!("document.querySelector('[data-program=\"{}\"]')", other.id), SOON).await?;
    assert_eq!(visit.look::<String>(CODE).await?, other.code);
    visit.wait("!document.querySelector('.gallery details').open", SOON).await?;
    visit.click("[data-action=back-to]").await?;
    visit.wait(&format!("{CODE} === \"print('mine')\""), SOON).await?;
    visit.wait("!document.querySelector('[data-action=back-to]')", SOON).await
}

async fn a_link_to_a_program_is_copied_or_shown(visit: Rc<Visit>) -> Outcome {
    visit.open("?view=python&workload=squares").await?;
    visit.wait("document.querySelector('[data-editor=rich]')", SOON).await?;
    let before: String = visit.look("location.href").await?;
    visit.fill("python-code", "print('shared')").await?;
    assert_eq!(visit.look::<String>("location.href").await?, before, "typing changes the address");
    visit.look::<bool>(CLIPBOARD).await?;
    visit.click("[data-action=share-python]").await?;
    visit.wait("document.querySelector('[data-said=share-python]')?.textContent", SOON).await?;
    let copied: String = visit.look("self.copied").await?;
    visit.look::<bool>(NO_CLIPBOARD).await?;
    visit.click("[data-action=share-python]").await?;
    visit.wait("document.activeElement.classList.contains('by-hand')", SOON).await?;
    let field = "document.activeElement";
    let selected: String = visit
        .look(&format!("{field}.value.slice({field}.selectionStart, {field}.selectionEnd)"))
        .await?;
    assert_eq!(selected, copied);
    let (_, query) = copied.split_once("/?").ok_or("it has no query")?;
    visit.load("/frame.html").await?;
    visit.open(&format!("?{query}")).await?;
    visit.wait(&format!("{LAB} && {CODE} === \"print('shared')\""), SOON).await?;
    visit.wait("location.search === '?workload=squares&view=python'", SOON).await?;
    assert_eq!(visit.look::<String>(&format!("{LAB}.dataset.pythonState")).await?, "idle");
    Ok(())
}

async fn a_lesson_opens_the_lab_with_its_program(visit: Rc<Visit>) -> Outcome {
    visit.open("?view=python&lesson=pickle").await?;
    visit.wait("document.querySelector('[data-program=pickle-lambda]')", SOON).await?;
    visit
        .wait(
            "document.querySelector('.gallery a')?.getAttribute('href') === 'lessons/pickle.html'",
            SOON,
        )
        .await?;
    visit.click("[data-help=python] summary").await?;
    let words = "document.querySelector('[data-help=python]').textContent";
    let words: String = visit.look(words).await?;
    assert!(words.contains("shared_memory") && words.contains("32"), "{words}");
    Ok(())
}

async fn lanes_are_picked_and_the_output_is_copied(visit: Rc<Visit>) -> Outcome {
    run(&visit, SEVERAL).await?;
    visit.wait("document.querySelectorAll('.chip').length === 3", SOON).await?;
    visit.click(".chip[data-lane='1']").await?;
    visit.click(".chip[data-lane='2']").await?;
    visit
        .wait("document.querySelector(\".chip[data-lane='2'][aria-pressed=false]\")", SOON)
        .await?;
    let shown = "[...document.querySelectorAll('.line')].filter((it) => it.offsetHeight > 0)\
                 .map((it) => it.textContent)";
    assert_eq!(visit.look::<Vec<String>>(shown).await?, ["worker 1\n"]);
    visit.look::<bool>(CLIPBOARD).await?;
    visit.click("[data-action=copy-output]").await?;
    visit.wait("self.copied === 'worker 1\\n'", SOON).await?;
    visit.click("[data-choose=times]").await?;
    let time = "getComputedStyle(document.querySelector('.line'), '::before').content";
    // Some browsers say how the text is made, others what it is.
    visit.wait(&format!("/attr\\(data-at\\)|\\d\\.\\d{{3}} s/.test({time})"), SOON).await
}

async fn where_python_cannot_run_a_recording_is_shown(visit: Rc<Visit>) -> Outcome {
    visit.open("?view=python").await?;
    visit.wait("document.querySelector('[data-notice=python-missing]')", SOON).await?;
    let asked = visit.site.requests();
    assert!(asked.iter().all(|name| !name.ends_with(".json")), "{asked:?}");
    visit.click("[data-action=recall-python]").await?;
    visit.wait("document.querySelector('[data-notice=recorded]')", SOON).await?;
    let words: String =
        visit.look("document.querySelector('[data-notice=recorded]').textContent").await?;
    assert!(words.contains("not run here") && words.contains("CPython 3.14"), "{words}");
    let threads: Vec<String> = visit
        .look("[...document.querySelectorAll('.line')].map((line) => line.dataset.thread)")
        .await?;
    assert!(!threads.is_empty() && threads.iter().all(|name| name == "MainThread"), "{threads:?}");
    visit.click("[data-action=programs]").await?;
    visit.click(&format!("[data-choose='{}']", program::ALL[1].id)).await?;
    visit.wait(&format!("{OUTPUT} === ''"), SOON).await?;
    visit.wait("document.querySelector('[data-action=recall-python]')", SOON).await
}

async fn on_a_phone_the_lab_stands_in_place_of_the_race(visit: Rc<Visit>) -> Outcome {
    const SEEN: &str = "['.lab', '.side', '.race > table', '#explanation > .advice']\
        .map((it) => document.querySelector(it).getBoundingClientRect().height > 0)";
    visit.load("/frame.html?view=python#360x1200").await?;
    visit.enter_frame().await?;
    visit.wait("document.querySelector('main[data-state=idle] [data-view=python]')", SOON).await?;
    visit.wait("document.querySelector('#explanation > .advice')", SOON).await?;
    assert_eq!(visit.look::<Vec<bool>>(SEEN).await?, [true, false, false, false]);
    // What the race is set to is there again with any other view, before what it is shown in.
    visit.click("[data-open=bars]").await?;
    visit.wait("document.querySelector('.side').getBoundingClientRect().height > 0", SOON).await?;
    let order = "document.querySelector('.side').getBoundingClientRect().bottom \
        <= document.querySelector('.stage').getBoundingClientRect().top";
    assert!(visit.look::<bool>(order).await?);
    visit.leave_frame().await
}
