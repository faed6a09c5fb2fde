//! Panics: no thread of this process may die without its parent hearing why.

use std::cell::Cell;
use std::panic::{self, PanicHookInfo};

/// Where a thread leaves word of its panic. It traps right after, and its script (www/process.js)
/// then reports what a thread of a pool left under this name, and keeps still about the trap of a
/// process that has reported its panic itself.
const LAST_WORDS: &str = "lastWords";

thread_local! {
    static IS_OWN_THREAD: Cell<bool> = const { Cell::new(false) };
}

/// Reports a panic of this thread through `report`, which posts to the parent. A thread that
/// panics is gone, so that happens in the hook itself; threads of a pool leave word.
pub fn report_panics(report: fn(String)) {
    IS_OWN_THREAD.set(true);
    panic::set_hook(Box::new(move |info| {
        let cause = sentence(info);
        leave_word(&cause);
        if IS_OWN_THREAD.get() {
            report(cause);
        }
    }));
}

fn leave_word(cause: &str) {
    // The global scope of a worker takes any property; without it the trap itself is reported.
    let _ = js_sys::Reflect::set(&js_sys::global(), &LAST_WORDS.into(), &cause.into());
}

fn sentence(info: &PanicHookInfo<'_>) -> String {
    info.payload_as_str().unwrap_or("it panicked").to_owned()
}
