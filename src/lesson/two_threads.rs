//! Lesson: a thread is started, goes on by itself, and is joined.

use super::{Lesson, Picture, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "two-threads", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Two threads",
    question: "What does starting a thread change?",
    opening: "
One function prints five items, with a short pause of random length before each. The program calls it
on two threads: one is given numbers, the other letters. From then on three things are under way,
because the main thread is still there as well.
",
    picture: Some(Picture {
        svg: include_str!("picture/desk.svg"),
        caption: "Threads are people around one desk: what lies on it is within everybody’s reach.",
    }),
    prediction: Prediction {
        ask: "The main thread starts both threads, prints a line, joins both, and prints “both have \
              ended”. Which line is certain to be the last?",
        choices: ["The number 5", "The letter e", "The main thread’s “both have ended”"],
        answer: 2,
        why: "`join` waits until a thread has ended, so the main thread gets past both of them only \
              when both are done. Nothing of the kind holds between the two: sometimes 5 comes \
              last, sometimes e.",
    },
    program: Some("two-threads"),
    watch: "
Run it three times. Within the numbers the order is always 1 to 5, and within the letters always a
to e. How the two are mixed differs from run to run. The line “the main thread still goes on” comes
early: starting a thread does not wait for it.
",
    figures: &[],
    explanation: "
`Thread(target=…)` only describes a thread. `start()` sets it going and comes back at once. `join()`
waits until it has ended. Between those two calls nobody has promised anything about order: which
thread runs next is up to the operating system, and in Python also to the interpreter’s lock.

So a program with threads may not rely on luck. Where one thing must come after another, say it: with
`join`, with a lock, with a queue. An order that held in a hundred runs is no promise either.

Threads of one process see the same variables. Here both call the same function and read the same
`random` module; only local names such as `item` are their own. That is what makes threads handy, and
what makes them dangerous: see [who sees what](lessons/shared-list.html) and
[lost updates](lessons/race.html).

People often say that the two threads run “at the same time”. They are *under way* at the same time.
Here they mostly sleep; whether two threads can also *compute* at the same time is a question of its
own, and in Python the usual answer is no: see [the GIL](lessons/gil.html).
",
    sources: &[],
    remember: [
        "start() comes back at once; join() comes back when the thread has ended.",
        "Within a thread the order is fixed; between threads it is not, unless you say so.",
        "All threads of a process see the same variables.",
    ],
};
