//! Tells when the page comes into view: an embedded page may lie far below.

use super::app::Msg;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};
use yew::Callback;

/// Watches for as long as it is kept.
pub struct Sight {
    observer: IntersectionObserver,
    _seen: Closure<dyn Fn(Array)>,
}

impl Sight {
    /// Says [`Msg::Seen`] each time a part of the page comes into view. None where the browser
    /// cannot tell.
    pub fn watch(say: &Callback<Msg>) -> Option<Self> {
        let say = say.clone();
        let seen = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            let is_seen = |entry: JsValue| {
                entry
                    .dyn_into::<IntersectionObserverEntry>()
                    .is_ok_and(|entry| entry.is_intersecting())
            };
            if entries.iter().any(is_seen) {
                say.emit(Msg::Seen);
            }
        });
        let observer = IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok()?;
        observer.observe(&super::document()?.document_element()?);
        Some(Self { observer, _seen: seen })
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
