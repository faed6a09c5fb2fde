//! The Python lab: programs run as CPython runs them, can be stopped, and never run unasked.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use makespan::lab::link;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use thirtyfour::Key;

/// Python is loaded, started and has run a small program within this on a slow machine.
pub const PYTHON: Duration = Duration::from_secs(60);

/// Three threads that wait for each other in turn, so that the order of their lines is certain.
const THREADS: &str = "\
import threading
import time

def work(seconds):
    time.sleep(seconds)
    print('slept', seconds)

threads = [threading.Thread(target=work, args=(n / 5,), name=f'sleeper-{n}') for n in (3, 2, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print('done')
";

/// A pool, and a child whose change of a list its parent does not see.
const PROCESSES: &str = "\
import os
from multiprocessing import Pool, Process

numbers = [1]

def square(number):
    return number * number

def append():
    numbers.append(2)
    print('child', numbers, os.getpid() != os.getppid(), flush=True)

if __name__ == '__main__':
    with Pool(2) as pool:
        print(pool.map(square, range(5)))
    child = Process(target=append)
    child.start()
    child.join()
    print('parent', numbers, child.exitcode)
";

/// The lab.
pub const LAB: &str = "document.querySelector('[data-python-state]')";

const LINES: &str = "[...document.querySelectorAll('[data-python-output] > *')].map((line) => ({ \
    process: Number(line.dataset.process), thread: line.dataset.thread, \
    stream: line.dataset.stream, atMs: Number(line.dataset.atMs), text: line.textContent }))";

/// What the program has printed.
pub const OUTPUT: &str = "document.querySelector('[data-python-output]').textContent";

/// A line of the output.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The id of its process.
    pub process: u32,
    /// The name of its thread.
    pub thread: String,
    /// `stdout` or `stderr`.
    pub stream: String,
    /// When it was printed, in milliseconds since the run began.
    pub at_ms: f64,
    /// What was printed.
    pub text: String,
}

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] =>
            threads_print_under_their_names,
            processes_have_a_memory_each,
            an_endless_loop_is_stopped_and_the_next_program_runs,
            a_flood_of_prints_leaves_the_page_usable,
            a_program_reads_what_is_typed,
            a_program_of_a_link_is_shown_and_not_run,
            a_race_and_a_program_do_not_run_at_once;
        [Variant::Webkit, Variant::WebkitUnshared] =>
            a_browser_without_what_python_needs_is_told_so;
    }
}

/// Opens the lab with a program, and waits for its editor.
pub async fn open(visit: &Visit, code: &str) -> Outcome {
    visit.open(&format!("?view=python{}", link::to_fragment(code))).await?;
    visit.wait("document.querySelector('[data-editor=rich]')", SOON).await
}

/// Runs a program to its end and returns what it has printed.
pub async fn run(visit: &Visit, code: &str) -> Outcome<Vec<Line>> {
    open(visit, code).await?;
    visit.click("[data-action=run-python]").await?;
    finish(visit).await?;
    visit.look(LINES).await
}

/// Waits until a program is over.
pub async fn finish(visit: &Visit) -> Outcome {
    let over = format!("['done', 'failed'].includes({LAB}.dataset.pythonState)");
    visit.wait(&over, PYTHON).await?;
    reach(visit, "done").await
}

async fn reach(visit: &Visit, state: &str) -> Outcome {
    visit.wait(&format!("{LAB}.dataset.pythonState === '{state}'"), PYTHON).await
}

/// The exit code of a program that is over.
pub async fn exit_code(visit: &Visit) -> Outcome<String> {
    visit.look("document.querySelector('[data-python-exit]').dataset.pythonExit").await
}

async fn threads_print_under_their_names(visit: Rc<Visit>) -> Outcome {
    let lines = run(&visit, THREADS).await?;
    let said: Vec<_> = lines.iter().map(|line| (&*line.thread, &*line.text)).collect();
    let expected = [
        ("sleeper-1", "slept 0.2\n"),
        ("sleeper-2", "slept 0.4\n"),
        ("sleeper-3", "slept 0.6\n"),
        ("MainThread", "done\n"),
    ];
    assert_eq!(said, expected);
    assert!(lines.iter().all(|line| line.stream == "stdout"), "{lines:?}");
    assert!(lines.is_sorted_by_key(|line| line.at_ms), "{lines:?}");
    assert_eq!(lines.iter().map(|line| line.process).collect::<BTreeSet<_>>().len(), 1);
    assert_eq!(exit_code(&visit).await?, "0");
    let elapsed =
        "Number(document.querySelector('[data-python-elapsed-ms]').dataset.pythonElapsedMs)";
    assert!(visit.look::<f64>(elapsed).await? >= 600.0);
    Ok(())
}

