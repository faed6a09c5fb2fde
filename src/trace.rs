//! When each lane did what: the spans of one sample, on one clock.

mod assembly;
pub mod chrome;
pub mod clocks;
pub mod event;

pub use assembly::{Letter, ProcessLog, Recording};
pub use chrome::to_chrome;

use crate::receipt::Millis;
use crate::strategy::Strategy;
use crate::workload::Words;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the main process or a lane was busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Activity {
    /// The main process starts processes and pools.
    Start,
    /// The main process copies input out of its memory and posts it.
    Send,
    /// A lane computes the items of one chunk.
    Compute,
    /// A lane is in a wait that the work itself asked for.
    Pause,
    /// A lane waits for the interpreter lock.
    Lock,
    /// The main process copies partials into its memory.
    Receive,
    /// The main process merges the partials into the answer.
    Merge,
    /// The main process waits until every lane has come to rest.
    Join,
}

impl Activity {
    /// Every activity, in the order of a legend.
    pub const ALL: [Self; 8] = [
        Self::Start,
        Self::Send,
        Self::Compute,
        Self::Pause,
        Self::Lock,
        Self::Receive,
        Self::Merge,
        Self::Join,
    ];

    /// Whether a lane needs the interpreter lock for it.
    pub fn holds_lock(self) -> bool {
        matches!(self, Self::Compute | Self::Send | Self::Receive)
    }

    /// The stable name, for style sheets and exports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Send => "send",
            Self::Compute => "compute",
            Self::Pause => "pause",
            Self::Lock => "lock",
            Self::Receive => "receive",
            Self::Merge => "merge",
            Self::Join => "join",
        }
    }

    /// What a visitor reads: "computes".
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => "starts processes and threads",
            Self::Send => "sends",
            Self::Compute => "computes",
            Self::Pause => "waits (sleep, network)",
            Self::Lock => "waits for the lock",
            Self::Receive => "receives",
            Self::Merge => "merges the partials",
            Self::Join => "waits for the others (join)",
        }
    }
}

/// One thing done without a break.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// What.
    pub activity: Activity,
    /// When it began and ended. In a [`Trace`]: milliseconds since its clock was started.
    pub start_ms: Millis,
    /// See `start_ms`.
    pub end_ms: Millis,
    /// The items it was about; empty where it was about none.
    pub items: Range<u32>,
}

/// What one lane did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LaneTrace {
    /// Index of the process, from 0. Where no children were started it is the main process.
    pub process: u32,
    /// Index of the thread in its process, from 0.
    pub thread: u32,
    /// What it did, in order, without overlaps; gaps are idle.
    pub spans: Vec<Span>,
    /// Spans that found no room in the buffer of the lane.
    pub lost: u32,
}

/// One message between the main process and a child.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Index of the child, from 0.
    pub process: u32,
    /// Whether it went from the main process to the child.
    pub outward: bool,
    /// When it was posted, in milliseconds since the clock of the sample was started.
    pub sent_ms: Millis,
    /// When it was received, in the same milliseconds.
    pub received_ms: Millis,
    /// Bytes of input or partials it carried, without its header.
    pub bytes: u32,
    /// The items it was about; empty where it was about none.
    pub items: Range<u32>,
}

/// Everything that was recorded of one sample. All times are milliseconds since its clock started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The strategy that ran.
    pub strategy: Strategy,
    /// Whether lanes belong to child processes, and not to the main process.
    pub children: bool,
    /// Whether the lanes of a process took turns under one lock.
    pub locked: bool,
    /// When the clock was stopped.
    pub makespan_ms: Millis,
    /// What the main process did apart from computing, in order.
    pub main: Vec<Span>,
    /// What each lane did, ordered by process and thread.
    pub lanes: Vec<LaneTrace>,
    /// What crossed from memory to memory, in the order of sending.
    pub messages: Vec<Message>,
    /// How far the clocks of lanes and main process may be apart, in milliseconds.
    pub clock_error_ms: Millis,
}

