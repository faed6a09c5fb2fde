//! How a message travels: a header in postcard, and beside it one array of words, moved not cloned.
//!
//! Words are copied out of the sender's memory once and into the receiver's memory once: what
//! crossing from memory to memory costs is really paid, and nothing is paid twice.

use crate::workload::Words;
use js_sys::{Array, Uint8Array, Uint32Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

/// A message ready to be posted, and the list of buffers to move.
pub struct Envelope {
    /// What to post.
    pub message: JsValue,
    /// What to move instead of cloning.
    pub transfer: JsValue,
}

/// Packs a message and the words that travel beside it. Headers are small and are cloned, which
/// costs less than moving them does.
pub fn pack<T: Serialize>(message: &T, words: &[&[u32]]) -> Envelope {
    // Only running out of memory can fail here; the receiver names an empty header as unreadable.
    let header = postcard::to_allocvec(message).unwrap_or_default();
    let header = Uint8Array::new_from_slice(&header);
    if words.iter().all(|part| part.is_empty()) {
        return Envelope { message: Array::of1(&header).into(), transfer: Array::new().into() };
    }
    let words = copy_out(words);
    Envelope {
        message: Array::of2(&header, &words).into(),
        transfer: Array::of1(&words.buffer()).into(),
    }
}

fn copy_out(words: &[&[u32]]) -> Uint32Array {
    let length = words.iter().map(|part| part.len() as u32).sum();
    let copy = Uint32Array::new_with_length(length);
    words.iter().fold(0, |start, part| {
        let end = start + part.len() as u32;
        copy.subarray(start, end).copy_from(part);
        end
    });
    copy
}

/// Why a message could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The script around the process says what went wrong where Rust cannot: the process could
    /// not boot, or one of its threads trapped.
    Lost(String),
    /// Not a message of this build.
    Foreign,
}

/// Reads a message and the words beside it.
///
/// # Errors
/// When the process is lost and its script says why, or when it is no message of this build.
pub fn unpack<T: DeserializeOwned>(posted: &JsValue) -> Result<(T, Words), Unreadable> {
    if let Some(cause) = posted.as_string() {
        return Err(Unreadable::Lost(cause));
    }
    let pair: &Array = posted.dyn_ref().ok_or(Unreadable::Foreign)?;
    let header: Uint8Array = pair.get(0).dyn_into().map_err(|_| Unreadable::Foreign)?;
    let message = postcard::from_bytes(&header.to_vec()).map_err(|_| Unreadable::Foreign)?;
    let words = pair.get(1);
    let words = words.dyn_ref::<Uint32Array>().map(Uint32Array::to_vec).unwrap_or_default();
    Ok((message, words))
}

/// What JavaScript threw, as text: it may throw anything, not only errors.
pub fn text_of(thrown: &JsValue) -> String {
    let message = thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    let text = message.or_else(|| thrown.as_string());
    text.unwrap_or_else(|| "the browser gives no reason".to_owned())
}
