//! The screen of the lab: what the program prints, drawn into one element. It is not drawn by Yew,
//! because a program may print thousands of lines between two frames.

use crate::lab::transcript::{Line, Source, Step, Transcript};
use js_sys::Date;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

/// Lanes have so many colours; after them they come again.
const COLOURS: usize = 6;

/// Who is nearer to the end than this sees the end, in pixels.
const NEAR_END: i32 = 48;

/// What the program prints.
#[derive(Default)]
pub struct Screen {
    /// The element that is drawn into; Yew leaves it alone.
    pub place: NodeRef,
    transcript: Transcript,
    lanes: Vec<(u32, String)>,
    draw_ms: f64,
}

impl Screen {
    /// Empties it for another run.
    pub fn clear(&mut self) {
        self.transcript = Transcript::default();
        self.lanes.clear();
        if let Some(place) = self.place.cast::<Element>() {
            place.set_inner_html("");
            self.say_lanes(&place);
        }
    }

    /// Takes in what was printed.
    pub fn print(&mut self, source: &Source, at_ms: f64, text: &str) {
        self.transcript.print(source, at_ms, text);
    }

    /// Whether a part of what was printed has been thrown away.
    pub fn is_cut(&self) -> bool {
        self.transcript.is_cut()
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
        self.say_lanes(&place);
        if below < NEAR_END {
            place.set_scroll_top(place.scroll_height());
        }
        self.draw_ms = Date::now() - start;
    }

    /// How many lanes have printed: where there is one, its name says nothing.
    fn say_lanes(&self, place: &Element) {
        // An element takes any data attribute; the same holds below.
        let _ = place.set_attribute("data-lanes", &self.lanes.len().to_string());
    }

    fn add(&mut self, place: &Element, line: &Line) {
        let Some(document) = place.owner_document() else { return };
        let Ok(span) = document.create_element("span") else { return };
        let Source { process, thread, is_error } = &line.source;
        let lane = (*process, thread.clone());
        let known = self.lanes.iter().position(|known| *known == lane);
        let number = known.unwrap_or(self.lanes.len());
        if known.is_none() {
            self.lanes.push(lane);
        }
        let attributes = [
            ("class", format!("line lane-{}", number % COLOURS)),
            ("data-process", process.to_string()),
            ("data-thread", thread.clone()),
            ("data-stream", if *is_error { "stderr" } else { "stdout" }.to_owned()),
            ("data-at-ms", format!("{:.1}", line.at_ms)),
        ];
        for (name, value) in attributes {
            let _ = span.set_attribute(name, &value);
        }
        span.set_text_content(Some(&line.text));
        let _ = place.append_child(&span);
    }
}

fn extend(place: &Element, text: &str) {
    if let Some(last) = place.last_element_child() {
        let _ = last.append_with_str_1(text);
    }
}
