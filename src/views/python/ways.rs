//! Run it three ways: the variants that a program defines, timed in turn and drawn as bars.

use crate::lab::contest::{self, Contest, Figure};
use crate::unit;
use crate::views::table::table;
use yew::prelude::*;

/// What the table is.
const NAME: [(&str, &str); 2] =
    [("class", "twins-table"), ("aria-label", "The variants of the program, timed")];

/// What the columns hold.
const COLUMNS: [&str; 5] = ["Variant", "Median of the rounds", "Took", "Speed-up", "First time"];

/// The button; none where the program has no variants.
pub fn button(code: &str, barred: bool, press: Callback<MouseEvent>) -> Html {
    if !contest::has_variants(code) {
        return Html::default();
    }
    html! {
        <button type="button" class="quiet" data-action="run-ways" aria-disabled={barred.to_string()}
            onclick={press}>{ "Run it three ways" }</button>
    }
}

/// What was timed; none before there is something to compare.
pub fn chart(contest: &Contest) -> Option<Html> {
    let figures = contest.figures();
    let medians = figures.iter().filter_map(|it| it.summary.as_ref()).map(|it| it.median);
    let most = medians.fold(0.0, f64::max);
    if figures.len() < 2 || most <= 0.0 {
        return None;
    }
    let disagree = (!contest.agrees()).then(|| {
        html! {
            <p class="failure" role="alert" data-notice="ways-disagree">
                { "The variants gave different answers: the lines above say which. Their times \
                   cannot be compared." }
            </p>
        }
    });
    Some(html! {
        <div class="ways" data-ways="">
            <h3>{ "Three ways, timed" }</h3>
            { for disagree }
            { table(&NAME, &COLUMNS, figures.iter().map(|figure| row(figure, most)).collect()) }
            <p class="hint">
                { "All of them in every round, in random order, after one round to warm up. A speed-up \
                   is against sequential, paired within rounds." }
            </p>
        </div>
    })
}

fn row(figure: &Figure, most: f64) -> Html {
    let dash = || "–".to_owned();
    let median = figure.summary.as_ref().map(|it| it.median);
    let speedup = figure.speedup.as_ref().map(|it| it.ratio);
    let class = contest::strategy(&figure.variant).map_or("", |strategy| strategy.id());
    let cell = |at: usize, words: String| {
        html! { <td role="cell" data-label={COLUMNS[at]}>{ words }</td> }
    };
    let plain = |number: Option<f64>| number.map(|number| unit::decimal(number, 4));
    let bar = median.map(|ms| {
        let style = format!("width:{:.2}%", ms / most * 100.0);
        html! { <span class="twin-bar python" {style}></span> }
    });
    html! {
        <tr role="row" data-way={figure.variant.clone()} data-median-ms={plain(median)}
            data-speedup={plain(speedup)} data-answer={figure.answer.clone()}>
            <th scope="row" role="rowheader">{ &figure.variant }</th>
            <td role="cell" class={classes!("twin-bars", class)} aria-hidden="true">{ for bar }</td>
            { cell(2, median.map_or_else(dash, unit::show)) }
            { cell(3, speedup.map_or_else(dash, unit::show_ratio)) }
            { cell(4, figure.cold_ms.map_or_else(dash, unit::show)) }
        </tr>
    }
}
