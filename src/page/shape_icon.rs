//! The picture of a strategy's shape: a box is a memory, a dot is a thread.

use crate::strategy::Strategy;
use yew::prelude::*;

/// A small picture in the colour of the strategy. Says nothing to a screen reader: the name of
/// the strategy always stands beside it.
pub fn shape_icon(strategy: Strategy) -> Html {
    let (boxes, dots): (&[(f64, f64)], &[f64]) = match strategy {
        Strategy::Sequential => (&[(9.0, 14.0)], &[16.0]),
        Strategy::ThreadsGil | Strategy::Threads => (&[(1.0, 30.0)], &[8.0, 16.0, 24.0]),
        Strategy::Processes => (&[(0.5, 9.0), (11.5, 9.0), (22.5, 9.0)], &[5.0, 16.0, 27.0]),
        Strategy::ProcessesThreads => (&[(0.5, 14.5), (17.0, 14.5)], &[4.6, 10.9, 21.1, 27.4]),
    };
    let taking_turns = strategy == Strategy::ThreadsGil;
    html! {
        <svg class={classes!("shape", strategy.id())} viewBox="0 0 32 20" width="32" height="20" aria-hidden="true">
            { for boxes.iter().map(|&(x, width)| html! {
                <rect class="memory" x={x.to_string()} y="1.5" width={width.to_string()} height="17" rx="3.5" />
            }) }
            { for dots.iter().enumerate().map(|(index, x)| {
                let waits = taking_turns && index != 1;
                html! {
                    <circle class={if waits { "waits" } else { "thread" }} cx={x.to_string()} cy="10" r="2.5" />
                }
            }) }
        </svg>
    }
}
