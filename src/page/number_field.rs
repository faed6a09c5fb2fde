//! A field for a number, with its limits or what is wrong beside it.

use crate::element::{element, text_input, worded};
use crate::form::{Field, Form};
use yew::prelude::*;

/// The field: what it counts, and what may be entered. A text field, because number fields of
/// browsers hide what they cannot read.
pub fn number_field(form: &Form, field: Field, label: &str, limits: &str) -> Html {
    let (id, error) = (field.id(), form.error(field));
    let hint = [id, "-hint"].concat();
    let input = [
        ("id", id),
        ("name", id),
        ("type", "text"),
        ("inputmode", "numeric"),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
        ("placeholder", if field == Field::Size { "automatic" } else { "" }),
        ("aria-invalid", if error.is_some() { "true" } else { "false" }),
        ("aria-describedby", &hint),
    ];
    let (class, words) = match error {
        Some(error) => ("error", error.to_string()),
        None => ("hint", limits.to_owned()),
    };
    let parts = vec![
        worded("label", &[("for", id)], label),
        text_input(&input, form.text(field)),
        worded("p", &[("class", class), ("id", &hint)], &words),
    ];
    let class = if field == Field::Size { "field wide" } else { "field" };
    element("div", &[("class", class)], parts)
}
