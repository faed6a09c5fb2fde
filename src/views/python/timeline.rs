//! Who ran when in a Python program: its timeline, drawn as that of a race.

use super::host::Event;
use super::ways;
use crate::lab::contest::Contest;
use crate::lab::recording::Recording;
use crate::lab::trace;
use crate::timeline::Timeline;
use crate::views::export::blob::{Exported, of_text};
use crate::views::timeline::canvas::Canvas;
use crate::views::timeline::lane_table::LaneTable;
use std::rc::Rc;
use yew::prelude::*;

/// Listens to a program, and shows afterwards what it heard.
#[derive(Default)]
pub struct Watch {
    recording: Recording,
    over: Option<Over>,
    /// What was timed, where the variants of a program were.
    contest: Option<Contest>,
}

/// A program that is over.
#[derive(Clone)]
struct Over {
    recording: Rc<Recording>,
    elapsed_ms: f64,
    timeline: Rc<Timeline>,
}

impl Watch {
    /// Listens to a program, or to its variants in turn.
    pub fn new(ways: bool) -> Self {
        Self { contest: ways.then(Contest::default), ..Self::default() }
    }

    /// Takes in what the lab reports.
    pub fn heed(&mut self, event: &Event) {
        let recording = &mut self.recording;
        match event {
            Event::Started(process, parent, name, asked_ms, at_ms) => {
                recording.started(*process, *parent, name.clone(), *asked_ms, *at_ms);
            }
            Event::Ended(process, _, at_ms) => recording.ended(*process, *at_ms),
            Event::Marks(process, numbers, words, lost) => {
                recording.marked(*process, numbers, words.clone(), *lost);
            }
            Event::Output(_, _, false, _, text) => {
                self.contest.iter_mut().for_each(|contest| contest.take(text));
            }
            Event::Exit(_, elapsed_ms) => {
                let (recording, elapsed_ms) = (std::mem::take(recording), *elapsed_ms);
                let timeline = Rc::new(Timeline::of_program(&recording, elapsed_ms));
                self.over = Some(Over { recording: Rc::new(recording), elapsed_ms, timeline });
            }
            _ => {}
        }
    }

    /// What was timed, and the timeline in `width` pixels, once the program is over.
    pub fn draw(&self, width: f64) -> Html {
        let Some(over) = self.over.as_ref().filter(|over| over.timeline.spans > 0) else {
            return Html::default();
        };
        let Over { recording, elapsed_ms, timeline } = over.clone();
        html! {
            <>
                { for self.contest.as_ref().and_then(ways::chart) }
                <Drawing {recording} {elapsed_ms} {timeline} {width} />
            </>
        }
    }
}

/// What is drawn.
#[derive(Clone, Properties)]
struct Props {
    recording: Rc<Recording>,
    elapsed_ms: f64,
    timeline: Rc<Timeline>,
    width: f64,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline) && self.width == other.width
    }
}

#[component]
fn Drawing(props: &Props) -> Html {
    let Props { recording, elapsed_ms, timeline, width } = props.clone();
    let exported = use_state(|| None::<Exported>);
    let take = {
        let exported = exported.clone();
        Callback::from(move |_: MouseEvent| {
            let text = trace::to_chrome(&recording, elapsed_ms, TITLE);
            let blob = of_text(&text, "application/json");
            let file = blob.and_then(|blob| Exported::new(&blob, "python-trace", FILE.to_owned()));
            file.iter().for_each(Exported::download);
            exported.set(file);
        })
    };
    html! {
        <div class="timeline-view" data-python-timeline="">
            <h3>{ "Who ran when" }</h3>
            <Canvas timeline={timeline.clone()} title={TITLE} {width} />
            <LaneTable timeline={timeline.clone()} />
            <div class="lab-buttons">
                <button type="button" class="quiet" data-export="python-trace" onclick={take}>
                    { "Save the trace" }
                </button>
                <p class="hint">
                    { "For Perfetto, chrome://tracing or speedscope: processes and threads have \
                       the ids and names they have in Python." }
                </p>
            </div>
            { for exported.as_ref().map(Exported::link) }
        </div>
    }
}

/// What the drawing and the trace are of.
const TITLE: &str = "the Python program";

/// The name of the file.
const FILE: &str = "makespan-python-trace.json";
