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
    let mut pending = Pending(None);
    let promise = Promise::new(&mut |resolve, _| {
        let set = port::scope()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms as i32);
        pending.0 = set.ok();
        // Without timers a wait would have no end, so it ends at once.
        if pending.0.is_none() {
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// A timer that is cleared when nobody waits for it any more: those of short samples would pile
/// up and go off in the middle of others.
struct Pending(Option<i32>);

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(handle) = self.0 {
            port::scope().clear_timeout_with_handle(handle);
        }
    }
}

/// What `future` gives, or none when it takes longer than `ms` milliseconds.
pub async fn within<T>(ms: Millis, future: impl Future<Output = T>) -> Option<T> {
    match select(pin!(future), pin!(timer(ms))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
