//! What a program has printed and has not been drawn yet, line by line, and how much of it is kept.

use std::collections::VecDeque;

/// So much of what a program prints is kept, in bytes; what is older is thrown away.
pub const MOST_BYTES: usize = 1 << 20;

/// So many lines are kept: a browser that holds more is slow to scroll.
pub const MOST_LINES: usize = 10_000;

/// Who printed, and where to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The id of its process.
    pub process: u32,
    /// The name of its thread.
    pub thread: String,
    /// Whether it went to stderr.
    pub is_error: bool,
}

/// A line, or the part of one that was flushed.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Who printed it.
    pub source: Source,
    /// When its first part was printed, in milliseconds since the run began.
    pub at_ms: f64,
    /// What was printed, with the end of the line if it has come.
    pub text: String,
}

/// A step of drawing.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// One more line.
    Add(Line),
    /// More of the line that was drawn last.
    Extend(String),
}

/// Gathers what is printed between two drawings, and counts what is kept.
#[derive(Default)]
pub struct Transcript {
    waiting: VecDeque<Step>,
    /// The length of each line that is kept, drawn or not.
    kept: VecDeque<usize>,
    drawn: usize,
    bytes: usize,
    last: Option<Source>,
    dropped: bool,
}

impl Transcript {
    /// Takes in what was printed: lines, or parts of lines.
    pub fn print(&mut self, source: &Source, at_ms: f64, text: &str) {
        for text in text.split_inclusive('\n') {
            self.bytes += text.len();
            let continued = self.last.as_ref() == Some(source);
            self.last = (!text.ends_with('\n')).then(|| source.clone());
            match (self.kept.back_mut().filter(|_| continued), self.waiting.back_mut()) {
                (Some(length), Some(Step::Add(Line { text: line, .. }) | Step::Extend(line))) => {
                    *length += text.len();
                    line.push_str(text);
                }
                (Some(length), None) => {
                    *length += text.len();
                    self.waiting.push_back(Step::Extend(text.to_owned()));
                }
                (None, _) => {
                    self.kept.push_back(text.len());
                    let line = Line { source: source.clone(), at_ms, text: text.to_owned() };
                    self.waiting.push_back(Step::Add(line));
                }
            }
        }
    }

    /// What to do to the drawing: how many of its oldest lines go, and what comes after the last.
    pub fn draw(&mut self) -> (usize, Vec<Step>) {
        let mut gone = 0;
        // One line is always kept, however long it is.
        while self.kept.len() > 1 && (self.bytes > MOST_BYTES || self.kept.len() > MOST_LINES) {
            self.bytes -= self.kept.pop_front().unwrap_or_default();
            self.dropped = true;
            if self.drawn > 0 {
                self.drawn -= 1;
                gone += 1;
                // More of a line that goes now goes with it.
                if self.drawn == 0 && matches!(self.waiting.front(), Some(Step::Extend(_))) {
                    self.waiting.pop_front();
                }
            } else {
                self.waiting.pop_front();
            }
        }
        let steps = Vec::from(std::mem::take(&mut self.waiting));
        self.drawn = self.kept.len();
        (gone, steps)
    }

    /// Whether anything waits to be drawn.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether a part of what was printed has been thrown away.
    pub fn is_cut(&self) -> bool {
        self.dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(process: u32) -> Source {
        Source { process, thread: "MainThread".to_owned(), is_error: false }
    }

    fn text(step: &Step) -> &str {
        match step {
            Step::Add(Line { text, .. }) | Step::Extend(text) => text,
        }
    }

    fn texts(steps: &[Step]) -> Vec<&str> {
        steps.iter().map(text).collect()
    }

    #[test]
    fn lines_of_one_source_are_put_together() {
        let mut transcript = Transcript::default();
        transcript.print(&source(1), 0.0, "a\nb");
        transcript.print(&source(1), 1.0, "c\n\n");
        transcript.print(&source(2), 2.0, "d");
        transcript.print(&source(1), 3.0, "e");
        assert_eq!(texts(&transcript.draw().1), ["a\n", "bc\n", "\n", "d", "e"]);
        transcript.print(&source(1), 4.0, "f");
        transcript.print(&source(1), 5.0, "g\nh");
        let (gone, steps) = transcript.draw();
        assert_eq!((gone, &steps[0]), (0, &Step::Extend("fg\n".to_owned())));
        assert_eq!(texts(&steps), ["fg\n", "h"]);
        assert!(!transcript.is_waiting() && !transcript.is_cut());
    }

    #[test]
    fn the_latest_lines_are_kept() {
        let mut transcript = Transcript::default();
        for _ in 0..MOST_LINES {
            transcript.print(&source(1), 0.0, "x\n");
        }
        assert_eq!(transcript.draw().1.len(), MOST_LINES);
        for _ in 0..3 {
            transcript.print(&source(1), 0.0, "y\n");
        }
        let (gone, steps) = transcript.draw();
        assert_eq!((gone, steps.len(), transcript.is_cut()), (3, 3, true));
        transcript.print(&source(1), 0.0, &"z".repeat(MOST_BYTES));
        transcript.print(&source(1), 0.0, "z\n");
        transcript.print(&source(1), 0.0, "end\n");
        let (gone, steps) = transcript.draw();
        assert_eq!((gone, texts(&steps)), (MOST_LINES, vec!["end\n"]));
    }

    #[test]
    fn more_of_a_line_that_is_thrown_away_goes_with_it() {
        let mut transcript = Transcript::default();
        transcript.print(&source(1), 0.0, "a");
        transcript.draw();
        transcript.print(&source(1), 0.0, "b\n");
        for _ in 0..MOST_LINES {
            transcript.print(&source(1), 0.0, "x\n");
        }
        let (gone, steps) = transcript.draw();
        assert_eq!((gone, steps.len()), (1, MOST_LINES));
    }
}
