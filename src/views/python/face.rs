//! What the lab looks like, as it stands.

use super::differences::differences;
use super::editor::Editor;
use super::gallery::gallery;
use super::keys::INPUT;
use super::output::output;
use super::share::Share;
use super::{Msg, Phase, Python, ways};
use crate::lab::shelf::Sheet;
use crate::lab::transcript::{MOST_BYTES, MOST_LINES};
use web_sys::HtmlSelectElement;
use yew::html::Scope;
use yew::prelude::*;

const BYTES_A_MEGABYTE: f64 = 1e6;

/// Draws the lab.
pub fn draw(lab: &Python, ctx: &Context<Python>) -> Html {
    let link = ctx.link();
    let obstacle = lab.obstacle(&ctx.props().told);
    html! {
        <section class="lab" data-view="python" data-python-state={state(&lab.phase)}
            ref={lab.section.clone()} aria-labelledby="lab-title">
            // Its looks are needed nowhere else.
            <link rel="stylesheet" href="python/lab.css" />
            <h2 id="lab-title">{ "Python, in this page" }</h2>
            { about() }
            { gallery(&lab.shelf, link) }
            { notices(lab, ctx) }
            { program(lab, ctx) }
            { buttons(lab, ctx, obstacle) }
            { progress(lab) }
            { input(lab.asks && lab.phase == Phase::Running) }
            { output(&lab.screen, &lab.phase, link) }
            { lab.watch.draw(ctx.props().told.width) }
            { differences() }
        </section>
    }
}

fn state(phase: &Phase) -> &'static str {
    match phase {
        Phase::Idle => "idle",
        Phase::Loading => "loading",
        Phase::Running => "running",
        Phase::Done(..) => "done",
        Phase::Failed(_) => "failed",
    }
}

fn about() -> Html {
    html! {
        <p class="hint">
            { "CPython itself runs here, its standard library unchanged: threads take turns under \
               its GIL, and every process has an interpreter and a memory of its own. The first \
               Run loads 13 MB from this site. " }
            <a href="python/LICENSES.md">{ "Licences of Python and Pyodide" }</a>
        </p>
    }
}

fn program(lab: &Python, ctx: &Context<Python>) -> Html {
    let may_load = !ctx.props().told.snapshot.state.is_busy();
    let edited = ctx.link().callback(Msg::Edit);
    html! {
        <Editor number={lab.shelf.number()} code={lab.shelf.sheet().code.clone()}
            fault={lab.fault.clone()} {may_load} {edited} />
    }
}

fn notices(lab: &Python, ctx: &Context<Python>) -> Html {
    let notice = |kind: &'static str, words: String| {
        html! { <p class="notice" role="status" data-notice={kind}>{ words }</p> }
    };
    let linked = "This program came in a link. Read it before you run it.".to_owned();
    let cut = format!(
        "Only the end of the output is kept: {} MiB, and at most {MOST_LINES} lines.",
        MOST_BYTES >> 20
    );
    html! {
        <>
            if lab.shelf.sheet().program.is_none() { { notice("linked-program", linked) } }
            if let Some(words) = &lab.link_error { { notice("bad-link", words.clone()) } }
            if !lab.missing.is_empty() { { absent(lab, ctx) } }
            if lab.screen.is_cut() { { notice("output-cut", cut) } }
            if let Phase::Failed(words) = &lab.phase {
                <p class="failure" role="alert" data-notice="python-failed">{ words }</p>
            }
        </>
    }
}

/// What there is where Python cannot run: the reason, and what programs printed elsewhere.
fn absent(lab: &Python, ctx: &Context<Python>) -> Html {
    let is_listed = lab.shelf.sheet().program.is_some();
    let recorded = match &lab.recorded {
        Some(Ok(words)) => html! { <p role="status" data-notice="recorded">{ words }</p> },
        Some(Err(words)) => html! { <p role="alert" data-notice="no-recording">{ words }</p> },
        None => Html::default(),
    };
    html! {
        <div class="notice" role="status" data-notice="python-missing">
            <p>{ missing(&lab.missing) }</p>
            if is_listed && lab.recorded.is_none() {
                <button type="button" class="quiet" data-action="recall-python"
                    onclick={ctx.link().callback(|_| Msg::Recall)}>
                    { "Show what it printed when it was recorded" }
                </button>
            }
            { recorded }
        </div>
    }
}

