//! Python beside the race: the timeline and the trace of a program, its variants, and the twin of a
//! workload.

use super::access::assert_accessible;
use super::export::export;
use super::python::{finish, open};
use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use serde_json::Value;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

/// A twin takes 24 samples of a quarter of a second, on a slow machine several times as long.
const TWIN: Duration = Duration::from_secs(85);

/// Run, while Python has the cores.
const BARRED: &str = "document.querySelector('[data-action=run][aria-disabled=true]')";

/// Two threads that compute for so long that the GIL changes hands many times.
const THREADS: &str = "\
import threading

def work():
    for _ in range(80_000):
        sum(range(200))

threads = [threading.Thread(target=work, name=name) for name in ('left', 'right')]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
";

/// Two processes that begin to compute when both are there.
const PROCESSES: &str = "\
from multiprocessing import Barrier, Process

def work(gate):
    gate.wait()
    for _ in range(80_000):
        sum(range(200))

if __name__ == '__main__':
    gate = Barrier(2)
    pair = [Process(target=work, args=(gate,)) for _ in range(2)]
    for process in pair:
        process.start()
    for process in pair:
        process.join()
";

/// Two ways to one answer.
const WAYS: &str = "\
from concurrent.futures import ThreadPoolExecutor

def sequential():
    return sum(map(square, range(2000)))

def threads():
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(square, range(2000)))

def square(number):
    return number * number

if __name__ == '__main__':
    print('not to be printed')
";

/// What a thread did without a break, in microseconds.
struct Slice {
    process: u64,
    thread: u64,
    from: f64,
    to: f64,
}

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] =>
            threads_that_compute_take_turns_and_wait_for_the_gil,
            processes_compute_at_the_same_time,
            the_variants_of_a_program_are_timed_against_each_other;
        [Variant::Chromium] =>
            the_twin_of_a_race_gives_its_answer,
            the_twin_of_scrape_reads_every_page_as_the_race_does;
    }
}

/// Runs a program and gives its trace.
async fn trace(visit: &Visit, code: &str) -> Outcome<Vec<Value>> {
    open(visit, code).await?;
    visit.click("[data-action=run-python]").await?;
    finish(visit).await?;
    visit.wait("document.querySelector('[data-python-timeline] [data-timeline]')", SOON).await?;
    let trace: Value = serde_json::from_str(&export(visit, "python-trace").await?)?;
    Ok(trace["traceEvents"].as_array().expect("a list of events").clone())
}

/// The slices of one category, in the order of time.
fn slices(events: &[Value], category: &str) -> Vec<Slice> {
    let is_it = |event: &&Value| event["ph"] == "X" && event["cat"] == category;
    let slice = |event: &Value| {
        let number = |name: &str| event[name].as_f64().expect("a number");
        let (from, long) = (number("ts"), number("dur"));
        let place = |name: &str| event[name].as_u64().expect("a whole number");
        Slice { process: place("pid"), thread: place("tid"), from, to: from + long }
    };
    let mut slices: Vec<_> = events.iter().filter(is_it).map(slice).collect();
    slices.sort_by(|one, other| one.from.total_cmp(&other.from));
    slices
}

/// The number of the thread with a name.
fn thread(events: &[Value], name: &str) -> u64 {
    let is_it = |event: &&Value| event["name"] == "thread_name" && event["args"]["name"] == name;
    let named = events.iter().find(is_it).and_then(|event| event["tid"].as_u64());
    named.unwrap_or_else(|| panic!("no thread {name}"))
}

async fn threads_that_compute_take_turns_and_wait_for_the_gil(visit: Rc<Visit>) -> Outcome {
    let events = trace(&visit, THREADS).await?;
    let (left, right) = (thread(&events, "left"), thread(&events, "right"));
    let runs = slices(&events, "compute");
    assert!(runs.windows(2).all(|pair| pair[0].to <= pair[1].from + 0.01), "two held the GIL");
    let turns: Vec<_> = runs.iter().filter(|it| [left, right].contains(&it.thread)).collect();
    let changes = turns.windows(2).filter(|pair| pair[0].thread != pair[1].thread).count();
    assert!(changes >= 10, "the GIL changed hands {changes} times");
    // A turn that another thread waits for ends at the switch interval, or as much later as the
    // machine is slow; never earlier.
    let mut long: Vec<_> = turns.iter().map(|it| it.to - it.from).collect();
    long.sort_by(f64::total_cmp);
    assert!(long[long.len() / 2] >= 4_900.0, "half of the turns were shorter than 5 ms: {long:?}");
    for own in [left, right] {
        let waits = slices(&events, "lock").into_iter().filter(|it| it.thread == own);
        let waited: f64 = waits.map(|it| it.to - it.from).sum();
        assert!(waited > 80_000.0, "thread {own} waited {waited} µs for the GIL");
    }
    let rows = "document.querySelectorAll('[data-python-timeline] tr[data-process]').length";
    assert_eq!(visit.look::<usize>(rows).await?, 3, "a row for each thread");
    assert_accessible(&visit, "the timeline of a program").await
}

