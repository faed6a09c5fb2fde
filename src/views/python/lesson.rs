//! What the page of a lesson says about its program.

use crate::lab::program::{self, Program};

/// The program of the lesson whose page this is.
pub fn program() -> Option<&'static Program> {
    let place = web_sys::window()?.document()?.query_selector("[data-program]").ok()??;
    program::find(&place.get_attribute("data-program")?)
}
