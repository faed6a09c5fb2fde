//! The embedded page and the page around it: hears what that says, tells it what happens, and how
//! high it must be.

use super::app::Msg;
use crate::embed::{
    Admission, Incoming, LONGEST, Outgoing, Pace, Refusal, Talk, VERSION, height_for_hosts,
};
use gloo_events::EventListener;
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, MessageEvent, ResizeObserver, Window};
use yew::Callback;

/// Whoever the parent is may hear it.
const ANYBODY: &str = "*";

/// What an origin is called that has no name.
const NAMELESS: &str = "null";

/// The page around, for as long as it is kept.
pub struct Around {
    /// The conversation.
    pub talk: Talk,
    parent: Window,
    /// Where answers go: to the origin that spoke last. Before anybody has spoken only what says
    /// nothing about the visitor is sent, to whoever is there.
    origin: String,
    pace: Pace,
    height: u32,
    observer: ResizeObserver,
    _posted: EventListener,
    _resized: Closure<dyn Fn(Array)>,
}

impl Around {
    /// Listens to the page around this one. None where there is none.
    pub fn listen(say: &Callback<Msg>) -> Option<Self> {
        let window = web_sys::window()?;
        let parent = window.parent().ok().flatten().filter(|parent| *parent != window)?;
        let posted = say.clone();
        let posted = EventListener::new(&window, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                posted.emit(Msg::Posted(event.clone()));
            }
        });
        let resized = say.clone();
        let resized = Closure::<dyn Fn(Array)>::new(move |_: Array| resized.emit(Msg::Grown));
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
        observer.observe(&*body()?);
        Some(Self {
            talk: Talk::default(),
            parent,
            origin: ANYBODY.to_owned(),
            pace: Pace::default(),
            height: 0,
            observer,
            _posted: posted,
            _resized: resized,
        })
    }

    /// The message that an event brings, if it comes from the page around and makes sense; what
    /// does not is answered here.
    pub fn read(&mut self, event: &MessageEvent) -> Option<Incoming> {
        let from_parent = event.source().is_some_and(|source| Object::is(&source, &self.parent));
        let data = event.data();
        let version = data.is_object().then(|| Reflect::get(&data, &"makespan".into()));
        if !from_parent || version?.ok()?.as_f64() != Some(f64::from(VERSION)) {
            return None;
        }
        self.origin = match event.origin() {
            origin if origin.is_empty() || origin == NAMELESS => ANYBODY.to_owned(),
            origin => origin,
        };
        match self.pace.admit(event.time_stamp()) {
            Admission::Read => {}
            Admission::Refused => return self.refuse(Refusal::TooMany),
            Admission::Ignored => return None,
        }
        let json = JSON::stringify(&data).ok().filter(|json| json.length() <= LONGEST);
        let Some(json) = json.and_then(|json| json.as_string()) else {
            return self.refuse(Refusal::Unknown("it is no short JSON".to_owned()));
        };
        match Incoming::read(&json)? {
            Ok(message) => Some(message),
            Err(refusal) => self.refuse(refusal),
        }
    }

    fn refuse(&self, refusal: Refusal) -> Option<Incoming> {
        self.say(&refusal.into());
        None
    }

    /// Tells the page around.
    pub fn say(&self, message: &Outgoing) {
        self.post(&message.json(), &self.origin);
    }

    /// Tells how high the page is, if that has changed.
    pub fn say_height(&mut self) {
        let height = body().map_or(0, |body| body.offset_height().max(0) as u32);
        if height > 0 && height != self.height {
            self.height = height;
            self.post(&Outgoing::Resize { height }.json(), ANYBODY);
            self.post(&height_for_hosts(height), ANYBODY);
        }
    }

    fn post(&self, json: &str, origin: &str) {
        // What was just written can be read, and a parent that has gone hears nothing.
        if let Ok(message) = JSON::parse(json) {
            let _ = self.parent.post_message(&message, origin);
        }
    }
}

impl Drop for Around {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn body() -> Option<HtmlElement> {
    web_sys::window()?.document()?.body()
}
