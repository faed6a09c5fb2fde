//! The Python lab: a program, what it prints, and the buttons that run and stop it.

mod commission;
mod differences;
mod editor;
mod face;
mod gallery;
mod host;
mod keys;
mod module;
mod msg;
mod opening;
mod output;
mod screen;
mod share;
mod timeline;
pub mod twins;
mod ways;

use super::told::{Runner, Told};
use crate::lab::program::Program;
use crate::lab::shelf::Shelf;
use crate::lab::{contest, traceback, transcript::Source};
use crate::snapshot::Request;
pub use commission::Commission;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use host::{Event, Host, Lab};
use msg::{Msg, Phase};
use screen::{Screen, Shape};
use timeline::Watch;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// Chromium lets an ended worker run on for 2 seconds; a race timed meanwhile would be wrong.
const COOLING_MS: u32 = 2_500;

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
    /// A program begins, or holds no core any more.
    pub runs: Callback<bool>,
    /// What the page around this one asks for.
    #[prop_or_default]
    pub commission: Option<Commission>,
    /// How often the page around has asked for an end: each time, what is under way is stopped.
    pub stops: u32,
}

/// The Python lab.
pub struct Python {
    phase: Phase,
    host: Option<Host>,
    attempts: u32,
    fetching: bool,
    /// The visitor pressed Run before the module was there.
    waiting: bool,
    missing: Vec<String>,
    lab: Option<Lab>,
    /// Every lab has a number, so that one that was given up is not listened to.
    number: u32,
    ready: bool,
    loaded: Option<(f64, f64)>,
    shelf: Shelf,
    /// What is said about the recording that is shown, or why there is none.
    recorded: Option<Result<String, String>>,
    /// Where the program failed.
    fault: Option<traceback::Fault>,
    /// What is wrong with a program that came in a link.
    link_error: Option<String>,
    spawn: bool,
    asks: bool,
    stopped: bool,
    /// Processes that have begun and not ended by themselves.
    abandoned: i32,
    /// Whether the variants of the program are timed.
    ways: bool,
    screen: Screen,
    watch: Watch,
    drawn: Shape,
    commission: Option<Commission>,
    section: NodeRef,
    drawing: Option<Timeout>,
    cooling: Option<Timeout>,
    listeners: Vec<EventListener>,
}

impl Component for Python {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut lab = Self::new(opening::first());
        lab.take_link();
        lab.take_commission(ctx, None);
        lab
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &Props) -> bool {
        if before.stops != ctx.props().stops {
            self.stop(ctx);
        }
        self.take_commission(ctx, Some(before));
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Host(arrived) => self.arrived(ctx, arrived),
            Msg::Heard((number, event)) if number == self.number => return self.heed(ctx, event),
            Msg::Heard(_) => return false,
            Msg::Run(ways) if !self.is_busy() => {
                self.ways = ways;
                self.run(ctx);
            }
            Msg::Run(_) => {}
            Msg::Stop => self.stop(ctx),
            Msg::Reset => self.turn(Shelf::reset),
            Msg::BringBack => self.turn(Shelf::bring_back),
            Msg::Choose(program) => self.turn(|shelf| shelf.open(program)),
            Msg::GoTo(number) => self.turn(|shelf| shelf.go_to(number)),
            Msg::Edit(code) => self.turn(|shelf| shelf.edit(code)),
            Msg::Spawn(spawn) => self.spawn = spawn,
            Msg::Times => self.screen.turn_times(),
            Msg::Lane(number) => self.screen.turn_lane(number),
            Msg::Line(line) => {
                self.asks = false;
                self.lab.iter().for_each(|lab| lab.type_line(&line));
            }
            Msg::Linked => self.take_link(),
            Msg::Recall => self.recall(ctx),
            Msg::Recalled(number, text) if number == self.shelf.number() => self.show(text),
            Msg::Recalled(..) => return false,
            Msg::Draw => {
                self.drawing = None;
                return self.draw();
            }
            Msg::Cooled => {
                self.cooling = None;
                self.tell(ctx, false);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        face::draw(self, ctx)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && let Some(section) = self.section.cast::<Element>() {
            self.listeners = keys::listen(&section, &ctx.link().callback(|msg| msg));
        }
        self.fetch(ctx);
    }
}

impl Python {
    fn new(program: &'static Program) -> Self {
        Self {
            phase: Phase::Idle,
            host: None,
            attempts: 0,
            fetching: false,
            waiting: false,
            missing: vec![],
            lab: None,
            number: 0,
            ready: false,
            loaded: None,
            shelf: Shelf::new(program),
            recorded: None,
            fault: None,
            link_error: None,
            spawn: false,
            asks: false,
            stopped: false,
            abandoned: 0,
            ways: false,
            screen: Screen::default(),
            watch: Watch::default(),
            drawn: Shape::default(),
            commission: None,
            section: NodeRef::default(),
            drawing: None,
            cooling: None,
            listeners: vec![],
        }
    }

