//! A child process as its parent sees it.

use super::deadline::{START_MS, within};
use super::{clock, port};
use crate::failure::{Failure, ProcessName};
use crate::lane::Output;
use crate::protocol::{FromChild, ToChild};
use crate::receipt::Millis;
use crate::strategy::Shape;
use crate::wire::{self, Unreadable, text_of};
use crate::workload::Words;
use futures_channel::oneshot;
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A worker with a memory of its own. Dropping it ends it.
pub struct ChildProcess {
    name: ProcessName,
    worker: Worker,
    desk: Rc<Desk>,
    batches: Cell<u32>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

type Answer<T> = oneshot::Sender<Result<T, Failure>>;

/// Where what a child says is matched with who waits for it.
#[derive(Default)]
struct Desk {
    arrived: Cell<bool>,
    arrival: RefCell<Option<Answer<()>>>,
    batches: RefCell<Vec<(u32, Answer<Vec<Output>>)>>,
    failure: RefCell<Option<Failure>>,
    chunks: Cell<u32>,
    send_ms: Cell<Millis>,
    receive_ms: Cell<Millis>,
}

impl ChildProcess {
    /// Starts a worker and gives it an instance and, for shapes with threads, a pool.
    ///
    /// # Errors
    /// When it does not come up in time, with what the browser said.
    pub async fn start(
        name: ProcessName,
        shape: Shape,
        switch_interval_us: u32,
    ) -> Result<Self, Failure> {
        let cannot = |cause: String| Failure::ProcessStart { process: name, cause };
        let worker = spawn(name).map_err(|thrown| cannot(text_of(&thrown)))?;
        let child = Self::listen(name, shape.threads, worker);
        child.boot().await?;
        let ready = child.arrival();
        child.post(&ToChild::Enter { shape, switch_interval_us }, &[]);
        let late = || "they did not answer in time".to_owned();
        within(START_MS, ready).await.unwrap_or_else(|| {
            Err(Failure::PoolStart { process: name, threads: shape.threads, cause: late() })
        })?;
        Ok(child)
    }

