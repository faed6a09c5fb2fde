//! Links to what is shown, with or without its result; and results from elsewhere beside one's own.

mod table;

use super::clipboard;
use super::export::{Exported, blob, content};
use super::late_file;
use super::told::Told;
use crate::loading::beside;
use crate::protocol::Race;
use crate::reference::script::filled_in;
use crate::reference::{self, Reference, link};
use crate::snapshot::Request;
use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// What can happen.
pub enum Msg {
    /// The visitor wants a link, with or without the result.
    Copy(bool),
    /// The link is in the clipboard, or the browser forbids it.
    Copied(bool, String),
    /// The visitor wants `compare.py`.
    Fetch,
    /// It is there, or did not come.
    Fetched(Option<String>),
    /// The address has another fragment.
    Linked,
    /// The visitor wants the results from elsewhere gone.
    Dismiss,
}

/// Links, and results from elsewhere.
pub struct Share {
    /// What was done last, in words.
    said: &'static str,
    /// A link to be copied by hand.
    by_hand: Option<String>,
    /// Why the result of a link is not shown.
    refusal: Option<String>,
    field: NodeRef,
    /// `compare.py`, once it was asked for.
    script: Option<Exported>,
    _linked: Option<EventListener>,
}

impl Component for Share {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let linked = ctx.link().callback(|()| Msg::Linked);
        linked.emit(());
        let window = web_sys::window();
        let listener = window
            .map(|window| EventListener::new(&window, "hashchange", move |_| linked.emit(())));
        let (field, by_hand, refusal) = (NodeRef::default(), None, None);
        Self { said: "", by_hand, refusal, field, script: None, _linked: listener }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Copy(with_result) => self.copy(ctx, with_result),
            Msg::Copied(true, _) => self.said = "The link is in the clipboard.",
            Msg::Copied(false, link) => {
                self.said = "This browser keeps the clipboard to itself; copy the link below.";
                self.by_hand = Some(link);
            }
            Msg::Fetch => self.fetch(ctx),
            Msg::Fetched(script) => self.hand_over(ctx, script),
            Msg::Linked => self.take_link(ctx),
            Msg::Dismiss => compare(ctx, None),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let told = &ctx.props().told;
        let button = |with_result: bool, name: &'static str, words: &'static str| {
            let there = !with_result || content(told, reference::own).flatten().is_some();
            let onclick = ctx.link().callback(move |_: MouseEvent| Msg::Copy(with_result));
            html! {
                <button type="button" data-action={name} {onclick}
                    aria-disabled={(!there).to_string()}>{ words }</button>
            }
        };
        html! {
            <section class="panel share" aria-labelledby="share-title">
                <h2 id="share-title">{ "Share and compare" }</h2>
                <div class="exits" role="group" aria-labelledby="share-title">
                    { button(false, "copy-link", "Copy link") }
                    { button(true, "share-result", "Copy link with my result") }
                </div>
                <p class="hint">
                    { "A link holds every setting. With your result, whoever opens it sees your bars \
                       outlined beside their own." }
                </p>
                { self.python(ctx) }
                <p class="said" role="status">{ self.said }</p>
                { for self.by_hand.as_ref().map(|link| self.by_hand(link)) }
                { for self.refusal.as_ref().map(refusal) }
                { for told.snapshot.reference.as_deref().map(|it| self.elsewhere(ctx, it)) }
            </section>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(field) = self.field.cast::<HtmlInputElement>() {
            field.select();
        }
    }
}

impl Share {
    fn copy(&mut self, ctx: &Context<Self>, with_result: bool) {
        let fragment = if with_result {
            match content(&ctx.props().told, reference::own).flatten() {
                Some(own) => link::to_fragment(&own),
                None => return,
            }
        } else {
            String::new()
        };
        let Some(link) = address().map(|address| address + &fragment) else { return };
        self.by_hand = None;
        let copied = ctx.link().callback(|(done, link)| Msg::Copied(done, link));
        spawn_local(async move { copied.emit((clipboard::copy(&link).await, link)) });
    }

    /// Takes in the result of the address, if there is one.
    fn take_link(&mut self, ctx: &Context<Self>) {
        let fragment = web_sys::window().and_then(|window| window.location().hash().ok());
        match link::from_fragment(&fragment.unwrap_or_default()) {
            Some(Ok(reference)) => {
                self.refusal = None;
                compare(ctx, Some(reference));
            }
            Some(Err(words)) => self.refusal = Some(words),
            None => {}
        }
    }

    /// How to measure the same under CPython.
    fn python(&self, ctx: &Context<Self>) -> Html {
        if next(&ctx.props().told).is_none() {
            return Html::default();
        }
        html! {
            <>
                <div class="exits">
                    <button type="button" data-action="compare-py"
                        onclick={ctx.link().callback(|_: MouseEvent| Msg::Fetch)}>
                        { "Download compare.py" }
                    </button>
                </div>
                <p class="hint">
                    { "It runs the same work on your machine’s own Python, with these settings: " }
                    <code>{ "python compare.py" }</code>
                    { ". Drop the file it writes on this page, and its bars are outlined beside yours." }
                </p>
                { for self.script.as_ref().map(Exported::link) }
            </>
        }
    }

    fn fetch(&mut self, ctx: &Context<Self>) {
        self.said = "Fetching compare.py …";
        let fetched = ctx.link().callback(Msg::Fetched);
        spawn_local(async move { fetched.emit(late_file::text("compare.py").await) });
    }

    fn hand_over(&mut self, ctx: &Context<Self>, script: Option<String>) {
        let race = next(&ctx.props().told);
        let site = beside(".").unwrap_or_default();
        let script = script.zip(race).map(|(script, race)| filled_in(&script, race, &site));
        let blob = script.and_then(|script| blob::of_text(&script, "text/x-python"));
        self.script = blob.and_then(|it| Exported::new(&it, "compare.py", "compare.py".to_owned()));
        self.said = match &self.script {
            Some(script) => {
                script.download();
                "Saved as compare.py."
            }
            None => "compare.py did not arrive. Press again to retry.",
        };
    }

    fn by_hand(&self, link: &str) -> Html {
        html! {
            <input type="text" class="by-hand" readonly=true ref={self.field.clone()}
                aria-label="The link" value={link.to_owned()} />
        }
    }

    fn elsewhere(&self, ctx: &Context<Self>, reference: &Reference) -> Html {
        html! {
            <div class="elsewhere" data-reference={reference.workload.clone()}>
                { table::draw(&ctx.props().told, reference) }
                <button type="button" class="quiet" data-action="dismiss-reference"
                    onclick={ctx.link().callback(|_| Msg::Dismiss)}>{ "Take it away" }</button>
            </div>
        }
    }
}

/// The race that is meant: the one that Run would start, or the one that was run.
fn next(told: &Told) -> Option<&Race> {
    told.snapshot.next.as_ref().or(told.race())
}

fn compare(ctx: &Context<Share>, reference: Option<Reference>) {
    ctx.props().told.say.emit(Request::Compare(reference.map(Box::new)));
}

/// The address of the page without its fragment: the page keeps its settings there.
fn address() -> Option<String> {
    let address = web_sys::window()?.location().href().ok()?;
    Some(address.split('#').next()?.to_owned())
}

fn refusal(words: &String) -> Html {
    html! {
        <p class="notice" role="alert" data-notice="bad-result-link">
            { words }{ " Ask for the link again; the settings in it are used all the same." }
        </p>
    }
}
