//! A main process that is killed, does not load, or says what nobody understands.

use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use std::rc::Rc;
use std::time::Duration;

/// The deadlines of the page are 10 seconds.
pub const DEADLINE: Duration = Duration::from_secs(16);

/// Takes minutes unless something happens to it.
const LONG: &str = "?workload=primes&size=2000000&repeats=99&workers=2";

/// A race that is over at once when all is well.
const SHORT: &str = "?workload=primes&size=50000&repeats=3&workers=2&strategies=processes";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] => killed_in_the_middle_of_a_race;
        Variant::ALL => its_script_is_missing, it_says_what_makes_no_sense;
        [Variant::Chromium] =>
            its_script_never_arrives,
            the_engine_belongs_to_another_build;
    }
}

async fn killed_in_the_middle_of_a_race(visit: Rc<Visit>) -> Outcome {
    visit.open(LONG).await?;
    visit.press("run").await?;
    visit.midway().await?;
    let kill = "watched.workers.findLast(({ name }) => name === 'main').worker.terminate()";
    visit.look::<()>(kill).await?;
    let (kind, sentence) = visit.fail(DEADLINE).await?;
    assert_eq!(kind, "stalled");
    assert!(sentence.contains("the main process"), "{sentence}");
    runs_again(&visit).await
}

async fn its_script_is_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    let missing = Fault::new("process.js", Harm::Status(404));
    fails(&visit, missing, "process-start", "the main process").await
}

async fn its_script_never_arrives(visit: Rc<Visit>) -> Outcome {
    let stalled = Fault::new("process.js", Harm::Stall);
    fails(&visit, stalled, "process-start", "the main process").await
}

async fn it_says_what_makes_no_sense(visit: Rc<Visit>) -> Outcome {
    let babble = "if (self.name === 'main') self.postMessage({ hello: 'page' });";
    let babbling = Fault::before("process.js", babble);
    fails(&visit, babbling, "bad-message", "the main process").await
}

async fn the_engine_belongs_to_another_build(visit: Rc<Visit>) -> Outcome {
    // Its greeting is the name of the build: eight hexadecimal digits after a tag and a length.
    let lie = "if (self.name === 'main') { const post = self.postMessage.bind(self); \
               self.postMessage = (message, transfer) => { \
               if (message[0]?.length === 10) message[0].fill(48, 2); post(message, transfer); }; }";
    let other = Fault::before("process.js", lie);
    fails(&visit, other, "engine-outdated", "00000000").await
}

/// Fails in this way, for this reason, while the fault is there, and works without it.
pub async fn fails(visit: &Visit, fault: Fault, kind: &str, reason: &str) -> Outcome {
    visit.site.break_with(fault);
    visit.open(SHORT).await?;
    visit.press("run").await?;
    let (found, sentence) = visit.fail(DEADLINE).await?;
    assert_eq!(found, kind, "{sentence}");
    assert!(sentence.contains(reason), "{sentence}");
    runs_again(visit).await
}

/// After a failure, a small race works without a reload.
pub async fn runs_again(visit: &Visit) -> Outcome {
    visit.site.heal();
    visit.fill("size", "50000").await?;
    visit.fill("repeats", "3").await?;
    visit.press("run").await?;
    visit.reach("running", SOON).await?;
    visit.finish().await?;
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    Ok(())
}