    /// Whether a program runs or is about to.
    fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Loading | Phase::Running)
    }

    /// Why a program cannot be run now, if it cannot.
    fn obstacle(&self, told: &Told) -> Option<&'static str> {
        if told.snapshot.state.is_busy() {
            Some("A race is on: Python can run when it is over, so that neither slows the other.")
        } else if told.python == Some(Runner::Twins) {
            Some("The twin of the race runs: this program can run when it is over.")
        } else if !self.missing.is_empty() {
            Some("This browser lacks what the lab needs.")
        } else {
            None
        }
    }

    /// Fetches the module when it is needed, but not while anything is timed.
    fn fetch(&mut self, ctx: &Context<Self>) {
        if self.fetching || self.host.is_some() {
            return;
        }
        let first = self.attempts == 0 && !ctx.props().told.snapshot.state.is_busy();
        if first || self.waiting {
            (self.fetching, self.waiting) = (true, false);
            self.attempts += 1;
            let (attempt, arrived) = (self.attempts - 1, ctx.link().callback(Msg::Host));
            spawn_local(async move { arrived.emit(Host::load(attempt).await) });
        }
    }

    fn arrived(&mut self, ctx: &Context<Self>, arrived: Result<Host, String>) {
        self.fetching = false;
        match arrived {
            Ok(host) => {
                self.missing = host.missing();
                self.host = Some(host);
                if self.phase == Phase::Loading {
                    self.phase = Phase::Idle;
                    self.run(ctx);
                }
            }
            Err(cause) if self.phase == Phase::Loading => self.fail(ctx, could_not(&cause)),
            // Nobody waits for it: the next press of Run tries again.
            Err(_) => {}
        }
    }

    fn run(&mut self, ctx: &Context<Self>) {
        if let Some(words) = self.obstacle(&ctx.props().told) {
            return self.drop_commission(words);
        }
        if self.is_busy() {
            return;
        }
        self.phase = Phase::Loading;
        let Some(host) = &self.host else {
            self.waiting = true;
            return;
        };
        if self.lab.is_none() {
            self.number += 1;
            self.ready = false;
            match host.lab(self.number, ctx.link().callback(Msg::Heard)) {
                Ok(lab) => self.lab = Some(lab),
                Err(cause) => return self.fail(ctx, could_not(&cause)),
            }
        }
        let Some(lab) = &self.lab else { return };
        let (code, method) = (&self.shelf.sheet().code, if self.spawn { "spawn" } else { "fork" });
        if self.ways {
            let (code, files) = contest::three_ways(code);
            lab.run(code, method, &files);
        } else {
            lab.run(code, method, &[]);
        }
        if self.ready {
            self.phase = Phase::Running;
        }
        (self.stopped, self.asks, self.abandoned) = (false, false, 0);
        self.screen.clear();
        self.watch = Watch::new(self.ways);
        self.fault = None;
        self.cooling = None;
        self.tell(ctx, true);
    }

    fn stop(&mut self, ctx: &Context<Self>) {
        match self.phase {
            Phase::Running => {
                self.stopped = true;
                self.lab.iter().for_each(Lab::stop);
            }
            Phase::Loading => {
                self.drop_commission("The program was stopped before it began.");
                self.give_up(ctx);
                self.phase = Phase::Idle;
            }
            _ => {}
        }
    }

    fn fail(&mut self, ctx: &Context<Self>, words: String) {
        self.drop_commission(&words);
        self.give_up(ctx);
        self.phase = Phase::Failed(words);
    }

    /// Ends the lab with everything in it.
    fn give_up(&mut self, ctx: &Context<Self>) {
        (self.lab, self.ready, self.loaded, self.waiting) = (None, false, None, false);
        self.number += 1;
        self.tell(ctx, false);
    }

    /// Tells the page whether Python runs: a race must not.
    fn tell(&self, ctx: &Context<Self>, runs: bool) {
        ctx.props().runs.emit(runs);
    }

    /// Takes in what the lab reports; returns whether to draw at once.
    fn heed(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        self.watch.heed(&event);
        self.tell_commission(&event);
        match event {
            Event::Loading(done, total) => self.loaded = Some((done, total)),
            Event::Ready => {
                self.ready = true;
                self.phase = Phase::Running;
            }
            Event::Marks(..) => return false,
            Event::Started(..) => {
                self.abandoned += 1;
                return false;
            }
            Event::Ended(_, code, _) => {
                self.abandoned -= i32::from(code >= 0);
                return false;
            }
            Event::Output(process, thread, is_error, at_ms, text) => {
                let source = Source { process, thread, is_error };
                let fault = self.screen.print(&source, at_ms, &text);
                self.draw_soon(ctx);
                let failed = fault.is_some();
                self.fault = fault.or(self.fault.take());
                return failed;
            }
            Event::Input => self.asks = true,
            Event::Exit(code, elapsed_ms) => {
                self.screen.draw();
                self.asks = false;
                self.phase = Phase::Done(code, elapsed_ms, self.stopped);
                if code == 0 && !self.stopped {
                    ctx.props().told.say.emit(Request::Completed);
                }
                self.release(ctx);
            }
            Event::Failed(words) => self.fail(ctx, words),
        }
        true
    }

    /// Draws what was printed; returns whether what stands round it changes.
    fn draw(&mut self) -> bool {
        self.screen.draw();
        let shape = self.screen.shape();
        std::mem::replace(&mut self.drawn, shape) != self.drawn
    }

    fn draw_soon(&mut self, ctx: &Context<Self>) {
        if self.drawing.is_none() {
            let draw = ctx.link().callback(|()| Msg::Draw);
            let pause = self.screen.pause_ms();
            self.drawing = Some(Timeout::new(pause, move || draw.emit(())));
        }
    }

    /// Lets races run again: at once, or when processes that were ended hold no core any more.
    fn release(&mut self, ctx: &Context<Self>) {
        if self.stopped || self.abandoned > 0 {
            let cooled = ctx.link().callback(|()| Msg::Cooled);
            self.cooling = Some(Timeout::new(COOLING_MS, move || cooled.emit(())));
        } else {
            self.tell(ctx, false);
        }
    }
}

fn could_not(cause: &str) -> String {
    format!("The lab could not be loaded: {cause}. Press Run to try again.")
}
