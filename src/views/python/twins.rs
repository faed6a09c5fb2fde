//! What would Python do? The twin of the workload that was raced, run by the lab's interpreter and
//! drawn beside the race.

mod chart;

use super::host::{Event, Host, Lab};
use super::{COOLING_MS, could_not};
use crate::lab::contest::Contest;
use crate::lab::twin;
use crate::protocol::{Race, RunId};
use crate::run::Phase as RunPhase;
use crate::views::told::{Runner, Told};
use crate::workload::{self, Workload};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the panel is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
    /// The twin begins, or holds no core any more.
    pub runs: Callback<bool>,
}

/// What can happen.
pub enum Msg {
    /// The visitor wants to know.
    Ask,
    /// The visitor has waited long enough.
    Stop,
    /// The module that makes a lab is there, or did not arrive.
    Host(Result<Host, String>),
    /// The lab with this number reports.
    Heard((u32, Event)),
    /// What was ended holds no core any more.
    Cooled,
}

/// How far the twin has come.
#[derive(Clone, Debug, Default, PartialEq)]
enum Phase {
    /// Nobody has asked.
    #[default]
    Idle,
    /// Python is on its way: bytes that are there, and all of them, once that is known.
    Loading(Option<(f64, f64)>),
    /// It computes.
    Running,
    /// It is over.
    Done,
    /// It was stopped, or failed, for this reason.
    Ended(String),
}

/// What would Python do?
#[derive(Default)]
pub struct Twins {
    phase: Phase,
    lab: Option<Lab>,
    /// Every lab has a number, so that one that was given up is not listened to.
    number: u32,
    attempts: u32,
    /// The race that the twin belongs to.
    run: RunId,
    contest: Contest,
    /// The fingerprint of Rust's answer at the size that Python chose.
    expected: String,
    /// What Python complained about last.
    complaint: String,
    cooling: Option<Timeout>,
}

