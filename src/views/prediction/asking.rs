//! Asks for a guess: a bar to drag and a number to type for each strategy.

use super::{Msg, Prediction, section};
use crate::prediction::{self, Guesses, MOST_PERCENT, shown_percent};
use crate::strategy::Strategy;
use crate::unit;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Where a bar stands before it is touched: as long as Sequential's.
const UNTOUCHED: f64 = 100.0;

/// The bars to drag.
pub fn asking(ctx: &Context<Prediction>, guesses: &Guesses) -> Html {
    let strategies = ctx.props().told.snapshot.next.iter().flat_map(|race| &race.strategies);
    let strategies = strategies.filter(|strategy| **strategy != Strategy::Sequential);
    let skip = |is_skipped| ctx.link().callback(move |_: MouseEvent| Msg::Skip(is_skipped));
    if guesses.is_skipped() {
        let back = html! {
            <button type="button" class="quiet" data-action="guess" onclick={skip(false)}>
                { "Guess after all" }
            </button>
        };
        return section("asking", back);
    }
    section(
        "asking",
        html! {
            <>
                <p>
                    { "How long will each strategy take, compared with Sequential? Drag its bar or \
                       type a number, then run. You need not: Run works without a guess." }
                </p>
                <div class="ghosts">
                    { reference() }
                    { for strategies.map(|strategy| ghost(ctx, guesses, *strategy)) }
                </div>
                <button type="button" class="quiet" data-action="skip-guess" onclick={skip(true)}>
                    { "I’d rather not guess" }
                </button>
            </>
        },
    )
}

/// What is guessed, while it is being measured.
pub fn waiting(made: &[(Strategy, f64)]) -> Html {
    let bar = |(strategy, percent): &(Strategy, f64)| {
        html! {
            <div class={classes!("ghost", strategy.id())}>
                <span class="name">{ strategy.title() }</span>
                <span class="bar" style={length(*percent)}></span>
                <span class="said">{ in_words(Some(*percent)) }</span>
            </div>
        }
    };
    section(
        "asking",
        html! {
            <>
                <p>{ "Your guess is kept. It is put beside the measurement when the race is over." }</p>
                <div class="ghosts">{ reference() }{ for made.iter().map(bar) }</div>
            </>
        },
    )
}

/// Sequential: the bar that the others are compared with.
fn reference() -> Html {
    html! {
        <div class="ghost sequential">
            <span class="name">{ Strategy::Sequential.title() }</span>
            <span class="bar solid" style={length(100.0)}></span>
            <span class="said">{ "100 % – the one to compare with" }</span>
        </div>
    }
}

fn ghost(ctx: &Context<Prediction>, guesses: &Guesses, strategy: Strategy) -> Html {
    let guess = guesses.get(strategy);
    let percent = guess.unwrap_or(UNTOUCHED);
    let heard = move |text: String| prediction::parse(&text).map(|it| Msg::Guess(strategy, it));
    let dragged = ctx.link().batch_callback(move |event: InputEvent| heard(value(&event)));
    // A number that is still being typed is no guess yet: it counts when the field is left.
    let typed = ctx.link().batch_callback(move |event: Event| heard(value(&event)));
    let id = format!("guess-{}", strategy.id());
    let (typed_id, said) = (format!("{id}-percent"), in_words(guess));
    html! {
        <div class={classes!("ghost", strategy.id(), guess.is_none().then_some("untouched"))}
            key={strategy.id()}>
            <label class="name" for={id.clone()}>{ strategy.title() }</label>
            <input type="range" id={id.clone()} name={id} min="1" max={shown_percent(MOST_PERCENT)}
                step="1" value={shown_percent(percent.min(MOST_PERCENT))} style={length(percent)}
                aria-valuetext={said.clone()} oninput={dragged} />
            <span class="number">
                <input type="text" inputmode="decimal" autocomplete="off" id={typed_id.clone()}
                    name={typed_id} size="4" value={guess.map(shown_percent).unwrap_or_default()}
                    placeholder="–" aria-label={format!("{}: percent of the time of Sequential", strategy.title())}
                    onchange={typed} onkeydown={Callback::from(keep_enter)} />
                { "\u{a0}%" }
            </span>
            <span class="said">{ said }</span>
        </div>
    }
}

/// Enter ends the typing; no form is sent.
fn keep_enter(event: KeyboardEvent) {
    if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
        event.prevent_default();
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            // A field that has lost the focus before it was there has nothing to end.
            let _ = field.blur();
        }
    }
}

fn value(event: &Event) -> String {
    event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}

/// The share of the whole width that a bar takes, for the style sheet.
pub fn length(percent: f64) -> String {
    format!("--length: {}", unit::decimal((percent / MOST_PERCENT).min(1.0), 4))
}

fn in_words(percent: Option<f64>) -> String {
    match percent {
        None => "no guess yet".to_owned(),
        Some(percent) => {
            let times = unit::show_ratio(100.0 / percent);
            format!("{} % of the time: {times} as fast", shown_percent(percent))
        }
    }
}
