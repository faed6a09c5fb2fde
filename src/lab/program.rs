//! The programs the lab offers, as an article would print them.

use crate::lesson::{self, Lesson};

/// A program of the list.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    /// Its stable name.
    pub id: &'static str,
    /// What it shows, in the words of the list.
    pub title: &'static str,
    /// Its text.
    pub code: &'static str,
}

macro_rules! programs {
    ($($id:literal: $title:literal),+ $(,)?) => {
        &[$(Program {
            id: $id,
            title: $title,
            code: include_str!(concat!("../../www/python/programs/", $id, ".py")),
        }),+]
    };
}

/// Every program, in the order of the list.
pub const ALL: &[Program] = programs! {
    "one-thing": "One thing at a time: three tasks in turn",
    "two-threads": "Two threads: numbers and letters, mixed anew in every run",
    "waiting-together": "Threads that wait: three seconds in one",
    "gil": "Threads that compute: two are no faster than one",
    "processes": "Processes that compute side by side",
    "main-guard": "A program without a main guard",
    "pools": "Pools: threads and processes by the same calls",
    "download": "Downloads: five pages in turn, then on threads",
    "scrape": "Fetching overlaps, parsing takes turns",
    "shared-list": "A list that threads share and processes do not",
    "queue-and-pipe": "A queue and a pipe between processes",
    "manager": "A list that a manager keeps for all",
    "join": "With join, without it, and a daemon",
    "combine": "Processes that hold threads",
    "pickle-lambda": "A lambda that cannot cross to a process",
    "race": "A counter without a lock, and with one",
    "deadlock": "Two locks in two orders, and in one",
    "overhead": "Tiny tasks in a pool, and large ones",
    "no-gil": "Does this Python have a GIL?",
    "choose": "Waiting and computing, each done three ways",
    "three-ways": "Three ways to one answer, timed against each other",
};

impl Program {
    /// The lesson it belongs to.
    pub fn lesson(&self) -> Option<&'static Lesson> {
        lesson::ALL.iter().find(|lesson| of_lesson(lesson.id).is_some_and(|own| own.id == self.id))
    }

    /// What it shows: the first paragraph of the text it begins with.
    pub fn shows(&self) -> &'static str {
        let text = self.code.trim_start_matches("\"\"\"");
        let text = text.split("\"\"\"").next().unwrap_or_default();
        text.split("\n\n").next().unwrap_or_default().trim()
    }
}

/// The program of a lesson: it is called as the lesson, or its name begins so.
pub fn of_lesson(id: &str) -> Option<&'static Program> {
    let start = [id, "-"].concat();
    find(id).or_else(|| ALL.iter().find(|program| program.id.starts_with(&start)))
}

/// The program with this name.
pub fn find(id: &str) -> Option<&'static Program> {
    ALL.iter().find(|program| program.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_and_programs_find_each_other() {
        for (lesson, text) in lesson::ALL.iter().zip(lesson::TEXTS) {
            let program = of_lesson(lesson.id);
            assert_eq!(program.map(|program| program.id), text.program, "{}", lesson.id);
            let back = program.and_then(Program::lesson);
            assert!(program.is_none() || back == Some(lesson), "{}", lesson.id);
        }
        assert_eq!(of_lesson("nothing"), None);
    }

    #[test]
    fn every_program_is_short_and_says_what_it_shows() {
        for program in ALL {
            assert_eq!(find(program.id), Some(program));
            assert!(program.code.starts_with("\"\"\""), "{}", program.id);
            assert!((10..=200).contains(&program.shows().len()), "{}", program.id);
            assert!(program.code.lines().count() <= 45, "{}", program.id);
            assert!(program.code.lines().all(|line| line.len() <= 88), "{}", program.id);
        }
    }
}
