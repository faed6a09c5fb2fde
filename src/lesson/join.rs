//! Lesson: what happens to threads and processes that nobody waits for.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "join", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Join",
    question: "What if nobody waits?",
    opening: "
Three threads: the main thread waits for the first, does not wait for the second, and starts the third as a
*daemon*, which sleeps for a minute. Then the main thread has nothing more to do.
",
    picture: None,
    prediction: Prediction {
        ask: "The main thread has printed its last line. When does the program end?",
        choices: [
            "At once",
            "When the second thread has ended",
            "After a minute, with the daemon",
        ],
        answer: 1,
        why: "Before Python ends, it waits for every thread that is not a daemon, joined or not. A \
              daemon is not waited for: it is cut off wherever it happens to be.",
    },
    program: Some("join"),
    watch: "
The line “main: this is my last line” is not the last one: the second thread ends after it. The daemon
begins and never says that it ends. Whether a new thread or the main thread prints first after a start is
open, and may differ from run to run.
",
    figures: &[],
    explanation: "
`join` is how one thread waits for another. Without it the main thread simply goes on, and if it uses a
result too early, the result is not there yet. At the very end Python joins what is left, so work that was
not joined is *not* lost.

Unless it is a daemon. Daemons are stopped in the middle of whatever they do: no `finally` runs, a file may
be half written. Keep them for work that may be lost, such as a heartbeat.

Processes follow the same rules: at the end, children are joined, and children started with `daemon=True`
are terminated.

The commonest mistake is to join too early. Starting and joining in *one* loop,

```python
for thread in threads:
    thread.start()
    thread.join()
```

runs the threads one after the other, exactly like no threads at all. Start all of them, then join all of
them. Or leave both to a pool: at the end of its `with` block an executor has waited for everything.

And `join(timeout=2)` does not say whether the time ran out. Ask `is_alive()` afterwards.
",
    sources: &[],
    remember: [
        "join() waits for a thread; without it you simply go on.",
        "At its end Python waits for all threads but daemons, which are cut off.",
        "Start all, then join all: both in one loop means one at a time.",
    ],
};
