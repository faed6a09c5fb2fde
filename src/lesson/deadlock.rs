//! Lesson: two locks taken in two orders stop a program.

use super::{Figure, Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "deadlock", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Deadlock",
    question: "How do two locks stop a program?",
    opening: "
To write a letter, Ann and Bob each need the pen and the paper, and there is one of each. Ann takes the pen
first, Bob takes the paper first. Both then reach for the other thing.
",
    picture: None,
    prediction: Prediction {
        ask: "Ann holds the pen and wants the paper; Bob holds the paper and wants the pen. Neither \
              has a time limit. What happens?",
        choices: [
            "Python notices and raises an error",
            "Both wait for ever",
            "Whoever has waited longest gets the other’s lock",
        ],
        answer: 1,
        why: "Each waits for something that only the other can give back, and neither gives \
              anything back before it has finished. Python does not look for such circles, and \
              nobody takes a lock away.",
    },
    program: Some("deadlock"),
    watch: "
In the program Ann gives up after a second, so that it ends; then Bob gets both. Only the order of the lines
of the two is open. The figure locks two real locks in the same way and draws who holds what and who waits for
whom: a circle. Then take the locks in one order, and the circle cannot close.
",
    figures: &[Figure::Deadlock],
    explanation: "
A **deadlock** needs four things at once: locks that only one can hold, threads that hold one while they wait
for another, nobody who takes a lock away, and a circle of waiting. Break any of them and it cannot happen.

The circle is the easiest to break: **everybody takes the locks in the same order**. If both reach for the pen
first, one has it, and the other waits with empty hands.

Other ways out: one lock in place of two; a time limit, as in `lock.acquire(timeout=1)`, after which you give
back what you hold and try again; or no locks at all, but a queue to a single thread that owns the data.

Here a barrier makes both hold one lock before either reaches on, so that it happens in every run. In real
programs it may happen once a month, which is worse. And locks are not needed for it: a parent that joins a
child, while the child waits for the parent to read its queue, is the same circle. So is one thread that takes
the same `Lock` twice; an `RLock` allows that.
",
    sources: &["src/experiment/deadlock.rs"],
    remember: [
        "A deadlock is a circle: each waits for what the next one holds.",
        "Take several locks in the same order everywhere.",
        "Python does not notice a deadlock; a time limit lets you notice it.",
    ],
};
