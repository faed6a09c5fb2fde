//! Programs of the Python lab that ask for too much: they end or can be stopped, and the next runs.

use super::python::{LAB, OUTPUT, PYTHON, finish, open};
use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// Every process starts processes, for ever.
const FORK_BOMB: &str = "\
import time
from multiprocessing import Process

def bomb():
    while True:
        try:
            Process(target=bomb).start()
        except BlockingIOError as error:
            print(error.strerror, flush=True)
            time.sleep(0.1)

bomb()
";

const MEMORY_BOMB: &str = "\
kept = []
try:
    while True:
        kept.append(bytearray(50_000_000))
except MemoryError:
    kept = None
    print('no memory is left')
";

/// A loop that a request to stop does not end.
const DEAF: &str = "\
print('begins', flush=True)
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium] =>
            a_fork_bomb_has_bounds_and_is_stopped,
            a_memory_bomb_gets_an_error,
            a_loop_that_ignores_the_request_is_stopped;
    }
}

/// Stops a program and runs another. How soon it stops is measured, not tested.
async fn stop_and_go_on(visit: &Visit) -> Outcome {
    visit.click("[data-action=stop-python]").await?;
    visit.wait(&format!("{LAB}.dataset.pythonState === 'done'"), PYTHON).await?;
    let said: String = visit.look("document.querySelector('.lab .outcome').textContent").await?;
    assert!(said.starts_with("Stopped: "), "{said}");
    go_on(visit).await
}

async fn go_on(visit: &Visit) -> Outcome {
    visit.fill("python-code", "print(6 * 7)").await?;
    visit.press_control_enter().await?;
    visit.wait(&format!("{OUTPUT} === '42\\n'"), PYTHON).await?;
    finish(visit).await
}

async fn a_fork_bomb_has_bounds_and_is_stopped(visit: Rc<Visit>) -> Outcome {
    open(&visit, FORK_BOMB).await?;
    visit.click("[data-action=run-python]").await?;
    visit.wait(&format!("{OUTPUT}.includes('Resource temporarily unavailable')"), PYTHON).await?;
    stop_and_go_on(&visit).await
}

async fn a_memory_bomb_gets_an_error(visit: Rc<Visit>) -> Outcome {
    open(&visit, MEMORY_BOMB).await?;
    visit.click("[data-action=run-python]").await?;
    finish(&visit).await?;
    assert_eq!(visit.look::<String>(OUTPUT).await?, "no memory is left\n");
    go_on(&visit).await
}

async fn a_loop_that_ignores_the_request_is_stopped(visit: Rc<Visit>) -> Outcome {
    open(&visit, DEAF).await?;
    visit.click("[data-action=run-python]").await?;
    visit.wait(&format!("{OUTPUT} === 'begins\\n'"), PYTHON).await?;
    stop_and_go_on(&visit).await
}
