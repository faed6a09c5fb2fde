//! Hears what happens to the canvas, and what changes its looks.

use super::scene::Key;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, KeyboardEvent, MutationObserver, MutationObserverInit};
use web_sys::{PointerEvent, WheelEvent};
use yew::prelude::*;

/// A wheel that counts lines instead of pixels moves so many pixels a line.
const LINE: f64 = 16.0;

/// Wheels zoom by this power of e for each pixel.
const ZOOM_A_PIXEL: f64 = 0.002;

/// What happened to the canvas.
#[derive(Clone, Debug)]
pub enum Heard {
    /// A pointer was put down.
    Down(PointerEvent),
    /// A pointer moved.
    Moved(PointerEvent),
    /// A pointer was lifted, or taken away.
    Up(PointerEvent),
    /// The mouse left.
    Left,
    /// A wheel zooms by a factor around a place, in pixels from the left.
    Zoomed(f64, f64),
    /// A wheel moves by pixels.
    Panned(f64),
    /// A key that means something.
    Pressed(Key),
    /// The rows were scrolled.
    Scrolled,
    /// The window has another size, or other colours are in use.
    Restyled,
}

/// Hears until it is dropped.
pub struct Listeners {
    _events: Vec<EventListener>,
    _observer: Option<Observer>,
}

struct Observer {
    observer: MutationObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Listeners {
    /// Listens to the canvas and to the element that scrolls it.
    pub fn new(canvas: &Element, scroller: &Element, hear: &Callback<Heard>) -> Self {
        let mut events = vec![
            pointer(canvas, "pointerdown", hear, Heard::Down),
            pointer(canvas, "pointermove", hear, Heard::Moved),
            pointer(canvas, "pointerup", hear, Heard::Up),
            pointer(canvas, "pointercancel", hear, Heard::Up),
            pointer(canvas, "pointerleave", hear, |_| Heard::Left),
            wheel(canvas, hear.clone()),
            keys(canvas, hear.clone()),
        ];
        let scrolled = hear.reform(|()| Heard::Scrolled);
        events.push(EventListener::new(scroller, "scroll", move |_| scrolled.emit(())));
        let restyled = hear.reform(|()| Heard::Restyled);
        if let Some(window) = web_sys::window() {
            let again = restyled.clone();
            events.push(EventListener::new(&window, "resize", move |_| again.emit(())));
            let dark = window.match_media("(prefers-color-scheme: dark)").ok().flatten();
            events.extend(dark.map(|dark| {
                let again = restyled.clone();
                EventListener::new(&dark, "change", move |_| again.emit(()))
            }));
        }
        Self { _events: events, _observer: observe_theme(restyled) }
    }
}

/// The visitor may choose another theme, which is an attribute of the root.
fn observe_theme(restyled: Callback<()>) -> Option<Observer> {
    let root = web_sys::window()?.document()?.document_element()?;
    let closure = Closure::<dyn FnMut()>::new(move || restyled.emit(()));
    let observer = MutationObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    let options = MutationObserverInit::new();
    options.set_attributes(true);
    observer.observe_with_options(&root, &options).ok()?;
    Some(Observer { observer, _closure: closure })
}

fn pointer(
    canvas: &Element,
    name: &'static str,
    hear: &Callback<Heard>,
    heard: fn(PointerEvent) -> Heard,
) -> EventListener {
    let hear = hear.clone();
    EventListener::new(canvas, name, move |event| {
        let event = event.dyn_ref::<PointerEvent>().cloned();
        event.into_iter().for_each(|event| hear.emit(heard(event)));
    })
}

/// A plain wheel belongs to the page. With Ctrl it zooms, as a pinch on a touchpad does, which
/// browsers tell the same way; with Shift, or sideways, it moves.
fn wheel(canvas: &Element, hear: Callback<Heard>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(canvas, "wheel", options, move |event: &Event| {
        let Some(wheel) = event.dyn_ref::<WheelEvent>() else { return };
        let unit = if wheel.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { LINE };
        let (x, y) = (wheel.delta_x() * unit, wheel.delta_y() * unit);
        let heard = if wheel.ctrl_key() || wheel.meta_key() {
            Heard::Zoomed((-y * ZOOM_A_PIXEL).exp(), f64::from(wheel.offset_x()))
        } else if x.abs() > y.abs() {
            Heard::Panned(x)
        } else if wheel.shift_key() {
            Heard::Panned(y)
        } else {
            return;
        };
        event.prevent_default();
        hear.emit(heard);
    })
}

fn keys(canvas: &Element, hear: Callback<Heard>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(canvas, "keydown", options, move |event: &Event| {
        let Some(press) = event.dyn_ref::<KeyboardEvent>() else { return };
        if press.ctrl_key() || press.alt_key() || press.meta_key() {
            return;
        }
        if let Some(key) = Key::of(&press.key(), press.shift_key()) {
            event.prevent_default();
            // Keys of the page, such as the one that starts a race, are not meant here.
            event.stop_propagation();
            hear.emit(Heard::Pressed(key));
        }
    })
}
