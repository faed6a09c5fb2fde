//! Fetches the engine, once: its module is compiled, its script is joined; every process gets both.

use super::{BUILD, engine_script};
use crate::failure::Failure;
use crate::loading::{beside, in_time, response, settled, text};
use crate::wire::text_of;
use futures_util::future::try_join3;
use js_sys::{Promise, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Response;

/// What a process is started from.
pub struct Engine {
    /// The compiled module.
    pub module: JsValue,
    /// Where the script is that makes an instance of it.
    pub script: String,
}

/// Everything that a process needs.
///
/// # Errors
/// When something does not arrive in time, is not there, or cannot be compiled.
pub async fn load() -> Result<Engine, Failure> {
    in_time(fetch_all()).await.map_err(|cause| Failure::EngineLoad { cause })
}

async fn fetch_all() -> Result<Engine, String> {
    let (glue, boot) = (named("engine.js"), named("process.js"));
    let (module, glue, boot) =
        try_join3(module("engine_bg.wasm"), text(&glue), text(&boot)).await?;
    let base = beside(".")?;
    let script = engine_script::publish(&glue, &boot, base.trim_end_matches('/'))?;
    Ok(Engine { module, script })
}

/// The file of this build: that of another has another address.
fn named(name: &str) -> String {
    [name, "?b=", BUILD].concat()
}

async fn module(name: &str) -> Result<JsValue, String> {
    let response = response(&named(name)).await?;
    compile(&response).await.map_err(|cause| format!("{name}: {cause}"))
}

/// Compiles while the bytes arrive; where a server names the wrong type, after they have arrived.
async fn compile(response: &Response) -> Result<JsValue, String> {
    let copy = response.clone().map_err(|error| text_of(&error))?;
    let streamed = WebAssembly::compile_streaming(Promise::resolve(response).unchecked_ref());
    if let Ok(module) = settled(streamed).await {
        return Ok(module);
    }
    let bytes = settled(copy.array_buffer().map_err(|error| text_of(&error))?).await?;
    settled(WebAssembly::compile(&bytes)).await
}
