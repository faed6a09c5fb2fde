//! The screen of the lab: what the program prints, drawn into one element. It is not drawn by Yew,
//! because a program may print thousands of lines between two frames.

use crate::lab::traceback::Fault;
use crate::lab::transcript::{Line, Source, Step, Transcript};
use crate::lab::voices::{Voice, Voices};
use crate::palette;
use js_sys::Date;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

/// Who is nearer to the end than this sees the end, in pixels.
const NEAR_END: i32 = 48;

/// What the program prints.
#[derive(Default)]
pub struct Screen {
    /// The element that is drawn into; Yew leaves what is in it alone.
    pub place: NodeRef,
    transcript: Transcript,
    lanes: Voices,
    times: bool,
    /// How often it was emptied.
    run: u32,
    draw_ms: f64,
}

/// How much there is to see besides the lines.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Shape {
    lanes: usize,
    is_cut: bool,
    is_empty: bool,
}

impl Screen {
    /// Empties it for another run.
    pub fn clear(&mut self) {
        self.transcript = Transcript::default();
        self.lanes = Voices::default();
        self.run += 1;
        if let Some(place) = self.place.cast::<Element>() {
            place.set_inner_html("");
        }
    }

    /// Takes in what was printed; returns the last error in it that names a line of the program.
    pub fn print(&mut self, source: &Source, at_ms: f64, text: &str) -> Option<Fault> {
        self.transcript.print(source, at_ms, text);
        self.lanes.read(source, text)
    }

    /// What stands round the lines depends on this.
    pub fn shape(&self) -> Shape {
        let lanes = self.lanes.all().len();
        Shape { lanes, is_cut: self.is_cut(), is_empty: self.is_empty() }
    }

    /// Whether a part of what was printed has been thrown away.
    pub fn is_cut(&self) -> bool {
        self.transcript.is_cut()
    }

    /// Whether nothing was printed.
    pub fn is_empty(&self) -> bool {
        self.lanes.all().is_empty()
    }

    /// Who has printed.
    pub fn lanes(&self) -> &[Voice] {
        self.lanes.all()
    }

    /// Which run it shows.
    pub fn run(&self) -> u32 {
        self.run
    }

    /// Whether each line says when it was printed.
    pub fn shows_times(&self) -> bool {
        self.times
    }

    /// Shows when each line was printed, or does so no longer.
    pub fn turn_times(&mut self) {
        self.times = !self.times;
    }

    /// Hides the lines of a lane, or shows them again.
    pub fn turn_lane(&mut self, number: usize) {
        self.lanes.turn(number);
        let Some(lane) = self.lanes.all().get(number) else { return };
        let lines = lines(&self.place).filter(|line| lane_of(line) == Some(number));
        lines.for_each(|line| line.set_hidden(!lane.is_shown));
    }

    /// How long to wait before the next drawing, in milliseconds: a flood leaves the page most of
    /// its time.
    pub fn pause_ms(&self) -> u32 {
        (self.draw_ms * 4.0).clamp(16.0, 400.0) as u32
    }

    /// Draws what has come since the last time.
    pub fn draw(&mut self) {
        let Some(place) = self.place.cast::<HtmlElement>() else { return };
        if !self.transcript.is_waiting() {
            return;
        }
        let start = Date::now();
        let below = place.scroll_height() - place.scroll_top() - place.client_height();
        let (gone, steps) = self.transcript.draw();
        for _ in 0..gone {
            place.first_element_child().iter().for_each(Element::remove);
        }
        for step in steps {
            match step {
                Step::Add(line) => self.add(&place, &line),
                Step::Extend(text) => extend(&place, &text),
            }
        }
        if below < NEAR_END {
            place.set_scroll_top(place.scroll_height());
        }
        self.draw_ms = Date::now() - start;
    }

    fn add(&mut self, place: &Element, line: &Line) {
        let Some(document) = place.owner_document() else { return };
        let span = document.create_element("span").ok().and_then(|it| it.dyn_into().ok());
        let Some(span): Option<HtmlElement> = span else { return };
        let Source { process, thread, is_error } = &line.source;
        let number = self.lanes.number(&line.source);
        let attributes = [
            ("class", "line".to_owned()),
            ("data-lane", number.to_string()),
            ("data-process", process.to_string()),
            ("data-thread", thread.clone()),
            ("data-stream", if *is_error { "stderr" } else { "stdout" }.to_owned()),
            ("data-at-ms", format!("{:.1}", line.at_ms)),
            ("data-at", format!("{:.3} s", line.at_ms / 1e3)),
        ];
        for (name, value) in attributes {
            // An element takes any of these.
            let _ = span.set_attribute(name, &value);
        }
        let colour = palette::hex(palette::lane(number as u32));
        // A browser that does not know such a property draws the line without it.
        let _ = span.style().set_property("--lane", &colour);
        span.set_hidden(!self.lanes.all()[number].is_shown);
        span.set_text_content(Some(&line.text));
        let _ = place.append_child(&span);
    }
}

/// The text of the lines that are not hidden.
pub fn shown_text(place: &NodeRef) -> String {
    let shown = lines(place).filter(|line| !line.hidden());
    shown.filter_map(|line| line.text_content()).collect()
}

fn lines(place: &NodeRef) -> impl Iterator<Item = HtmlElement> {
    let first = place.cast::<Element>().and_then(|place| place.first_element_child());
    let lines = std::iter::successors(first, Element::next_element_sibling);
    lines.filter_map(|line| line.dyn_into().ok())
}

fn lane_of(line: &HtmlElement) -> Option<usize> {
    line.get_attribute("data-lane")?.parse().ok()
}

fn extend(place: &Element, text: &str) {
    if let Some(last) = place.last_element_child() {
        let _ = last.append_with_str_1(text);
    }
}
