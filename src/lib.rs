//! Threads or processes? The map of the crate, and the only place that knows which half is built.
//!
//! Pure modules build and are tested natively and know no browser; `engine` and `page` are the
//! two halves that run in one.

pub mod chart;
pub mod digest;
pub mod environment;
pub mod failure;
pub mod form;
pub mod gil;
pub mod lane;
pub mod notice;
pub mod outcome;
pub mod palette;
pub mod plan;
pub mod protocol;
pub mod random;
pub mod receipt;
pub mod run;
pub mod schedule;
pub mod settings;
pub mod stats;
pub mod strategy;
pub mod unit;
pub mod verdict;
pub mod workload;

#[cfg(all(target_arch = "wasm32", feature = "engine"))]
pub mod engine;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod wire;
