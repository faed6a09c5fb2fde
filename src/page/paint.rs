//! Knows when the page has been painted.

use futures_util::future::select;
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use std::pin::pin;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A hidden page is never painted, and need not be waited for longer than this.
const PATIENCE_MS: u32 = 1_000;

/// Comes back when what has been drawn so far is on the screen: when a frame after the next one
/// has begun, and the browser has nothing more urgent to do.
pub async fn painted() {
    let frames = async {
        next_frame().await;
        next_frame().await;
    };
    select(pin!(frames), pin!(TimeoutFuture::new(PATIENCE_MS))).await;
    TimeoutFuture::new(0).await;
}

async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        let window = web_sys::window();
        let asked = window.and_then(|it| it.request_animation_frame(&resolve).ok());
        if asked.is_none() {
            // Without frames there is nothing to wait for; resolving cannot fail.
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(frame).await;
}
