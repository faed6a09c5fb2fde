//! The programs the lab offers, as an article would print them.

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
    "waiting_threads": "Threads that wait: three seconds in one",
    "threads_or_processes": "Computing: in turn, on threads, in processes",
    "pool_map": "Pool.map: primes on several processes",
    "executors": "Executors: threads and processes by the same calls",
    "producer_consumer": "A queue between a producer and two consumers",
    "shared_memory": "A list that threads share and processes do not",
    "counter_lock": "A counter without a lock, and with one",
    "processes_with_threads": "Processes that hold threads",
};

/// The program with this name.
pub fn find(id: &str) -> Option<&'static Program> {
    ALL.iter().find(|program| program.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_short_and_says_what_it_shows() {
        for program in ALL {
            assert_eq!(find(program.id), Some(program));
            assert!(program.code.starts_with("\"\"\""), "{}", program.id);
            assert!(program.code.lines().count() <= 45, "{}", program.id);
            assert!(program.code.lines().all(|line| line.len() <= 88), "{}", program.id);
        }
    }
}
