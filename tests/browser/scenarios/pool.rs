//! Threads of a pool that do not start, or trap.

use super::main_process::{DEADLINE, runs_again};
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// Threads have no name, and processes do.
const IS_THREAD: &str = "!self.name";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED => a_thread_traps_in_the_middle_of_a_race;
        [Variant::Chromium] =>
            a_thread_throws_while_it_starts,
            the_script_of_the_pool_is_missing,
            a_thread_of_a_child_throws_while_it_starts;
    }
}

async fn the_script_of_the_pool_is_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    visit.forgive("modulepreload");
    visit.site.break_with(Fault::new("workerHelpers.no-bundler.js", Harm::Status(404)));
    fails(&visit, "threads", "the main process").await
}

async fn a_thread_throws_while_it_starts(visit: Rc<Visit>) -> Outcome {
    threads_throw(&visit);
    fails(&visit, "threads", "the main process").await
}

async fn a_thread_of_a_child_throws_while_it_starts(visit: Rc<Visit>) -> Outcome {
    threads_throw(&visit);
    // The threads of both throw; which of them is heard first is chance.
    fails(&visit, "processes-threads", "of 2").await
}

fn threads_throw(visit: &Visit) {
    // It is thrown into a promise of the pool's own script.
    visit.forgive("no loom");
    visit.site.sabotage(IS_THREAD, "throw new Error('no loom');");
}

async fn a_thread_traps_in_the_middle_of_a_race(visit: Rc<Visit>) -> Outcome {
    // Every chunk is stamped, so the clock is called all the time; what it throws nobody catches.
    let trap = "const now = performance.now.bind(performance); let calls = 0; \
                performance.now = () => { \
                if (++calls > 40) throw new Error('the thread is torn'); return now(); };";
    visit.site.sabotage(IS_THREAD, trap);
    fails(&visit, "threads", "the thread is torn").await
}

/// Threads of a broken site fail for this reason, and work once it is healed.
async fn fails(visit: &Visit, strategy: &str, reason: &str) -> Outcome {
    let settings = "workload=primes&size=200000&repeats=3&workers=2&threads=2";
    visit.open(&format!("?{settings}&strategies={strategy}")).await?;
    visit.press("run").await?;
    let (kind, sentence) = visit.fail(DEADLINE).await?;
    assert!(["pool-start", "panic"].contains(&&*kind), "{kind}: {sentence}");
    assert!(sentence.contains(reason), "{sentence}");
    runs_again(visit).await
}
