//! Lists in memories: who appended what to which list, and what crossed from memory to memory.

use crate::unit;
use serde::{Deserialize, Serialize};

/// How many threads or processes append to a list.
pub const ACTORS: u32 = 3;

/// How many values each of them has.
pub const VALUES: u32 = 4;

/// How long each computes before it has a value, in milliseconds.
pub const COMPUTING_MS: f64 = 0.3;

/// How the list is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sharing {
    /// Threads append to one list under a lock.
    Threads,
    /// Processes append to the list that each has a copy of.
    Processes,
    /// Processes put values on a queue, and their parent takes them.
    Queue,
    /// A process sends values through a pipe to another one, which has the list.
    Pipe,
    /// A process asks the one that has the list to append; another one reads it.
    Manager,
}

impl Sharing {
    /// Its name in the page.
    pub fn id(self) -> &'static str {
        match self {
            Self::Threads => "threads",
            Self::Processes => "processes",
            Self::Queue => "queue",
            Self::Pipe => "pipe",
            Self::Manager => "manager",
        }
    }

    /// The name of the figure that shows it.
    pub fn figure(self) -> &'static str {
        match self {
            Self::Threads | Self::Processes => "shared-list",
            Self::Queue | Self::Pipe => "messages",
            Self::Manager => "managed-list",
        }
    }
}

/// What one process does in an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Appends to its own copy of the list.
    Append,
    /// Puts values on a queue.
    Produce,
    /// Sends values through a pipe.
    Send,
    /// Appends what comes out of a pipe to its list.
    Receive,
    /// Has values appended by the process that has the list.
    Write,
    /// Reads values from the process that has the list.
    Read,
    /// Puts items on a bounded queue.
    Put {
        /// How long it takes to make one, in milliseconds.
        ms: u32,
    },
    /// Takes items from a bounded queue.
    Take {
        /// How long it takes to use one, in milliseconds.
        ms: u32,
    },
}

/// What a process wants of the one that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    /// Here is a value; no answer is awaited.
    Put,
    /// Append this to your list, and say how long it is then.
    Append,
    /// Say which value stands at this place.
    Get,
    /// Say how long the list is.
    Length,
    /// Put this on the bounded queue, and answer when that is done.
    Push,
    /// Answer with an item of the bounded queue, when there is one.
    Pull,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// Its memory got a copy of the parent's list.
    Copied,
    /// It appended a value to the list in this memory; 0 is that of the parent.
    Appended {
        /// Which memory.
        memory: u32,
        /// The value.
        value: u32,
    },
    /// It sent a value off.
    Sent {
        /// The value.
        value: u32,
    },
    /// The parent has got a value from it, and put it on its list.
    Arrived {
        /// The value.
        value: u32,
    },
    /// It has got a value out of the pipe, and put it on its list.
    Received {
        /// The value.
        value: u32,
    },
    /// It had a value appended by the parent, and has heard back.
    Wrote {
        /// The value.
        value: u32,
        /// How long the round trip took, in milliseconds.
        took_ms: f64,
    },
    /// It has read a value from the parent.
    Read {
        /// The value.
        value: u32,
        /// How long the round trip took, in milliseconds.
        took_ms: f64,
    },
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in milliseconds since the experiment began, on the clock of the main process.
    pub at_ms: f64,
    /// Who did it: a thread or process, from 1; 0 is the parent.
    pub actor: u32,
    /// What.
    pub what: What,
}

/// What came of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// How the list was shared.
    pub sharing: Sharing,
    /// What happened; see [`super::Observation::in_order`].
    pub events: Vec<Event>,
    /// What each memory held in the end, as it was read there; the parent's first.
    pub lists: Vec<Vec<u32>>,
    /// Mean times of round trips, ten in a row for each, in milliseconds; empty where there are none.
    pub trips_ms: Vec<f64>,
}

impl Shared {
    /// What every memory holds after the first `done` events; none where a memory has no list yet.
    pub fn lists_after(&self, done: usize) -> Vec<Option<Vec<u32>>> {
        let mut lists = vec![None; self.lists.len()];
        lists[..1].fill(Some(vec![]));
        for Event { actor, what, .. } in self.events.iter().take(done) {
            match *what {
                What::Copied => {
                    let copy = lists.first().cloned().flatten();
                    lists.get_mut(*actor as usize).into_iter().for_each(|it| *it = copy.clone());
                }
                What::Appended { memory, value } => append(&mut lists, memory, value),
                What::Arrived { value } | What::Wrote { value, .. } => append(&mut lists, 0, value),
                What::Received { value } => append(&mut lists, *actor, value),
                What::Sent { .. } | What::Read { .. } => {}
            }
        }
        lists
    }