    fn listen(name: ProcessName, threads: u32, worker: Worker) -> Self {
        let desk = Rc::new(Desk::default());
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new({
            let desk = desk.clone();
            move |event: MessageEvent| desk.take_in(name, threads, &event.data())
        });
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new({
            let desk = desk.clone();
            move |event: web_sys::Event| {
                // Handled here: it shall not climb on to the page's console as well.
                event.prevent_default();
                desk.fail(desk.lost(name, cause_of(&event)));
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let batches = Cell::new(0);
        Self { name, worker, desk, batches, _on_message: on_message, _on_error: on_error }
    }

    async fn boot(&self) -> Result<(), Failure> {
        let process = self.name;
        let loaded = self.arrival();
        self.worker
            .post_message(&Array::of1(&wasm_bindgen::module()))
            .map_err(|thrown| Failure::ProcessStart { process, cause: text_of(&thrown) })?;
        let late = Failure::ProcessStart { process, cause: "it did not answer in time".to_owned() };
        within(START_MS, loaded).await.unwrap_or(Err(late))
    }

    /// What the child answers next to being started.
    fn arrival(&self) -> impl Future<Output = Result<(), Failure>> + use<> {
        let (sender, receiver) = oneshot::channel();
        match self.desk.failure.borrow().clone() {
            Some(failure) => drop(sender.send(Err(failure))),
            None => *self.desk.arrival.borrow_mut() = Some(sender),
        }
        heard(self.name, receiver)
    }

    /// The name the visitor knows it by.
    pub fn name(&self) -> ProcessName {
        self.name
    }

    /// Chunks it said it has computed, in all its life; wraps.
    pub fn chunks(&self) -> u32 {
        self.desk.chunks.get()
    }

    /// Whether it was sent work that it has not answered.
    pub fn is_busy(&self) -> bool {
        !self.desk.batches.borrow().is_empty()
    }

    /// Milliseconds spent copying and posting to it, and copying what it sent, since last asked.
    pub fn take_tolls(&self) -> (Millis, Millis) {
        (self.desk.send_ms.take(), self.desk.receive_ms.take())
    }

    /// Posts a message that has no answer of its own.
    pub fn post(&self, message: &ToChild, words: &[u32]) {
        let started = clock::now();
        let envelope = wire::pack(message, &[words]);
        let posted = self.worker.post_message_with_transfer(&envelope.message, &envelope.transfer);
        if let Err(thrown) = posted {
            let cause = text_of(&thrown);
            self.desk.fail(Failure::Panicked { process: self.name, cause });
        }
        self.desk.send_ms.update(|sum| sum + clock::now() - started);
    }

    /// Sends chunks with the input that just their items need. They have been sent when this
    /// returns.
    pub fn compute(
        &self,
        chunks: Range<u32>,
        own: &[u32],
    ) -> impl Future<Output = Result<Vec<Output>, Failure>> + use<> {
        let (sender, receiver) = oneshot::channel();
        let batch = self.batches.replace(self.batches.get() + 1);
        self.desk.batches.borrow_mut().push((batch, sender));
        self.post(&ToChild::Compute { batch, chunks }, own);
        if let Some(failure) = self.desk.failure.borrow().clone() {
            self.desk.give_up(&failure);
        }
        heard(self.name, receiver)
    }
}

impl Drop for ChildProcess {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

async fn heard<T>(
    process: ProcessName,
    receiver: oneshot::Receiver<Result<T, Failure>>,
) -> Result<T, Failure> {
    let gone = Failure::Panicked { process, cause: "it was thrown away".to_owned() };
    receiver.await.unwrap_or(Err(gone))
}

fn spawn(name: ProcessName) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(&name.to_string());
    Worker::new_with_options(&port::scope().location().href(), &options)
}

/// What the browser says; a script that could not be loaded gives an event without a message.
fn cause_of(event: &web_sys::Event) -> String {
    let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
    let message = message.filter(|message| !message.is_empty());
    message.unwrap_or_else(|| "its script could not be loaded".to_owned())
}

impl Desk {
    fn take_in(&self, process: ProcessName, threads: u32, posted: &JsValue) {
        let started = clock::now();
        let unpacked = wire::unpack::<FromChild>(posted);
        self.receive_ms.update(|sum| sum + clock::now() - started);
        match unpacked {
            Ok((FromChild::Loaded | FromChild::Ready, _)) => self.arrive(),
            Ok((FromChild::Alive { chunks }, _)) => self.chunks.set(chunks),
            Ok((FromChild::Computed { batch, lanes }, words)) => self.land(batch, lanes, words),
            Ok((FromChild::NoPool { cause }, _)) => {
                self.fail(Failure::PoolStart { process, threads, cause });
            }
            Ok((FromChild::Failed { cause }, _)) => self.fail(Failure::Panicked { process, cause }),
            Err(Unreadable::Lost(cause)) => self.fail(self.lost(process, cause)),
            Err(Unreadable::Foreign) => self.fail(Failure::BadMessage { process }),
        }
    }

    /// A process that has never answered did not come up; one that has died later.
    fn lost(&self, process: ProcessName, cause: String) -> Failure {
        if self.arrived.get() {
            Failure::Panicked { process, cause }
        } else {
            Failure::ProcessStart { process, cause }
        }
    }

    fn arrive(&self) {
        self.arrived.set(true);
        if let Some(waiting) = self.arrival.borrow_mut().take() {
            let _ = waiting.send(Ok(()));
        }
    }

    fn land(&self, batch: u32, mut lanes: Vec<Output>, mut words: Words) {
        for output in lanes.iter_mut().rev() {
            let length: u32 = output.index.iter().map(|(_, length)| length).sum();
            output.words = words.split_off(words.len().saturating_sub(length as usize));
        }
        let computed = lanes.iter().map(|output| output.index.len() as u32).sum();
        self.chunks.update(|chunks| chunks.wrapping_add(computed));
        let mut batches = self.batches.borrow_mut();
        if let Some(place) = batches.iter().position(|(waiting, _)| *waiting == batch) {
            let _ = batches.swap_remove(place).1.send(Ok(lanes));
        }
    }

    fn fail(&self, failure: Failure) {
        let failure = self.failure.borrow_mut().get_or_insert(failure).clone();
        self.give_up(&failure);
    }

    fn give_up(&self, failure: &Failure) {
        if let Some(waiting) = self.arrival.borrow_mut().take() {
            let _ = waiting.send(Err(failure.clone()));
        }
        for (_, waiting) in self.batches.borrow_mut().drain(..) {
            let _ = waiting.send(Err(failure.clone()));
        }
    }
}
