//! Live figures: what the engine has tried out, drawn where an article leaves a place for it.

mod control;
mod deadlock;
mod freeze;
mod lost_update;
mod memory;
mod queue_depth;
mod stepper;

use super::told::Told;
use crate::experiment::Observation;
use std::rc::Rc;
use web_sys::{Element, NodeList};
use yew::prelude::*;

/// What was observed last, of each experiment.
#[derive(Clone, Debug, Default)]
pub struct Observations(Vec<Rc<Observation>>);

impl Observations {
    /// With this one in the place of an earlier one of the same experiment.
    #[must_use]
    pub fn with(mut self, observation: Observation) -> Self {
        self.0.retain(|other| other.id() != observation.id());
        self.0.push(Rc::new(observation));
        self
    }

    fn of(&self, id: &str) -> Option<Rc<Observation>> {
        self.0.iter().find(|observation| observation.id() == id).cloned()
    }
}

/// What a figure is told.
#[derive(Clone, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
    /// What was observed last; none before the first try.
    pub observed: Option<Rc<Observation>>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        let same =
            |one: &Rc<Observation>| other.observed.as_ref().is_some_and(|it| Rc::ptr_eq(one, it));
        self.told == other.told && self.observed.as_ref().map_or(other.observed.is_none(), same)
    }
}

/// Every figure that the page has a place for, drawn into it.
pub fn figures(told: &Told, observations: &Observations) -> Html {
    let drawn = places().into_iter().filter_map(|(id, place)| {
        let props = Props { told: told.clone(), observed: observations.of(&id) };
        let figure = match id.as_str() {
            "lost-update" => html! { <lost_update::LostUpdate ..props /> },
            "deadlock" => html! { <deadlock::Deadlock ..props /> },
            "shared-list" => html! { <memory::SharedList ..props /> },
            "messages" => html! { <memory::Messages ..props /> },
            "managed-list" => html! { <memory::ManagedList ..props /> },
            "freeze" => html! { <freeze::Freeze ..props /> },
            "queue-depth" => html! { <queue_depth::QueueDepth ..props /> },
            _ => return None,
        };
        Some(create_portal(figure, place))
    });
    html! { <>{ for drawn }</> }
}

/// The places, each with the name of its figure.
fn places() -> Vec<(String, Element)> {
    let found = web_sys::window().and_then(|window| window.document());
    let found: Option<NodeList> = found.and_then(|it| it.query_selector_all("[data-figure]").ok());
    let Some(found) = found else { return vec![] };
    let elements = (0..found.length()).filter_map(|at| found.item(at));
    let elements = elements.filter_map(|node| wasm_bindgen::JsCast::dyn_into::<Element>(node).ok());
    elements.filter_map(|place| Some((place.get_attribute("data-figure")?, place))).collect()
}

/// A figure with its heading.
fn framed(id: &'static str, title: &'static str, content: Html) -> Html {
    let heading = [id, "-title"].concat();
    html! {
        <figure class="live" data-live={id} aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ title }</h2>
            { content }
        </figure>
    }
}

/// A picture; what it shows is said in words beside it.
fn drawing(svg: String) -> Html {
    Html::from_html_unchecked(AttrValue::from(svg))
}
