//! Where the program is written: a field with line numbers that knows what Tab and Enter mean.

use crate::lab::typing::{self, Change};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlTextAreaElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

/// The id of the field.
pub const FIELD: &str = "python-code";

#[wasm_bindgen(inline_js = "
export const insert = (text) =>
  document.execCommand(text ? 'insertText' : 'delete', false, text);")]
extern "C" {
    /// Types a text in place of the selection: the only change of a field by program that the
    /// visitor can undo.
    fn insert(text: &str);
}

/// The field with `code` in it, and the numbers of its lines.
pub fn editor(code: &str, typed: Callback<String>) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event.target_dyn_into::<HtmlTextAreaElement>();
        field.iter().for_each(|field| typed.emit(field.value()));
    });
    let lines = code.split('\n').count();
    let numbers = (1..=lines).map(|line| format!("{line}\n")).collect::<String>();
    html! {
        <div class="lab-field">
            <label for={FIELD}>{ "Program" }</label>
            <div class="lab-editor">
                <pre aria-hidden="true">{ numbers }</pre>
                <textarea id={FIELD} rows={lines.to_string()} {oninput} value={code.to_owned()}
                    spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off"
                    wrap="off" aria-describedby="python-keys" />
            </div>
            <p class="hint" id="python-keys">
                { "Tab indents; press Escape, then Tab, to leave the editor. Ctrl + Enter runs the \
                   program, Escape stops it." }
            </p>
        </div>
    }
}

/// Does what a key means in the field; false when the browser knows better.
pub fn press(event: &KeyboardEvent, may_leave: bool) -> bool {
    let field = event.target().and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(field) = field.filter(|field| field.id() == FIELD) else { return false };
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return false;
    }
    let (start, end) = (place(field.selection_start()), place(field.selection_end()));
    let change = match event.key().as_str() {
        "Tab" if !may_leave => typing::tab(&field.value(), start, end, event.shift_key()),
        "Enter" if !event.shift_key() => typing::enter(&field.value(), start, end),
        _ => return false,
    };
    apply(&field, &change);
    true
}

fn place(found: Result<Option<u32>, JsValue>) -> u32 {
    // Only fields without a selection have no answer, and this is none.
    found.ok().flatten().unwrap_or_default()
}

fn apply(field: &HtmlTextAreaElement, change: &Change) {
    let Change { from, to, text, selected } = change;
    // As above: the places are within the text, so nothing can be refused.
    let _ = field.set_selection_range(*from, *to);
    if from < to || !text.is_empty() {
        insert(text);
    }
    let end = from + text.encode_utf16().count() as u32;
    let _ = field.set_selection_range(if *selected { *from } else { end }, end);
}
