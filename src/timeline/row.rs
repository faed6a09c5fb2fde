//! A row of a timeline, the frame around the rows of one memory, and how they are stacked.

use crate::trace::{LaneTrace, Span};
use std::ops::Range;

/// Height of a row, in pixels.
pub const HEIGHT: f64 = 16.0;

/// From one row to the next, in pixels.
const GAP: f64 = 3.0;

/// Between a frame and the rows in it, in pixels.
const INSET: f64 = 4.0;

/// Room for the title of a frame, in pixels.
pub const TITLE: f64 = 18.0;

/// From one frame to the next, in pixels.
const BETWEEN: f64 = 6.0;

/// Where everything is that belongs to no child.
const MAIN_MEMORY: &str = "the memory of the main process";

/// Whose time a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The main process, apart from computing.
    Main,
    /// Who holds the lock.
    Held,
    /// Who asks for the lock.
    Asked,
    /// One lane.
    Lane,
}

/// One row: spans on one clock, in order, without overlaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whose time it is.
    pub kind: Kind,
    /// Index of the process of a lane; 0 otherwise.
    pub process: u32,
    /// Index of the thread of a lane; 0 otherwise.
    pub thread: u32,
    /// What a visitor reads beside it.
    pub name: String,
    /// Whose it is, as the subject of a sentence: "Thread 2 of process 1".
    pub who: String,
    /// Whose memory it is in: "the memory of process 1".
    pub memory: String,
    /// What is drawn in it.
    pub spans: Vec<Span>,
    /// For each span of [`Kind::Held`] the thread that holds the lock, for each of [`Kind::Asked`]
    /// how many ask, for each of a lane of a program what it waits for, see
    /// [`reasons`](super::Timeline::reasons); otherwise empty.
    pub about: Vec<u32>,
    /// Where it begins, in pixels below the top of the first frame.
    pub top: f64,
}

impl Row {
    /// A row with a name, in the memory of the main process.
    pub fn new(kind: Kind, name: String, spans: Vec<Span>) -> Self {
        let (who, memory) = ("The main process".to_owned(), MAIN_MEMORY.to_owned());
        Self { kind, process: 0, thread: 0, name, who, memory, spans, about: vec![], top: 0.0 }
    }

    /// The row of the main process.
    pub fn main(spans: Vec<Span>) -> Self {
        Self::new(Kind::Main, "main process".to_owned(), spans)
    }

    /// The row of a lane of a race; `children` says whether its process is a child.
    pub fn lane(lane: LaneTrace, children: bool) -> Self {
        let name = format!("thread {}", lane.thread + 1);
        let (process, thread) = (lane.process, lane.thread);
        let (who, memory) = if children {
            let process = process + 1;
            (
                format!("Thread {} of process {process}", thread + 1),
                format!("the memory of process {process}"),
            )
        } else {
            (format!("Thread {}", thread + 1), MAIN_MEMORY.to_owned())
        };
        Self { process, thread, who, memory, ..Self::new(Kind::Lane, name, lane.spans) }
    }

    /// A row about the lock.
    pub fn lock(kind: Kind, name: &str, spans: Vec<Span>, about: Vec<u32>) -> Self {
        Self { about, ..Self::new(kind, name.to_owned(), spans) }
    }

    /// The spans that are at least partly between `from_ms` and `to_ms`.
    pub fn within(&self, from_ms: f64, to_ms: f64) -> Range<usize> {
        let first = self.spans.partition_point(|span| span.end_ms <= from_ms);
        let count = self.spans[first..].partition_point(|span| span.start_ms < to_ms);
        first..first + count
    }

    /// The span under way at `ms`.
    pub fn at(&self, ms: f64) -> Option<usize> {
        let first = self.spans.partition_point(|span| span.end_ms <= ms);
        self.spans.get(first).filter(|span| span.start_ms <= ms).map(|_| first)
    }
}

/// A memory with the rows of those that live in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The child process; none for the main process.
    pub process: Option<u32>,
    /// What a visitor reads above its rows; none where the name of its only row says it.
    pub title: Option<String>,
    /// Its rows.
    pub rows: Range<usize>,
    /// Where it begins, in pixels below the top of the first frame.
    pub top: f64,
    /// Where it ends.
    pub bottom: f64,
}

/// Puts frames and rows below each other.
#[derive(Debug, Default)]
pub struct Stack {
    rows: Vec<Row>,
    frames: Vec<Frame>,
    height: f64,
}

impl Stack {
    /// Adds the memory of a process of a race below the others.
    pub fn frame(&mut self, process: Option<u32>, mut rows: Vec<Row>) {
        let title = (rows.len() > 1).then(|| title(process));
        if let (None, Some(process), Some(row)) = (&title, process, rows.first_mut()) {
            row.name = format!("process {}", process + 1);
        }
        self.titled(process, title, rows);
    }

    /// Adds the memory of a process with a title of its own.
    pub fn titled(&mut self, process: Option<u32>, title: Option<String>, mut rows: Vec<Row>) {
        let top = self.height + if self.frames.is_empty() { 0.0 } else { BETWEEN };
        let mut y = top + INSET + if title.is_some() { TITLE } else { 0.0 };
        let first = self.rows.len();
        for row in &mut rows {
            row.top = y;
            y += HEIGHT + GAP;
        }
        self.rows.append(&mut rows);
        let (rows, bottom) = (first..self.rows.len(), y - GAP + INSET);
        self.frames.push(Frame { process, title, rows, top, bottom });
        self.height = bottom;
    }

    /// The rows, the frames and their height.
    pub fn finish(self) -> (Vec<Row>, Vec<Frame>, f64) {
        (self.rows, self.frames, self.height)
    }
}

fn title(process: Option<u32>) -> String {
    process.map_or("Main process: one memory".to_owned(), |process| {
        format!("Process {}: a memory of its own", process + 1)
    })
}
