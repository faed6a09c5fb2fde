//! What the page feels like when its own thread computes, and when a worker does the same.

use super::control::{Gate, gate};
use super::{Props, drawing, framed};
use crate::experiment::frames::{self, Frames, Place};
use crate::experiment::{Experiment, Observation, toil};
use crate::protocol::RunId;
use crate::run::Phase;
use crate::snapshot::Request;
use crate::unit;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::prelude::*;

/// How long the page is watched before and after the work, in milliseconds.
const CALM_MS: f64 = 500.0;

/// How long the page's own thread computes: shorter than what makes browsers offer to end a page.
const FREEZE_MS: f64 = 1_200.0;

/// A worker that has not answered by then will not.
const PATIENCE_MS: f64 = 15_000.0;

/// One crossing of the ball, in milliseconds.
const CROSSING_MS: f64 = 1_600.0;

const WARNING: &str = "This computes on the page’s own thread for 1.2 seconds: the page will not move, \
    scroll or answer meanwhile. Then a worker computes the same. Watch the ball, or the trace.";

/// What can happen.
pub enum Msg {
    /// The visitor wants to feel it.
    Begin,
    /// A frame begins.
    Frame(f64),
}

/// How far it has come.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Idle,
    /// Watching; the work has not begun.
    Before(Place),
    /// A worker computes.
    At,
    /// Watching; the work is over.
    After(Place),
}

/// What the page feels like when it computes.
pub struct Freeze {
    stage: Stage,
    watched: Vec<Frames>,
    chunks: u32,
    ball: NodeRef,
    frame: Option<Closure<dyn FnMut(f64)>>,
    asked: Option<i32>,
    began_ms: f64,
    /// The latest run before that of the worker.
    before: RunId,
}

impl Component for Freeze {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        let (stage, ball) = (Stage::Idle, NodeRef::default());
        Self {
            stage,
            watched: vec![],
            chunks: 0,
            ball,
            frame: None,
            asked: None,
            began_ms: 0.0,
            before: RunId::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Begin if self.stage == Stage::Idle => {
                self.watched.clear();
                self.watch(ctx, Place::Window);
            }
            Msg::Begin => return false,
            Msg::Frame(_) if self.stage == Stage::Idle => self.asked = None,
            Msg::Frame(now) => self.frame(ctx, now),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let told = &ctx.props().told;
        let busy = self.stage != Stage::Idle;
        let Gate { is_open, words } = gate(told, "freeze", false, WARNING);
        let begin = ctx.link().callback(|()| Msg::Begin);
        let ready = is_open && !busy;
        let onclick = Callback::from(move |_: MouseEvent| {
            if ready {
                begin.emit(());
            }
        });
        let words = if busy { "Watching the frames of this page …".to_owned() } else { words };
        framed(
            "freeze",
            "Feel the freeze",
            html! {
                <>
                    <div class="measuring">
                        <button type="button" class="run measure" data-try="0" {onclick}
                            aria-disabled={(!ready).to_string()}>{ "Freeze this page for a moment" }</button>
                    </div>
                    <p class="hint" role="status">{ words }</p>
                    <div class="track" aria-hidden="true"><div class="ball" ref={self.ball.clone()}></div></div>
                    { for self.watched.iter().map(trace) }
                    { self.finding() }
                </>
            },
        )
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let (Some(window), Some(asked)) = (web_sys::window(), self.asked) {
            let _ = window.cancel_animation_frame(asked);
        }
    }
}

fn trace(frames: &Frames) -> Html {
    let done = frames.took_ms().is_some();
    html! {
        <div class="replaying" data-frames={frames.place.id()} data-over={done.to_string()}
            data-lost={frames.lost().to_string()} data-longest-ms={unit::decimal(frames.longest_ms(), 1)}>
            <p>{ frames::words(frames) }</p>
            { drawing(frames::draw(frames)) }
        </div>
    }
}

