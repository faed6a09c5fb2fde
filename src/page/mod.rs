//! The page: what the visitor sees and touches. It computes nothing and shares no memory.

mod address;
mod app;
mod capability;
mod controls;
mod course;
mod director;
mod engine_files;
mod engine_script;
mod explaining;
mod facts;
mod gallery;
mod layout;
mod listeners;
mod main_process;
mod messages;
mod number_field;
mod own_tab;
mod paint;
mod progress;
mod race_control;
mod renewal;
mod results;
mod shape_icon;
mod sight;
mod tabs;
mod views;

/// The element of index.html that the page draws in, in place of what stands there.
const ROOT: &str = "page";

/// Draws the page.
pub fn show() {
    if let Some(root) = document().and_then(|document| document.get_element_by_id(ROOT)) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}

/// The document of the page.
fn document() -> Option<web_sys::Document> {
    web_sys::window().and_then(|window| window.document())
}

/// Which build this page is; the engine must be the same.
pub(crate) const BUILD: &str = env!("MAKESPAN_BUILD");
