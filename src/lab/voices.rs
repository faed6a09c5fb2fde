//! Who prints: a lane for each thread of each process, in the order of their first words.

use super::traceback::{Fault, Reader};
use super::transcript::Source;

/// So many lanes are told apart; whoever comes later shares one.
pub const MOST: usize = 48;

/// Whoever prints under one name.
#[derive(Debug, Default)]
pub struct Voice {
    /// The id of the process.
    pub process: u32,
    /// The name of the thread.
    pub thread: String,
    /// Whether the visitor wants to see its lines.
    pub is_shown: bool,
    reader: Reader,
}

/// All lanes of a run.
#[derive(Debug, Default)]
pub struct Voices {
    lanes: Vec<Voice>,
}

impl Voices {
    /// All lanes; the last of [`MOST`] stands for all that came later.
    pub fn all(&self) -> &[Voice] {
        &self.lanes
    }

    /// Whether a lane stands for all that came after the others.
    pub fn is_rest(number: usize) -> bool {
        number + 1 == MOST
    }

    /// The number of the lane of whoever printed.
    pub fn number(&mut self, source: &Source) -> usize {
        let same = |lane: &Voice| lane.process == source.process && lane.thread == source.thread;
        if let Some(number) = self.lanes.iter().position(same) {
            return number;
        }
        if self.lanes.len() < MOST {
            let (process, thread) = (source.process, source.thread.clone());
            let reader = Reader::default();
            self.lanes.push(Voice { process, thread, is_shown: true, reader });
        }
        self.lanes.len() - 1
    }

    /// Reads what was printed; returns the last error in it that names a line of the program.
    pub fn read(&mut self, source: &Source, text: &str) -> Option<Fault> {
        let number = self.number(source);
        source.is_error.then(|| self.lanes[number].reader.read(text))?
    }

    /// Hides the lines of a lane, or shows them again.
    pub fn turn(&mut self, number: usize) {
        if let Some(lane) = self.lanes.get_mut(number) {
            lane.is_shown = !lane.is_shown;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(process: u32, thread: &str, is_error: bool) -> Source {
        Source { process, thread: thread.to_owned(), is_error }
    }

    #[test]
    fn threads_of_processes_have_lanes() {
        let mut lanes = Voices::default();
        assert_eq!(lanes.number(&source(1, "MainThread", false)), 0);
        assert_eq!(lanes.number(&source(2, "MainThread", false)), 1);
        assert_eq!(lanes.number(&source(1, "worker", true)), 2);
        assert_eq!(lanes.number(&source(1, "MainThread", true)), 0);
        lanes.turn(1);
        lanes.turn(99);
        let shown: Vec<_> = lanes.all().iter().map(|lane| lane.is_shown).collect();
        assert_eq!(shown, [true, false, true]);
    }

    #[test]
    fn whoever_comes_late_shares_a_lane() {
        let mut lanes = Voices::default();
        for number in 0..1_000 {
            let lane = lanes.number(&source(1, &format!("thread {number}"), false));
            assert_eq!(lane, number.min(MOST - 1));
        }
        assert_eq!(lanes.all().len(), MOST);
        assert!(Voices::is_rest(MOST - 1) && !Voices::is_rest(0));
    }

    #[test]
    fn tracebacks_of_several_threads_are_read_apart() {
        let mut lanes = Voices::default();
        let (one, other) = (source(1, "a", true), source(1, "b", true));
        assert_eq!(lanes.read(&one, "  File \"/x/main.py\", line 3, in f\n"), None);
        assert_eq!(lanes.read(&other, "  File \"/x/main.py\", line 8, in g\n"), None);
        let fault = lanes.read(&one, "KeyError: 1\n");
        assert_eq!(fault, Some(Fault { line: 3, words: "KeyError: 1".to_owned() }));
        let said = source(1, "b", false);
        assert_eq!(lanes.read(&said, "ValueError: 2\n"), None);
    }
}
