//! Panics: no thread of this process may die without its parent hearing why.

use futures_channel::oneshot;
use std::cell::Cell;
use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, PoisonError};
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static IS_OWN_THREAD: Cell<bool> = const { Cell::new(false) };
}

/// How a panic of a pool thread reaches the thread that can post to the parent.
static NEWS: Mutex<Option<oneshot::Sender<String>>> = Mutex::new(None);

/// Reports the first panic of any thread of this process through `report`, which posts to the
/// parent. A thread that panics is gone, so a panic on this thread is reported from the hook itself.
pub fn report_panics(report: fn(String)) {
    IS_OWN_THREAD.set(true);
    let (sender, receiver) = oneshot::channel();
    *NEWS.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
    panic::set_hook(Box::new(move |info| {
        if IS_OWN_THREAD.get() { report(sentence(info)) } else { pass_on(sentence(info)) }
    }));
    spawn_local(async move {
        if let Ok(cause) = receiver.await {
            report(cause);
        }
    });
}

fn pass_on(cause: String) {
    let sender = NEWS.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(sender) = sender {
        let _ = sender.send(cause);
    }
}

fn sentence(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("it panicked");
    info.location().map_or_else(|| message.to_owned(), |place| format!("{message} ({place})"))
}
