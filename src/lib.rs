//! Threads or processes? The map of the crate, and the only place that knows which part is built.
//!
//! Pure modules build and are tested natively and know no browser; `engine`, `page` and `views` are
//! the three parts that run in one, each a WebAssembly module of its own.

pub mod advice;
pub mod base64url;
pub mod chart;
pub mod crossover;
pub mod digest;
pub mod embed;
pub mod environment;
pub mod experiment;
pub mod export;
pub mod failure;
pub mod figure;
pub mod form;
pub mod gil;
pub mod import;
pub mod lab;
pub mod lane;
pub mod lesson;
pub mod notice;
pub mod outcome;
pub mod palette;
pub mod phases;
pub mod picture;
pub mod plan;
pub mod plot;
pub mod prediction;
pub mod protocol;
pub mod random;
pub mod receipt;
pub mod reference;
pub mod run;
pub mod samples;
pub mod scaling;
pub mod schedule;
pub mod settings;
pub mod snapshot;
pub mod stats;
pub mod strategy;
pub mod sweep;
pub mod sync;
pub mod timeline;
pub mod trace;
pub mod unit;
pub mod verdict;
pub mod web;
pub mod workload;

#[cfg(all(target_arch = "wasm32", any(feature = "page", feature = "views")))]
pub mod element;
#[cfg(all(target_arch = "wasm32", feature = "engine"))]
pub mod engine;
#[cfg(all(target_arch = "wasm32", any(feature = "page", feature = "views")))]
pub mod loading;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod page;
#[cfg(all(not(target_arch = "wasm32"), feature = "site"))]
pub mod site;
#[cfg(all(target_arch = "wasm32", feature = "views"))]
pub mod views;
#[cfg(target_arch = "wasm32")]
pub mod wire;
