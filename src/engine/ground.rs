//! What every lane of this process stands on: the clock, waits that really block, the stop sign.

use super::{clock, file, record};
use crate::lane::{Ground, Signals};
use crate::receipt::Millis;
use crate::trace::Span;
use futures_channel::oneshot;
use std::cell::RefCell;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What the lanes of this process share with whoever watches them.
pub static SIGNALS: Signals = Signals::new();

static ASLEEP: Mutex<()> = Mutex::new(());
static STOPPED: Condvar = Condvar::new();

/// The worker that a lane runs in.
pub struct WorkerGround;

impl Ground for WorkerGround {
    fn now(&self) -> Millis {
        clock::now()
    }

    fn sleep(&self, duration: Duration) {
        let end = clock::now() + duration.as_secs_f64() * 1e3;
        let mut asleep = ASLEEP.lock().unwrap_or_else(PoisonError::into_inner);
        // A condition variable may wake early, so the clock decides.
        while !SIGNALS.is_stopped() {
            let left = end - clock::now();
            if left <= 0.0 {
                return;
            }
            asleep = STOPPED
                .wait_timeout(asleep, Duration::from_secs_f64(left / 1e3))
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn fetch(&self, file: &str) -> Option<Vec<u8>> {
        file::read(file)
    }

    fn is_recording(&self) -> bool {
        record::take_up()
    }

    fn record(&self, span: Span) {
        record::keep(span);
    }
}

thread_local! {
    static TOLD: RefCell<Vec<oneshot::Sender<()>>> = const { RefCell::new(Vec::new()) };
}

/// Asks every lane of this process to stop at its next chunk, wakes those that wait, and tells
/// whoever awaits [`stopped`].
pub fn stop_lanes() {
    SIGNALS.stop();
    STOPPED.notify_all();
    for listener in TOLD.take() {
        // Whoever lost interest meanwhile need not be told.
        let _ = listener.send(());
    }
}

/// Comes back when this process is asked to stop.
pub async fn stopped() {
    if !SIGNALS.is_stopped() {
        let (sender, receiver) = oneshot::channel();
        TOLD.with_borrow_mut(|told| {
            told.retain(|listener| !listener.is_canceled());
            told.push(sender);
        });
        let _ = receiver.await;
    }
}
