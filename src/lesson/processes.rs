//! Lesson: a process has its own memory, interpreter and lock, so processes compute side by side.

use super::{Lesson, Picture, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "processes",
    preset: Some("workload=sum-of-squares&strategies=sequential,processes&view=timeline"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Processes",
    question: "What does a process have that a thread has not?",
    opening: "
Threads did not speed up arithmetic, because they share one interpreter and its lock. A process
shares neither: it is a whole Python of its own. The program adds up squares three times in one
process, then once in each of three.
",
    picture: Some(Picture {
        svg: include_str!("picture/offices.svg"),
        caption: "Processes are people in offices of their own: whatever one needs from another \
                  has to be passed on as a message.",
    }),
    prediction: Prediction {
        ask: "Three sums take a second each. A machine with four idle cores computes them in three \
              processes. How long until all three are done?",
        choices: ["A little more than one second", "A little less than one second", "Three seconds"],
        answer: 0,
        why: "Each process has an interpreter and a GIL of its own, so the three sums are computed \
              side by side, on a core each. On top comes what it costs to start the processes.",
    },
    program: Some("processes"),
    watch: "
In the program, compare the numbers of the processes: one at first, then three others. The last line
shows that the dictionary of the parent stayed empty, although every child filled one of that name.
In the race, **Processes** has lanes in memories of their own. Open the **Receipt** and compare cold with
warm: in the first sample the processes had to be started.
",
    figures: &[],
    explanation: "
A new process gets an id, a main thread, a memory, an interpreter and a GIL of its own. The lock of
one does not hold up the other, so as many processes compute at once as there are free cores. Nothing
one of them does to its variables is seen by another, and if one crashes, the others live on.

Each of these has a price. Starting costs more than for a thread: about 0.05 ms for a thread, 2 ms for
a process that is forked and 50 ms for one that is spawned (CPython on Linux, measured for this course
on a machine with two cores). Every process takes memory for its own interpreter. And what it needs or
finds has to be sent as a message.

That is why “processes are for computing” is only half of the truth. They pay when there is much
computing and little to send. For small work they are slower than a plain loop: see
[overhead](lessons/overhead.html). And three processes on two cores share two cores.

In the race of this page a process is a web worker with its own instance of the program and its own
memory, and messages are copied from one to the other.
",
    sources: &["src/workload/sum_of_squares.rs", "src/engine/child.rs"],
    remember: [
        "A process has a memory, an interpreter and a GIL of its own.",
        "So processes compute side by side, as far as there are cores.",
        "You pay with time to start, memory, and messages that are copied.",
    ],
};
