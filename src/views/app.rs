//! The views, and what changes them.

use super::embed::Around;
use super::embed_dialog::EmbedDialog;
use super::figure::{self, Observations};
use super::photo::Photo;
use super::python::Commission;
use super::told::{Runner, Told};
use super::traces::Traces;
use super::{advice, crossover, export, prediction, python, receipt, scaling, share, timeline};
use crate::embed::{Deed, Now, Outgoing};
use crate::experiment::Observation;
use crate::protocol::RunId;
use crate::receipt::SampleKey;
use crate::settings::{Settings, View};
use crate::snapshot::{Request, Snapshot};
use gloo_events::EventListener;
use js_sys::{Date, Uint32Array};
use std::rc::Rc;
use web_sys::{Element, MessageEvent};
use yew::prelude::*;

/// The room for a drawing before its place is known, in pixels.
const FIRST_WIDTH: f64 = 640.0;

/// What the page gives once.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Asks something of the page.
    pub say: Callback<Request>,
    /// The place above the pictures of a race, for the one they are made from.
    pub picture: Element,
    /// The place above the race, for a guess.
    pub prediction: Element,
    /// The place below the race, for advice and export.
    pub explanation: Element,
}

/// What can happen.
pub enum Msg {
    /// The page says how it stands.
    Told(Box<Snapshot>),
    /// The trace of a sample arrived.
    Traced(u32, SampleKey, Uint32Array),
    /// A Python program begins, or holds no core any more.
    Python(Runner, bool),
    /// An experiment has shown something.
    Observed(Box<Observation>),
    /// The window has another size.
    Resized,
    /// The room for a drawing has been found to be another.
    Measured,
    /// Another window says something.
    Posted(MessageEvent),
    /// The page around is to hear something.
    Said(Outgoing),
    /// The page has another height.
    Grown,
}

/// All views: one is open; prediction, advice and export stand beside it.
pub struct Views {
    told: Option<Told>,
    traces: Rc<Traces>,
    observations: Observations,
    place: NodeRef,
    width: f64,
    /// Whether that has been found since the page said how it stands.
    fits: bool,
    /// The latest race that has ended, and when.
    ended: (RunId, Rc<str>),
    /// Whether the Python lab has been opened: it keeps its program when another view is opened.
    lab: bool,
    /// Whose Python program runs.
    python: Option<Runner>,
    /// The page around, when this one is embedded.
    around: Option<Around>,
    /// The program that it asked for last.
    commission: Option<Commission>,
    /// How often it has asked for an end of what is under way.
    stops: u32,
    _resize: Option<EventListener>,
}

/// Whether the page is part of somebody else's.
fn is_embedded(told: &Told) -> bool {
    Settings::parse(&told.snapshot.query, 1).0.embed
}

