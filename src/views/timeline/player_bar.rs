//! Slow motion: what starts, stops and moves the replay, and what is going on at its moment.

use crate::timeline::moment::Moment;
use crate::timeline::player::{Player, Speed};
use crate::timeline::{Timeline, moment::precise};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Positions of the scrubber.
const POSITIONS: f64 = 1_000.0;

/// What a visitor asks of the replay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ask {
    /// Start, or stop.
    Toggle,
    /// Go to the next change.
    Step,
    /// Go to a share of the makespan.
    Seek(f64),
    /// Move at another speed.
    Speed(Speed),
}

/// The bar of a replay; where motion is unwelcome it moves in steps only.
pub fn bar(timeline: &Timeline, player: Player, is_still: bool, ask: &Callback<Ask>) -> Html {
    let at_ms = player.at_ms.unwrap_or_default();
    let share = if timeline.makespan_ms > 0.0 { at_ms / timeline.makespan_ms } else { 0.0 };
    let says = |what: Ask| ask.reform(move |_: MouseEvent| what);
    let seek = ask.reform(|event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        Ask::Seek(input.map_or(0.0, |input| input.value_as_number() / POSITIONS))
    });
    let moment = player.at_ms.map(|at| Moment::of(timeline, at).in_words(timeline.subject));
    let text = moment.unwrap_or_else(|| format!("The run took {}.", precise(timeline.makespan_ms)));
    let title = if player.playing { "Pause" } else { "Play" };
    let position = ((share * POSITIONS).round() as u32).to_string();
    let play = (!is_still).then(|| {
        html! { <button type="button" data-action="play" onclick={says(Ask::Toggle)}>{ title }</button> }
    });
    html! {
        <div class="player" role="group" aria-label="Slow motion">
            <div class="player-buttons">
                { for play }
                <button type="button" data-action="step" onclick={says(Ask::Step)}>{ "Next change" }</button>
                { for Speed::ALL.into_iter().filter(|_| !is_still).map(|it| speed(it, player, ask)) }
            </div>
            <label class="scrubber">
                <span class="visually-hidden">{ "Moment of the run" }</span>
                <input type="range" min="0" max="1000" step="1" data-action="seek" value={position}
                    aria-valuetext={text.clone()} oninput={seek} />
            </label>
            <p class="hint" data-moment="">{ text }</p>
        </div>
    }
}

fn speed(speed: Speed, player: Player, ask: &Callback<Ask>) -> Html {
    let choose = ask.reform(move |_: MouseEvent| Ask::Speed(speed));
    let pressed = if player.speed == speed { "true" } else { "false" };
    html! {
        <button type="button" class="speed" data-speed={speed.id()} aria-pressed={pressed} onclick={choose}>
            { speed.title() }
        </button>
    }
}
