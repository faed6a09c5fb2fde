//! Threads of a pool that do not start, or trap.

use super::main_process::{DEADLINE, runs_again};
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED => a_thread_traps_in_the_middle_of_a_race;
        [Variant::Chromium, Variant::Firefox] => a_thread_throws_while_it_starts;
        [Variant::Chromium] =>
            a_thread_cannot_load_its_script,
            a_thread_of_a_child_throws_while_it_starts;
    }
}

async fn a_thread_cannot_load_its_script(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    visit.forgive("Failed to fetch dynamically imported module");
    let missing = Fault::new("pool.js", Harm::Status(404));
    fails(&visit, missing, "threads", "the main process").await
}

async fn a_thread_throws_while_it_starts(visit: Rc<Visit>) -> Outcome {
    visit.forgive("no loom");
    let broken = Fault::before("pool.js", "throw new Error('no loom');");
    fails(&visit, broken, "threads", "the main process").await
}

async fn a_thread_of_a_child_throws_while_it_starts(visit: Rc<Visit>) -> Outcome {
    visit.forgive("no loom");
    let broken = Fault::before("pool.js", "throw new Error('no loom');");
    fails(&visit, broken, "processes-threads", "process 1 of 2").await
}

async fn a_thread_traps_in_the_middle_of_a_race(visit: Rc<Visit>) -> Outcome {
    // Every chunk is stamped, so the clock is called all the time; what it throws nobody catches.
    let trap = "const now = performance.now.bind(performance); let calls = 0; \
                performance.now = () => { \
                if (++calls > 40) throw new Error('the thread is torn'); return now(); };";
    fails(&visit, Fault::before("pool.js", trap), "threads", "the thread is torn").await
}

/// Fails for this reason while the fault is there, well before the deadline or at it, and works
/// without it.
async fn fails(visit: &Visit, fault: Fault, strategy: &str, reason: &str) -> Outcome {
    visit.site.break_with(fault);
    let settings = "workload=primes&size=200000&repeats=3&workers=2&threads=2";
    visit.open(&format!("?{settings}&strategies={strategy}")).await?;
    visit.press("run").await?;
    let (kind, sentence) = visit.fail(DEADLINE).await?;
    assert!(["pool-start", "panic"].contains(&&*kind), "{kind}: {sentence}");
    assert!(sentence.contains(reason), "{sentence}");
    runs_again(visit).await
}
