//! Opening a program: from the list, from a link, or as it was recorded.

use super::Python;
use super::module;
use super::msg::Msg;
use crate::lab::link;
use crate::lab::program::{self, Program};
use crate::lab::replay::Replay;
use crate::lab::shelf::Shelf;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The program the lab opens with: that of the lesson, where the address or the page is one's.
pub fn first() -> &'static Program {
    of_page().or_else(of_address).unwrap_or(&program::ALL[0])
}

/// The program that a lesson's page prints.
fn of_page() -> Option<&'static Program> {
    let document = web_sys::window()?.document()?;
    let printed = document.query_selector(".lesson [data-program]").ok().flatten()?;
    program::find(&printed.get_attribute("data-program")?)
}

fn of_address() -> Option<&'static Program> {
    let query = web_sys::window()?.location().search().ok()?;
    let mut pairs = form_urlencoded::parse(query.trim_start_matches('?').as_bytes());
    program::of_lesson(&pairs.find(|(name, _)| name == "lesson")?.1)
}

impl Python {
    /// Changes which program is open, or how it reads: then it has not failed yet.
    pub fn turn(&mut self, change: impl FnOnce(&mut Shelf)) {
        let number = self.shelf.number();
        change(&mut self.shelf);
        self.fault = None;
        if number != self.shelf.number() {
            self.link_error = None;
            self.forget_recording();
        }
    }

    /// Fetches what the program printed when it was recorded.
    pub fn recall(&self, ctx: &Context<Self>) {
        let Some(program) = self.shelf.sheet().program else { return };
        let name = format!("recorded/{}.json", program.id);
        let (link, number) = (ctx.link().clone(), self.shelf.number());
        spawn_local(async move {
            link.send_message(Msg::Recalled(number, module::text(&name).await));
        });
    }

    /// Prints a recording as if the program ran.
    pub fn show(&mut self, text: Result<String, String>) {
        let recording = text
            .and_then(|text| Replay::read(&text).map_err(|error| error.to_string()))
            .map_err(|cause| format!("The recording could not be loaded: {cause}."));
        self.screen.clear();
        for (source, at_ms, text) in recording.iter().flat_map(Replay::lines) {
            self.fault = self.screen.print(&source, at_ms, text).or(self.fault.take());
        }
        self.draw();
        self.recorded = Some(recording.map(|recording| recording.words()));
    }

    /// A recording is not left beside another program.
    fn forget_recording(&mut self) {
        if self.recorded.take().is_some() {
            self.screen.clear();
            self.draw();
        }
    }

    /// Shows the program of the address, if there is one. It is never run unasked.
    pub fn take_link(&mut self) {
        let fragment = web_sys::window().and_then(|window| window.location().hash().ok());
        match link::from_fragment(&fragment.unwrap_or_default()) {
            Some(Ok(code)) => {
                self.turn(|shelf| shelf.open_link(&code));
                self.link_error = None;
            }
            Some(Err(words)) => self.link_error = Some(words),
            None => {}
        }
    }
}
