//! Lesson: waits overlap on threads, even under the GIL.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "waiting-together",
    preset: Some("workload=wait&workers=3&repeats=5&view=timeline"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Waiting together",
    question: "Why do three one-second waits take one second?",
    opening: "
A program asks three servers for a page. Each server answers after a second, and until then the
program has nothing to do. One after the other, that makes three seconds, spent almost entirely
on waiting. Now every request gets a thread of its own.
",
    picture: None,
    prediction: Prediction {
        ask: "Three threads wait for one second each. They run in CPython, whose GIL lets only one \
              of them run at a time. How long until all three are done?",
        choices: ["About one second", "About two seconds", "About three seconds"],
        answer: 0,
        why: "A thread that waits needs no core and no interpreter, so it gives the GIL up first. \
              Each of the three starts its wait within a millisecond of the others, and all three \
              seconds pass at once.",
    },
    program: Some("waiting-together"),
    watch: "
In the program, look at the order of the lines: all three start before any of them is done. In the
race every item is a wait of 10 ms. On the timeline of **Sequential** the waits stand in a row; under
every other strategy they stand below one another. The GIL does not hurt: **Threads with a GIL**
finishes about when **Threads** does.
",
    figures: &[],
    explanation: "
Waiting is not work. While a thread sleeps, reads from a disk or listens to a socket, the operating
system has put it aside and will wake it when there is news. It costs some memory and no computing
time, so a single core can look after hundreds of waits.

That is why threads are the usual answer to programs that mostly wait, and why the GIL does no harm
there: CPython releases it before every call that may block. Processes overlap waits as well, but
each costs a start and a memory of its own, which buys nothing here.

A pool has a limit worth knowing. With three workers, six one-second waits take two seconds, not
one: the pool only overlaps as many waits as it has workers, however few cores the machine has.
And once the answers are there and must be *computed* with, the picture changes: see
[the GIL](lessons/gil.html).
",
    sources: &["src/workload/wait.rs"],
    remember: [
        "Waits overlap: the whole takes as long as the longest, not as long as the sum.",
        "A waiting thread holds no GIL and keeps no core busy.",
        "A pool overlaps as many waits as it has workers.",
    ],
};
