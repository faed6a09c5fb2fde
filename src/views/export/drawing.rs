//! The drawing of the open view, as a picture that stands alone.

use super::{blob, material};
use crate::chart;
use crate::export::picture::{self, Labels};
use crate::samples;
use crate::settings::View;
use crate::timeline::window::Window;
use crate::timeline::{self, Timeline};
use crate::views::told::Told;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Document, Element, HtmlCanvasElement, HtmlImageElement,
    HtmlSelectElement, Url,
};

/// Pixels of a painted picture for each of the drawing: sharp on paper and on dense screens.
const DENSITY: f64 = 2.0;

/// The room for bars that are drawn only to be taken out, in pixels.
const BARS_WIDTH: f64 = 800.0;

/// The picture of the open view; of the bars where the view has no drawing. None before there
/// is a race.
pub fn picture(told: &Told) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let drawn = drawings(&document);
    let classes = drawn.first().map(classes).unwrap_or_default();
    let mut svgs: Vec<_> = drawn.iter().map(Element::outer_html).collect();
    let mut view = told.snapshot.view;
    if view == View::Timeline {
        svgs = timeline(told, &document).into_iter().collect();
    }
    if svgs.is_empty() {
        told.race()?;
        svgs.push(bars(told));
        view = View::Bars;
    }
    let about = about(view);
    let svgs: Vec<_> = svgs.iter().map(String::as_str).collect();
    let raced = material::title(told);
    let workload = material::swept(told).map(|sweep| material::workload_title(&sweep.workload));
    let title = [workload.unwrap_or(&raced), ": ", about].concat();
    let (machine, date) = (material::machine_line(told), material::date(told));
    let labels = Labels { title: &title, machine: &machine, date: &date };
    Some(picture::standalone(&svgs, &classes, is_dark(&document), &labels))
}

/// The picture as PNG, painted larger than it is drawn. None when the browser cannot.
pub async fn paint(svg: &str) -> Option<Blob> {
    let (width, height) = picture::size(svg)?;
    let file = blob::of_text(svg, "image/svg+xml")?;
    let url = Url::create_object_url_with_blob(&file).ok()?;
    let painted = paint_from(&url, width * DENSITY, height * DENSITY).await;
    // An address that is gone already needs no taking back.
    let _ = Url::revoke_object_url(&url);
    painted
}

async fn paint_from(url: &str, width: f64, height: f64) -> Option<Blob> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await.ok()?;
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)
        .ok()?;
    let blob = Promise::new(&mut |done: Function, fail: Function| {
        if canvas.to_blob(&done).is_err() {
            // A promise can always be refused.
            let _ = fail.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(blob).await.ok()?.dyn_into().ok()
}

/// The drawings of the open view, from top to bottom.
fn drawings(document: &Document) -> Vec<Element> {
    let Ok(found) = document.query_selector_all("#view .chart > svg, #chart > svg") else {
        return vec![];
    };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The classes of everything a drawing stands in, up to the page's own parts.
fn classes(drawing: &Element) -> String {
    let mut classes = vec![];
    let mut place = drawing.parent_element();
    while let Some(element) = place.filter(|element| !["view", "race"].contains(&&*element.id())) {
        classes.push(element.class_name());
        place = element.parent_element();
    }
    classes.join(" ")
}

fn bars(told: &Told) -> String {
    let outcomes = &told.outcomes;
    let laid_out = chart::lay_out(outcomes, BARS_WIDTH);
    chart::svg::draw(&laid_out, outcomes, &material::title(told))
}

/// The timeline is painted on the screen, so it is drawn once more: all of the sample that is
/// chosen.
fn timeline(told: &Told, document: &Document) -> Option<String> {
    let state = &told.snapshot.state;
    let chosen = |name: &str| {
        let list = document.query_selector(&format!("#view [data-choose={name}]")).ok()??;
        usize::try_from(list.dyn_into::<HtmlSelectElement>().ok()?.selected_index()).ok()
    };
    let strategy = *samples::strategies(&state.samples).get(chosen("strategy")?)?;
    let key = samples::choices(&state.samples, strategy).get(chosen("sample")?)?.key;
    let timeline = Timeline::new(told.traces.get(state.raced, key)?);
    let window = Window::fit(timeline.makespan_ms);
    let width = if told.width > 0.0 { told.width } else { BARS_WIDTH };
    Some(timeline::svg::draw(&timeline, window, width, &material::title(told)))
}

/// What the drawing of a view shows, for a title.
fn about(view: View) -> &'static str {
    match view {
        View::Receipt => "where the time went",
        View::Timeline => "who did what when",
        View::Scaling => "what more workers bring",
        View::Crossover => "from which size on a strategy pays",
        View::Bars | View::Table | View::Python => "elapsed time of each strategy",
    }
}

/// Whether the page has its dark colours on.
fn is_dark(document: &Document) -> bool {
    let theme = document.document_element().and_then(|root| root.get_attribute("data-theme"));
    match theme.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => {
            let window = web_sys::window();
            let query = window.and_then(|it| it.match_media("(prefers-color-scheme: dark)").ok());
            query.flatten().is_some_and(|query| query.matches())
        }
    }
}
