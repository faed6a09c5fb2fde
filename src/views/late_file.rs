//! A file of the site that is fetched when somebody asks for it.

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use std::pin::pin;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Long enough for a slow connection, short enough to still be waiting for it.
const DEADLINE_MS: u32 = 20_000;

/// The text of the file at `path`, from the top of the site; none when it does not arrive in time.
pub async fn text(path: &str) -> Option<String> {
    let arrived = pin!(fetched(path));
    match select(arrived, pin!(TimeoutFuture::new(DEADLINE_MS))).await {
        Either::Left((text, _)) => text,
        Either::Right(_) => None,
    }
}

async fn fetched(path: &str) -> Option<String> {
    let window = web_sys::window()?;
    let response = JsFuture::from(window.fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok().filter(|_| response.ok())?).await.ok()?;
    text.as_string()
}
