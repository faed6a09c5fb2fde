//! What the visitor and the browser do, heard in one place: everything bubbles up to the window.

use super::app::Msg;
use crate::form::Edit;
use crate::settings::{Choice, View};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MouseEvent, VisibilityState,
};
use yew::Callback;

/// What is listened to.
const EVENTS: [&str; 8] =
    ["input", "submit", "click", "keydown", "resize", "visibilitychange", "hashchange", "pagehide"];

/// Listens for as long as what is returned is kept.
pub fn listeners(say: &Callback<Msg>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return vec![] };
    let options = EventListenerOptions::enable_prevent_default();
    let listen = |name| {
        let say = say.clone();
        EventListener::new_with_options(&window, name, options, move |event| {
            hear(event).into_iter().for_each(|msg| say.emit(msg));
        })
    };
    EVENTS.map(listen).into()
}

/// Whether the page cannot be seen.
pub fn is_hidden() -> bool {
    let document = super::document();
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

fn hear(event: &Event) -> Option<Msg> {
    match event.type_().as_str() {
        "input" => edit(event).map(Msg::Edit),
        // Enter in a field clicks the button too; a frame may not be allowed to submit anything.
        "submit" => {
            event.prevent_default();
            None
        }
        "click" => {
            let clicked: Element = event.target()?.dyn_into().ok()?;
            let within = |selector| clicked.closest(selector).ok().flatten();
            if within("[data-action=run]").is_some() {
                event.prevent_default();
                return Some(Msg::Run);
            }
            if within("[data-action=stop]").is_some() {
                return Some(Msg::Stop);
            }
            if within("[data-action=explain]").is_some() {
                return Some(Msg::Explain);
            }
            if within("[data-guess]").is_some() {
                return Some(Msg::Guessed);
            }
            let view = View::find(&within("[data-open]")?.get_attribute("data-open")?)?;
            // With a key held down a link opens elsewhere, as links do.
            let mouse: &MouseEvent = event.dyn_ref()?;
            if mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() {
                return None;
            }
            event.prevent_default();
            let is_tab = within("main").is_some();
            Some(if is_tab { Msg::Edit(Edit::View(view)) } else { Msg::Show(view) })
        }
        "keydown" => {
            let shortcut = shortcut(event.dyn_ref()?)?;
            event.prevent_default();
            Some(shortcut)
        }
        "resize" => Some(Msg::Redraw),
        "visibilitychange" => Some(Msg::Hidden(is_hidden())),
        "hashchange" => Some(Msg::Linked),
        "pagehide" => Some(Msg::Leave),
        _ => None,
    }
}

fn edit(event: &Event) -> Option<Edit> {
    let target = event.target()?;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return Edit::of(&input.name(), input.value());
    }
    let list = target.dyn_ref::<HtmlSelectElement>()?;
    Edit::of(&list.name(), list.value())
}

/// Ctrl or Cmd + Enter runs, Escape stops, wherever the focus is.
fn shortcut(event: &KeyboardEvent) -> Option<Msg> {
    match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => Some(Msg::Run),
        "Escape" => Some(Msg::Stop),
        _ => None,
    }
}
