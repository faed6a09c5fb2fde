//! Takes results out of the page, and brings them back.

mod arrival;
mod bar;
pub mod blob;
mod drawing;
mod material;

use super::clipboard;
use super::told::Told;
use crate::import::{self, Problem};
use crate::reference::Reference;
use crate::snapshot::Request;
use crate::strategy::Strategy;
use arrival::Arrivals;
use bar::{Bar, Take};
pub use blob::Exported;
pub use material::with_content as content;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

/// The result of the race as the JSON of a file, once one is over.
pub fn json(told: &Told) -> Option<String> {
    told.is_measured().then(|| material::text(told, Take::Json, None))?
}

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// What can happen.
pub enum Msg {
    /// The visitor wants something taken out.
    Take(Take),
    /// The trace is to be that of another strategy.
    Choose(Strategy),
    /// The pixels of a picture are there, or cannot be had.
    Painted(Option<Blob>),
    /// The text is in the clipboard, or the browser forbids it.
    Copied(bool),
    /// A text came in that is, or claims to be, a result.
    Arrived(String),
    /// A file could not be read at all.
    Unreadable,
}

/// Why a text that came in is not shown.
enum Refusal {
    Problem(Problem),
    Unreadable,
    Busy,
}

/// Takes results out of the page, and brings them back.
pub struct Export {
    exported: Option<Exported>,
    /// What was done last, in words.
    said: String,
    /// A text to be copied by hand, because the browser keeps the clipboard to itself.
    by_hand: Option<String>,
    refusal: Option<Refusal>,
    chosen: Option<Strategy>,
    _arrivals: Option<Arrivals>,
}

impl Component for Export {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            exported: None,
            said: String::new(),
            by_hand: None,
            refusal: None,
            chosen: None,
            _arrivals: Arrivals::listen(ctx.link().callback(|msg| msg)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let told = &ctx.props().told;
        match msg {
            Msg::Take(take) if !material::is_there(told, take, self.chosen) => return false,
            Msg::Take(Take::Png) => self.paint(ctx),
            Msg::Take(Take::CopyMarkdown) => self.copy(ctx),
            Msg::Take(take) => self.take(told, take),
            Msg::Choose(strategy) => self.chosen = Some(strategy),
            Msg::Painted(Some(blob)) => self.hand_over(told, Take::Png, &blob),
            Msg::Painted(None) => {
                self.said =
                    "This browser could not paint the picture; take the SVG instead.".to_owned();
            }
            Msg::Copied(true) => self.said = "The Markdown table is in the clipboard.".to_owned(),
            Msg::Copied(false) => {
                self.said =
                    "This browser keeps the clipboard to itself; copy the text below.".to_owned();
                self.by_hand = material::text(told, Take::Markdown, None);
            }
            Msg::Arrived(text) => self.bring_back(told, &text),
            Msg::Unreadable => self.refusal = Some(Refusal::Unreadable),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let told = &ctx.props().told;
        html! {
            <section class="panel export" aria-labelledby="export-title">
                <h2 id="export-title">{ "Take it with you" }</h2>
                <Bar
                    told={told.clone()}
                    chosen={self.chosen}
                    take={ctx.link().callback(Msg::Take)}
                    choose={ctx.link().callback(Msg::Choose)}
                    arrived={ctx.link().callback(|msg| msg)}
                />
                <p class="said" role="status">{ &self.said }</p>
                { for self.by_hand.as_ref().map(|text| by_hand(text)) }
                { for self.refusal.as_ref().map(refusal) }
                { for material::origin(told).map(|words| html! { <p class="origin">{ words }</p> }) }
                { for self.exported.as_ref().map(Exported::link) }
            </section>
        }
    }
}

impl Export {
    fn take(&mut self, told: &Told, take: Take) {
        let text = match take {
            Take::Svg => drawing::picture(told),
            _ => material::text(told, take, self.chosen),
        };
        let blob = text.and_then(|text| blob::of_text(&text, take.kind()));
        if let Some(blob) = blob {
            self.hand_over(told, take, &blob);
        }
    }

    fn hand_over(&mut self, told: &Told, take: Take, blob: &Blob) {
        let name = material::file_name(told, take);
        self.said = format!("Saved as {name}.");
        self.by_hand = None;
        self.exported = Exported::new(blob, take.id(), name);
        self.exported.iter().for_each(Exported::download);
    }

    fn paint(&mut self, ctx: &Context<Self>) {
        let Some(svg) = drawing::picture(&ctx.props().told) else { return };
        self.said = "Painting the picture …".to_owned();
        let painted = ctx.link().callback(Msg::Painted);
        spawn_local(async move { painted.emit(drawing::paint(&svg).await) });
    }

    fn copy(&mut self, ctx: &Context<Self>) {
        let Some(text) = material::text(&ctx.props().told, Take::Markdown, None) else { return };
        let copied = ctx.link().callback(Msg::Copied);
        self.by_hand = None;
        spawn_local(async move {
            copied.emit(clipboard::copy(&text).await);
        });
    }

    fn bring_back(&mut self, told: &Told, text: &str) {
        self.said.clear();
        if told.snapshot.state.is_busy() {
            self.refusal = Some(Refusal::Busy);
            return;
        }
        match import::read(text) {
            // What CPython measured cannot take the place of a race: it stands beside it.
            Ok(import) if import.origin.engine == "cpython" => {
                self.refusal = None;
                self.said = "The results of the file are outlined beside yours.".to_owned();
                let reference = Reference::of_file(&import).map(Box::new);
                told.say.emit(Request::Compare(reference));
            }
            Ok(import) => {
                self.refusal = None;
                self.said = "The results of the file are shown.".to_owned();
                told.say.emit(Request::Import(Box::new(import)));
            }
            Err(problem) => self.refusal = Some(Refusal::Problem(problem)),
        }
    }
}

/// A text to select and copy.
fn by_hand(text: &str) -> Html {
    html! {
        <textarea class="by-hand" readonly=true rows="8" aria-label="The results as a Markdown table"
            value={text.to_owned()} />
    }
}

fn refusal(refusal: &Refusal) -> Html {
    let (what, remedy) = match refusal {
        Refusal::Problem(problem) => (problem.to_string(), problem.remedy()),
        Refusal::Unreadable => (
            "The file could not be read, or it is larger than 5 MB.".to_owned(),
            "Choose a file that was taken out of Makespan as JSON. What is shown stays.",
        ),
        Refusal::Busy => (
            "A file can be opened when nothing is being timed.".to_owned(),
            "Stop, or wait for the end, and open it again.",
        ),
    };
    html! {
        <div class="failure" role="alert" data-notice="bad-file">
            <p><strong>{ what }</strong></p>
            <p>{ remedy }</p>
        </div>
    }
}
