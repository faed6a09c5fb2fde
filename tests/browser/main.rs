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

/// Every scenario in every browser it is about, browser by browser, so that each starts once.
fn trials(theatre: &Arc<Mutex<Theatre>>) -> Vec<Trial> {
    let trial = |variant: Variant| {
        scenarios::all().into_iter().filter(move |scenario| scenario.on.contains(&variant)).map(
            move |scenario| {
                let theatre = theatre.clone();
                let name = format!("{}::{}", variant.id(), scenario.name);
                let play = move || hold(&theatre).play(variant, &scenario);
                Trial::test(name, move || play().map_err(Into::into))
                    .with_ignored_flag(!variant.is_wanted())
            },
        )
    };
    Variant::ALL.into_iter().flat_map(trial).collect()
}

fn hold(theatre: &Mutex<Theatre>) -> MutexGuard<'_, Theatre> {
    theatre.lock().unwrap_or_else(PoisonError::into_inner)
}
