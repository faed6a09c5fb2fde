//! Child processes that do not load, are lost, or do not answer.

use super::main_process::fails;
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// The child that misbehaves.
const SECOND: &str = "process 2 of 2";

/// What the child is given for its script where that is to be harmed; the page itself asks for it
/// once, before anything else.
const SCRIPT: &str = "theme.js";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED =>
            its_script_is_missing,
            its_script_has_another_type,
            its_script_is_no_script,
            it_throws_while_it_starts,
            it_throws_in_the_middle_of_a_race,
            it_says_what_makes_no_sense;
        [Variant::Chromium] =>
            its_script_never_arrives,
            it_ends_itself_in_the_middle_of_a_race;
    }
}

async fn its_script_is_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    cannot_load(&visit, Fault::new(SCRIPT, Harm::Status(404))).await
}

async fn its_script_has_another_type(visit: Rc<Visit>) -> Outcome {
    // The browser itself says so in the console.
    visit.forgive("MIME type");
    cannot_load(&visit, Fault::new(SCRIPT, Harm::Type("text/plain"))).await
}

async fn its_script_is_no_script(visit: Rc<Visit>) -> Outcome {
    cannot_load(&visit, Fault::rewritten(SCRIPT, |_| b"}{".to_vec())).await
}

async fn its_script_never_arrives(visit: Rc<Visit>) -> Outcome {
    cannot_load(&visit, Fault::new(SCRIPT, Harm::Stall)).await
}

/// The second child gets a script that is harmed.
async fn cannot_load(visit: &Visit, fault: Fault) -> Outcome {
    let script = visit.site.url(&format!("/{SCRIPT}"));
    let other_script = format!(
        "self.Worker = class extends self.Worker {{ constructor(url, options) {{ \
         super(options?.name === '{SECOND}' ? '{script}' : url, options); }} }};"
    );
    visit.site.sabotage("self.name === 'main'", &other_script);
    visit.site.break_with(fault.after(1));
    fails(visit, "process-start", SECOND).await
}

async fn it_throws_while_it_starts(visit: Rc<Visit>) -> Outcome {
    let throw = "throw new Error('no chair to sit on');";
    visit.site.sabotage(&format!("self.name === '{SECOND}'"), throw);
    fails(&visit, "process-start", SECOND).await
}

async fn it_throws_in_the_middle_of_a_race(visit: Rc<Visit>) -> Outcome {
    in_the_middle(&visit, "setTimeout(() => { throw new Error('out of tea'); })");
    fails(&visit, "panic", SECOND).await
}

async fn it_says_what_makes_no_sense(visit: Rc<Visit>) -> Outcome {
    in_the_middle(&visit, "self.postMessage({ hello: 'parent' })");
    fails(&visit, "bad-message", SECOND).await
}

async fn it_ends_itself_in_the_middle_of_a_race(visit: Rc<Visit>) -> Outcome {
    in_the_middle(&visit, "self.close()");
    fails(&visit, "stalled", SECOND).await
}

/// The second child does something when it gets its sixth message: it has started by then, and
/// has computed.
fn in_the_middle(visit: &Visit, code: &str) {
    let count = format!(
        "let messages = 0; \
         self.addEventListener('message', () => {{ if (++messages === 6) {{ {code}; }} }});"
    );
    visit.site.sabotage(&format!("self.name === '{SECOND}'"), &count);
}
