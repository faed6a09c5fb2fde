//! What a run of a Python program leaves behind for the timeline.

use super::marks::NUMBERS;
use crate::receipt::Millis;
use std::collections::BTreeMap;

/// So many marks of a run are kept, of all its processes together: about 10 MB. A process keeps
/// fewer by itself, see `www/python/marks.mjs`.
pub const MOST_MARKS: usize = 1 << 18;

/// What one process left behind. Times are milliseconds since the run began.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Process {
    /// The process that started it, by its id; none of the program's where it is the main one.
    pub parent: u32,
    /// What the program calls it.
    pub name: String,
    /// When it was asked for.
    pub asked_ms: Option<Millis>,
    /// When its interpreter was ready.
    pub started_ms: Option<Millis>,
    /// When it was over; none when it ran to the end of the run.
    pub ended_ms: Option<Millis>,
    /// Its marks, [`NUMBERS`] numbers each.
    pub marks: Vec<f64>,
    /// The words its marks name by number.
    pub words: Vec<String>,
    /// Marks that found no room.
    pub lost: u32,
}

/// What a run of a program leaves behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// The processes by their ids, in the order of starting.
    pub processes: BTreeMap<u32, Process>,
    kept: usize,
}

impl Recording {
    /// A process has begun.
    pub fn started(&mut self, id: u32, parent: u32, name: String, asked_ms: Millis, at_ms: Millis) {
        let process = self.processes.entry(id).or_default();
        (process.parent, process.name) = (parent, name);
        (process.asked_ms, process.started_ms) = (Some(asked_ms), Some(at_ms));
    }

    /// A process has ended.
    pub fn ended(&mut self, id: u32, at_ms: Millis) {
        self.processes.entry(id).or_default().ended_ms = Some(at_ms);
    }

    /// Threads of a process have done something; `words` are new, `lost` marks were not sent.
    pub fn marked(&mut self, id: u32, numbers: &[f64], words: Vec<String>, lost: u32) {
        let process = self.processes.entry(id).or_default();
        let room = (MOST_MARKS - self.kept) * NUMBERS;
        let (kept, gone) = numbers.split_at(numbers.len().min(room));
        self.kept += kept.len() / NUMBERS;
        process.marks.extend(kept);
        process.words.extend(words);
        process.lost = process.lost.saturating_add(lost + (gone.len() / NUMBERS) as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_keeps_its_beginning_and_counts_the_rest() {
        let mut recording = Recording::default();
        let marks = vec![1.0; NUMBERS * 1_000];
        for process in 0..=MOST_MARKS as u32 / 1_000 {
            recording.marked(process, &marks, vec![], 5);
        }
        let all = recording.processes.values();
        let kept: usize = all.clone().map(|it| it.marks.len()).sum();
        let lost: u32 = all.map(|it| it.lost).sum();
        let sent = (MOST_MARKS / 1_000 + 1) as u32 * 1_005;
        assert_eq!((kept, lost), (MOST_MARKS * NUMBERS, sent - MOST_MARKS as u32));
    }
}
