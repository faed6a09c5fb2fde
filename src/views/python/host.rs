//! Python as JavaScript gives it: `python/host.mjs`, whose header lists every call and event.

use super::module;
use crate::wire::text_of;
use js_sys::{Array, JsString, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

#[wasm_bindgen]
extern "C" {
    type Module;
    #[wasm_bindgen(method, structural, getter = BUILD)]
    fn build(this: &Module) -> String;
    #[wasm_bindgen(method, structural, js_name = missingFeatures)]
    fn missing_features(this: &Module) -> Array;
    #[wasm_bindgen(method, structural, catch, js_name = createLab)]
    fn create_lab(this: &Module, options: &Object) -> Result<Interpreter, JsValue>;

    type Interpreter;
    #[wasm_bindgen(method, structural)]
    fn run(this: &Interpreter, code: &str, options: &Object) -> Promise;
    #[wasm_bindgen(method, structural)]
    fn stop(this: &Interpreter) -> Promise;
    #[wasm_bindgen(method, structural, js_name = type)]
    fn type_line(this: &Interpreter, line: &str);
    #[wasm_bindgen(method, structural)]
    fn dispose(this: &Interpreter);

    type Report;
    #[wasm_bindgen(method, structural, getter = type)]
    fn kind(this: &Report) -> String;
    #[wasm_bindgen(method, structural, getter)]
    fn done(this: &Report) -> f64;
    #[wasm_bindgen(method, structural, getter)]
    fn total(this: &Report) -> f64;
    #[wasm_bindgen(method, structural, getter)]
    fn process(this: &Report) -> u32;
    #[wasm_bindgen(method, structural, getter)]
    fn thread(this: &Report) -> JsValue;
    #[wasm_bindgen(method, structural, getter)]
    fn stream(this: &Report) -> String;
    #[wasm_bindgen(method, structural, getter)]
    fn text(this: &Report) -> String;
    #[wasm_bindgen(method, structural, getter = atMs)]
    fn at_ms(this: &Report) -> f64;
    #[wasm_bindgen(method, structural, getter = askedAtMs)]
    fn asked_at_ms(this: &Report) -> f64;
    #[wasm_bindgen(method, structural, getter)]
    fn parent(this: &Report) -> u32;
    #[wasm_bindgen(method, structural, getter)]
    fn name(this: &Report) -> String;
    #[wasm_bindgen(method, structural, getter)]
    fn numbers(this: &Report) -> Vec<f64>;
    #[wasm_bindgen(method, structural, getter)]
    fn words(this: &Report) -> Vec<String>;
    #[wasm_bindgen(method, structural, getter)]
    fn lost(this: &Report) -> u32;
    #[wasm_bindgen(method, structural, getter = exitCode)]
    fn exit_code(this: &Report) -> i32;
    #[wasm_bindgen(method, structural, getter)]
    fn code(this: &Report) -> i32;
    #[wasm_bindgen(method, structural, getter = elapsedMs)]
    fn elapsed_ms(this: &Report) -> f64;
    #[wasm_bindgen(method, structural, getter)]
    fn message(this: &Report) -> String;
}

/// What the lab tells the page.
pub enum Event {
    /// So many bytes have been loaded, of so many; unpacked.
    Loading(f64, f64),
    /// Python can run.
    Ready,
    /// A process began: its id, its parent's, its name, when it was asked for, and when it was there.
    Started(u32, u32, String, f64, f64),
    /// A process ended with this exit code, at this time.
    Ended(u32, i32, f64),
    /// What threads of a process did: the process, numbers, new words, and what was lost.
    Marks(u32, Vec<f64>, Vec<String>, u32),
    /// Something was printed: process, thread, whether to stderr, when, what.
    Output(u32, String, bool, f64, String),
    /// The program waits for a line.
    Input,
    /// The program is over: its exit code, and how long it took, in milliseconds.
    Exit(i32, f64),
    /// The lab cannot be used; a sentence for the visitor.
    Failed(String),
}

/// The module that makes a lab.
pub struct Host {
    module: Module,
    folder: String,
}

/// A lab: Python, and the processes it holds ready. They end when it is dropped.
pub struct Lab {
    interpreter: Interpreter,
}

impl Host {
    /// Loads the module, a few kilobytes; Python itself comes with the first run.
    ///
    /// # Errors
    /// When it does not arrive in time, or is of another build. A browser may remember that, so each
    /// attempt has another name.
    pub async fn load(attempt: u32) -> Result<Self, String> {
        let build = env!("MAKESPAN_BUILD");
        let name = format!("host.mjs?b={build}&attempt={attempt}");
        let module: Module = module::load(&name).await?.unchecked_into();
        if module.build() != build {
            return Err("this page is older than the site; please reload it".to_owned());
        }
        Ok(Self { module, folder: module::address("")? })
    }

    /// What the lab needs and this browser lacks.
    pub fn missing(&self) -> Vec<String> {
        let names = self.module.missing_features();
        names.iter().map(|name| String::from(JsString::from(name))).collect()
    }

    /// A lab that tells what happens under this number.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn lab(&self, number: u32, hear: Callback<(u32, Event)>) -> Result<Lab, String> {
        let hear = Closure::<dyn Fn(Report)>::new(move |report: Report| {
            event(&report).into_iter().for_each(|event| hear.emit((number, event)));
        });
        // What was under way when the lab is dropped still reports, so JavaScript owns the listener.
        let options = module::object([
            ("baseUrl", self.folder.as_str().into()),
            ("onEvent", hear.into_js_value()),
        ]);
        let interpreter = self.module.create_lab(&options).map_err(|error| text_of(&error))?;
        Ok(Lab { interpreter })
    }
}

impl Lab {
    /// Runs a program that finds these files beside it; everything about it comes as events.
    pub fn run(&self, code: &str, method: &str, files: &[(&str, String)]) {
        let named = files.iter().map(|(name, text)| (*name, text.as_str().into()));
        let options = [("startMethod", method.into()), ("files", module::object(named).into())];
        settle(self.interpreter.run(code, &module::object(options)));
    }

    /// Ends the running program within a second.
    pub fn stop(&self) {
        settle(self.interpreter.stop());
    }

    /// Hands the program a line of input.
    pub fn type_line(&self, line: &str) {
        self.interpreter.type_line(line);
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.interpreter.dispose();
    }
}

/// Waits for a promise whose failure comes as an event, too.
fn settle(promise: Promise) {
    spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
}

fn event(report: &Report) -> Option<Event> {
    Some(match report.kind().as_str() {
        "loading" => Event::Loading(report.done(), report.total()),
        "ready" => Event::Ready,
        "started" => {
            let (asked_ms, at_ms) = (report.asked_at_ms(), report.at_ms());
            Event::Started(report.process(), report.parent(), report.name(), asked_ms, at_ms)
        }
        "ended" => Event::Ended(report.process(), report.exit_code(), report.at_ms()),
        "marks" => Event::Marks(report.process(), report.numbers(), report.words(), report.lost()),
        "output" => {
            let is_error = report.stream() == "stderr";
            // An interpreter that dies says its last words with the number of a thread only.
            let thread = report.thread().as_string().unwrap_or_else(|| "interpreter".to_owned());
            let process = report.process();
            Event::Output(process, thread, is_error, report.at_ms(), report.text())
        }
        "input" => Event::Input,
        "exit" => Event::Exit(report.code(), report.elapsed_ms()),
        "failed" => Event::Failed(report.message()),
        _ => return None,
    })
}