async fn processes_compute_at_the_same_time(visit: Rc<Visit>) -> Outcome {
    let events = trace(&visit, PROCESSES).await?;
    let runs = slices(&events, "compute");
    let main = runs.iter().map(|it| it.process).min().expect("somebody ran");
    let children: BTreeSet<_> = runs.iter().map(|it| it.process).filter(|it| *it != main).collect();
    let [one, other] = children.iter().copied().collect::<Vec<_>>()[..] else {
        panic!("{children:?} are not two processes");
    };
    let of = |process| runs.iter().filter(move |it| it.process == process);
    let both: f64 = of(one)
        .flat_map(|it| of(other).map(move |that| it.to.min(that.to) - it.from.max(that.from)))
        .filter(|together| *together > 0.0)
        .sum();
    assert!(both > 100_000.0, "both ran for {both} µs at the same time");
    let started = slices(&events, "start").into_iter().map(|it| it.process);
    assert_eq!(started.collect::<BTreeSet<_>>().len(), 3, "each process has a start");
    let arrows = events.iter().filter(|it| it["ph"] == "s" && it["pid"] == main).count();
    assert!(arrows >= 2, "{arrows} arrows lead from the main process");
    Ok(())
}

async fn the_variants_of_a_program_are_timed_against_each_other(visit: Rc<Visit>) -> Outcome {
    open(&visit, WAYS).await?;
    visit.click("[data-action=run-ways]").await?;
    finish(&visit).await?;
    visit.wait("document.querySelectorAll('[data-ways] tr[data-way]').length === 2", SOON).await?;
    let rows: Vec<(String, f64, String)> = visit
        .look(
            "[...document.querySelectorAll('tr[data-way]')].map((row) => [row.dataset.way, \
             Number(row.dataset.medianMs), row.dataset.answer])",
        )
        .await?;
    assert_eq!((&*rows[0].0, &*rows[1].0), ("sequential", "threads"));
    assert!(rows.iter().all(|row| row.1 > 0.0 && row.2 == "2664667000"), "{rows:?}");
    let output: String =
        visit.look("document.querySelector('[data-python-output]').textContent").await?;
    assert!(!output.contains("not to be printed"), "{output}");
    assert_accessible(&visit, "the variants of a program").await
}

/// Races, asks Python, and gives the words of its panel.
async fn ask_python(visit: &Visit, race: &str) -> Outcome<String> {
    visit.open(race).await?;
    visit.press("run").await?;
    visit.finish().await?;
    visit.click("[data-action=run-twins]").await?;
    visit.wait(BARRED, SOON).await?;
    visit.wait("document.querySelector('[data-twins=done], [data-twins=failed]')", TWIN).await?;
    let words: String = visit.look("document.querySelector('[data-twins]').textContent").await?;
    assert!(visit.look::<bool>("!!document.querySelector('[data-twins=done]')").await?, "{words}");
    assert!(!visit.notices().await?.contains(&"twins-disagree".to_owned()), "{words}");
    Ok(words)
}

async fn the_twin_of_a_race_gives_its_answer(visit: Rc<Visit>) -> Outcome {
    let race = "?workload=primes&size=100000&repeats=3&workers=2&theme=dark";
    let words = ask_python(&visit, race).await?;
    let pairs: Vec<(String, Option<f64>, Option<f64>)> = visit
        .look(
            "[...document.querySelectorAll('tr[data-twin]')].map((row) => [row.dataset.twin, \
             Number(row.dataset.rustSpeedup) || null, Number(row.dataset.pythonSpeedup) || null])",
        )
        .await?;
    let has_both: Vec<_> =
        pairs.iter().filter(|it| it.1.is_some() && it.2.is_some()).map(|it| &*it.0).collect();
    assert_eq!(has_both, ["sequential", "threads-gil", "processes", "processes-threads"]);
    assert!(words.contains("Under Python's own GIL threads had"), "{words}");
    assert_accessible(&visit, "the twin").await?;
    visit.wait(&format!("!{BARRED}"), SOON).await
}

async fn the_twin_of_scrape_reads_every_page_as_the_race_does(visit: Rc<Visit>) -> Outcome {
    let words = ask_python(&visit, "?workload=scrape&size=32&repeats=3&workers=2").await?;
    assert!(words.contains("32 in Rust, 32 in Python"), "{words}");
    Ok(())
}
