//! Loads what lies beside the page, within a deadline.

use crate::wire::text_of;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use std::pin::pin;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Long enough for a slow connection, short enough to still be waiting for it.
const DEADLINE_S: u32 = 20;

#[wasm_bindgen(inline_js = "export const load = (url) => import(url);")]
extern "C" {
    /// Rust has no word for `import`.
    #[wasm_bindgen(js_name = load)]
    fn import(url: &str) -> Promise;
}

/// The address of what lies beside the page; that of the site itself for `.`.
///
/// # Errors
/// When the browser cannot make an address of it.
pub fn beside(name: &str) -> Result<String, String> {
    let document = web_sys::window().and_then(|window| window.document());
    let base = document.and_then(|document| document.base_uri().ok().flatten());
    let address = web_sys::Url::new_with_base(name, &base.unwrap_or_default());
    Ok(address.map_err(|error| text_of(&error))?.href())
}

/// The module of a script beside the page. A browser may remember that a script could not be
/// loaded, so another attempt needs another name.
///
/// # Errors
/// When it is not there, or is no module.
pub async fn script(name: &str) -> Result<JsValue, String> {
    settled(import(&beside(name)?)).await
}

/// What a promise comes to.
///
/// # Errors
/// What it is rejected with, as text.
pub async fn settled(promise: Promise) -> Result<JsValue, String> {
    JsFuture::from(promise).await.map_err(|error| text_of(&error))
}

/// What loading comes to, but at the latest after 20 seconds.
///
/// # Errors
/// Those of the loading, and that it takes too long.
pub async fn in_time<T>(loading: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    match select(pin!(loading), pin!(TimeoutFuture::new(DEADLINE_S * 1_000))).await {
        Either::Left((loaded, _)) => loaded,
        Either::Right(_) => Err(format!("no answer within {DEADLINE_S} seconds")),
    }
}
