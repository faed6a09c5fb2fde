//! Child processes that do not load, are lost, or do not answer.

use super::main_process::fails;
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// The child that the scripts of these scenarios make misbehave.
const SECOND: &str = "process 2 of 2";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            their_script_is_missing,
            their_script_has_another_type,
            their_script_makes_no_sense,
            one_throws_while_it_starts,
            one_throws_in_the_middle_of_a_race,
            one_says_what_makes_no_sense;
        [Variant::Chromium] => their_script_never_arrives;
        [Variant::Chromium, Variant::Firefox] => one_ends_itself_in_the_middle_of_a_race;
    }
}

async fn their_script_is_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    let missing = Fault::new("process.js", Harm::Status(404)).after(1);
    fails(&visit, missing, "process-start", "process 1 of 2").await
}

async fn their_script_has_another_type(visit: Rc<Visit>) -> Outcome {
    // The browser itself says so in the console.
    visit.forgive("MIME type");
    let typed = Fault::new("process.js", Harm::Type("text/plain")).after(1);
    fails(&visit, typed, "process-start", "process 1 of 2").await
}

async fn their_script_makes_no_sense(visit: Rc<Visit>) -> Outcome {
    let nonsense = Fault::rewritten("process.js", |_| b"}{".to_vec()).after(1);
    fails(&visit, nonsense, "process-start", "process 1 of 2").await
}

async fn their_script_never_arrives(visit: Rc<Visit>) -> Outcome {
    let stalled = Fault::new("process.js", Harm::Stall).after(1);
    fails(&visit, stalled, "process-start", "process 1 of 2").await
}

async fn one_throws_while_it_starts(visit: Rc<Visit>) -> Outcome {
    let script = format!("if (self.name === '{SECOND}') throw new Error('no chair to sit on');");
    let broken = Fault::before("process.js", script);
    fails(&visit, broken, "process-start", SECOND).await
}

async fn one_throws_in_the_middle_of_a_race(visit: Rc<Visit>) -> Outcome {
    let broken = in_the_middle("setTimeout(() => { throw new Error('out of tea'); })");
    fails(&visit, broken, "panic", SECOND).await
}

async fn one_says_what_makes_no_sense(visit: Rc<Visit>) -> Outcome {
    let babbling = in_the_middle("self.postMessage({ hello: 'parent' })");
    fails(&visit, babbling, "bad-message", SECOND).await
}

async fn one_ends_itself_in_the_middle_of_a_race(visit: Rc<Visit>) -> Outcome {
    fails(&visit, in_the_middle("self.close()"), "stalled", SECOND).await
}

/// The second child does something when it gets its sixth message: it has started by then, and
/// has computed.
fn in_the_middle(code: &str) -> Fault {
    let script = format!(
        "if (self.name === '{SECOND}') {{ let messages = 0; \
         self.addEventListener('message', () => {{ if (++messages === 6) {{ {code}; }} }}); }}"
    );
    Fault::before("process.js", script)
}
