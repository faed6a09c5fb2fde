//! Every scenario.

mod access;
mod address;
mod authoring;
mod children;
mod embedding;
mod engine_files;
mod export;
mod fields;
mod figures;
mod hosting;
mod isolation;
mod keyboard;
mod lessons;
mod loading;
mod main_process;
mod panics;
mod photo;
mod pool;
mod prediction;
mod python;
mod python_limits;
mod python_page;
mod python_timeline;
mod races;
mod share;
mod stopping;
mod sweeps;
mod views;
mod web;

use crate::scenario::Scenario;

/// All of them, in the order in which they are played.
pub fn all() -> Vec<Scenario> {
    let topics = [
        loading::scenarios,
        races::scenarios,
        isolation::scenarios,
        hosting::scenarios,
        embedding::scenarios,
        authoring::scenarios,
        stopping::scenarios,
        views::scenarios,
        sweeps::scenarios,
        prediction::scenarios,
        figures::scenarios,
        python::scenarios,
        python_page::scenarios,
        python_limits::scenarios,
        python_timeline::scenarios,
        web::scenarios,
        export::scenarios,
        share::scenarios,
        keyboard::scenarios,
        fields::scenarios,
        lessons::scenarios,
        address::scenarios,
        access::scenarios,
        main_process::scenarios,
        children::scenarios,
        pool::scenarios,
        photo::scenarios,
        panics::scenarios,
        engine_files::scenarios,
    ];
    topics.into_iter().flat_map(|scenarios| scenarios()).collect()
}