impl Component for Twins {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        let state = &ctx.props().told.snapshot.state;
        if state.raced != self.run && !self.is_busy() {
            (self.phase, self.contest) = (Phase::Idle, Contest::default());
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Ask => self.ask(ctx),
            Msg::Stop => self.end(ctx, Phase::Ended("Stopped.".to_owned())),
            Msg::Host(arrived) if self.is_busy() => self.arrived(ctx, arrived),
            Msg::Host(_) => return false,
            Msg::Heard((number, event)) if number == self.number => self.heed(ctx, event),
            Msg::Heard(_) => return false,
            Msg::Cooled => {
                self.cooling = None;
                ctx.props().runs.emit(false);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let told = &ctx.props().told;
        let Some((race, _, workload)) = raced(told).filter(|it| twin::exists(it.2)) else {
            return Html::default();
        };
        let limit = twin::limit(race).filter(|_| self.phase == Phase::Done);
        html! {
            <section class="panel twins" data-twins={self.state()} aria-labelledby="twins-title">
                <h2 id="twins-title">{ "What would Python do?" }</h2>
                <p class="hint">
                    { format!("{} in Python, run here by CPython itself: the same chunks, the same \
                        input, the same answer, of a size that Python manages. What is compared is \
                        how much faster each became than its own single thread.", workload.title) }
                </p>
                { self.buttons(ctx) }
                <p class="outcome" role="status">{ self.words() }</p>
                { for limit.map(|words| html! { <p class="hint">{ words }</p> }) }
                { for self.figures(told) }
            </section>
        }
    }
}

/// The race that was run here and to its end, its size, and its workload.
fn raced(told: &Told) -> Option<(&Race, u32, &'static Workload)> {
    let state = &told.snapshot.state;
    let is_own = state.phase == RunPhase::Done && state.imported.is_none();
    let race = told.race().filter(|_| is_own && told.is_measured())?;
    Some((race, state.size.or(race.size)?, workload::find(&race.workload)?))
}

impl Twins {
    fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Loading(_) | Phase::Running)
    }

    /// The stable name of the phase, for the DOM.
    fn state(&self) -> &'static str {
        match self.phase {
            Phase::Idle => "idle",
            Phase::Loading(_) => "loading",
            Phase::Running => "running",
            Phase::Done => "done",
            Phase::Ended(_) => "failed",
        }
    }

    fn ask(&mut self, ctx: &Context<Self>) {
        let told = &ctx.props().told;
        if self.is_busy() || raced(told).is_none() || told.python == Some(Runner::Lab) {
            return;
        }
        self.run = told.snapshot.state.raced;
        self.phase = Phase::Loading(None);
        (self.contest, self.cooling) = (Contest::default(), None);
        self.expected.clear();
        self.complaint.clear();
        let (attempt, arrived) = (self.attempts, ctx.link().callback(Msg::Host));
        spawn_local(async move { arrived.emit(Host::load(attempt).await) });
        ctx.props().runs.emit(true);
    }

    fn arrived(&mut self, ctx: &Context<Self>, arrived: Result<Host, String>) {
        let host = match arrived {
            Ok(host) => host,
            Err(cause) => {
                self.attempts += 1;
                return self.end(ctx, Phase::Ended(could_not(&cause)));
            }
        };
        let missing = host.missing();
        let Some((race, size, _)) = raced(&ctx.props().told).filter(|_| missing.is_empty()) else {
            let words =
                format!("Python cannot run here: this browser lacks {}.", missing.join(" and "));
            return self.end(ctx, Phase::Ended(words));
        };
        match host.lab(self.number, ctx.link().callback(Msg::Heard)) {
            Ok(lab) => {
                let (code, files) = twin::program(race, size);
                lab.run(code, "fork", &files);
                self.lab = Some(lab);
            }
            Err(cause) => self.end(ctx, Phase::Ended(could_not(&cause))),
        }
    }

    fn heed(&mut self, ctx: &Context<Self>, event: Event) {
        match event {
            Event::Loading(done, total) => self.phase = Phase::Loading(Some((done, total))),
            Event::Ready => self.phase = Phase::Running,
            Event::Output(_, _, true, _, text) => {
                let last = text.lines().rfind(|line| !line.trim().is_empty());
                last.into_iter().for_each(|line| line.clone_into(&mut self.complaint));
            }
            Event::Output(_, _, false, _, text) => self.contest.take(&text),
            Event::Exit(0, _) if self.contest.count() == twin::SAMPLES => {
                let told = &ctx.props().told;
                let known = raced(told).zip(self.contest.size);
                let answer = known.map(|((_, raced, workload), size)| {
                    twin::expected(workload, size, raced, &told.outcomes)
                });
                self.expected = answer.unwrap_or_default();
                self.end(ctx, Phase::Done);
            }
            Event::Exit(code, _) => {
                let words = format!("Python ended with exit code {code}: {}", self.complaint);
                self.end(ctx, Phase::Ended(words));
            }
            Event::Failed(words) => self.end(ctx, Phase::Ended(words)),
            _ => {}
        }
    }

    /// Ends the lab; races wait until what it held is given back.
    fn end(&mut self, ctx: &Context<Self>, phase: Phase) {
        (self.phase, self.lab) = (phase, None);
        self.number += 1;
        let cooled = ctx.link().callback(|()| Msg::Cooled);
        self.cooling = Some(Timeout::new(COOLING_MS, move || cooled.emit(())));
    }

    fn buttons(&self, ctx: &Context<Self>) -> Html {
        let (busy, link) = (self.is_busy(), ctx.link());
        let barred = busy || ctx.props().told.python == Some(Runner::Lab);
        html! {
            <div class="twins-buttons">
                <button type="button" class="quiet" data-action="run-twins"
                    aria-disabled={barred.to_string()} onclick={link.callback(|_| Msg::Ask)}>
                    { if self.phase == Phase::Done { "Ask Python again" } else { "Ask Python" } }
                </button>
                if busy {
                    <button type="button" class="quiet" data-action="stop-twins"
                        onclick={link.callback(|_| Msg::Stop)}>{ "Stop" }</button>
                }
            </div>
        }
    }

    /// How far it has come, in words.
    fn words(&self) -> String {
        match &self.phase {
            Phase::Idle => String::new(),
            Phase::Loading(Some((done, total))) if done < total => {
                format!("Loading Python: {:.1} of {:.1} MB", done / 1e6, total / 1e6)
            }
            Phase::Loading(_) => "Starting Python …".to_owned(),
            Phase::Running => {
                format!("Python runs: {} of {} samples", self.contest.count(), twin::SAMPLES)
            }
            Phase::Done => String::new(),
            Phase::Ended(words) => words.clone(),
        }
    }

    /// The chart, once Python is done.
    fn figures(&self, told: &Told) -> Option<Html> {
        let (_, rust_size, workload) = raced(told).filter(|_| self.phase == Phase::Done)?;
        let python_size = self.contest.size?;
        let pairs = twin::pairs(&told.outcomes, &self.contest.figures());
        let words = twin::in_words(&pairs, workload, (python_size, rust_size));
        let wrong = twin::disagreement(&self.contest, &self.expected);
        Some(html! {
            <>
                { for wrong.map(|words| html! {
                    <p class="failure" role="alert" data-notice="twins-disagree">{ words }</p>
                }) }
                { chart::draw(&pairs, workload, (python_size, rust_size)) }
                { for words.iter().map(|words| html! { <p>{ words }</p> }) }
            </>
        })
    }
}
