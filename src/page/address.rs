//! The address of the page: read once, and kept in step with the settings.

use crate::form::THEME;
use crate::lab::link;
use crate::settings::{Choice, Settings, Theme, View};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlSelectElement;

/// Everything the address says: its query, after the lesson whose page this is.
pub fn query() -> String {
    let window = web_sys::window();
    let query = window.and_then(|window| window.location().search().ok()).unwrap_or_default();
    [&of_page(), query.trim_start_matches('?')].concat()
}

/// How a query begins on the page of a lesson, whose path says already which it is; else empty.
fn of_page() -> String {
    let place = super::document()
        .and_then(|document| document.query_selector(".lesson[data-lesson]").ok().flatten());
    let lesson = place.and_then(|place| place.get_attribute("data-lesson"));
    lesson.map(|id| ["lesson=", &id, "&"].concat()).unwrap_or_default()
}

/// The fragment of the address, with its `#`; empty when there is none.
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The view in which what the fragment holds is shown, unless the query names one.
pub fn view_of_fragment() -> Option<View> {
    (link::is_program(&fragment()) && !names_view(&query())).then_some(View::Python)
}

fn names_view(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "view")
}

/// The query that, before the fragment of the address, says the same as the settings.
pub fn query_of(settings: &Settings, cores: u32) -> String {
    let query = settings.to_query(cores);
    if !link::is_program(&fragment()) || names_view(&query) {
        return query;
    }
    let mark = if query.is_empty() { "" } else { "&" };
    [&query, mark, "view=", settings.view.id()].concat()
}

/// Writes the settings into the address, without a new entry in the history.
pub fn keep(settings: &Settings, cores: u32) {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let path = location.pathname().unwrap_or_default();
    let fragment = fragment();
    let (query, of_page) = (query_of(settings, cores), of_page());
    let query = query.strip_prefix(of_page.trim_end_matches('&')).unwrap_or(&query);
    let query = query.trim_start_matches('&');
    let mark = if query.is_empty() { "" } else { "?" };
    let address = [path.as_str(), mark, query, &fragment].concat();
    // A page that may not touch its history (a sandboxed frame) works as well without it.
    let _ = window
        .history()
        .map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
}

/// Shows the page in these colours, and their name in the list of colours.
pub fn paint(theme: Theme) {
    let Some(document) = super::document() else { return };
    // An element takes any data attribute, so there is nothing to report.
    let _ = document.document_element().map(|root| root.set_attribute("data-theme", theme.id()));
    let list = document.get_element_by_id(THEME);
    let list = list.and_then(|list| list.dyn_into::<HtmlSelectElement>().ok());
    list.iter().for_each(|list| list.set_value(theme.id()));
}
