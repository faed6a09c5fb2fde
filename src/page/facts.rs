//! The badge: what this browser gives.

use crate::environment::{Environment, Fact, Probe};
use yew::prelude::*;

/// A short list of what was found out about the browser, and what the main process measured.
pub fn facts(environment: Option<Environment>, probe: Option<Probe>) -> Html {
    html! {
        <section class="panel facts" aria-labelledby="facts-title">
            <h2 id="facts-title">{ "This browser" }</h2>
            if let Some(environment) = environment {
                <dl>{ for environment.facts(probe).into_iter().map(fact) }</dl>
            } else {
                <p>{ "Finding out what it gives …" }</p>
            }
        </section>
    }
}

fn fact(fact: Fact) -> Html {
    let class = match fact.good {
        Some(true) => "good",
        Some(false) => "bad",
        None => "plain",
    };
    html! { <div {class}><dt>{ fact.label }</dt><dd>{ fact.value }</dd></div> }
}