fn missing(names: &[String]) -> String {
    format!(
        "Python cannot run here: this browser lacks {}. It runs in Chrome, Edge and Chromium from \
         version 137, and in Firefox from version 153.",
        names.join(" and ")
    )
}

fn buttons(lab: &Python, ctx: &Context<Python>, obstacle: Option<&'static str>) -> Html {
    let link = ctx.link();
    let idle = !lab.is_busy();
    let method = link.callback(|event: web_sys::Event| {
        let list = event.target_dyn_into::<HtmlSelectElement>();
        Msg::Spawn(list.is_some_and(|list| list.value() == "spawn"))
    });
    html! {
        <div class="lab-buttons">
            <button type="button" class="run" data-action="run-python"
                aria-disabled={(!idle || obstacle.is_some()).to_string()}
                aria-describedby="python-obstacle" onclick={link.callback(|_| Msg::Run(false))}>
                { "Run Python" }
            </button>
            { ways::button(&lab.shelf.sheet().code, !idle || obstacle.is_some(), link.callback(|_| Msg::Run(true))) }
            <button type="button" class="stop" data-action="stop-python"
                aria-disabled={idle.to_string()} onclick={link.callback(|_| Msg::Stop)}>
                { if lab.stopped && !idle { "Stopping …" } else { "Stop" } }
            </button>
            { reset(lab.shelf.sheet(), link) }
            <Share code={lab.shelf.sheet().code.clone()} />
            <label class="start-method">
                <span>{ "Processes start by" }</span>
                <select data-choose="start-method" onchange={method}>
                    <option value="fork" selected={!lab.spawn}>{ "fork" }</option>
                    <option value="spawn" selected={lab.spawn}>{ "spawn" }</option>
                </select>
            </label>
            <p class="hint" id="python-obstacle">{ obstacle.unwrap_or_default() }</p>
        </div>
    }
}

/// The way back to the program as it was, and from there to what was made of it.
fn reset(sheet: &Sheet, link: &Scope<Python>) -> Html {
    let can_return = sheet.can_return();
    let asked = move |_: MouseEvent| if can_return { Msg::BringBack } else { Msg::Reset };
    html! {
        <button type="button" class="quiet" data-action="reset-python"
            aria-disabled={(!sheet.is_changed() && !can_return).to_string()}
            onclick={link.callback(asked)}>
            { if can_return { "Back to my changes" } else { "Reset to original" } }
        </button>
    }
}

fn progress(lab: &Python) -> Html {
    if lab.phase != Phase::Loading {
        return Html::default();
    }
    let (done, total) = lab.loaded.unwrap_or((0.0, 1.0));
    let words = match lab.loaded {
        Some(_) if done < total => {
            let (done, total) = (done / BYTES_A_MEGABYTE, total / BYTES_A_MEGABYTE);
            format!("Loading Python: {done:.1} of {total:.1} MB")
        }
        Some(_) => "Starting Python …".to_owned(),
        None => "Loading Python …".to_owned(),
    };
    html! {
        <div class="progress">
            <label for="python-progress">{ words }</label>
            <progress id="python-progress" max={total.to_string()} value={done.to_string()}></progress>
        </div>
    }
}

fn input(asks: bool) -> Html {
    if !asks {
        return Html::default();
    }
    html! {
        <form class="lab-input">
            <label for={INPUT}>{ "The program waits for a line" }</label>
            <input type="text" id={INPUT} autocomplete="off" spellcheck="false" />
            <button type="submit" class="quiet" data-action="enter-line">{ "Enter" }</button>
        </form>
    }
}
