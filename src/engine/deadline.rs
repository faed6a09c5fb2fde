//! Waits that end.

use super::port;
use crate::receipt::Millis;
use futures_util::future::{Either, select};
use js_sys::Promise;
use std::pin::pin;
use wasm_bindgen_futures::JsFuture;

/// How long a process or a pool may take to come up, in milliseconds.
pub const START_MS: Millis = 10_000.0;

/// Comes back after `ms` milliseconds.
pub async fn timer(ms: Millis) {
    let promise = Promise::new(&mut |resolve, _| {
        // Without timers a wait would have no end, so it ends at once.
        if port::scope()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms as i32)
            .is_err()
        {
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// What `future` gives, or none when it takes longer than `ms` milliseconds.
pub async fn within<T>(ms: Millis, future: impl Future<Output = T>) -> Option<T> {
    match select(pin!(future), pin!(timer(ms))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
