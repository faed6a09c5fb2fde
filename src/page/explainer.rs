//! What the five strategies are, a line each.

use super::shape_icon::shape_icon;
use crate::strategy::Strategy;
use yew::prelude::*;

fn line(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Sequential => {
            "One process with one thread: the baseline that every speed-up is measured against."
        }
        Strategy::ThreadsGil => {
            "Threads share a memory but take turns under one lock, as Python’s do. Waiting overlaps; \
             computing does not."
        }
        Strategy::Threads => {
            "Threads share one memory and compute at the same time. Nothing is copied between them."
        }
        Strategy::Processes => {
            "Each process has a memory of its own, so data is copied there and answers are copied \
             back."
        }
        Strategy::ProcessesThreads => {
            "A few processes with a few threads each: copies between processes, shares within them."
        }
    }
}

/// The note beside the chart.
pub fn explainer() -> Html {
    html! {
        <section class="panel explainer" aria-labelledby="explainer-title">
            <h2 id="explainer-title">{ "What you see" }</h2>
            <p>{ "The same work, cut into the same chunks, run in five shapes. A box is a memory, a dot is a thread." }</p>
            <dl>
                { for Strategy::ALL.map(|strategy| html! {
                    <div class={strategy.id()}>
                        <dt>{ shape_icon(strategy) }{ strategy.title() }</dt>
                        <dd>{ line(strategy) }</dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}
