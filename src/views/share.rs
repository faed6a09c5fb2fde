//! Links to what is shown, with or without its result; and results from elsewhere beside one's own.

mod table;

use super::copy::Copy;
use super::export::{Exported, blob, content};
use super::told::Told;
use crate::loading;
use crate::protocol::Race;
use crate::reference::script::filled_in;
use crate::reference::{self, Reference, link};
use crate::snapshot::Request;
use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// What can happen.
pub enum Msg {
    /// The visitor wants `compare.py`.
    Fetch,
    /// It is there, or did not come.
    Fetched(Result<String, String>),
    /// The address has another fragment.
    Linked,
    /// The visitor wants the results from elsewhere gone.
    Dismiss,
}

/// Links, and results from elsewhere.
pub struct Share {
    /// What was done last, in words.
    said: &'static str,
    /// Why the result of a link is not shown.
    refusal: Option<String>,
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
        Self { said: "", refusal: None, script: None, _linked: listener }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Fetch => self.fetch(ctx),
            Msg::Fetched(script) => self.hand_over(ctx, script),
            Msg::Linked => self.take_link(ctx),
            Msg::Dismiss => compare(ctx, None),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let told = &ctx.props().told;
        html! {
            <section class="panel share" aria-labelledby="share-title">
                <h2 id="share-title">{ "Share and compare" }</h2>
                <div class="exits" role="group" aria-labelledby="share-title">
                    { copying(told, "copy-link", "Copy link", false) }
                    { copying(told, "share-result", "Copy link with my result", true) }
                </div>
                <p class="hint">
                    { "A link holds every setting. With your result, whoever opens it sees your bars \
                       outlined beside their own." }
                </p>
                { self.python(ctx) }
                <p class="said" role="status">{ self.said }</p>
                { for self.refusal.as_ref().map(refusal) }
                { for told.snapshot.reference.as_deref().map(|it| self.elsewhere(ctx, it)) }
            </section>
        }
    }
}

impl Share {
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
        spawn_local(
            async move { fetched.emit(loading::in_time(loading::text("compare.py")).await) },
        );
    }

    fn hand_over(&mut self, ctx: &Context<Self>, script: Result<String, String>) {
        let race = next(&ctx.props().told);
        let site = loading::beside(".").unwrap_or_default();
        let script = script.ok().zip(race).map(|(script, race)| filled_in(&script, race, &site));
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

/// A button that copies a link, with or without the result.
fn copying(told: &Told, action: &'static str, label: &'static str, with_result: bool) -> Html {
    let disabled = with_result && content(told, reference::own).flatten().is_none();
    let about = format!("{} {:?}", told.snapshot.query, told.snapshot.state.raced);
    let text = {
        let told = told.clone();
        Callback::from(move |()| link_to(&told, with_result))
    };
    html! { <Copy {label} {action} {about} {disabled} {text} said="The link is in the clipboard." /> }
}

fn link_to(told: &Told, with_result: bool) -> Result<String, String> {
    let address = address().ok_or("The browser does not say where this page is.")?;
    let own = with_result.then(|| content(told, reference::own)).flatten().flatten();
    Ok(address + &own.map(|own| link::to_fragment(&own)).unwrap_or_default())
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
