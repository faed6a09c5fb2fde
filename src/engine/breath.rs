//! Lets this worker see to its messages in the middle of computing.

use futures_channel::oneshot;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::MessageChannel;

thread_local! {
    static CHANNEL: Option<Channel> = Channel::new();
}

/// A way to post to oneself: unlike timers, messages are not slowed down when nested.
struct Channel {
    ports: MessageChannel,
    _listener: Closure<dyn FnMut()>,
}

thread_local! {
    static WAITING: RefCell<Vec<oneshot::Sender<()>>> = const { RefCell::new(Vec::new()) };
}

impl Channel {
    fn new() -> Option<Self> {
        let ports = MessageChannel::new().ok()?;
        let listener = Closure::new(|| {
            for waiting in WAITING.take() {
                // A future that was dropped meanwhile no longer listens.
                let _ = waiting.send(());
            }
        });
        ports.port2().set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self { ports, _listener: listener })
    }
}

/// Comes back after the messages that were waiting have been delivered: about 15 µs when none were.
pub async fn breathe() {
    let (sender, receiver) = oneshot::channel();
    WAITING.with_borrow_mut(|waiting| waiting.push(sender));
    let posted = CHANNEL.with(|channel| {
        channel.as_ref().is_some_and(|it| it.ports.port1().post_message(&JsValue::NULL).is_ok())
    });
    if posted {
        let _ = receiver.await;
    }
}