async fn processes_have_a_memory_each(visit: Rc<Visit>) -> Outcome {
    let lines = run(&visit, PROCESSES).await?;
    let text: String = lines.iter().map(|line| &*line.text).collect();
    assert_eq!(text, "[0, 1, 4, 9, 16]\nchild [1, 2] True\nparent [1] 0\n");
    assert_eq!(lines.iter().map(|line| line.process).collect::<BTreeSet<_>>().len(), 2);
    assert_eq!(exit_code(&visit).await?, "0");
    Ok(())
}

async fn an_endless_loop_is_stopped_and_the_next_program_runs(visit: Rc<Visit>) -> Outcome {
    open(&visit, "print('begins')\nwhile True:\n    pass\n").await?;
    visit.click("[data-action=run-python]").await?;
    visit.wait(&format!("{OUTPUT} === 'begins\\n'"), PYTHON).await?;
    visit.click("[data-action=stop-python]").await?;
    finish(&visit).await?;
    assert_ne!(exit_code(&visit).await?, "0");
    visit.fill("python-code", "print(6 * 7)").await?;
    visit.press_control_enter().await?;
    visit.wait(&format!("{OUTPUT} === '42\\n'"), PYTHON).await?;
    finish(&visit).await?;
    assert_eq!(exit_code(&visit).await?, "0");
    let (state, rows): (String, usize) =
        visit.look("[document.querySelector('main').dataset.state, watched.states.length]").await?;
    assert_eq!(state, "idle", "a key of the lab started a race; {rows} states");
    Ok(())
}

async fn a_flood_of_prints_leaves_the_page_usable(visit: Rc<Visit>) -> Outcome {
    open(&visit, "while True:\n    print('x' * 99)\n").await?;
    visit.click("[data-action=run-python]").await?;
    visit.wait("document.querySelector('[data-notice=output-cut]')", PYTHON).await?;
    visit.click("[data-action=stop-python]").await?;
    finish(&visit).await?;
    let kept: usize = visit.look(&format!("{OUTPUT}.length")).await?;
    assert!((1 << 19..=1 << 20).contains(&kept), "{kept} characters are kept");
    Ok(())
}

async fn a_program_reads_what_is_typed(visit: Rc<Visit>) -> Outcome {
    open(&visit, "name = input('Who? ')\nprint(f'Hello {name}')\nraise SystemExit(3)\n").await?;
    visit.click("[data-action=run-python]").await?;
    visit.wait("document.getElementById('python-input')", PYTHON).await?;
    visit.fill("python-input", "Ada").await?;
    visit.type_keys(Key::Enter).await?;
    finish(&visit).await?;
    let text: String = visit.look(OUTPUT).await?;
    assert!(text.starts_with("Who? ") && text.ends_with("Hello Ada\n"), "{text}");
    assert_eq!(exit_code(&visit).await?, "3");
    Ok(())
}

async fn a_program_of_a_link_is_shown_and_not_run(visit: Rc<Visit>) -> Outcome {
    open(&visit, "print('from a link')").await?;
    visit.wait("document.querySelector('[data-notice=linked-program]')", SOON).await?;
    let shown: String = visit.look("document.getElementById('python-code').value").await?;
    assert_eq!(shown, "print('from a link')");
    assert_eq!(visit.look::<String>(&format!("{LAB}.dataset.pythonState")).await?, "idle");
    let asked = visit.site.requests();
    assert!(asked.iter().all(|name| !name.starts_with("pyodide")), "{asked:?}");
    Ok(())
}

async fn a_race_and_a_program_do_not_run_at_once(visit: Rc<Visit>) -> Outcome {
    open(&visit, "print('begins')\nimport time\ntime.sleep(60)\n").await?;
    visit.click("[data-action=run-python]").await?;
    visit.wait(&format!("{OUTPUT} === 'begins\\n'"), PYTHON).await?;
    let barred = "document.querySelector('[data-action=run][aria-disabled=true]')";
    visit.wait(barred, SOON).await?;
    visit.click("[data-action=run]").await?;
    assert_eq!(visit.states().await?.last().map(String::as_str), Some("idle"));
    visit.click("[data-action=stop-python]").await?;
    finish(&visit).await?;
    visit.wait(&format!("!{barred}"), SOON).await?;
    visit.click("[data-action=run]").await?;
    visit
        .wait("document.querySelector('[data-action=run-python][aria-disabled=true]')", SOON)
        .await?;
    visit.press("stop").await
}

async fn a_browser_without_what_python_needs_is_told_so(visit: Rc<Visit>) -> Outcome {
    open(&visit, "print(1)").await?;
    visit.wait("document.querySelector('[data-notice=python-missing]')", SOON).await?;
    let words = "document.querySelector('[data-notice=python-missing]').textContent";
    let words: String = visit.look(words).await?;
    assert!(words.contains("JSPI") && words.contains("Firefox"), "{words}");
    visit.wait("document.querySelector('[data-action=run-python][aria-disabled=true]')", SOON).await
}
