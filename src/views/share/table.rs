//! The table of results from elsewhere, beside one's own.

use super::Told;
use crate::reference::{Reference, Row};
use crate::unit;
use crate::views::table::table;
use crate::workload;
use yew::prelude::*;

/// What the columns hold.
const COLUMNS: [&str; 5] = ["Strategy", "With", "Median", "Speed-up", "Your speed-up"];

/// The table, and what it is of.
pub fn draw(told: &Told, reference: &Reference) -> Html {
    let title = workload::find(&reference.workload).map_or("", |workload| workload.title);
    let size = unit::grouped(reference.size.into());
    let rows = reference.rows.iter().chain(&reference.variants).map(|it| row(told, it));
    html! {
        <>
            <h3>{ "From elsewhere" }</h3>
            <p>{ format!("{title}, size {size}: {}.", reference.line()) }</p>
            { table(&[("aria-label", "Results from elsewhere, beside yours")], &COLUMNS, rows.collect()) }
        </>
    }
}

fn row(told: &Told, row: &Row) -> Html {
    let ratio = |ratio: Option<f64>| ratio.map_or_else(|| "–".to_owned(), unit::show_ratio);
    let own = told.outcomes.iter().find(|outcome| outcome.strategy == row.strategy);
    let own = own.and_then(|outcome| outcome.speedup).map(|speedup| speedup.ratio);
    let range = row.speedup_ci95.filter(|(low, high)| low < high);
    let range = range.map(|(low, high)| format!("{} – {}", unit::digits(low), unit::digits(high)));
    html! {
        <tr role="row" class={row.strategy.id()}>
            <th scope="row" role="rowheader">{ row.strategy.title() }</th>
            <td role="cell" class="words">{ if row.via.is_empty() { "–" } else { &row.via } }</td>
            <td role="cell" data-label="Median">{ unit::show(row.median_ms) }</td>
            <td role="cell" data-label="Speed-up">
                { ratio(row.speedup) }{ for range.map(|it| html! { <small>{ it }</small> }) }
            </td>
            <td role="cell" data-label="Your speed-up">{ ratio(own) }</td>
        </tr>
    }
}
