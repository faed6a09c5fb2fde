//! Tables with their roles written out, because a narrow page shows each row as a card.

use crate::element::{element, worded};
use yew::prelude::*;

/// A table; `attributes` name it.
pub fn table(attributes: &[(&'static str, &str)], columns: &[&str], rows: Vec<Html>) -> Html {
    let heading = |words: &&str| worded("th", &[("scope", "col"), ("role", "columnheader")], words);
    let head = element("tr", &[("role", "row")], columns.iter().map(heading).collect());
    let parts = vec![
        element("thead", &[("role", "rowgroup")], vec![head]),
        element("tbody", &[("role", "rowgroup")], rows),
    ];
    element("table", &[&[("role", "table")], attributes].concat(), parts)
}

/// A table that is scrolled by itself where it is wider than its place.
pub fn wide(label: &str, columns: &[&str], rows: Vec<Html>) -> Html {
    let table = table(&[("aria-label", label)], columns, rows);
    let name = [label, " as a table"].concat();
    let place = [("class", "wide-table"), ("tabindex", "0"), ("role", "region")];
    element("div", &[&place[..], &[("aria-label", name.as_str())]].concat(), vec![table])
}
