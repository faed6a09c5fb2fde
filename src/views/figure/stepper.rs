//! Goes through steps forwards and backwards, by button, slider or arrow keys.

use yew::prelude::*;

/// What a stepper is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// How many steps there are.
    pub steps: usize,
    /// How many are done.
    pub done: usize,
    /// What the last of them was.
    pub words: AttrValue,
    /// Told how many shall be done.
    pub go: Callback<usize>,
}

/// Two buttons, a slider, and what the step at hand was.
#[component]
pub fn Stepper(Props { steps, done, words, go }: &Props) -> Html {
    let (steps, done) = (*steps, *done);
    let button = |name: &'static str, words: &'static str, to: Option<usize>| {
        let go = go.clone();
        let onclick =
            Callback::from(move |_: MouseEvent| to.into_iter().for_each(|it| go.emit(it)));
        html! {
            <button type="button" class="quiet" data-step={name} {onclick}
                aria-disabled={to.is_none().to_string()}>{ words }</button>
        }
    };
    let slide = go.reform(|event: InputEvent| {
        let slider: web_sys::HtmlInputElement = event.target_unchecked_into();
        slider.value().parse().unwrap_or_default()
    });
    html! {
        <div class="stepper">
            { button("back", "← Back", done.checked_sub(1)) }
            { button("forth", "Forward →", (done < steps).then_some(done + 1)) }
            <input type="range" min="0" max={steps.to_string()} value={done.to_string()}
                aria-label="Steps" aria-valuetext={words.clone()} oninput={slide} />
            <p role="status" data-step-words={done.to_string()}>{ words }</p>
        </div>
    }
}
