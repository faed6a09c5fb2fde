//! Finds out what this browser gives, by really sharing a memory with a worker.

use super::main_process::{Event, Process};
use crate::environment::{Environment, sane_cores};
use futures_channel::mpsc;
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Int32Array, Object, Reflect, WebAssembly};
use std::pin::pin;
use wasm_bindgen::JsValue;
use yew::Callback;

/// A worker answers within milliseconds, on a busy machine within seconds; one that has not after this
/// long will not share.
const DEADLINE_MS: u32 = 10_000;

/// What probe.js writes into the shared memory.
const MARK: i32 = 42;

/// How many cores the browser reports; at least 1.
pub fn reported_cores() -> u32 {
    let reported = web_sys::window().map(|window| window.navigator().hardware_concurrency());
    sane_cores(reported.unwrap_or(1.0))
}

/// What this browser gives. Takes at most 10 seconds.
pub async fn probe() -> Environment {
    let isolated = Reflect::get(&js_sys::global(), &"crossOriginIsolated".into());
    Environment {
        isolated: isolated.is_ok_and(|isolated| isolated.is_truthy()),
        shared_memory: shares_memory().await.unwrap_or(false),
        reported_cores: reported_cores(),
    }
}

/// Being isolated proves nothing: only a value that a worker wrote and this side read does.
async fn shares_memory() -> Option<bool> {
    let memory = WebAssembly::Memory::new(&one_shared_page().ok()?).ok()?;
    let (answers, mut answered) = mpsc::unbounded();
    let events = Callback::from(move |event| {
        // Nobody listens any more once the deadline has passed.
        let _ = answers.unbounded_send(matches!(event, Event::Message(_)));
    });
    let process = Process::start("probe.js", "probe", events).ok()?;
    process.post(&memory).ok()?;
    let Either::Left((Some(true), _)) =
        select(answered.next(), pin!(TimeoutFuture::new(DEADLINE_MS))).await
    else {
        return None;
    };
    let words = Int32Array::new(&memory.buffer());
    Some(words.get_index(0) == MARK)
}

fn one_shared_page() -> Result<Object, JsValue> {
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"initial".into(), &1.into())?;
    Reflect::set(&descriptor, &"maximum".into(), &1.into())?;
    Reflect::set(&descriptor, &"shared".into(), &true.into())?;
    Ok(descriptor)
}
