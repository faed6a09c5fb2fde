//! An engine whose files are missing, cut off, late, or of another type.

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
        Variant::THREADED =>
            the_module_is_missing,
            the_module_is_cut_off,
            the_module_has_another_type;
        [Variant::Chromium] =>
            the_module_never_arrives,
            the_server_of_the_module_is_broken,
            the_glue_is_missing,
            the_glue_is_cut_off,
            the_boot_script_is_missing,
            the_boot_script_is_cut_off;
    }
}

async fn the_module_is_missing(visit: Rc<Visit>) -> Outcome {
    is_missing(&visit, "engine_bg.wasm").await
}

async fn the_glue_is_missing(visit: Rc<Visit>) -> Outcome {
    is_missing(&visit, "engine.js").await
}

async fn the_boot_script_is_missing(visit: Rc<Visit>) -> Outcome {
    is_missing(&visit, "process.js").await
}

async fn is_missing(visit: &Visit, file: &'static str) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    visit.site.break_with(Fault::new(file, Harm::Status(404)));
    fails(visit, "engine-load", file).await
}

async fn the_server_of_the_module_is_broken(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 500");
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Status(500)));
    fails(&visit, "engine-load", "500").await
}

async fn the_module_never_arrives(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Stall));
    fails(&visit, "engine-load", "20 seconds").await
}

async fn the_module_is_cut_off(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Half));
    fails(&visit, "engine-load", "engine_bg.wasm").await
}

async fn the_module_has_another_type(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("engine_bg.wasm", Harm::Type("application/octet-stream")));
    visit.open("?workload=primes&strategies=processes&workers=2").await?;
    runs_again(&visit).await
}

async fn the_glue_is_cut_off(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("engine.js", Harm::Half));
    fails(&visit, "process-start", "the main process").await
}

async fn the_boot_script_is_cut_off(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(Fault::new("process.js", Harm::Half));
    fails(&visit, "process-start", "the main process").await
}
