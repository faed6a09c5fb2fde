//! Kernels that panic: in a process's own thread, and in a thread of its pool.

use super::main_process::{DEADLINE, runs_again};
use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED =>
            in_the_own_thread_of_a_child,
            in_a_thread_of_a_child;
    }
}

async fn in_the_own_thread_of_a_child(visit: Rc<Visit>) -> Outcome {
    panics(&visit, "processes").await
}

async fn in_a_thread_of_a_child(visit: Rc<Visit>) -> Outcome {
    panics(&visit, "processes-threads").await
}

/// The second child loses the numbers that it is sent to sort, so its kernel reads past their end.
async fn panics(visit: &Visit, strategy: &str) -> Outcome {
    let lose = "const { set } = Object.getOwnPropertyDescriptor(\
                self, 'onmessage'); let messages = 0; \
                Object.defineProperty(self, 'onmessage', { set(handle) { \
                set.call(self, (event) => { const [header, words] = event.data; \
                handle(++messages > 5 && words?.length \
                ? new MessageEvent('message', { data: [header, new Uint32Array(0)] }) : event); \
                }); } });";
    visit.site.sabotage("self.name === 'process 2 of 2'", lose);
    // A thread that panics ends with a trap, which the browser may report as well.
    visit.forgive("unreachable");
    let settings = "workload=sort&size=50000&repeats=3&workers=2&processes=2&threads=2";
    visit.open(&format!("?{settings}&strategies={strategy}")).await?;
    visit.press("run").await?;
    let (kind, sentence) = visit.fail(DEADLINE).await?;
    assert_eq!(kind, "panic", "{sentence}");
    assert!(sentence.contains("process 2 of 2"), "{sentence}");
    assert!(sentence.contains("out of range"), "{sentence}");
    runs_again(visit).await
}