impl Freeze {
    /// What both together say.
    fn finding(&self) -> Html {
        let [window, worker] = &self.watched[..] else { return Html::default() };
        if self.stage != Stage::Idle || worker.took_ms().is_none() {
            return Html::default();
        }
        let words = format!(
            "The same {} chunks: the page stood still for {} while its own thread computed them, and \
             never longer than {} while a worker did. A thread that computes can do nothing else, so \
             the page leaves all computing to workers.",
            unit::grouped(self.chunks.into()),
            unit::show(window.longest_ms()),
            unit::show(worker.longest_ms())
        );
        html! { <p class="finding" data-frozen="over">{ words }</p> }
    }

    fn watch(&mut self, ctx: &Context<Self>, place: Place) {
        self.watched.push(Frames::new(place));
        self.stage = Stage::Before(place);
        self.began_ms = now();
        self.ask(ctx);
    }

    /// Asks to be told of the next frame.
    fn ask(&mut self, ctx: &Context<Self>) {
        let heard = ctx.link().callback(Msg::Frame);
        let frame = self.frame.get_or_insert_with(|| Closure::new(move |now| heard.emit(now)));
        let window = web_sys::window();
        self.asked =
            window.and_then(|it| it.request_animation_frame(frame.as_ref().unchecked_ref()).ok());
    }

    fn frame(&mut self, ctx: &Context<Self>, at_ms: f64) {
        self.roll(at_ms);
        if let Some(frames) = self.watched.last_mut() {
            frames.began_ms.push(at_ms);
        }
        self.ask(ctx);
        let since = now() - self.began_ms;
        match self.stage {
            Stage::Before(place) if since > CALM_MS => self.work(ctx, place),
            Stage::At => self.look_after_worker(ctx, since),
            Stage::After(Place::Window) if since > CALM_MS => self.watch(ctx, Place::Worker),
            Stage::After(Place::Worker) if since > CALM_MS => self.stage = Stage::Idle,
            _ => {}
        }
    }

    fn work(&mut self, ctx: &Context<Self>, place: Place) {
        let began = now();
        self.mark((began, f64::INFINITY));
        self.began_ms = began;
        if place == Place::Worker {
            self.before = ctx.props().told.snapshot.state.run;
            let experiment = Experiment::Toiling { chunks: self.chunks };
            ctx.props().told.say.emit(Request::Experiment(experiment));
            self.stage = Stage::At;
            return;
        }
        self.chunks = 0;
        while now() - began < FREEZE_MS {
            toil::chunk();
            self.chunks += 1;
        }
        self.over(Place::Window);
    }

    fn over(&mut self, place: Place) {
        let end = now();
        if let Some((from, _)) = self.watched.last().and_then(|it| it.work_ms) {
            self.mark((from, end));
        }
        self.stage = Stage::After(place);
        self.began_ms = end;
    }

    fn mark(&mut self, work: (f64, f64)) {
        if let Some(frames) = self.watched.last_mut() {
            frames.work_ms = Some(work);
        }
    }

    /// The worker may be done, or may never be.
    fn look_after_worker(&mut self, ctx: &Context<Self>, since: f64) {
        let Props { told, observed } = ctx.props();
        let state = &told.snapshot.state;
        let is_toil = state.run != self.before
            && matches!(state.experiment, Some(Experiment::Toiling { .. }));
        let answered = matches!(observed.as_deref(), Some(Observation::Toiling { .. }));
        match state.phase {
            Phase::Done if is_toil && answered => self.over(Place::Worker),
            Phase::Failed(_) | Phase::Cancelled if is_toil => self.stage = Stage::Idle,
            _ if since > PATIENCE_MS => self.stage = Stage::Idle,
            _ => {}
        }
    }

    /// Moves the ball to where it is at a moment.
    fn roll(&self, at_ms: f64) {
        let share = (at_ms / CROSSING_MS).rem_euclid(2.0);
        let share = if share > 1.0 { 2.0 - share } else { share };
        if let Some(ball) = self.ball.cast::<HtmlElement>() {
            // Any number is a margin.
            let _ =
                ball.style().set_property("left", &format!("{}%", unit::decimal(share * 100.0, 2)));
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// The clock that frames are given by, in milliseconds.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}
