//! Loads what lies beside the page, within a deadline.

use crate::wire::text_of;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use std::pin::pin;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Long enough for a slow connection, short enough to still be waiting for it.
const DEADLINE_S: u32 = 20;

// A file of its own: scripts that are written here are numbered for each program, and all programs
// share one folder.
#[wasm_bindgen(module = "/www/import.js")]
extern "C" {
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

/// What the site answers when it is asked for what lies beside the page.
///
/// # Errors
/// When it does not answer, or has no such file.
pub async fn response(name: &str) -> Result<Response, String> {
    let window = web_sys::window().ok_or("there is no window")?;
    let about = |cause: String| [name.split('?').next().unwrap_or(name), ": ", &cause].concat();
    let response = settled(window.fetch_with_str(&beside(name)?)).await.map_err(about)?;
    let response: Response = response.unchecked_into();
    if response.ok() {
        Ok(response)
    } else {
        Err(about(format!("HTTP status {}", response.status())))
    }
}

/// The text of what lies beside the page.
///
/// # Errors
/// Those of [`response`].
pub async fn text(name: &str) -> Result<String, String> {
    let text = response(name).await?.text().map_err(|error| text_of(&error))?;
    Ok(settled(text).await?.as_string().unwrap_or_default())
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
