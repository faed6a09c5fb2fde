//! Hears what is pressed in the lab, before the page hears it: there the same keys are about a race.

use super::Msg;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::Callback;

/// The id of the field for a line of input.
pub const INPUT: &str = "python-input";

/// Listens for as long as what is returned is kept.
pub fn listen(section: &Element, say: &Callback<Msg>) -> Vec<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let keys = say.clone();
    let pressed = EventListener::new_with_options(section, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        match key.key().as_str() {
            "Enter" if key.ctrl_key() || key.meta_key() => {
                keys.emit(Msg::Run(false));
                event.prevent_default();
            }
            "Escape" => keys.emit(Msg::Stop),
            _ => return,
        }
        event.stop_propagation();
    });
    let lines = say.clone();
    let submitted = EventListener::new_with_options(section, "submit", options, move |event| {
        event.prevent_default();
        event.stop_propagation();
        let document = web_sys::window().and_then(|window| window.document());
        let field = document.and_then(|document| document.get_element_by_id(INPUT));
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        field.into_iter().for_each(|field| lines.emit(Msg::Line(field.value())));
    });
    let linked = say.clone();
    let window = web_sys::window();
    let arrived = window
        .map(|window| EventListener::new(&window, "hashchange", move |_| linked.emit(Msg::Linked)));
    [pressed, submitted].into_iter().chain(arrived).collect()
}