/// What one process recorded, on clocks of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProcessRecord {
    /// What each lane recorded.
    pub lanes: Vec<LaneRecord>,
    /// When each batch was received and its answer posted, on the clock of the process's own thread.
    pub batches: Vec<BatchRecord>,
    /// When the sample was announced to it, on the clock of its own thread. The main process is
    /// told by nobody and has none.
    pub begun_ms: Option<Millis>,
    /// `performance.timeOrigin` of the process's own thread.
    pub origin_ms: Millis,
    /// When its own thread asked the lanes for their records, on its clock.
    pub asked_ms: Millis,
    /// When it had them all, on the same clock.
    pub gathered_ms: Millis,
}

/// What one lane recorded, on its own clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LaneRecord {
    /// Index of the thread in its process, from 0.
    pub thread: u32,
    /// `performance.timeOrigin` of the lane's worker.
    pub origin_ms: Millis,
    /// When the record was read, on the lane's own clock; none where the lane is the process's own
    /// thread, so that there is only one clock.
    pub read_ms: Option<Millis>,
    /// What it did; times on the lane's own clock.
    pub spans: Vec<Span>,
    /// Spans that found no room.
    pub lost: u32,
}

/// When a batch reached a child and left it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BatchRecord {
    /// The batch.
    pub batch: u32,
    /// When it was received, in milliseconds on the child's clock.
    pub received_ms: Millis,
    /// When its answer was posted, in milliseconds on the child's clock.
    pub posted_ms: Millis,
}

/// What was recorded of one sample, packed: a [`Recording`], then a [`ProcessRecord`] of each of its
/// processes. Only who shows a trace looks into it: [`from_words`].
pub type Recorded = Vec<Words>;

/// A part of what was recorded as words, which are moved from worker to worker and never looked at
/// on the way. The first word is the length in bytes.
pub fn to_words(part: &impl Serialize) -> Words {
    // Only running out of memory can fail here; `from_words` finds nothing in what is empty.
    let bytes = postcard::to_allocvec(part).unwrap_or_default();
    let words = bytes.chunks(4).map(|part| {
        let mut word = [0; 4];
        word[..part.len()].copy_from_slice(part);
        u32::from_ne_bytes(word)
    });
    std::iter::once(bytes.len() as u32).chain(words).collect()
}

/// The trace of a sample of `strategy`, from the words of all that was [`Recorded`] of it, one part
/// behind the other; none when they are not of this build.
pub fn from_words(strategy: Strategy, words: &[u32]) -> Option<Trace> {
    let (recording, mut rest): (Recording, _) = part(words)?;
    let mut records = Vec::new();
    for _ in &recording.processes {
        let (record, behind) = part(rest)?;
        records.push(record);
        rest = behind;
    }
    Some(recording.trace(strategy, &records))
}

/// The first part in the words, and the words behind it; none when they are not of this build.
pub fn part<T: DeserializeOwned>(words: &[u32]) -> Option<(T, &[u32])> {
    let (&length, words) = words.split_first()?;
    let length = length as usize;
    let (own, behind) = words.split_at_checked(length.div_ceil(4))?;
    let bytes: &[u8] = bytemuck::cast_slice(own);
    Some((postcard::from_bytes(bytes.get(..length)?).ok()?, behind))
}

#[cfg(test)]
mod tests {
    use super::assembly::tests::{record, recording};
    use super::*;

    #[test]
    fn what_was_recorded_survives_being_moved() {
        let strategy = Strategy::ProcessesThreads;
        let words = [to_words(&recording()), to_words(&record())].concat();
        assert_eq!(from_words(strategy, &words), Some(recording().trace(strategy, &[record()])));
        let torn = (0..words.len()).find(|&end| from_words(strategy, &words[..end]).is_some());
        assert_eq!(torn, None);
    }
}
