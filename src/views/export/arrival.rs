//! Results on their way in: a chosen file, a file that is dropped on the page, a text that is
//! pasted into it.

use super::Msg;
use crate::import::{MOST_BYTES, looks_like_a_result};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DragEvent, Element, Event, File, HtmlInputElement};
use yew::Callback;

/// Listens to the page for as long as it is kept.
pub struct Arrivals {
    _listeners: [EventListener; 3],
}

impl Arrivals {
    /// None where there is no page.
    pub fn listen(arrived: Callback<Msg>) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let options = EventListenerOptions::enable_prevent_default();
        // A file that is dropped anywhere would otherwise replace the page, and lose what it shows.
        let over = EventListener::new_with_options(&document, "dragover", options, |event| {
            if files(event).is_some() {
                event.prevent_default();
            }
        });
        let dropped = arrived.clone();
        let drop = EventListener::new_with_options(&document, "drop", options, move |event| {
            if let Some(files) = files(event) {
                event.prevent_default();
                files.get(0).into_iter().for_each(|file| read(file, dropped.clone()));
            }
        });
        let paste = EventListener::new(&document, "paste", move |event| {
            pasted(event).into_iter().for_each(|text| arrived.emit(Msg::Arrived(text)));
        });
        Some(Self { _listeners: [over, drop, paste] })
    }
}

/// Reads the file that was chosen in a field, and empties the field, so that the same file can be
/// chosen again.
pub fn chosen(event: &Event, arrived: &Callback<Msg>) {
    let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let file = input.files().and_then(|files| files.get(0));
    file.into_iter().for_each(|file| read(file, arrived.clone()));
    input.set_value("");
}

fn read(file: File, arrived: Callback<Msg>) {
    spawn_local(async move {
        let text = if file.size() <= MOST_BYTES as f64 {
            JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string())
        } else {
            None
        };
        arrived.emit(text.map_or(Msg::Unreadable, Msg::Arrived));
    });
}

/// The files that are dragged; none when something else is. Empty until they are dropped.
fn files(event: &Event) -> Option<web_sys::FileList> {
    let carried = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    let has_files = carried.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"));
    carried.files().filter(|_| has_files)
}

/// The text that is pasted into the page, and not into one of its fields, if it is a result.
fn pasted(event: &Event) -> Option<String> {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let fields = "input, textarea, select, [contenteditable]";
    if target.is_some_and(|it| it.closest(fields).is_ok_and(|field| field.is_some())) {
        return None;
    }
    let carried = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    carried.get_data("text").ok().filter(|text| looks_like_a_result(text))
}
