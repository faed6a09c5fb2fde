//! Lesson: processes talk by messages, through a queue or a pipe.

use super::{Figure, Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "queue", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Queues and pipes",
    question: "How do processes talk?",
    opening: "
One process takes orders, another serves them. They share no memory, so each order travels as a message
through a queue. This queue holds three orders at most, and serving takes longer than ordering.
",
    picture: None,
    prediction: Prediction {
        ask: "The queue is full. What does the producer’s next `put` do?",
        choices: [
            "It raises an error",
            "It waits until there is room",
            "It throws the oldest order away",
        ],
        answer: 1,
        why: "`put` waits until the consumer has taken something out. So the faster side is slowed \
              down to the pace of the slower one, and nothing piles up. An error comes only if you \
              ask for one, with a time limit or with `put_nowait`.",
    },
    program: Some("queue-and-pipe"),
    watch: "
In the program, the first orders are sent at once; from then on, one is sent whenever one has been taken.
How the lines of the two processes mix differs from run to run, but no order is lost or served before it
was sent. In the first figure, follow the messages from memory to memory: over a queue to the parent, or
through a pipe straight to the other process. In the second, watch how many items stand in the queue, between
threads and between processes, and who waits meanwhile.
",
    figures: &[Figure::Messages, Figure::QueueDepth],
    explanation: "
What you `put` is pickled: turned into bytes. The bytes go through a pipe of the operating system, and the
other side makes a *new* object of them. Changing it there does not change yours. A number costs some
microseconds; sending 1 MiB through a pipe took 1.5 ms (CPython on Linux, measured for this course on a
machine with two cores).

A **queue** may have many writers and many readers. A **pipe** has two ends, for two processes that answer
each other. Between *threads*, `queue.Queue` looks the same and copies nothing: it passes the object itself,
under a lock.

Give a queue a limit. Without one, a fast producer fills the memory. And say when it is over: here a `None`
tells the consumer to stop. Several consumers need one each.

One trap: `put` on a queue between processes hands the object to a small thread that writes it into the
pipe. A process does not end before everything is written. If you `join` it while nobody reads, you both
wait for ever: empty the queue first, then join.
",
    sources: &["src/experiment/bounded.rs", "src/experiment/kept.rs"],
    remember: [
        "A message between processes is a copy: bytes out, a new object in.",
        "A bounded queue slows the faster side down instead of filling the memory.",
        "Empty the queue before you join the process that filled it.",
    ],
};
