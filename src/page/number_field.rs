//! A field for a number, with its limits or what is wrong beside it.

use crate::form::{Edit, Field, Form};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the field is about.
pub struct NumberField<'a> {
    /// The form the field is part of.
    pub form: &'a Form,
    /// Which field.
    pub field: Field,
    /// What it counts.
    pub label: &'static str,
    /// What may be entered.
    pub hint: String,
    /// Called with every change.
    pub on_edit: &'a Callback<Edit>,
}

/// The field. A text field, because number fields of browsers hide what they cannot read.
pub fn number_field(props: NumberField<'_>) -> Html {
    let field = props.field;
    let on_edit = props.on_edit.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: Option<HtmlInputElement> = event.target_dyn_into();
        input.iter().for_each(|input| on_edit.emit(Edit::Text(field, input.value())));
    });
    let error = props.form.error(field);
    let hint = format!("{}-hint", field.id());
    html! {
        <div class="field">
            <label for={field.id()}>{ props.label }</label>
            <input
                id={field.id()}
                name={field.id()}
                type="text"
                inputmode="numeric"
                autocomplete="off"
                spellcheck="false"
                placeholder={if field == Field::Size { "automatic" } else { "" }}
                value={props.form.text(field).to_owned()}
                aria-invalid={error.is_some().to_string()}
                aria-describedby={hint.clone()}
                {oninput}
            />
            if let Some(error) = error {
                <p class="error" id={hint}>{ error.to_string() }</p>
            } else {
                <p class="hint" id={hint}>{ props.hint }</p>
            }
        </div>
    }
}
