//! The page in real browsers: scenarios, each played in every browser it is about, one at a time.

mod browser;
mod driver;
mod fault;
mod row;
mod scenario;
mod scenarios;
mod site;
mod theatre;
mod variant;
mod visit;

use libtest_mimic::{Arguments, Trial};
use scenario::Scenario;
use std::env;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use theatre::Theatre;
use variant::Variant;

/// What a step of a scenario gives, or why the scenario cannot go on.
type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() {
    // Two races at once would take each other's cores.
    let args = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    let theatre = Arc::new(Mutex::new(Theatre::open().expect("the tests can run futures")));
    let conclusion = libtest_mimic::run(&args, trials(&theatre));
    hold(&theatre).close();
    conclusion.exit()
}

/// Every scenario in every wanted browser it is about, browser by browser, so that each starts
/// once. Where nothing says what is wanted, all are listed and none is played.
fn trials(theatre: &Arc<Mutex<Theatre>>) -> Vec<Trial> {
    let wanted = env::var("MAKESPAN_BROWSERS").ok();
    let is_wanted = |variant: &Variant| {
        wanted.as_ref().is_none_or(|names| names.split(',').any(|name| name == variant.product()))
    };
    let trials_in = |variant: Variant| {
        let scenarios = scenarios::all().into_iter();
        let about = scenarios.filter(|scenario| scenario.on.contains(&variant));
        let trials = about.map(|scenario| trial(theatre.clone(), variant, scenario));
        trials.map(|trial| trial.with_ignored_flag(wanted.is_none())).collect::<Vec<_>>()
    };
    Variant::ALL.into_iter().filter(is_wanted).flat_map(trials_in).collect()
}

fn trial(theatre: Arc<Mutex<Theatre>>, variant: Variant, scenario: Scenario) -> Trial {
    let name = format!("{}::{}", variant.id(), scenario.name);
    Trial::test(name, move || hold(&theatre).play(variant, &scenario).map_err(Into::into))
}

fn hold(theatre: &Mutex<Theatre>) -> MutexGuard<'_, Theatre> {
    theatre.lock().unwrap_or_else(PoisonError::into_inner)
}
