//! What the visitor chooses, and the buttons that start and stop the race.

use super::number_field::{NumberField, number_field};
use super::shape_icon::shape_icon;
use crate::environment::Environment;
use crate::form::{Edit, Field, Form, STRATEGIES};
use crate::settings::{REPEATS, WORKERS};
use crate::strategy::Strategy;
use crate::unit::grouped;
use crate::workload;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the form shows, and who is told about changes.
pub struct Controls<'a> {
    /// What is in the form.
    pub form: &'a Form,
    /// What the browser gives, once it is known.
    pub environment: Option<Environment>,
    /// Whether a run is under way.
    pub busy: bool,
    /// Whether it was asked to stop.
    pub stopping: bool,
    /// Called with every change.
    pub on_edit: Callback<Edit>,
    /// Called when a race is wanted.
    pub on_run: Callback<()>,
    /// Called when it is to stop.
    pub on_stop: Callback<()>,
}

/// The form.
pub fn controls(props: &Controls<'_>) -> Html {
    let onsubmit = props.on_run.reform(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="panel controls" aria-label="Settings of the race" novalidate=true {onsubmit}>
            { workload_field(props) }
            { strategies(props) }
            <div class="numbers">{ numbers(props) }</div>
            { buttons(props) }
        </form>
    }
}

fn workload_field(props: &Controls<'_>) -> Html {
    let chosen = props.form.workload();
    let on_edit = props.on_edit.clone();
    let onchange = Callback::from(move |event: Event| {
        let select: Option<HtmlSelectElement> = event.target_dyn_into();
        let workload = select.and_then(|select| workload::find(&select.value()));
        workload.into_iter().for_each(|workload| on_edit.emit(Edit::Workload(workload)));
    });
    html! {
        <div class="field">
            <label for="workload">{ "Workload" }</label>
            <select id="workload" name="workload" aria-describedby="workload-hint" {onchange}>
                { for workload::ALL.iter().map(|workload| html! {
                    <option value={workload.id} selected={workload.id == chosen.id}>{ workload.title }</option>
                }) }
            </select>
            <p class="hint" id="workload-hint">{ chosen.summary }</p>
        </div>
    }
}

fn strategies(props: &Controls<'_>) -> Html {
    let error = props.form.strategies_error();
    html! {
        <fieldset id={STRATEGIES} tabindex="-1" aria-describedby={error.map(|_| "strategies-error")}>
            <legend>{ "Strategies" }</legend>
            { for Strategy::ALL.map(|strategy| {
                let onchange = props.on_edit.reform(move |_: Event| Edit::Toggle(strategy));
                html! {
                    <label class={classes!("choice", strategy.id())}>
                        <input type="checkbox" name="strategies" value={strategy.id()} checked={props.form.has(strategy)} {onchange} />
                        { shape_icon(strategy) }
                        <span>{ strategy.title() }</span>
                    </label>
                }
            }) }
            if let Some(error) = error {
                <p class="error" id="strategies-error">{ error }</p>
            }
        </fieldset>
    }
}

fn numbers(props: &Controls<'_>) -> Html {
    let workload = props.form.workload();
    let sizes = format!("{} to {}", grouped(workload.sizes.min), grouped(workload.sizes.max));
    let workers = format!("{} to {}", WORKERS.start(), WORKERS.end());
    let repeats = format!("{} to {} samples each", REPEATS.start(), REPEATS.end());
    let field = |field, label, hint| {
        number_field(NumberField { form: props.form, field, label, hint, on_edit: &props.on_edit })
    };
    let reported = props.environment.map(|environment| environment.reported_cores);
    let cores = reported.map_or(String::new(), |cores| format!("; {cores} cores reported"));
    html! {
        <>
            <div class="wide">{ field(Field::Size, workload.size_label, format!("{sizes}; empty finds one")) }</div>
            { field(Field::Workers, "Workers", format!("{workers}{cores}")) }
            { field(Field::Repeats, "Repeats", repeats) }
            { field(Field::Processes, "Processes ×", "of the combined strategy".to_owned()) }
            { field(Field::Threads, "threads", "in each of them".to_owned()) }
        </>
    }
}

fn buttons(props: &Controls<'_>) -> Html {
    let on_stop = props.on_stop.reform(|_: MouseEvent| ());
    html! {
        <div class="buttons">
            <button type="submit" class="run" data-action="run" aria-disabled={props.busy.to_string()} aria-keyshortcuts="Control+Enter Meta+Enter">
                { "Run" }<kbd>{ "Ctrl + Enter" }</kbd>
            </button>
            <button type="button" class="stop" data-action="stop" aria-disabled={(!props.busy || props.stopping).to_string()} aria-keyshortcuts="Escape" onclick={on_stop}>
                { if props.stopping { "Stopping …" } else { "Stop" } }<kbd>{ "Esc" }</kbd>
            </button>
        </div>
    }
}
