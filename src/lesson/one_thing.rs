//! Lesson: a program with one thread does one thing at a time, waiting included.

use super::{Figure, Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "one-thing",
    preset: Some("workload=wait&size=20&strategies=sequential&view=timeline"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "One thing at a time",
    question: "What is a program doing when it does one thing at a time?",
    opening: "
Put the kettle on, add up a pile of receipts, wait for the post. A plain Python program does such a
list from top to bottom: a line begins when the line above it has ended. That is easy to read and
easy to trust. It can also be slow, and for two quite different reasons.
",
    picture: None,
    prediction: Prediction {
        ask: "The program calls `time.sleep(0.8)` and waits for the water. What does the processor \
              do for it in that time?",
        choices: [
            "It works hard, counting the milliseconds",
            "Nothing: the thread is put aside until the time is up",
            "It makes a start on the next task",
        ],
        answer: 1,
        why: "A sleeping thread is put aside by the operating system, which wakes it when the time \
              is up. No core is used. Nor does the next task begin: the program has one thread, and \
              that thread is asleep.",
    },
    program: Some("one-thing"),
    watch: "
In the program, read the times. No line of one task stands between the lines of another, and the
whole takes as long as its three parts together. The race does twenty waits of 10 ms, one after the
other. On its timeline there is a single lane, and hardly anything but waiting on it: 200 ms or
a little more during which a core had nothing to do. The figure lets you feel what it means for a page: its one thread draws,
scrolls and listens to you, unless it computes.
",
    figures: &[Figure::Freeze],
    explanation: "
A **process** is a running program with the memory that belongs to it. A **thread** is a place in
that program where the work has got to. Every process begins with one thread, the main thread, and
many never need another.

Time goes by in two ways. A thread **waits** when it needs something from outside: a time, a file, a
server, a person. It **computes** when it has all it needs and a core is working for it. Boiling and
waiting for the post are of the first kind, adding up is of the second.

The rest of this course hangs on that difference. Waits can overlap on a single core, because they
need none. Computing only gets faster when more cores share it. So before you change a slow program,
find out which it is. On Linux and macOS `time python main.py` tells you: where `real` is much longer
than `user`, the program mostly waited.
",
    sources: &["src/workload/wait.rs"],
    remember: [
        "One thread does one thing at a time, and waiting is one of those things.",
        "Waiting needs no core; computing needs one all the time.",
        "Find out whether a program waits or computes before you make it faster.",
    ],
};
