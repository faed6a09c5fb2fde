//! A child process as its parent sees it.

use super::deadline::{START_MS, within};
use super::{clock, port};
use crate::experiment::memory::{Call, Part};
use crate::failure::{Failure, ProcessName};
use crate::lane::Output;
use crate::protocol::{FromChild, ToChild};
use crate::receipt::Millis;
use crate::strategy::Shape;
use crate::trace::{Letter, ProcessLog};
use crate::wire::{self, Unreadable, text_of};
use crate::workload::Words;
use futures_channel::mpsc::UnboundedSender;
use futures_channel::oneshot;
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};

/// Room for the letters of a sample, made before anything is timed. Few samples need more.
const LETTERS: usize = 512;

/// A worker with a memory of its own. Dropping it ends it.
pub struct ChildProcess {
    name: ProcessName,
    pool_ms: Millis,
    worker: Worker,
    desk: Rc<Desk>,
    batches: Cell<u32>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

/// What a child calls for, the value it is about, and when that was there.
pub type Called = (Call, u32, Millis);

type Answer<T> = oneshot::Sender<Result<T, Failure>>;

/// A batch that is not answered yet.
struct Waiting {
    batch: u32,
    chunks: Range<u32>,
    answer: Answer<Vec<Output>>,
}

/// Where what a child says is matched with who waits for it.
#[derive(Default)]
struct Desk {
    arrived: Cell<bool>,
    arrival: RefCell<Option<Answer<()>>>,
    batches: RefCell<Vec<Waiting>>,
    /// Who waits for the record, and is told as well when it landed.
    record: RefCell<Option<Answer<(Words, Millis)>>>,
    /// Who hears what it calls for in the middle of an experiment.
    calls: RefCell<Option<UnboundedSender<Called>>>,
    is_recording: Cell<bool>,
    /// The messages of the current sample.
    letters: RefCell<Vec<Letter>>,
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
        let mut child = Self::listen(name, shape.threads, worker);
        child.boot().await?;
        let began = clock::now();
        let ready = child.arrival();
        child.post(&ToChild::Enter { shape, switch_interval_us }, &[]);
        let late = || "they did not answer in time".to_owned();
        within(START_MS, ready).await.unwrap_or_else(|| {
            Err(Failure::PoolStart { process: name, threads: shape.threads, cause: late() })
        })?;
        child.pool_ms = clock::now() - began;
        Ok(child)
    }

