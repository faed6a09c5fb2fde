//! Lesson: what goes to a process must be pickled, and functions are pickled by name.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "pickle", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Pickling",
    question: "Why can a lambda not cross?",
    opening: "
`pool.map` is given a function and a list. On threads any function will do. On processes the function has to
get to the other side, and one kind of function does not.
",
    picture: None,
    prediction: Prediction {
        ask: "A pool of processes is given `lambda number: number * 2`. What happens?",
        choices: [
            "It works as with a named function",
            "The parent gets a PicklingError",
            "The children crash",
        ],
        answer: 1,
        why: "The task never leaves the parent. To send it, Python has to turn the function into \
              bytes, and it does that by writing down its name. A lambda has no name under which \
              the other side could find it.",
    },
    program: Some("pickle-lambda"),
    watch: "
Find the `PicklingError` at the end of the traceback; it is CPython’s own. Then look at the second call: it does the same
with a function that has a name, and works. Choose **spawn** and run it again: the error is the same.
",
    figures: &[],
    explanation: "
Everything that goes to another process or comes back is **pickled**: numbers, strings, lists and objects are
written out as bytes. A function is not written out. Only the name of its module and its own name are, and the
other side imports it by these names. For a lambda the name is `<lambda>`, and no module has anything of that
name.

Functions defined inside other functions cannot cross for the same reason. Nor can what means something in its
own process only: generators, open files, locks of threads, connections to a database. What helps:

* a function at the top level of the file, with `def`;
* `functools.partial(function, 3)` where a lambda only fills in an argument;
* sending what is needed to make the thing, such as a file’s name, and making it over there.

Results and exceptions come back in the same way, so they must be picklable as well.

Threads need none of this: nothing crosses, so lambdas are fine in a `ThreadPoolExecutor`. And
`Process(target=lambda: …)` works under `fork`, because the child is a copy and has the lambda already. It
fails under `spawn`: one more program that works on one machine only.
",
    sources: &[],
    remember: [
        "Whatever goes to a process is pickled first.",
        "Functions are pickled by name, and a lambda has none.",
        "Define it with def at the top of the file, or use functools.partial.",
    ],
};
