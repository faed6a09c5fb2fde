//! Fetches and compiles the engine, once; every process gets the compiled module.

use super::BUILD;
use super::main_process::reason;
use crate::failure::Failure;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Promise, WebAssembly};
use std::pin::pin;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Long enough for a slow connection, short enough to still be waiting for it.
const DEADLINE_S: u32 = 20;

/// The compiled engine.
///
/// # Errors
/// When it does not arrive in time, is not there, or cannot be compiled.
pub async fn load() -> Result<JsValue, Failure> {
    let url = format!("engine_bg.wasm?b={BUILD}");
    let deadline = TimeoutFuture::new(DEADLINE_S * 1_000);
    let loaded = match select(pin!(fetch(&url)), pin!(deadline)).await {
        Either::Left((loaded, _)) => loaded,
        Either::Right(_) => Err(format!("no answer within {DEADLINE_S} seconds")),
    };
    loaded.map_err(|cause| Failure::EngineLoad { cause: format!("{url}: {cause}") })
}

async fn fetch(url: &str) -> Result<JsValue, String> {
    let window = web_sys::window().ok_or("there is no window")?;
    let response = settled(window.fetch_with_str(url)).await?;
    let response: Response = response.dyn_into().map_err(|_| "not a response")?;
    if !response.ok() {
        return Err(format!("HTTP status {}", response.status()));
    }
    compile(&response).await
}

/// Compiles while the bytes arrive; where a server names the wrong type, after they have arrived.
async fn compile(response: &Response) -> Result<JsValue, String> {
    let copy = response.clone().map_err(|error| reason(&error))?;
    let streamed = WebAssembly::compile_streaming(Promise::resolve(response).unchecked_ref());
    if let Ok(module) = settled(streamed).await {
        return Ok(module);
    }
    let bytes = settled(copy.array_buffer().map_err(|error| reason(&error))?).await?;
    settled(WebAssembly::compile(&bytes)).await
}

async fn settled(promise: Promise) -> Result<JsValue, String> {
    JsFuture::from(promise).await.map_err(|error| reason(&error))
}
