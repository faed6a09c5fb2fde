//! A main process that is killed, does not start, or says what nobody understands.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;
use std::time::Duration;

/// The deadlines of processes are 10 seconds, that of the engine's files is 20.
pub const DEADLINE: Duration = Duration::from_secs(25);

const IS_MAIN: &str = "self.name === 'main'";

/// Takes minutes unless something happens to it.
const LONG: &str = "?workload=primes&size=400000&repeats=99&workers=2";

/// A race that is over at once when all is well.
const SHORT: &str = "?workload=primes&size=50000&repeats=3&workers=2&strategies=processes";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] => killed_in_the_middle_of_a_race;
        Variant::THREADED => it_throws_while_it_starts, it_says_what_makes_no_sense;
        [Variant::Chromium] => it_never_answers, the_engine_belongs_to_another_build;
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

async fn it_throws_while_it_starts(visit: Rc<Visit>) -> Outcome {
    visit.site.sabotage(IS_MAIN, "throw new Error('no chair to sit on');");
    fails(&visit, "process-start", "no chair to sit on").await
}

async fn it_never_answers(visit: Rc<Visit>) -> Outcome {
    visit.site.sabotage(IS_MAIN, "await new Promise(() => {});");
    fails(&visit, "process-start", "the main process").await
}

async fn it_says_what_makes_no_sense(visit: Rc<Visit>) -> Outcome {
    visit.site.sabotage(IS_MAIN, "self.postMessage({ hello: 'page' });");
    fails(&visit, "bad-message", "the main process").await
}

async fn the_engine_belongs_to_another_build(visit: Rc<Visit>) -> Outcome {
    // Its greeting is the name of the build: eight hexadecimal digits after a tag and a length.
    let lie = "const post = self.postMessage.bind(self); \
               self.postMessage = (message, transfer) => { \
               if (message[0]?.length === 10) message[0].fill(48, 2); post(message, transfer); };";
    visit.site.sabotage(IS_MAIN, lie);
    fails(&visit, "engine-outdated", "00000000").await
}

/// A broken site fails in this way, for this reason, and works once it is healed.
pub async fn fails(visit: &Visit, kind: &str, reason: &str) -> Outcome {
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
    visit.race().await?;
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    Ok(())
}
