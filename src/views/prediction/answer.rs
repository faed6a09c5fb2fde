//! Guess and measurement, side by side.

use super::asking::length;
use super::{Msg, Prediction, section};
use crate::prediction::{self, Score, shown_percent};
use crate::strategy::Strategy;
use crate::unit;
use crate::views::table;
use yew::prelude::*;

/// What the columns of the table hold.
const COLUMNS: [&str; 4] = ["Strategy", "You said", "It was", "Off by"];

/// The guesses beside what was measured.
pub fn answer(ctx: &Context<Prediction>, scores: &[Score]) -> Html {
    let again = ctx.link().callback(|_: MouseEvent| Msg::Again);
    // All bars on one scale: the longest fills it, if it is longer than twice Sequential.
    let longest = scores.iter().flat_map(|it| [it.guess, it.measured]).fold(0.0, f64::max);
    let scale = (prediction::MOST_PERCENT / longest).min(1.0);
    section(
        "answered",
        html! {
            <>
                <p class="word">{ prediction::summing_up(scores).unwrap_or_default() }</p>
                <div class="ghosts answers">
                    <div class="ghost sequential">
                        <span class="name">{ Strategy::Sequential.title() }</span>
                        <span class="bars">
                            <span class="bar solid" style={length(100.0 * scale)}></span>
                        </span>
                        <span class="said">{ "the one to compare with" }</span>
                    </div>
                    { for scores.iter().map(|score| pair(score, scale)) }
                </div>
                { table(scores) }
                <button type="button" class="quiet" data-action="guess-again" onclick={again}>
                    { "Guess the next race" }
                </button>
            </>
        },
    )
}

fn pair(score: &Score, scale: f64) -> Html {
    html! {
        <div class={classes!("ghost", score.strategy.id())}>
            <span class="name">{ score.strategy.title() }</span>
            <span class="bars">
                <span class="bar" style={length(score.guess * scale)}></span>
                <span class="bar solid" style={length(score.measured * scale)}></span>
            </span>
            <span class="said">{ score.sentence() }</span>
        </div>
    }
}

fn table(scores: &[Score]) -> Html {
    let row = |score: &Score| {
        let percent = |percent: f64| format!("{} %", unit::digits(percent));
        let number = |number: f64| unit::decimal(number, 6);
        let range = score.interval.map(|(low, high)| {
            html! { <small>{ format!("{} – {} %", unit::digits(low), unit::digits(high)) }</small> }
        });
        html! {
            <tr role="row" data-of={score.strategy.id()} data-guess={number(score.guess)}
                data-measured={number(score.measured)} data-off={number(score.factor())}>
                <th scope="row" role="rowheader">{ score.strategy.title() }</th>
                <td role="cell" data-label="You said">{ format!("{} %", shown_percent(score.guess)) }</td>
                <td role="cell" data-label="It was">{ percent(score.measured) }{ range }</td>
                <td role="cell" data-label="Off by">{ score.off() }</td>
            </tr>
        }
    };
    html! {
        <details>
            <summary>{ "As a table: time in percent of Sequential’s" }</summary>
            { table::table(&[("aria-labelledby", "prediction-title")], &COLUMNS, scores.iter().map(row).collect()) }
        </details>
    }
}
