//! What the lab looks like, as it stands.

use super::editor::editor;
use super::keys::INPUT;
use super::{Msg, Phase, Python, ways};
use crate::lab::program::{self, Program};
use crate::lab::transcript::{MOST_BYTES, MOST_LINES};
use web_sys::HtmlSelectElement;
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
            <h3 id="lab-title">{ "Python, in this page" }</h3>
            { about() }
            { programs(lab.chosen, link.callback(Msg::Choose)) }
            { notices(lab) }
            { editor(&lab.code, link.callback(Msg::Edit)) }
            { buttons(lab, ctx, obstacle) }
            { progress(lab) }
            { input(lab.asks && lab.phase == Phase::Running) }
            { output(lab) }
            { lab.watch.draw(ctx.props().told.width) }
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

fn programs(chosen: Option<&'static Program>, choose: Callback<&'static Program>) -> Html {
    let onchange = Callback::from(move |event: web_sys::Event| {
        let list = event.target_dyn_into::<HtmlSelectElement>();
        let found = list.and_then(|list| program::find(&list.value()));
        found.into_iter().for_each(|program| choose.emit(program));
    });
    let option = |program: &'static Program| {
        let selected = chosen == Some(program);
        html! { <option value={program.id} {selected}>{ program.title }</option> }
    };
    html! {
        <label class="field">
            <span>{ "Programs" }</span>
            <select data-choose="program" {onchange}>
                if chosen.is_none() {
                    <option value="" selected=true>{ "from a link" }</option>
                }
                { for program::ALL.iter().map(option) }
            </select>
        </label>
    }
}

fn notices(lab: &Python) -> Html {
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
            if lab.chosen.is_none() { { notice("linked-program", linked) } }
            if let Some(words) = &lab.link_error { { notice("bad-link", words.clone()) } }
            if !lab.missing.is_empty() { { notice("python-missing", missing(&lab.missing)) } }
            if lab.screen.is_cut() { { notice("output-cut", cut) } }
            if let Phase::Failed(words) = &lab.phase {
                <p class="failure" role="alert" data-notice="python-failed">{ words }</p>
            }
        </>
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
            { ways::button(&lab.code, !idle || obstacle.is_some(), link.callback(|_| Msg::Run(true))) }
            <button type="button" class="stop" data-action="stop-python"
                aria-disabled={idle.to_string()} onclick={link.callback(|_| Msg::Stop)}>
                { if lab.stopped && !idle { "Stopping …" } else { "Stop" } }
            </button>
            <button type="button" class="quiet" data-action="reset-python"
                aria-disabled={(lab.code == lab.original).to_string()}
                onclick={link.callback(|_| Msg::Reset)}>
                { "Reset to original" }
            </button>
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

fn output(lab: &Python) -> Html {
    html! {
        <div class="lab-output">
            <h4 id="lab-output-title">{ "Output" }</h4>
            <pre data-python-output="" ref={lab.screen.place.clone()} tabindex="0" role="region"
                aria-labelledby="lab-output-title"></pre>
            <p class="outcome" role="status">{ outcome(&lab.phase) }</p>
        </div>
    }
}

fn outcome(phase: &Phase) -> Html {
    let Phase::Done(code, elapsed_ms, stopped) = phase else {
        let words = match phase {
            Phase::Loading => "Python is being loaded.",
            Phase::Running => "The program runs.",
            _ => "",
        };
        return html! { words };
    };
    html! {
        <>
            { if *stopped { "Stopped: " } else { "Done: " } }
            <span data-python-exit={code.to_string()}>{ format!("exit code {code}") }</span>
            { " after " }
            <span data-python-elapsed-ms={format!("{elapsed_ms:.1}")}>
                { format!("{:.2} s", elapsed_ms / 1e3) }
            </span>
        </>
    }
}
