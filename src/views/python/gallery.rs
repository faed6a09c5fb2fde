//! The gallery: every program of the list, and those that were opened before and would be missed.

use super::{Msg, Python};
use crate::lab::program::{self, Program};
use crate::lab::shelf::Shelf;
use crate::lesson::Lesson;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::html::Scope;
use yew::prelude::*;

/// The name of the open program, and the list it can be changed by.
pub fn gallery(shelf: &Shelf, link: &Scope<Python>) -> Html {
    let sheet = shelf.sheet();
    html! {
        <div class="gallery">
            <h3 data-program={sheet.program.map_or("", |program| program.id)}>{ sheet.title() }</h3>
            if let Some(program) = sheet.program {
                <p class="hint">{ program.shows() }{ for program.lesson().map(lesson) }</p>
            }
            <details>
                <summary data-action="programs">
                    { format!("All {} programs", program::ALL.len()) }
                </summary>
                <ul>{ for program::ALL.iter().map(|program| card(program, shelf, link)) }</ul>
            </details>
            { aside(shelf, link) }
        </div>
    }
}

fn lesson(lesson: &Lesson) -> Html {
    html! { <>{ " " }<a href={format!("lessons/{}.html", lesson.id)}>{ "The lesson" }</a></> }
}

fn card(program: &'static Program, shelf: &Shelf, link: &Scope<Python>) -> Html {
    let is_open = shelf.sheet().program == Some(program);
    html! {
        <li>
            <button type="button" class="card" data-choose={program.id}
                aria-current={is_open.then_some("true")}
                onclick={link.callback(move |event| {
                    close(&event);
                    Msg::Choose(program)
                })}>
                <b>{ program.title }</b>
                <span>{ program.shows() }</span>
                if shelf.has_changed(program) { <em>{ "changed by you" }</em> }
            </button>
        </li>
    }
}

/// Closes the list, so that the program is in sight; the focus stays near.
fn close(event: &MouseEvent) {
    let list = event.target_dyn_into::<Element>();
    let Some(list) = list.and_then(|it| it.closest("details").ok().flatten()) else { return };
    // Neither can be refused for these elements.
    let _ = list.remove_attribute("open");
    let summary = list.first_element_child().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let _ = summary.map(|summary| summary.focus());
}

/// The way back to what was changed.
fn aside(shelf: &Shelf, link: &Scope<Python>) -> Html {
    let back = |(number, title): (usize, &'static str)| {
        html! {
            <button type="button" class="quiet" data-action="back-to"
                onclick={link.callback(move |_| Msg::GoTo(number))}>{ title }</button>
        }
    };
    let sheets: Vec<_> = shelf.aside().map(|(number, sheet)| (number, sheet.title())).collect();
    if sheets.is_empty() {
        return Html::default();
    }
    html! {
        <div class="aside" role="group" aria-label="Back to what you changed or were sent">
            <span class="hint">{ "Kept as you left it:" }</span>
            { for sheets.into_iter().map(back) }
        </div>
    }
}
