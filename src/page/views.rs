//! The views as the page sees them: loaded late, told what has changed, listened to. They are a
//! WebAssembly module of their own, so that nobody waits for what explains a race before there is one.

use super::BUILD;
use crate::loading;
use crate::receipt::SampleKey;
use crate::snapshot::{Request, Snapshot};
use crate::wire::text_of;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array, Uint32Array};
use std::fmt;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Their style sheets: the id of the link, and the file.
const STYLES: [(&str, &str); 3] = [
    ("views-style", "views.css"),
    ("timeline-style", "timeline.css"),
    ("figures-style", "figures.css"),
];

/// Why the views did not come.
pub enum Missing {
    /// They are of another build than the page.
    Outdated,
    /// Something else, in words.
    Broken(String),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outdated => "the site has a newer version than this page, which must be reloaded",
            Self::Broken(cause) => cause,
        })
    }
}

/// How far the views have come.
#[derive(Default)]
pub enum Standing {
    /// Nobody has needed them yet.
    #[default]
    Absent,
    /// They are on their way.
    Loading,
    /// They are there.
    Ready(Module),
    /// They did not come, for this reason.
    Failed(Missing),
}

/// The module of the views, and what it calls.
pub struct Module {
    exports: JsValue,
    _say: Closure<dyn Fn(Uint8Array)>,
}

/// The views, and what they were told.
#[derive(Default)]
pub struct ViewsModule {
    /// How far they have come.
    pub standing: Standing,
    attempts: u32,
    told: Vec<u8>,
    /// Traces that nobody has taken yet.
    traces: Vec<(u32, Vec<u8>, Uint32Array)>,
    /// What an experiment has shown last, until they have taken it.
    observed: Option<Uint32Array>,
}

impl ViewsModule {
    /// Loads them, unless they are there or on their way. `loaded` must come back through
    /// [`Self::arrived`]; `asked` is what they ask of the page from then on.
    pub fn load(&mut self, loaded: Callback<Result<Module, Missing>>, asked: Callback<Request>) {
        if matches!(self.standing, Standing::Absent | Standing::Failed(_)) {
            self.standing = Standing::Loading;
            self.attempts += 1;
            let attempt = self.attempts;
            spawn_local(async move { loaded.emit(load(attempt, asked).await) });
        }
    }

    /// Takes them in.
    pub fn arrived(&mut self, loaded: Result<Module, Missing>) {
        self.told.clear();
        self.standing = match loaded {
            Ok(module) => Standing::Ready(module),
            Err(cause) => Standing::Failed(cause),
        };
    }

    /// Keeps a trace for them; those of an earlier run are of no use any more.
    pub fn keep(&mut self, run: u32, key: SampleKey, words: &[u32]) {
        self.traces.retain(|(other, ..)| *other == run);
        // Only running out of memory can fail here; a key that is no key is not found.
        let key = postcard::to_allocvec(&key).unwrap_or_default();
        self.traces.push((run, key, Uint32Array::new_from_slice(words)));
    }

    /// Keeps for them what an experiment has shown; what it has shown before is in it as well.
    pub fn observe(&mut self, words: &[u32]) {
        self.observed = Some(Uint32Array::new_from_slice(words));
    }

    /// The pixels of the picture that the visitor has given them.
    pub fn picture(&self) -> Option<JsValue> {
        match &self.standing {
            Standing::Ready(module) => module.call("picture", &[]),
            _ => None,
        }
    }

    /// Tells them what has changed, if they are there and something has.
    pub fn tell(&mut self, snapshot: &Snapshot) {
        let Standing::Ready(module) = &self.standing else { return };
        for (run, key, words) in self.traces.drain(..) {
            let key = Uint8Array::new_from_slice(&key);
            module.call("trace", &[run.into(), key.into(), words.into()]);
        }
        if let Some(words) = self.observed.take() {
            module.call("observe", &[words.into()]);
        }
        // See above; without a snapshot the views stay as they are.
        let packed = postcard::to_allocvec(snapshot).unwrap_or_default();
        if packed != self.told {
            module.call("tell", &[Uint8Array::new_from_slice(&packed).into()]);
            self.told = packed;
        }
    }
}

impl Module {
    fn call(&self, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
        let function = Reflect::get(&self.exports, &name.into());
        let function: Function = function.ok()?.dyn_into().ok()?;
        // What the views throw has been said in the console, and the page goes on without them.
        function.apply(&JsValue::NULL, &arguments.iter().cloned().collect()).ok()
    }
}

async fn load(attempt: u32, asked: Callback<Request>) -> Result<Module, Missing> {
    let started = loading::in_time(start_module(attempt)).await;
    let exports = started.map_err(Missing::Broken)?;
    let say = Closure::<dyn Fn(Uint8Array)>::new(move |packed: Uint8Array| {
        // Views and page are of one build, so what one packs the other reads.
        if let Ok(request) = postcard::from_bytes(&packed.to_vec()) {
            asked.emit(request);
        }
    });
    let module = Module { exports, _say: say };
    let build = module.call("build", &[]).and_then(|build| build.as_string());
    if build.as_deref() != Some(BUILD) {
        return Err(Missing::Outdated);
    }
    module.call("start", &[module._say.as_ref().clone()]);
    Ok(module)
}

async fn start_module(attempt: u32) -> Result<JsValue, String> {
    STYLES.into_iter().try_for_each(|(id, file)| style(id, file))?;
    let glue = loading::script(&format!("views.js?b={BUILD}&attempt={attempt}")).await?;
    let start = Reflect::get(&glue, &"default".into());
    let start: Function = start.ok().and_then(|it| it.dyn_into().ok()).ok_or("it is no module")?;
    let options = Object::new();
    let module = loading::beside(&format!("views_bg.wasm?b={BUILD}"))?;
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(&options, &"module_or_path".into(), &module.into());
    let started = start.call1(&JsValue::NULL, &options).map_err(|error| text_of(&error))?;
    loading::settled(Promise::resolve(&started)).await?;
    Ok(glue)
}

fn style(id: &str, file: &str) -> Result<(), String> {
    let document = super::document().ok_or("there is no document")?;
    if document.get_element_by_id(id).is_some() {
        return Ok(());
    }
    let link = document.create_element("link").map_err(|error| text_of(&error))?;
    let head = document.head().ok_or("there is no head")?;
    for (name, value) in [("id", id), ("rel", "stylesheet"), ("href", file)] {
        // These are names and values that any element takes.
        let _ = link.set_attribute(name, value);
    }
    head.append_child(&link).map(drop).map_err(|error| text_of(&error))
}
