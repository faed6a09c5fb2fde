//! The way out of a frame: the same page, with every setting, in a tab of its own.

use super::address;
use super::app::App;
use crate::element::worded;
use crate::settings::Settings;
use yew::prelude::*;

/// A link to the page in a tab of its own; none where it has one.
pub fn own_tab(app: &App) -> Option<Html> {
    (app.form.embeds() || is_framed()).then(|| {
        let settings = Settings { embed: false, ..app.form.usable() };
        let query = address::query_of(&settings, app.cores);
        let address = ["./?", &query, &address::fragment()].concat();
        let attributes = [
            ("class", "own-tab"),
            ("href", address.as_str()),
            ("target", "_blank"),
            ("rel", "noopener"),
        ];
        worded("a", &attributes, "Open in its own tab")
    })
}

/// Whether the page stands in a frame of another.
fn is_framed() -> bool {
    let window = web_sys::window();
    window.is_some_and(|window| window.parent().ok().flatten().is_some_and(|it| it != window))
}
