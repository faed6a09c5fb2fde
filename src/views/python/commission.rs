//! A program that the page around this one asks for: shown, run, and told about.

use super::host::Event;
use super::{Props, Python};
use crate::embed::{Id, Outgoing};
use std::rc::Rc;
use yew::prelude::*;

/// A program to run, and who hears of it. Every one is another, whatever is in it.
#[derive(Clone)]
pub struct Commission(Rc<(Id, String)>, Callback<Outgoing>);

impl PartialEq for Commission {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Commission {
    /// The program `code`; `hear` is told what becomes of it, under `id`.
    pub fn new(id: Id, code: String, hear: Callback<Outgoing>) -> Self {
        Self(Rc::new((id, code)), hear)
    }

    /// Tells what happens. Returns whether that was the last of it.
    pub fn tell(&self, event: &Event) -> bool {
        let id = self.0.0.clone();
        match event {
            Event::Output(process, thread, is_error, at_ms, text) => {
                let stream = if *is_error { "stderr" } else { "stdout" };
                let (process, text, thread) = (*process, text.clone(), thread.clone());
                self.1.emit(Outgoing::Output { id, stream, text, process, thread, at_ms: *at_ms });
                return false;
            }
            Event::Exit(exit_code, elapsed_ms) => {
                let (exit_code, elapsed_ms) = (*exit_code, *elapsed_ms);
                self.1.emit(Outgoing::PythonResult { id, exit_code, elapsed_ms });
            }
            Event::Failed(words) => self.refuse(words),
            _ => return false,
        }
        true
    }

    /// Tells that the program cannot be run.
    pub fn refuse(&self, words: &str) {
        let (id, kind) = (self.0.0.clone(), "python".to_owned());
        self.1.emit(Outgoing::Error { id, kind, message: words.to_owned() });
    }
}

impl Python {
    /// Shows and runs the program that is asked for, if it is not the one of before.
    pub(super) fn take_commission(&mut self, ctx: &Context<Self>, before: Option<&Props>) {
        let asked = ctx.props().commission.clone();
        let is_new = before.is_none_or(|before| before.commission != asked);
        let Some(commission) = asked.filter(|_| is_new) else { return };
        if self.is_busy() {
            return commission.refuse("A program is running; stop it first, or wait.");
        }
        if let Some(words) = self.obstacle(&ctx.props().told) {
            return commission.refuse(words);
        }
        self.turn(|shelf| shelf.open_link(&commission.0.1));
        self.ways = false;
        self.commission = Some(commission);
        self.run(ctx);
    }

    /// Tells whoever asked for a program that it will not run, and why.
    pub(super) fn drop_commission(&mut self, words: &str) {
        self.commission.take().iter().for_each(|commission| commission.refuse(words));
    }

    /// Tells whoever asked for the program under way what happens to it.
    pub(super) fn tell_commission(&mut self, event: &Event) {
        self.commission.take_if(|commission| commission.tell(event));
    }
}
