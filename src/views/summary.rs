//! Writes what was measured into the summary of threads and processes, where the page has one.

use crate::advice::summary::Aspect;
use yew::prelude::*;

/// What a race has shown.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The aspects it says something about, with their figures.
    pub summary: Vec<(Aspect, String)>,
}

/// Draws nothing of its own: the table stands in the text of a lesson, and what earlier races have
/// written stays.
#[component]
pub fn Summary(Props { summary }: &Props) -> Html {
    use_effect_with(summary.clone(), |summary| summary.iter().for_each(write));
    Html::default()
}

fn write((aspect, words): &(Aspect, String)) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let place = document.query_selector(&format!("[data-measured={}]", aspect.id()));
    if let Ok(Some(place)) = place {
        place.set_text_content(Some(words));
    }
}