    /// How many messages crossed from one memory to another.
    pub fn messages(&self) -> usize {
        let crossings = |event: &Event| match event.what {
            What::Appended { .. } | What::Sent { .. } => 0,
            What::Copied | What::Arrived { .. } | What::Received { .. } => 1,
            What::Wrote { .. } | What::Read { .. } => 2,
        };
        self.events.iter().map(crossings).sum()
    }
}

fn append(lists: &mut [Option<Vec<u32>>], memory: u32, value: u32) {
    if let Some(list) = lists.get_mut(memory as usize) {
        list.get_or_insert_default().push(value);
    }
}

/// The `nth` value of a thread or process, from 0: its number tells whose it is.
pub fn value(actor: u32, nth: u32) -> u32 {
    10 * actor + nth + 1
}

/// What happened, in words.
pub fn words(sharing: Sharing, event: &Event) -> String {
    let actor = event.actor;
    let who = if sharing == Sharing::Threads { "Thread" } else { "Process" };
    match event.what {
        What::Copied => format!("{who} {actor} starts, with a copy of the parent’s list."),
        What::Appended { memory: 0, value } => {
            format!("{who} {actor} appends {value} to the one list, under the lock.")
        }
        What::Appended { value, .. } => format!("{who} {actor} appends {value} to its own copy."),
        What::Sent { value } if sharing == Sharing::Pipe => {
            format!("{who} {actor} sends {value} into the pipe.")
        }
        What::Received { value } => format!("{who} {actor} takes {value} out of the pipe."),
        What::Sent { value } => format!("{who} {actor} puts {value} on the queue."),
        What::Arrived { value } => format!("The parent takes {value}, which {who} {actor} sent.")
            .replace("Process", "process"),
        What::Wrote { value, took_ms } => format!(
            "{who} {actor} has {value} appended by the manager: there and back in {}.",
            unit::show(took_ms)
        ),
        What::Read { value, took_ms } => format!(
            "{who} {actor} asks the manager for a value and gets {value}: there and back in {}.",
            unit::show(took_ms)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(actor: u32, what: What) -> Event {
        Event { at_ms: 0.0, actor, what }
    }

    fn shared(sharing: Sharing, memories: usize, events: Vec<Event>) -> Shared {
        Shared { sharing, events, lists: vec![vec![]; memories], trips_ms: vec![] }
    }

    #[test]
    fn what_a_process_appends_stays_in_its_own_memory() {
        let events = vec![
            event(1, What::Copied),
            event(1, What::Appended { memory: 1, value: 11 }),
            event(2, What::Copied),
        ];
        let processes = shared(Sharing::Processes, 3, events);
        assert_eq!(processes.lists_after(0), [Some(vec![]), None, None]);
        assert_eq!(processes.lists_after(3), [Some(vec![]), Some(vec![11]), Some(vec![])]);
        assert_eq!(processes.messages(), 2);
    }

    #[test]
    fn what_is_sent_is_there_when_it_has_arrived() {
        let events =
            vec![event(1, What::Sent { value: 11 }), event(1, What::Arrived { value: 11 })];
        let queue = shared(Sharing::Queue, 2, events);
        assert_eq!(queue.lists_after(1)[0], Some(vec![]));
        assert_eq!(queue.lists_after(2)[0], Some(vec![11]));
    }

    #[test]
    fn what_goes_through_a_pipe_passes_the_parent_by() {
        let events =
            vec![event(1, What::Sent { value: 11 }), event(2, What::Received { value: 11 })];
        let pipe = shared(Sharing::Pipe, 3, events);
        assert_eq!(pipe.lists_after(2), [Some(vec![]), None, Some(vec![11])]);
        assert_eq!(pipe.messages(), 1);
        let told: Vec<_> = pipe.events.iter().map(|it| words(Sharing::Pipe, it)).collect();
        assert_eq!(
            told,
            ["Process 1 sends 11 into the pipe.", "Process 2 takes 11 out of the pipe."]
        );
    }

    #[test]
    fn each_append_by_a_manager_is_two_messages() {
        let wrote = What::Wrote { value: 11, took_ms: 0.02 };
        let manager = shared(Sharing::Manager, 2, vec![event(1, wrote)]);
        assert_eq!(manager.messages(), 2);
        assert_eq!(manager.lists_after(1)[0], Some(vec![11]));
        let words = words(Sharing::Manager, &manager.events[0]);
        assert_eq!(words, "Process 1 has 11 appended by the manager: there and back in 20.0 µs.");
    }

    #[test]
    fn a_value_tells_whose_it_is() {
        assert_eq!((value(1, 0), value(3, 3)), (11, 34));
    }
}
