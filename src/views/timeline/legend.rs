//! What the patterns mean.

use crate::timeline::svg::swatch;
use crate::trace::Activity;
use yew::prelude::*;

/// A pattern and its meaning for each activity, and for being idle.
#[component]
pub fn Legend() -> Html {
    let entry = |activity: Activity| {
        let swatch = Html::from_html_unchecked(AttrValue::from(swatch(activity)));
        html! { <li>{ swatch }{ activity.title() }</li> }
    };
    html! {
        <ul class="timeline-legend">
            { for Activity::ALL.into_iter().map(entry) }
            <li><span class="swatch idle"></span>{ "idle" }</li>
            <li><span class="swatch-arrow" aria-hidden="true">{ "↓" }</span>{ "a message, from memory to memory" }</li>
        </ul>
    }
}
