//! What the visitor chooses, and the buttons that start and stop the race. What happens to them is
//! heard by `listeners`.

use super::number_field::number_field;
use super::shape_icon::shape_icon;
use crate::element::{checkbox, element, group, text, worded};
use crate::environment::Environment;
use crate::form::{Field, Form, STRATEGIES, WORKLOAD};
use crate::run::{Phase, State};
use crate::settings::{REPEATS, WORKERS};
use crate::strategy::Strategy;
use crate::unit::grouped;
use crate::workload;
use yew::prelude::*;

/// The form, and what the browser gives once that is known. While `python` runs, no race can start.
pub fn controls(
    form: &Form,
    environment: Option<Environment>,
    state: &State,
    python: bool,
) -> Html {
    // The first press of Run needs no other choice, so it comes before all other choices.
    let fields = vec![
        workload_field(form),
        buttons(state.is_busy(), state.phase == Phase::Stopping, python),
        strategies(form),
        numbers(form, environment),
    ];
    let attributes =
        [("class", "panel controls"), ("aria-label", "Settings of the race"), ("novalidate", "")];
    element("form", &attributes, fields)
}

fn workload_field(form: &Form) -> Html {
    let chosen = form.workload();
    let options = workload::ALL.iter().map(|workload| {
        let value = ("value", workload.id);
        if workload.id == chosen.id {
            worded("option", &[value, ("selected", "")], workload.title)
        } else {
            worded("option", &[value], workload.title)
        }
    });
    let attributes = [("id", WORKLOAD), ("name", WORKLOAD), ("aria-describedby", "workload-hint")];
    let parts = vec![
        worded("label", &[("for", WORKLOAD)], "Workload"),
        element("select", &attributes, options.collect()),
        worded("p", &[("class", "hint"), ("id", "workload-hint")], chosen.summary),
    ];
    element("div", &[("class", "field")], parts)
}

fn strategies(form: &Form) -> Html {
    let mut parts = vec![worded("legend", &[], "Strategies")];
    for strategy in Strategy::ALL {
        let id = strategy.id();
        let attributes = [("type", "checkbox"), ("name", STRATEGIES), ("value", id)];
        let choice = vec![
            checkbox(&attributes, form.has(strategy)),
            shape_icon(strategy),
            worded("span", &[], strategy.title()),
        ];
        parts.push(element("label", &[("class", &["choice ", id].concat())], choice));
    }
    let error = form.strategies_error().unwrap_or_default();
    if !error.is_empty() {
        parts.push(worded("p", &[("class", "error"), ("id", "strategies-error")], error));
    }
    let described = if error.is_empty() { "" } else { "strategies-error" };
    let attributes = [("id", STRATEGIES), ("tabindex", "-1"), ("aria-describedby", described)];
    element("fieldset", &attributes[..if error.is_empty() { 2 } else { 3 }], parts)
}

fn numbers(form: &Form, environment: Option<Environment>) -> Html {
    let workload = form.workload();
    let (min, max) = (grouped(workload.sizes.min.into()), grouped(workload.sizes.max.into()));
    let sizes = format!("{min} to {max}; empty finds one");
    let mut workers = format!("{} to {}", WORKERS.start(), WORKERS.end());
    if let Some(Environment { reported_cores, .. }) = environment {
        workers += &format!("; {reported_cores} cores reported");
    }
    let repeats = format!("{} to {} samples each", REPEATS.start(), REPEATS.end());
    let fields = [
        (Field::Size, workload.size_label, &*sizes),
        (Field::Workers, "Workers", &workers),
        (Field::Repeats, "Repeats", &repeats),
        (Field::Processes, "Processes ×", "of the combined strategy"),
        (Field::Threads, "threads", "in each of them"),
    ];
    let fields = fields.map(|(field, label, limits)| number_field(form, field, label, limits));
    element("div", &[("class", "numbers")], fields.into())
}

fn buttons(busy: bool, stopping: bool, python: bool) -> Html {
    let button = |id, kind, keys, idle: bool, words: &str, hint: &str| {
        let attributes = [
            ("type", kind),
            ("class", id),
            ("data-action", id),
            ("aria-disabled", if idle { "true" } else { "false" }),
            ("aria-keyshortcuts", keys),
        ];
        element("button", &attributes, vec![text(words), worded("kbd", &[], hint)])
    };
    let stop = if stopping { "Stopping …" } else { "Stop" };
    let buttons = group(vec![
        button("run", "submit", "Control+Enter Meta+Enter", busy || python, "Run", "Ctrl + Enter"),
        button("stop", "button", "Escape", !busy || stopping, stop, "Esc"),
    ]);
    let buttons = element("div", &[("class", "buttons")], vec![buttons]);
    let reason = "A Python program holds the cores: no race can start until it has ended.";
    let reason = python.then(|| worded("p", &[("class", "hint")], reason));
    group([buttons].into_iter().chain(reason).collect())
}
