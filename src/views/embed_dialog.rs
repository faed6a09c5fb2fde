//! The dialog for authors: the lines that put this race into a page, and what they show there.

use super::copy::Copy;
use super::told::Told;
use crate::embed::snippet;
use crate::loading;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What the dialog is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// A button, and the dialog it opens.
#[component]
pub fn EmbedDialog(props: &Props) -> Html {
    let dialog = use_node_ref();
    let is_open = use_state(|| false);
    let snapshot = &props.told.snapshot;
    let cores = snapshot.environment.map_or(1, |environment| environment.reported_cores);
    let open = {
        let (dialog, is_open) = (dialog.clone(), is_open.clone());
        Callback::from(move |_: MouseEvent| {
            is_open.set(true);
            // A dialog that is open already stays so.
            let _ = dialog.cast::<HtmlDialogElement>().map(|dialog| dialog.show_modal());
        })
    };
    let closed = {
        let is_open = is_open.clone();
        Callback::from(move |_: Event| is_open.set(false))
    };
    // Elsewhere Escape stops a race; here it closes the dialog, as the browser does unless it is kept from it.
    let keep = Callback::from(|event: KeyboardEvent| event.stop_propagation());
    html! {
        <section class="panel embedding" aria-labelledby="embedding-title">
            <h2 id="embedding-title">{ "In your own page" }</h2>
            <p>{ "A tutorial of yours can show what you see here, with these settings." }</p>
            <p><button type="button" class="quiet" data-action="embed" onclick={open}>{ "Embed …" }</button></p>
            <dialog ref={dialog.clone()} onclose={closed} onkeydown={keep} aria-labelledby="embed-title">
                if *is_open {
                    { content(&snippet::query(&snapshot.query, cores)) }
                }
            </dialog>
        </section>
    }
}

fn content(query: &str) -> Html {
    let site = loading::beside(".").unwrap_or_default();
    let part = |name: &'static str, words: &'static str, code: String| {
        let id = ["embed-", name].concat();
        let text = {
            let code = code.clone();
            Callback::from(move |()| Ok(code.clone()))
        };
        html! {
            <>
                <label for={id.clone()}>{ words }</label>
                <textarea {id} readonly=true rows="4" spellcheck="false" value={code} />
                <div class="copying">
                    <Copy label="Copy" action={["copy-", name].concat()} {text} said="Copied." />
                </div>
            </>
        }
    };
    html! {
        <>
            <form method="dialog">
                <h2 id="embed-title">{ "Embed this race" }</h2>
                <button aria-label="Close" class="quiet">{ "Close" }</button>
            </form>
            { part("element", "Two lines, as high as they need to be", snippet::element(&site, query)) }
            { part("frame", "Where only a plain frame is allowed", snippet::frame(&site, query)) }
            <p class="hint">
                { "A sandbox around it must hold " }<code>{ snippet::SANDBOX }</code>
                { ". In a frame, threads run in Chromium only; elsewhere the other strategies race, \
                   and a link opens the whole page in its own tab." }
            </p>
            <h3 id="embed-preview">{ "What it shows" }</h3>
            <iframe src={format!("./?{query}")} title="Preview of the embedded race" allow={snippet::ALLOW}
                loading="lazy"></iframe>
        </>
    }
}
