//! A guess before the race, and how far off it was.

mod answer;
mod asking;

use super::told::Told;
use crate::prediction::{self, Guesses};
use crate::strategy::Strategy;
use answer::answer;
use asking::{asking, waiting};
use yew::prelude::*;

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// What the visitor can do here.
pub enum Msg {
    /// Another guess: a time in percent of Sequential's.
    Guess(Strategy, f64),
    /// The visitor would rather not guess, or would after all.
    Skip(bool),
    /// Another guess for another run.
    Again,
}

/// A guess before the race, and how far off it was.
pub struct Prediction {
    guesses: Guesses,
}

impl Component for Prediction {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        // A race that is over when the views come is no measure of a guess made later.
        Self { guesses: Guesses::default().heard(&ctx.props().told.snapshot.state) }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        let guesses = std::mem::take(&mut self.guesses);
        self.guesses = match msg {
            Msg::Guess(strategy, percent) => guesses.with(strategy, percent),
            Msg::Skip(is_skipped) => guesses.skipped(is_skipped),
            Msg::Again => guesses.again(),
        };
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Self::Properties) -> bool {
        let guesses = std::mem::take(&mut self.guesses);
        self.guesses = guesses.heard(&ctx.props().told.snapshot.state);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { told } = ctx.props();
        if !told.snapshot.predict {
            return Html::default();
        }
        let state = &told.snapshot.state;
        let made = self.guesses.made_before(state);
        match made {
            Some(made) if state.is_racing() => waiting(made),
            Some(made) => {
                let scores = prediction::score(made, &told.outcomes);
                if scores.is_empty() { asking(ctx, &self.guesses) } else { answer(ctx, &scores) }
            }
            None => asking(ctx, &self.guesses),
        }
    }
}

/// The heading that all states share, and what stands below it.
fn section(state: &'static str, content: Html) -> Html {
    html! {
        <section class="panel guesses" data-prediction={state} aria-labelledby="prediction-title">
            <h2 id="prediction-title">{ "Your guess" }</h2>
            { content }
        </section>
    }
}
