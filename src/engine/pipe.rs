//! A pipe that leads from one process straight to another, past the one that started both.

use super::clock;
use super::deadline::within;
use crate::receipt::Millis;
use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use futures_util::StreamExt;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, MessagePort};

/// Whoever waits longer for a value is alone, in milliseconds.
const DEADLINE_MS: Millis = 5_000.0;

thread_local! {
    /// The end that was handed to this process, until somebody takes hold of it.
    static HANDED: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
}

/// Keeps the end of a pipe that has come with a message, if one has.
pub fn keep(event: &MessageEvent) {
    let end: Option<MessagePort> = event.ports().get(0).dyn_into().ok();
    if end.is_some() {
        HANDED.set(end);
    }
}

/// One end of a pipe.
pub struct Pipe {
    end: MessagePort,
    inbox: UnboundedReceiver<(u32, Millis)>,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Pipe {
    /// Takes hold of the end that was handed to this process; what was sent before is not lost.
    pub fn take() -> Option<Self> {
        let end = HANDED.take()?;
        let (sender, inbox) = unbounded();
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let value = event.data().as_f64().unwrap_or_default() as u32;
            // Whoever has let go of the end is not interested any more.
            let _ = sender.unbounded_send((value, clock::now()));
        });
        // Setting a listener also opens the end.
        end.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self { end, inbox, _listener: listener })
    }

    /// Sends a value to the other end.
    pub fn send(&self, value: u32) {
        // A number can always be cloned.
        let _ = self.end.post_message(&value.into());
    }

    /// The next value, and when it was there; none when it does not come in time.
    pub async fn receive(&mut self) -> Option<(u32, Millis)> {
        within(DEADLINE_MS, self.inbox.next()).await.flatten()
    }
}
