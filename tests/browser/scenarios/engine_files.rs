//! An engine whose files are missing, cut off, or of another type.

use super::main_process::{fails, runs_again};
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            the_engine_is_missing,
            the_server_of_the_engine_is_broken,
            the_engine_is_cut_off,
            the_engine_has_another_type;
        [Variant::Chromium, Variant::Firefox] => the_glue_of_the_engine_is_missing;
    }
}

async fn the_engine_is_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    let missing = Fault::new("engine_bg.wasm", Harm::Status(404));
    fails(&visit, missing, "engine-load", "404").await
}

async fn the_server_of_the_engine_is_broken(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 500");
    let broken = Fault::new("engine_bg.wasm", Harm::Status(500));
    fails(&visit, broken, "engine-load", "500").await
}

async fn the_engine_is_cut_off(visit: Rc<Visit>) -> Outcome {
    let cut_off = Fault::new("engine_bg.wasm", Harm::Half);
    fails(&visit, cut_off, "engine-load", "engine_bg.wasm").await
}

async fn the_engine_has_another_type(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Type("application/octet-stream")));
    visit.open("?workload=primes&strategies=processes&workers=2").await?;
    runs_again(&visit).await
}

async fn the_glue_of_the_engine_is_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    let missing = Fault::new("engine.js", Harm::Status(404));
    fails(&visit, missing, "process-start", "the main process").await
}
