//! The views: what explains a race. A module of its own, which the page loads when there is something
//! to explain; it draws into places that the page leaves for it.

mod advice;
mod app;
mod clipboard;
mod copy;
mod crossover;
mod embed;
mod embed_dialog;
mod export;
mod figure;
mod photo;
mod prediction;
mod python;
mod receipt;
mod sample_picker;
mod scaling;
mod share;
mod summary;
mod sweep_control;
mod table;
mod timeline;
mod told;
mod traces;

use crate::experiment::Observation;
use crate::receipt::SampleKey;
use crate::snapshot::{Request, Snapshot};
use crate::trace;
use app::{Msg, Views};
use js_sys::{Function, Uint8Array, Uint32Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// The places the page leaves, by their ids; see `page/views.rs`.
const PLACES: [&str; 4] = ["view", "picture", "prediction", "explanation"];

thread_local! {
    static VIEWS: RefCell<Option<AppHandle<Views>>> = const { RefCell::new(None) };
}

/// Does nothing: the page calls [`start`] when the module is there.
pub fn greet() {}

/// Which build this is: a page of another one cannot talk to it.
#[wasm_bindgen]
pub fn build() -> String {
    env!("MAKESPAN_BUILD").to_owned()
}

/// Draws the views. `say` is called with a packed [`Request`] when the visitor asks for something.
#[wasm_bindgen]
pub fn start(say: Function) {
    let say = Callback::from(move |request: Request| {
        // Only running out of memory can fail here, and then nothing is left to say.
        let bytes = postcard::to_allocvec(&request).unwrap_or_default();
        let _ = say.call1(&JsValue::NULL, &Uint8Array::new_from_slice(&bytes));
    });
    let [Some(view), Some(picture), Some(prediction), Some(explanation)] = PLACES.map(place) else {
        return;
    };
    let props = app::Props { say, picture, prediction, explanation };
    let handle = yew::Renderer::<Views>::with_root_and_props(view, props).render();
    VIEWS.set(Some(handle));
}

/// Tells what has changed: a packed [`Snapshot`].
#[wasm_bindgen]
pub fn tell(snapshot: &[u8]) {
    // Page and views are of one build, so what one packs the other reads.
    if let Ok(snapshot) = postcard::from_bytes::<Snapshot>(snapshot) {
        send(Msg::Told(Box::new(snapshot)));
    }
}

/// Hands over the trace of one sample of a run: a packed [`SampleKey`], and its words.
#[wasm_bindgen]
pub fn trace(run: u32, key: &[u8], words: Uint32Array) {
    if let Ok(key) = postcard::from_bytes::<SampleKey>(key) {
        send(Msg::Traced(run, key, words));
    }
}

/// Hands over what an experiment has shown so far: a packed [`Observation`].
#[wasm_bindgen]
pub fn observe(words: &[u32]) {
    if let Some((observation, _)) = trace::part::<Observation>(words) {
        send(Msg::Observed(Box::new(observation.in_order())));
    }
}

/// The pixels of the visitor's own picture, once one was chosen.
#[wasm_bindgen]
pub fn picture() -> Option<Uint32Array> {
    photo::kept()
}

fn send(msg: Msg) {
    VIEWS.with_borrow(|views| {
        if let Some(views) = views {
            views.send_message(msg);
        }
    });
}

fn place(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