    fn listen(name: ProcessName, threads: u32, worker: Worker) -> Self {
        let letters = RefCell::new(Vec::with_capacity(LETTERS));
        let desk = Rc::new(Desk { letters, ..Desk::default() });
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
        Self {
            name,
            pool_ms: 0.0,
            worker,
            desk,
            batches,
            _on_message: on_message,
            _on_error: on_error,
        }
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

    /// What starting its threads took, in milliseconds, once it was there itself.
    pub fn pool_ms(&self) -> Millis {
        self.pool_ms
    }

    /// Chunks it said it has computed, in all its life; wraps.
    pub fn chunks(&self) -> u32 {
        self.desk.chunks.get()
    }

    /// Whether it was sent work that it has not answered.
    pub fn is_busy(&self) -> bool {
        !self.desk.batches.borrow().is_empty() || self.desk.record.borrow().is_some()
    }

    /// Milliseconds spent copying and posting to it, and copying what it sent, since last asked.
    pub fn take_tolls(&self) -> (Millis, Millis) {
        (self.desk.send_ms.take(), self.desk.receive_ms.take())
    }

    /// Announces a new sample, with the input that all items need.
    pub fn begin(&self, message: &ToChild, common: &[u32], is_recording: bool) {
        self.desk.letters.borrow_mut().clear();
        self.desk.is_recording.set(is_recording);
        let (handling, crossed_ms) = self.post(message, common);
        let (batch, chunks, bytes) = (None, 0..0, bytes_of(common));
        self.desk.note(Letter { outward: true, batch, chunks, bytes, handling, crossed_ms });
    }

    /// Posts a message that has no answer of its own. Says when this process was busy with that,
    /// and when the message was on its way.
    pub fn post(&self, message: &ToChild, words: &[u32]) -> (Range<Millis>, Millis) {
        let started = clock::now();
        let envelope = wire::pack(message, &[words]);
        let crossed = clock::now();
        let posted = self.worker.post_message_with_transfer(&envelope.message, &envelope.transfer);
        if let Err(thrown) = posted {
            let cause = text_of(&thrown);
            self.desk.fail(Failure::Panicked { process: self.name, cause });
        }
        let ended = clock::now();
        self.desk.send_ms.update(|sum| sum + ended - started);
        (started..ended, crossed)
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
        let waiting = Waiting { batch, chunks: chunks.clone(), answer: sender };
        self.desk.batches.borrow_mut().push(waiting);
        let message = ToChild::Compute { batch, chunks: chunks.clone() };
        let (handling, crossed_ms) = self.post(&message, own);
        let (batch, bytes) = (Some(batch), bytes_of(own));
        self.desk.note(Letter { outward: true, batch, chunks, bytes, handling, crossed_ms });
        self.desk.give_up_if_failed();
        heard(self.name, receiver)
    }

    /// The messages of the sample, and what the child has recorded of it, packed. Asks for it when
    /// first polled; for when the clock of the sample has stopped.
    ///
    /// # Errors
    /// When the child is lost.
    pub async fn log(&self) -> Result<(ProcessLog, Words), Failure> {
        let (asked_ms, record) = self.ask_for_record(&ToChild::Trace, &[]);
        let (record, landed_ms) = record.await?;
        // Copied, so that the room stays for the next sample.
        let letters = self.desk.letters.borrow().clone();
        Ok((ProcessLog { letters, asked_ms, landed_ms }, record))
    }

    /// Hands it one end of a pipe to another process.
    pub fn hand(&self, end: &MessagePort) {
        let envelope = wire::pack(&ToChild::Pipe, &[]);
        let handed = self.worker.post_message_with_transfer(&envelope.message, &Array::of1(end));
        if let Err(thrown) = handed {
            let cause = text_of(&thrown);
            self.desk.fail(Failure::Panicked { process: self.name, cause });
        }
    }

    /// Has it play a part in an experiment, with the list that the parent has; `calls` hears what it
    /// calls for meanwhile, until its part is over. Gives what it tells, and when that landed.
    ///
    /// # Errors
    /// When the child is lost.
    pub async fn play(
        &self,
        actor: u32,
        part: Part,
        list: &[u32],
        calls: UnboundedSender<Called>,
    ) -> Result<(Words, Millis), Failure> {
        *self.desk.calls.borrow_mut() = Some(calls);
        let (_, record) = self.ask_for_record(&ToChild::Play { actor, part }, list);
        let told = record.await;
        *self.desk.calls.borrow_mut() = None;
        told
    }

    /// Posts a message that is answered by a record. Says when it was on its way.
    fn ask_for_record(
        &self,
        message: &ToChild,
        words: &[u32],
    ) -> (Millis, impl Future<Output = Result<(Words, Millis), Failure>> + use<>) {
        let (sender, receiver) = oneshot::channel();
        *self.desk.record.borrow_mut() = Some(sender);
        let (_, asked_ms) = self.post(message, words);
        self.desk.give_up_if_failed();
        (asked_ms, heard(self.name, receiver))
    }
}

impl Drop for ChildProcess {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn bytes_of(words: &[u32]) -> u32 {
    size_of_val(words) as u32
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
        let ended = clock::now();
        self.receive_ms.update(|sum| sum + ended - started);
        match unpacked {
            Ok((FromChild::Loaded | FromChild::Ready, _)) => self.arrive(),
            Ok((FromChild::Alive { chunks }, _)) => self.chunks.set(chunks),
            Ok((FromChild::Call { call, value }, _)) => {
                if let Some(calls) = &*self.calls.borrow() {
                    // Whoever has hung up is not interested any more.
                    let _ = calls.unbounded_send((call, value, started));
                }
            }
            Ok((FromChild::Computed { batch, lanes }, words)) => {
                self.land(batch, lanes, words, started..ended);
            }
            Ok((FromChild::Traced, record)) => {
                if let Some(waiting) = self.record.borrow_mut().take() {
                    let _ = waiting.send(Ok((record, started)));
                }
            }
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

    /// Keeps a message of the current sample while recording.
    fn note(&self, letter: Letter) {
        if self.is_recording.get() {
            self.letters.borrow_mut().push(letter);
        }
    }

    fn land(&self, batch: u32, mut lanes: Vec<Output>, mut words: Words, handling: Range<Millis>) {
        let bytes = bytes_of(&words);
        for output in lanes.iter_mut().rev() {
            let length: u32 = output.index.iter().map(|(_, length)| length).sum();
            output.words = words.split_off(words.len().saturating_sub(length as usize));
        }
        let computed = lanes.iter().map(|output| output.index.len() as u32).sum();
        self.chunks.update(|chunks| chunks.wrapping_add(computed));
        let mut batches = self.batches.borrow_mut();
        if let Some(place) = batches.iter().position(|waiting| waiting.batch == batch) {
            let Waiting { batch, chunks, answer } = batches.swap_remove(place);
            let (batch, crossed_ms) = (Some(batch), handling.start);
            self.note(Letter { outward: false, batch, chunks, bytes, handling, crossed_ms });
            let _ = answer.send(Ok(lanes));
        }
    }

    fn fail(&self, failure: Failure) {
        let failure = self.failure.borrow_mut().get_or_insert(failure).clone();
        self.give_up(&failure);
    }

    fn give_up_if_failed(&self) {
        if let Some(failure) = self.failure.borrow().clone() {
            self.give_up(&failure);
        }
    }

    fn give_up(&self, failure: &Failure) {
        if let Some(waiting) = self.arrival.borrow_mut().take() {
            let _ = waiting.send(Err(failure.clone()));
        }
        if let Some(waiting) = self.record.borrow_mut().take() {
            let _ = waiting.send(Err(failure.clone()));
        }
        for waiting in self.batches.borrow_mut().drain(..) {
            let _ = waiting.answer.send(Err(failure.clone()));
        }
    }
}
