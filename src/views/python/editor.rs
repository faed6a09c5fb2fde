//! Where the program is written: a plain field, until the editor is there that colours, indents and
//! numbers it. Where the editor cannot be loaded the field remains.

use super::module;
use crate::lab::traceback::Fault;
use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

/// The id of the field, plain or not.
pub const FIELD: &str = "python-code";

/// The id of the hint that describes it.
const HINT: &str = "python-keys";

#[wasm_bindgen]
extern "C" {
    type Module;
    #[wasm_bindgen(method, structural, catch, js_name = createEditor)]
    fn create(this: &Module, place: &Element, options: &Object) -> Result<Rich, JsValue>;

    type Rich;
    #[wasm_bindgen(method, structural)]
    fn open(this: &Rich, code: &str);
    #[wasm_bindgen(method, structural)]
    fn replace(this: &Rich, code: &str);
    #[wasm_bindgen(method, structural)]
    fn mark(this: &Rich, line: u32);
    #[wasm_bindgen(method, structural)]
    fn show(this: &Rich, line: u32);
    #[wasm_bindgen(method, structural)]
    fn select(this: &Rich, start: u32, end: u32);
    #[wasm_bindgen(method, structural)]
    fn dispose(this: &Rich);
}

/// The editor, and what it calls.
struct Installed {
    rich: Rich,
    _edited: Closure<dyn Fn(String)>,
}

/// What the editor is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which program it is: another one begins without a history.
    pub number: usize,
    /// How the program reads.
    pub code: AttrValue,
    /// Where it failed.
    pub fault: Option<Fault>,
    /// Whether nothing is being timed, so that the editor may be fetched.
    pub may_load: bool,
    /// Hears every change.
    pub edited: Callback<String>,
}

/// What can happen.
pub enum Msg {
    /// The editor is there, or did not arrive.
    Arrived(Result<JsValue, String>),
    /// The program was changed in it.
    Edited(String),
    /// The visitor wants to see where the program failed.
    Show,
}

/// The field of the program.
pub struct Editor {
    place: NodeRef,
    plain: NodeRef,
    installed: Option<Installed>,
    asked: bool,
    failed: bool,
    /// How the program reads in the field.
    held: AttrValue,
}

impl Component for Editor {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let held = ctx.props().code.clone();
        let (place, plain) = Default::default();
        Self { place, plain, installed: None, asked: false, failed: false, held }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Arrived(Ok(module)) => {
                self.failed = self.enrich(ctx, &module.unchecked_into()).is_none();
                true
            }
            Msg::Arrived(Err(_)) => {
                self.failed = true;
                true
            }
            Msg::Edited(code) => {
                self.held = AttrValue::from(code.clone());
                ctx.props().edited.emit(code);
                false
            }
            Msg::Show => {
                if let (Some(it), Some(fault)) = (&self.installed, &ctx.props().fault) {
                    it.rich.show(fault.line);
                }
                false
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &Props) -> bool {
        let Props { number, code, fault, .. } = ctx.props();
        if let Some(Installed { rich, .. }) = &self.installed {
            if *number != before.number {
                rich.open(code);
            } else if *code != self.held {
                rich.replace(code);
            }
            rich.mark(fault.as_ref().map_or(0, |fault| fault.line));
        }
        self.held = code.clone();
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let is_rich = self.installed.is_some();
        html! {
            <div class="lab-field" data-editor={if is_rich { "rich" } else { "plain" }}>
                <label for={FIELD}>{ "Program" }</label>
                <div class="lab-editor">
                    // Yew leaves alone what the editor puts here.
                    <div ref={self.place.clone()}></div>
                    if !is_rich { { self.field(ctx) } }
                </div>
                { fault(ctx, is_rich) }
                <p class="hint" id={HINT}>{ self.hint() }</p>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if !self.asked && ctx.props().may_load {
            self.asked = true;
            let arrived = ctx.link().callback(Msg::Arrived);
            spawn_local(async move { arrived.emit(module::load("editor.mjs").await) });
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(it) = self.installed.take() {
            it.rich.dispose();
        }
    }
}

impl Editor {
    /// Puts the editor in the place of the field, with the focus and selection of the field.
    fn enrich(&mut self, ctx: &Context<Self>, module: &Module) -> Option<()> {
        let Props { code, fault, .. } = ctx.props();
        let place = self.place.cast::<Element>()?;
        let edited = ctx.link().callback(Msg::Edited);
        let edited = Closure::<dyn Fn(String)>::new(move |code| edited.emit(code));
        let options = module::object([
            ("code", JsValue::from(&**code)),
            ("id", FIELD.into()),
            ("describedBy", HINT.into()),
            ("onEdit", edited.as_ref().clone()),
        ]);
        let rich = module.create(&place, &options).ok()?;
        if let Some((start, end)) = self.selection() {
            rich.select(start, end);
        }
        rich.mark(fault.as_ref().map_or(0, |fault| fault.line));
        self.installed = Some(Installed { rich, _edited: edited });
        Some(())
    }

    /// What is selected in the plain field, if the visitor is there.
    fn selection(&self) -> Option<(u32, u32)> {
        let field = self.plain.cast::<HtmlTextAreaElement>()?;
        let active = web_sys::window()?.document()?.active_element()?;
        let is_there = active.is_same_node(Some(&field));
        is_there.then_some(())?;
        Some((field.selection_start().ok()??, field.selection_end().ok()??))
    }

    fn field(&self, ctx: &Context<Self>) -> Html {
        let oninput = ctx.link().batch_callback(|event: InputEvent| {
            let field = event.target_dyn_into::<HtmlTextAreaElement>();
            field.map(|field| Msg::Edited(field.value()))
        });
        let code = &ctx.props().code;
        let lines = code.split('\n').count();
        let gutter = format!("--number-width: {}ch", lines.to_string().len());
        html! {
            <textarea id={FIELD} ref={self.plain.clone()} rows={lines.to_string()} style={gutter}
                {oninput} value={code.clone()} spellcheck="false" autocomplete="off"
                autocapitalize="off" autocorrect="off" wrap="off" aria-describedby={HINT} />
        }
    }

    fn hint(&self) -> &'static str {
        if self.failed {
            "The editor with colours could not be loaded; this field does as well. Ctrl + Enter runs \
             the program, Escape stops it."
        } else {
            "Tab indents; press Escape, then Tab, to leave the editor. Ctrl + Enter runs the program, \
             Escape stops it."
        }
    }
}

fn fault(ctx: &Context<Editor>, is_rich: bool) -> Html {
    let Some(Fault { line, words }) = &ctx.props().fault else { return Html::default() };
    html! {
        <p class="fault" role="status" data-fault-line={line.to_string()}>
            <span>{ format!("Line {line}: {words}") }</span>
            if is_rich {
                <button type="button" class="quiet" data-action="show-fault"
                    onclick={ctx.link().callback(|_| Msg::Show)}>
                    { "Show the line" }
                </button>
            }
        </p>
    }
}