impl Component for Views {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let resized = ctx.link().callback(|()| Msg::Resized);
        let resize = web_sys::window()
            .map(|window| EventListener::new(&window, "resize", move |_| resized.emit(())));
        Self {
            told: None,
            traces: Rc::default(),
            observations: Observations::default(),
            place: NodeRef::default(),
            width: FIRST_WIDTH,
            fits: false,
            ended: (RunId::default(), Rc::from("")),
            lab: false,
            python: None,
            around: None,
            commission: None,
            stops: 0,
            _resize: resize,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Told(snapshot) => {
                self.fits = false;
                self.date(&snapshot);
                self.lab |= snapshot.view == View::Python;
                self.say_again(ctx, Rc::from(snapshot));
                self.tell_around(ctx);
                true
            }
            Msg::Traced(run, key, words) => {
                let traces = Rc::unwrap_or_clone(std::mem::take(&mut self.traces));
                self.traces = Rc::new(traces.with(RunId(run), key, words));
                if let Some(told) = &mut self.told {
                    told.traces = self.traces.clone();
                }
                false
            }
            Msg::Python(runner, runs) => {
                self.python = runs.then_some(runner);
                self.told.iter_mut().for_each(|told| told.python = self.python);
                ctx.props().say.emit(Request::Python(runs));
                true
            }
            Msg::Observed(observation) => {
                self.observations = std::mem::take(&mut self.observations).with(*observation);
                true
            }
            Msg::Resized => self.measure(),
            Msg::Measured => {
                self.fits = true;
                true
            }
            Msg::Posted(event) => {
                self.heed(ctx, &event);
                true
            }
            Msg::Said(message) => {
                self.around.iter().for_each(|around| around.say(&message));
                false
            }
            Msg::Grown => {
                self.around.iter_mut().for_each(Around::say_height);
                false
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Some(told) = self.told.clone() else { return Html::default() };
        let Props { picture, prediction, explanation, .. } = ctx.props().clone();
        let view = match told.snapshot.view {
            View::Receipt => html! { <receipt::Receipt told={told.clone()} /> },
            View::Timeline => html! { <timeline::Timeline told={told.clone()} /> },
            View::Scaling => html! { <scaling::Scaling told={told.clone()} /> },
            View::Crossover => html! { <crossover::Crossover told={told.clone()} /> },
            View::Bars | View::Table | View::Python => Html::default(),
        };
        let photo = html! { <Photo told={told.clone()} /> };
        let guess = html! { <prediction::Prediction told={told.clone()} /> };
        let lab = self.lab.then(|| {
            let commission = self.commission.clone();
            let stops = self.stops;
            let hidden = told.snapshot.view != View::Python;
            let runs = ctx.link().callback(|runs| Msg::Python(Runner::Lab, runs));
            html! { <div {hidden}><python::Python told={told.clone()} {runs} {commission} {stops} /></div> }
        });
        let runs = ctx.link().callback(|runs| Msg::Python(Runner::Twins, runs));
        let figures = figure::figures(&told, &self.observations);
        let embedded = is_embedded(&told);
        let below = html! {
            <>
                <python::twins::Twins told={told.clone()} {runs} />
                <advice::Advice told={told.clone()} />
                <share::Share told={told.clone()} />
                <export::Export told={told.clone()} />
                if !embedded {
                    <EmbedDialog {told} />
                }
            </>
        };
        html! {
            <>
                // Empty, and as wide as a drawing.
                <div ref={self.place.clone()} class="chart"></div>
                <div class="view">{ view }{ for lab }</div>
                { figures }
                { create_portal(photo, picture) }
                { create_portal(guess, prediction) }
                { create_portal(below, explanation) }
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        // Once: a scroll bar that comes and goes with the drawing must not move it for ever.
        if !self.fits && self.measure() {
            ctx.link().send_message(Msg::Measured);
        }
    }
}

impl Views {
    /// Tells the page around what has changed, if this one is embedded.
    fn tell_around(&mut self, ctx: &Context<Self>) {
        let Some(told) = &self.told else { return };
        if is_embedded(told) && self.around.is_none() {
            self.around = Around::listen(&ctx.link().callback(|msg| msg));
        }
        let Some(around) = &mut self.around else { return };
        let result = || export::json(told);
        let now = Now { snapshot: &told.snapshot, result: &result, python: self.python.is_some() };
        let deeds = around.talk.see(&now);
        self.perform(ctx, deeds);
    }

    /// Does what the page around asks for.
    fn heed(&mut self, ctx: &Context<Self>, event: &MessageEvent) {
        let (Some(told), Some(around)) = (&self.told, &mut self.around) else { return };
        let Some(message) = around.read(event) else { return };
        let result = || export::json(told);
        let now = Now { snapshot: &told.snapshot, result: &result, python: self.python.is_some() };
        let deeds = around.talk.hear(message, &now);
        self.perform(ctx, deeds);
    }

    fn perform(&mut self, ctx: &Context<Self>, deeds: Vec<Deed>) {
        for deed in deeds {
            match deed {
                Deed::Say(message) => self.around.iter().for_each(|it| it.say(&message)),
                Deed::Ask(request) => {
                    // The page knows how to stop a race; the program is the lab's.
                    self.stops += u32::from(request == Request::Stop);
                    ctx.props().say.emit(request);
                }
                Deed::Python(id, code) => {
                    let hear = ctx.link().callback(Msg::Said);
                    self.commission = Some(Commission::new(id, code, hear));
                    self.lab = true;
                    ctx.props().say.emit(Request::Open(View::Python));
                }
            }
        }
    }

    fn say_again(&mut self, ctx: &Context<Self>, snapshot: Rc<Snapshot>) {
        let told = Told::new(snapshot, self.traces.clone(), ctx.props().say.clone());
        let (width, at, python) = (self.width, self.ended.1.clone(), self.python);
        self.told = Some(Told { width, at, python, ..told });
    }

    /// Takes down when a run has ended.
    fn date(&mut self, snapshot: &Snapshot) {
        let run = snapshot.state.raced;
        if !snapshot.state.is_busy() && self.ended.0 != run {
            self.ended = (run, String::from(Date::new_0().to_iso_string()).into());
        }
    }

    /// Whether the room for a drawing has changed.
    fn measure(&mut self) -> bool {
        let Some(place) = self.place.cast::<Element>() else { return false };
        let width = f64::from(place.client_width());
        let changed = width > 0.0 && width != self.width;
        if changed {
            self.width = width;
            self.told.iter_mut().for_each(|told| told.width = width);
        }
        changed
    }
}
