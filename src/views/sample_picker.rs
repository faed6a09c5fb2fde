//! Chooses the sample that a view shows: a strategy, and one of its samples.

use super::told::Told;
use crate::receipt::SampleKey;
use crate::samples;
use crate::strategy::Strategy;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What is chosen, and who hears of another choice.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
    /// The sample that is shown.
    pub chosen: SampleKey,
    /// Hears which sample to show instead.
    pub choose: Callback<SampleKey>,
}

/// Chooses a strategy, and one of its samples.
#[component]
pub fn SamplePicker(Props { told, chosen, choose }: &Props) -> Html {
    let samples = &told.snapshot.state.samples;
    let strategies = samples::strategies(samples);
    let choices = samples::choices(samples, chosen.strategy);
    let strategy_at = strategies.iter().position(|it| *it == chosen.strategy);
    let sample_at = choices.iter().position(|it| it.key == *chosen);
    let titles = strategies.iter().map(|it| it.title().to_owned()).collect::<Vec<_>>();
    let labels = choices.iter().map(|it| it.label.clone()).collect::<Vec<_>>();
    let pick_strategy = {
        let (told, choose) = (told.clone(), choose.clone());
        let key = move |at: usize| sample_of(&told, *strategies.get(at)?);
        Callback::from(move |at: usize| key(at).into_iter().for_each(|key| choose.emit(key)))
    };
    let pick_sample = {
        let choose = choose.clone();
        Callback::from(move |at: usize| {
            choices.get(at).into_iter().for_each(|it| choose.emit(it.key));
        })
    };
    html! {
        <div class="sample-picker">
            <Chooser name="strategy" title="Strategy" words={titles} at={strategy_at} pick={pick_strategy} />
            <Chooser name="sample" title="Sample" words={labels} at={sample_at} pick={pick_sample} />
        </div>
    }
}

fn sample_of(told: &Told, strategy: Strategy) -> Option<SampleKey> {
    samples::default_sample(&told.snapshot.state.samples, strategy)
}

/// A list to choose one of.
#[derive(Clone, PartialEq, Properties)]
struct ChooserProps {
    /// For tests: `data-choose`.
    name: &'static str,
    /// What a visitor reads above it.
    title: &'static str,
    /// What can be chosen.
    words: Vec<String>,
    /// What is chosen.
    at: Option<usize>,
    /// Hears what else was chosen.
    pick: Callback<usize>,
}

#[component]
fn Chooser(ChooserProps { name, title, words, at, pick }: &ChooserProps) -> Html {
    let place = use_node_ref();
    {
        // A list remembers what its visitor chose; another choice has to be told to it.
        let place = place.clone();
        use_effect_with((*at, words.clone()), move |(at, _)| {
            if let Some((select, at)) = place.cast::<HtmlSelectElement>().zip(*at) {
                select.set_selected_index(at as i32);
            }
        });
    }
    let changed = {
        let pick = pick.clone();
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            let at = select.and_then(|it| usize::try_from(it.selected_index()).ok());
            at.into_iter().for_each(|at| pick.emit(at));
        })
    };
    html! {
        <label class="field">
            <span>{ *title }</span>
            <select ref={place} data-choose={*name} onchange={changed}>
                { for words.iter().map(|words| html! { <option>{ words }</option> }) }
            </select>
        </label>
    }
}
