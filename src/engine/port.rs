//! The way from this process to the one that started it.

use super::pipe;
use crate::wire::{self, Envelope};
use crate::workload::Words;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The global scope of this worker.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Posts a message to the process that started this one.
pub fn post<T: Serialize>(message: &T, words: &[&[u32]]) {
    deliver(&wire::pack(message, words));
}

/// Posts a packed message to the process that started this one.
pub fn deliver(envelope: &Envelope) {
    // Posting what `pack` made cannot fail: it holds nothing that cannot be cloned or moved.
    let _ = scope().post_message_with_transfer(&envelope.message, &envelope.transfer);
}

/// Calls `on_message` with every message that can be read, and `on_garbage` with every other, for
/// the rest of the life of this process.
pub fn listen<T: DeserializeOwned + 'static>(
    mut on_message: impl FnMut(T, Words) + 'static,
    mut on_garbage: impl FnMut() + 'static,
) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        pipe::keep(&event);
        match wire::unpack(&event.data()) {
            Ok((message, words)) => on_message(message, words),
            Err(_) => on_garbage(),
        }
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}
