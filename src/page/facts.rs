//! The badge: what this browser gives.

use crate::element::{element, worded};
use crate::environment::{Environment, Fact, Probe};
use yew::prelude::*;

/// A short list of what was found out about the browser, and what the main process measured.
pub fn facts(environment: Option<Environment>, probe: Option<Probe>) -> Html {
    let found = match environment {
        Some(environment) => {
            element("dl", &[], environment.facts(probe).into_iter().map(fact).collect())
        }
        None => worded("p", &[], "Finding out what it gives …"),
    };
    let title = worded("h2", &[("id", "facts-title")], "This browser");
    let attributes = [("class", "panel facts"), ("aria-labelledby", "facts-title")];
    element("section", &attributes, vec![title, found])
}

fn fact(fact: Fact) -> Html {
    let class = match fact.good {
        Some(true) => "good",
        Some(false) => "bad",
        None => "plain",
    };
    let pair = vec![worded("dt", &[], fact.label), worded("dd", &[], &fact.value)];
    element("div", &[("class", class)], pair)
}
