//! What the patterns mean.

use crate::timeline::subject::Subject;
use crate::timeline::svg::swatch;
use crate::trace::Activity;
use yew::prelude::*;

/// What the timeline is about.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// It says which patterns there are.
    pub subject: Subject,
}

/// A pattern and its meaning for each activity, and for being idle.
#[component]
pub fn Legend(Props { subject }: &Props) -> Html {
    let entry = |activity: &Activity| {
        let swatch = Html::from_html_unchecked(AttrValue::from(swatch(*activity)));
        html! { <li>{ swatch }{ subject.does(*activity) }</li> }
    };
    let (rests, arrow) = if subject.is_program() {
        ("not there", "a message, or the start of a process")
    } else {
        ("idle", "a message, from memory to memory")
    };
    html! {
        <ul class="timeline-legend">
            { for subject.activities().iter().map(entry) }
            <li><span class="swatch idle"></span>{ rests }</li>
            <li><span class="swatch-arrow" aria-hidden="true">{ "↓" }</span>{ arrow }</li>
        </ul>
    }
}
