//! The top of the page: its name, its question, its colours.

use crate::form::Edit;
use crate::settings::{Choice, Theme};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The header; `on_edit` is called with the visitor's choice of colours.
pub fn header(chosen: Theme, on_edit: &Callback<Edit>) -> Html {
    let on_edit = on_edit.clone();
    let onchange = Callback::from(move |event: Event| {
        let select: Option<HtmlSelectElement> = event.target_dyn_into();
        let theme = select.and_then(|select| Theme::find(&select.value()));
        theme.into_iter().for_each(|theme| on_edit.emit(Edit::Theme(theme)));
    });
    let label = |theme| match theme {
        Theme::Auto => "as the system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    html! {
        <header>
            <div>
                <h1>{ "Makespan" }</h1>
                <p>{ "Threads or processes? Race the same work both ways, right here in your browser." }</p>
            </div>
            <label class="theme">
                <span>{ "Colours" }</span>
                <select id="theme" {onchange}>
                    { for Theme::ALL.iter().map(|&theme| html! {
                        <option value={theme.id()} selected={theme == chosen}>{ label(theme) }</option>
                    }) }
                </select>
            </label>
        </header>
    }
}
