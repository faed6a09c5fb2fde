//! The page: what the visitor sees and touches. It computes nothing and shares no memory.

mod address;
mod app;
mod bar_chart;
mod capability;
mod controls;
mod director;
mod engine_files;
mod engine_script;
mod explainer;
mod facts;
mod gallery;
mod header;
mod main_process;
mod messages;
mod number_field;
mod progress;
mod results;
mod shape_icon;

/// The element of index.html that holds the prerendered shell, which the page replaces.
const ROOT: &str = "page";

/// Replaces the prerendered shell by the page.
pub fn show() {
    console_error_panic_hook::set_once();
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.get_element_by_id(ROOT)) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}

/// Which build this page is; the engine must be the same.
pub(crate) const BUILD: &str = env!("MAKESPAN_BUILD");
