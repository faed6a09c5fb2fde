//! Lesson: two threads that count together lose updates, unless a lock keeps them whole.

use super::{Figure, Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "race", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Lost updates",
    question: "What goes wrong when two threads count?",
    opening: "
A counter starts at 0. Two threads add 1 to it, 200,000 times each. Nobody subtracts anything. Children can
tell you the result, and the program cannot.
",
    picture: None,
    prediction: Prediction {
        ask: "Without a lock, what does the counter say in the end?",
        choices: [
            "400,000 in every run",
            "Often less, and not the same in every run",
            "Always 200,000, because only one thread counts",
        ],
        answer: 1,
        why: "Adding one is three steps: read the counter, add, write it back. If the other thread \
              counts on between your reading and your writing, you write an old number over \
              everything it has done.",
    },
    program: Some("race"),
    watch: "
Run the program several times: without a lock the number changes, with the lock it never does, and you see
what the lock costs. The figure does the same in shared memory, with real threads on several cores. Step
through the recorded run below it, forwards and backwards, to the moment at which an update gets lost.
",
    figures: &[Figure::LostUpdate],
    explanation: "
“Threads share memory” is usually told as good news. This is the other side: a **race**, a result that depends
on who comes first.

The GIL does not save you. It makes sure that one thread at a time runs Python code, not that your line is
done in one go; a thread can lose the lock in the middle of it. In CPython from 3.10 on, threads change over
only at calls and at the end of a round of a loop, so a bare `counter += 1` happens to come out right. Nothing
promises that: with a call in the middle, as here, updates are lost, and without a GIL far more of them. A
published test with ten threads lost about 81 % of its `+= 1` steps on Python 3.14t and none on 3.13
([koenvo/python-experiments](https://github.com/koenvo/python-experiments)).

A **lock** makes the three steps one: whoever holds it reads, adds and writes before anybody else may. It
costs time at each step, and it only helps if *everybody* takes it.

Better still is to share less. Let each thread count for itself and add the results up at the end: nothing to
lose, nothing to lock.
",
    sources: &["src/experiment/counter.rs", "src/experiment/interleaving.rs"],
    remember: [
        "Reading, adding and writing are three steps; others may come between.",
        "The GIL keeps the interpreter whole, not your program.",
        "Take a lock around what must stay whole, or do not share it.",
    ],
};
