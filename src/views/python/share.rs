//! The button that copies a link to the program as it reads now.

use crate::lab::link;
use crate::views::copy::Copy;
use yew::prelude::*;

/// What is shared.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The program.
    pub code: AttrValue,
}

/// The button.
#[component]
pub fn Share(props: &Props) -> Html {
    let code = props.code.clone();
    let text = Callback::from(move |()| address(&code));
    html! {
        <Copy label="Copy a link to it" action="share-python" about={props.code.clone()} {text}
            said="Copied: whoever opens the link sees this program, and runs it with Run." />
    }
}

fn address(code: &str) -> Result<String, String> {
    let location = web_sys::window().map(|window| window.location());
    let part = |part: fn(&web_sys::Location) -> Result<String, wasm_bindgen::JsValue>| {
        location.as_ref().and_then(|location| part(location).ok()).unwrap_or_default()
    };
    let page = [part(web_sys::Location::origin), part(web_sys::Location::pathname)].concat();
    link::to_address(&page, &part(web_sys::Location::search), code)
}
