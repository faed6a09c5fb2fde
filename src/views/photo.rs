//! The picture that is worked on, as it is before: the bundled one, or one of the visitor's own.

mod reading;

use super::told::Told;
use crate::element::worded;
use crate::picture::{TILE, tiles};
use crate::snapshot::Request;
use crate::unit::grouped;
use crate::workload::{self, Workload};
use js_sys::Uint32Array;
use reading::{Picture, Problem, context};
use std::cell::RefCell;
use wasm_bindgen::Clamped;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, Event, File, HtmlCanvasElement, ImageData};
use yew::prelude::*;

/// The width of the bundled picture as it is shown, in pixels.
const SHOWN: u32 = 480;

thread_local! {
    /// The pixels of the visitor's own picture: the page asks for them when a race begins.
    static KEPT: RefCell<Option<Uint32Array>> = const { RefCell::new(None) };
}

/// The pixels of the visitor's own picture, once one was chosen.
pub fn kept() -> Option<Uint32Array> {
    KEPT.with_borrow(Clone::clone)
}

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// What can happen.
pub enum Msg {
    /// A file was chosen or dropped.
    Chosen(File),
    /// It was read, or cannot be.
    Read(u32, Result<Picture, Problem>),
    /// The visitor wants the bundled picture.
    Bundled,
}

/// Shows the picture, and takes another one.
pub struct Photo {
    place: NodeRef,
    own: Option<HtmlCanvasElement>,
    problem: Option<Problem>,
    /// The file that is read, by its number, so that only the latest one counts.
    latest: u32,
    reading: bool,
    /// What is on the canvas: the width of the own picture, or 0 for the bundled one.
    painted: Option<u32>,
}

impl Component for Photo {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        let (place, own, problem) = Default::default();
        Self { place, own, problem, latest: 0, reading: false, painted: None }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let told = &ctx.props().told;
        self.problem = told.snapshot.state.is_busy().then_some(Problem::Busy);
        match msg {
            Msg::Chosen(file) if self.problem.is_none() => self.read(ctx, file),
            Msg::Read(number, _) if number != self.latest => return false,
            Msg::Read(_, Ok(picture)) if self.problem.is_none() => {
                self.reading = false;
                told.say.emit(Request::Picture(Some(picture.canvas.width())));
                KEPT.set(Some(picture.words));
                (self.own, self.painted) = (Some(picture.canvas), None);
            }
            Msg::Read(_, read) => {
                self.reading = false;
                self.problem = self.problem.or(read.err());
            }
            Msg::Bundled if self.problem.is_none() => told.say.emit(Request::Picture(None)),
            Msg::Chosen(_) | Msg::Bundled => {}
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let told = &ctx.props().told;
        let Some(workload) = taking(told) else { return Html::default() };
        let own = self.width(told);
        let caption = match (own, &self.own) {
            (Some(_), Some(canvas)) => format!(
                "Before: your picture, {} × {} pixels",
                grouped(canvas.width().into()),
                grouped(canvas.height().into())
            ),
            _ => "Before: the picture that comes with the page".to_owned(),
        };
        let ondrop = ctx.link().batch_callback(|event: DragEvent| {
            let file = event.data_transfer()?.files()?.get(0)?;
            event.prevent_default();
            // The page takes any other file for a result.
            event.stop_propagation();
            Some(Msg::Chosen(file))
        });
        let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
        html! {
            <section class="photo" data-picture={if own.is_some() { "own" } else { "bundled" }}
                aria-label={["The picture: ", workload.title].concat()} {ondrop} {ondragover}>
                <figure>
                    <canvas ref={self.place.clone()} width="480" height="320" role="img"
                        aria-label="The picture as it was before"></canvas>
                    <figcaption>{ caption }</figcaption>
                </figure>
                { self.choice(ctx, own.is_some()) }
            </section>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let told = &ctx.props().told;
        let wanted = self.width(told).unwrap_or(0);
        if self.painted == Some(wanted) || told.snapshot.state.is_busy() {
            return;
        }
        let Some(canvas) = self.place.cast::<HtmlCanvasElement>() else {
            self.painted = None;
            return;
        };
        self.painted = Some(wanted);
        match self.own.as_ref().filter(|_| wanted > 0) {
            Some(own) => copy(own, &canvas),
            None => taking(told).into_iter().for_each(|it| paint(it, told, &canvas)),
        }
    }
}

impl Photo {
    /// The width of the own picture, if it is the one that is worked on.
    fn width(&self, told: &Told) -> Option<u32> {
        let next = told.snapshot.next.as_ref().or(told.race())?;
        next.picture.filter(|_| self.own.is_some())
    }

    fn read(&mut self, ctx: &Context<Self>, file: File) {
        self.latest += 1;
        self.reading = true;
        let number = self.latest;
        let read = ctx.link().callback(move |read| Msg::Read(number, read));
        spawn_local(async move { read.emit(reading::read(file).await) });
    }

    fn choice(&self, ctx: &Context<Self>, own: bool) -> Html {
        let busy = ctx.props().told.snapshot.state.is_busy();
        let onchange =
            ctx.link().batch_callback(|event: Event| reading::chosen(&event).map(Msg::Chosen));
        let bundled = ctx.link().callback(|_: MouseEvent| Msg::Bundled);
        html! {
            <div class="choice-of-picture">
                <label>
                    <span>{ "Blur a picture of your own" }</span>
                    <input type="file" accept="image/*" data-photo="" {onchange} disabled={busy} />
                    <small>{ "or drop one here" }</small>
                </label>
                <p class="hint">
                    { "Your picture stays in this browser: it is sent nowhere, and no link can bring it \
                       to anybody. Its middle is taken, three parts wide and two high." }
                </p>
                if own {
                    <button type="button" class="quiet" data-action="bundled-picture"
                        aria-disabled={busy.to_string()} onclick={bundled}>
                        { "Back to the picture of the page" }
                    </button>
                }
                <p class="said" role="status">{ if self.reading { "Reading the picture …" } else { "" } }</p>
                { for self.problem.map(refusal) }
            </div>
        }
    }
}

/// What is raced next, if it takes a picture.
fn taking(told: &Told) -> Option<&'static Workload> {
    let next = told.snapshot.next.as_ref().or(told.race())?;
    workload::find(&next.workload).filter(|workload| workload::takes_picture(workload.id))
}

fn refusal(problem: Problem) -> Html {
    html! {
        <div class="failure" role="alert" data-notice="bad-picture">
            <p><strong>{ problem.to_string() }</strong></p>
            { worded("p", &[], problem.remedy()) }
        </div>
    }
}

/// Shows a picture of the visitor's own.
fn copy(own: &HtmlCanvasElement, canvas: &HtmlCanvasElement) {
    canvas.set_width(own.width());
    canvas.set_height(own.height());
    // What cannot be painted is only missing from the page.
    let _ =
        context(canvas).map(|context| context.draw_image_with_html_canvas_element(own, 0.0, 0.0));
}

/// Shows the bundled picture, as the engine makes it.
fn paint(workload: &Workload, told: &Told, canvas: &HtmlCanvasElement) {
    let seed = told.snapshot.next.as_ref().or(told.race()).map_or(0, |race| race.seed);
    let words = (workload.input)(SHOWN, seed);
    let (columns, rows) = tiles(SHOWN);
    canvas.set_width(columns * TILE);
    canvas.set_height(rows * TILE);
    let pixels: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let image = ImageData::new_with_u8_clamped_array(Clamped(&pixels), columns * TILE);
    let Some((image, context)) = image.ok().zip(context(canvas)) else { return };
    let _ = context.put_image_data(&image, 0.0, 0.0);
}
