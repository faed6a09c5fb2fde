//! Speed-ups in Rust and in Python, side by side: bars with one scale, and the same in numbers.

use crate::lab::twin::Pair;
use crate::stats::Speedup;
use crate::unit;
use crate::views::table::table;
use crate::workload::Workload;
use yew::prelude::*;

/// What the table is.
const NAME: [(&str, &str); 2] =
    [("class", "twins-table"), ("aria-label", "Speed-ups in Rust and in Python")];

/// What the columns hold.
const COLUMNS: [&str; 6] =
    ["Strategy", "Against its own one thread", "Rust", "Python", "Rust took", "Python took"];

/// The pairs as a table with bars in it; `sizes` are Python's and Rust's.
pub fn draw(pairs: &[Pair], workload: &Workload, (python, rust): (u32, u32)) -> Html {
    let speeds =
        pairs.iter().flat_map(|pair| [pair.rust, pair.python]).flatten().map(|it| it.ratio);
    let most = speeds.fold(1.0, f64::max);
    let sizes = format!(
        "{}: {} in Rust, {} in Python. A bar is how many times as fast as one thread of the same \
         language, with its 95 % interval in the table; the line is 1×.",
        workload.size_label,
        unit::grouped(rust.into()),
        unit::grouped(python.into())
    );
    html! {
        <>
            <ul class="twins-key" aria-hidden="true">
                <li><span class="twin-bar rust"></span>{ "Rust, in the race" }</li>
                <li><span class="twin-bar python"></span>{ "Python, in the lab" }</li>
            </ul>
            { table(&NAME, &COLUMNS, pairs.iter().map(|pair| row(pair, most)).collect()) }
            <p class="hint">{ sizes }</p>
        </>
    }
}

fn row(pair: &Pair, most: f64) -> Html {
    let time = |ms: Option<f64>| ms.map_or_else(dash, unit::show);
    let plain = |number: Option<f64>| number.map(|number| unit::decimal(number, 4));
    let cell = |at: usize, words: String| {
        html! { <td role="cell" data-label={COLUMNS[at]}>{ words }</td> }
    };
    let speed = |at: usize, speed: Option<Speedup>| {
        let words = speed.map_or_else(dash, |it| unit::show_ratio(it.ratio));
        let interval = speed.and_then(|it| it.ci95).map(|(low, high)| {
            html! { <small>{ format!("{}–{}", unit::decimal(low, 2), unit::decimal(high, 2)) }</small> }
        });
        html! { <td role="cell" data-label={COLUMNS[at]}>{ words }{ for interval }</td> }
    };
    let bar = |class: &'static str, ratio: Option<f64>| {
        ratio.map(|ratio| {
            let style = format!("width:{:.2}%", (ratio / most).min(1.0) * 100.0);
            html! { <span class={classes!("twin-bar", class)} {style}></span> }
        })
    };
    let one = format!("--one:{:.2}%", 100.0 / most);
    html! {
        <tr role="row" data-twin={pair.strategy.id()} data-rust-speedup={plain(pair.rust.map(|it| it.ratio))}
            data-python-speedup={plain(pair.python.map(|it| it.ratio))} data-python-median-ms={plain(pair.python_ms)}>
            <th scope="row" role="rowheader">{ pair.strategy.title() }</th>
            <td role="cell" class={classes!("twin-bars", pair.strategy.id())} aria-hidden="true" style={one}>
                { for bar("rust", pair.rust.map(|it| it.ratio)) }
                { for bar("python", pair.python.map(|it| it.ratio)) }
            </td>
            { speed(2, pair.rust) }
            { speed(3, pair.python) }
            { cell(4, time(pair.rust_ms)) }
            { cell(5, time(pair.python_ms)) }
        </tr>
    }
}

fn dash() -> String {
    "–".to_owned()
}
