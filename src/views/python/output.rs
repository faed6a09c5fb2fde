//! What the program prints, and what can be done with it: pick lanes, show times, copy.

use super::screen::Screen;
use super::{Msg, Phase, Python};
use crate::lab::voices::{Voice, Voices};
use crate::palette;
use crate::views::copy::Copy;
use yew::html::Scope;
use yew::prelude::*;

/// The output of the lab as it stands.
pub fn output(screen: &Screen, phase: &Phase, link: &Scope<Python>) -> Html {
    html! {
        <div class="lab-output">
            <div class="lab-head">
                <h3 id="lab-output-title">{ "Output" }</h3>
                { tools(screen, link) }
            </div>
            { chips(screen.lanes(), link) }
            <pre data-python-output="" ref={screen.place.clone()} tabindex="0" role="region"
                aria-labelledby="lab-output-title" class={screen.shows_times().then_some("timed")}
                data-lanes={screen.lanes().len().to_string()}></pre>
            <p class="outcome" role="status">{ outcome(phase) }</p>
        </div>
    }
}

fn tools(screen: &Screen, link: &Scope<Python>) -> Html {
    let place = screen.place.clone();
    let text = Callback::from(move |()| Ok(super::screen::shown_text(&place)));
    html! {
        <div class="lab-tools">
            <label class="choice">
                <input type="checkbox" data-choose="times" checked={screen.shows_times()}
                    onchange={link.callback(|_| Msg::Times)} />
                { "Times" }
            </label>
            <Copy label="Copy output" action="copy-output" {text} disabled={screen.is_empty()}
                about={screen.run().to_string()} said="Copied." />
        </div>
    }
}

/// A button for each lane, where there is more than one.
fn chips(lanes: &[Voice], link: &Scope<Python>) -> Html {
    if lanes.len() < 2 {
        return Html::default();
    }
    let chip = |(number, lane): (usize, &Voice)| {
        let colour = format!("--lane: {}", palette::hex(palette::lane(number as u32)));
        let words = if Voices::is_rest(number) {
            "all others".to_owned()
        } else {
            format!("{} {}", lane.process, lane.thread)
        };
        html! {
            <button type="button" class="chip" data-lane={number.to_string()} style={colour}
                aria-pressed={lane.is_shown.to_string()}
                onclick={link.callback(move |_| Msg::Lane(number))}>{ words }</button>
        }
    };
    html! {
        <div class="chips" role="group" aria-label="Lines of these processes and threads">
            { for lanes.iter().enumerate().map(chip) }
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
