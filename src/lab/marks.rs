//! What the threads of a process write down while a program runs, as `www/python/marks.mjs` sends it.

use crate::receipt::Millis;

/// Numbers that make one mark.
pub const NUMBERS: usize = 5;

/// One thing that happened to a thread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The number of the thread in its process; the main thread's is 1.
    pub thread: u32,
    /// When, in milliseconds since the run began.
    pub at_ms: Millis,
    /// What.
    pub event: Event,
}

/// What can happen to a thread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// It was started; the number of the word that is its name.
    Spawn(usize),
    /// What it waited for has come: it wants the GIL.
    Wake,
    /// It has the GIL.
    Run,
    /// It gave the GIL to another thread and wants it again.
    Switch,
    /// It waits; the number of the word that says for what.
    Block(usize),
    /// It is over.
    Exit,
    /// It has pickled since then, in milliseconds since the run began.
    Pickle(Millis),
    /// It has unpickled since then, in milliseconds since the run began.
    Unpickle(Millis),
    /// It has written to a pipe.
    Write(Piece),
    /// It has read from a pipe.
    Read(Piece),
}

/// Some bytes in a pipe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// How many were moved.
    pub bytes: u32,
    /// Which pipe, and where in all that was ever written to it they end: the same number for whoever
    /// writes and whoever reads them. A whole number below 2^53.
    pub place: u64,
}

impl Mark {
    /// The mark that [`NUMBERS`] numbers stand for; none when they are of another build.
    pub fn read(numbers: &[f64]) -> Option<Self> {
        let &[kind, thread, at_ms, first, second] = numbers else { return None };
        let piece = Piece { bytes: first as u32, place: second as u64 };
        // A word that found no room is no word of the list.
        let word = if first < 0.0 { usize::MAX } else { first as usize };
        let event = match kind as u32 {
            0 => Event::Spawn(word),
            1 => Event::Wake,
            2 => Event::Run,
            3 => Event::Switch,
            4 => Event::Block(word),
            5 => Event::Exit,
            6 => Event::Pickle(first),
            7 => Event::Unpickle(first),
            8 => Event::Write(piece),
            9 => Event::Read(piece),
            _ => return None,
        };
        at_ms.is_finite().then_some(Self { thread: thread as u32, at_ms, event })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_are_those_of_the_script() {
        let script = include_str!("../../www/python/marks.mjs");
        let list = script.split_once("KINDS = [").and_then(|(_, rest)| rest.split_once(']'));
        let kinds: Vec<_> = list.map_or("", |it| it.0).split(", ").collect();
        let events: Vec<_> = (0..kinds.len())
            .filter_map(|kind| Mark::read(&[kind as f64, 1.0, 2.0, 3.0, 4.0]))
            .map(|mark| format!("{:?}", mark.event).to_lowercase())
            .collect();
        assert_eq!(events.len(), kinds.len());
        for (event, kind) in events.iter().zip(kinds) {
            assert!(event.starts_with(kind.trim_matches('"')), "{kind} is read as {event}");
        }
        assert_eq!(Mark::read(&[99.0, 1.0, 2.0, 3.0, 4.0]), None);
        assert_eq!(Mark::read(&[2.0, 1.0, f64::NAN, 3.0, 4.0]), None);
    }
}
