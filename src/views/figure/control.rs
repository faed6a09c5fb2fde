//! What all figures have in common: the button that tries something out, Stop, how far it has come.

use crate::element::worded;
use crate::experiment::Experiment;
use crate::run::Phase;
use crate::snapshot::Request;
use crate::unit;
use crate::views::told::Told;
use yew::prelude::*;

/// A button that starts an experiment.
pub struct Try {
    /// What it starts.
    pub experiment: Experiment,
    /// What stands on it.
    pub words: &'static str,
}

/// Whether a figure may start something now, and what to say beside its buttons.
pub struct Gate {
    /// Whether it may.
    pub is_open: bool,
    /// What goes on, or what stands in the way, or what the buttons do.
    pub words: String,
}

/// Whether the figure with this name may start something; `hint` says what that is.
pub fn gate(told: &Told, id: &str, needs_threads: bool, hint: &str) -> Gate {
    let shares = told.snapshot.environment.is_none_or(|it| it.shared_memory);
    if needs_threads && !shares {
        return Gate { is_open: false, words: NO_THREADS.to_owned() };
    }
    let is_open = !told.snapshot.state.is_busy() && told.python.is_none();
    Gate { is_open, words: status(told, id, hint) }
}

/// The buttons of a figure, and what goes on; `hint` says what they do before anything does.
pub fn control(told: &Told, tries: &[Try], hint: &str) -> Html {
    let id = tries.first().map_or("", |it| it.experiment.id());
    let gate = |one: &Try| gate(told, id, one.experiment.needs_threads(), hint);
    let buttons = tries.iter().enumerate().map(|(place, one)| {
        let (say, experiment, is_open) = (told.say.clone(), one.experiment, gate(one).is_open);
        let onclick = Callback::from(move |_: MouseEvent| {
            if is_open {
                say.emit(Request::Experiment(experiment));
            }
        });
        let class = if place == 0 { "run measure" } else { "quiet" };
        html! {
            <button type="button" {class} data-try={place.to_string()} {onclick}
                aria-disabled={(!is_open).to_string()}>
                { one.words }
            </button>
        }
    });
    let words = tries.first().map_or_else(String::new, |first| gate(first).words);
    let state = &told.snapshot.state;
    let share = state.progress.filter(|_| is_running(told, id) && state.phase == Phase::Running);
    let share = share.map(|progress| unit::decimal(progress.done, 3));
    html! {
        <div class="trying">
            <div class="measuring">{ for buttons }{ for is_running(told, id).then(|| stop(told)) }</div>
            <p class="hint" role="status">{ words }</p>
            if let Some(value) = share {
                { worded("progress", &[("aria-label", "Share that is done"), ("value", &value)], "") }
            }
        </div>
    }
}

/// Whether the experiment with this name is under way.
pub fn is_running(told: &Told, id: &str) -> bool {
    let state = &told.snapshot.state;
    state.is_busy() && state.experiment.is_some_and(|it| it.id() == id)
}

fn stop(told: &Told) -> Html {
    let say = told.say.clone();
    let onclick = Callback::from(move |_: MouseEvent| say.emit(Request::Stop));
    html! {
        <button type="button" class="quiet" data-try="stop" {onclick}>{ "Stop" }</button>
    }
}

/// What is said where threads cannot run.
const NO_THREADS: &str = "Threads cannot run here: this browser does not let workers share a memory with \
    this page. Open it in a tab of its own, or in another browser, to try this.";

fn status(told: &Told, id: &str, hint: &str) -> String {
    let state = &told.snapshot.state;
    let concerned = state.experiment.is_some_and(|it| it.id() == id);
    match &state.phase {
        Phase::Loading if concerned => "Getting the engine ready …".to_owned(),
        Phase::Running if concerned => "Trying it out …".to_owned(),
        Phase::Stopping if concerned => "Stopping …".to_owned(),
        Phase::Cancelled if concerned => "Stopped before it was over.".to_owned(),
        Phase::Failed(failure) if concerned => format!("{failure} {}", failure.remedy()),
        _ if state.is_busy() => "Something else runs; this can follow when it is over.".to_owned(),
        _ if told.python.is_some() => {
            "A Python program runs; this can follow when it has ended.".to_owned()
        }
        _ => hint.to_owned(),
    }
}
