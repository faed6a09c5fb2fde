//! Lesson: handing out tiny tasks costs more than doing them.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "overhead",
    preset: Some("workload=squares&strategies=sequential,threads,processes&repeats=5&view=receipt"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Overhead",
    question: "Why did it get slower?",
    opening: "
Five thousand numbers have to be squared. You have two cores and have just read about pools, so you hand the
numbers to two processes. Half the work each, you think, half the time.
",
    picture: None,
    prediction: Prediction {
        ask: "A pool of two processes squares the 5,000 numbers, one to a message. Compared with a \
              plain loop, how fast is it?",
        choices: ["About twice as fast", "About as fast", "Many times slower"],
        answer: 2,
        why: "Squaring takes a fraction of a microsecond. Sending a number to another process and \
              its square back takes a hundred times as long or more, and halving the squaring does \
              not make up for it.",
    },
    program: Some("overhead"),
    watch: "
In the program, compare the tiny tasks one by one, the same in chunks of 500, and the large tasks. The race takes
as many squares as can be timed well. Look at its **Receipt**: what was paid for starting, sending, waiting and
receiving, and what little was computed. Then open **Crossover**, which repeats the race at growing sizes and
finds the one from which a strategy pays on your machine, if there is one.
",
    figures: &[],
    explanation: "
Every strategy but the plain loop has costs that do no work: workers are started, data is copied out, workers
wait for their next chunk, results are copied back, and in the end all are joined. Computing is what you share
out; the rest comes on top. You gain only where the saving is larger.

It is not a rare mistake. `pool.map` over 100 numbers took 360 µs where a list comprehension took 9.8 µs
([pathos, issue 79](https://github.com/uqfoundation/pathos/issues/79)); listing 59 environments took 3.1 s with
a pool and 0.9 s without
([pipx, issue 616](https://github.com/pypa/pipx/issues/616)).

What helps, in this order:

* give each task more to do: let it take a range and not a number, or pass `chunksize`;
* send less: a file’s name in place of its contents, a sum in place of a list;
* start workers once and keep them;
* or leave the loop alone. A better algorithm beats more cores more often than not.
",
    sources: &["src/workload/squares.rs", "src/receipt.rs"],
    remember: [
        "Starting, sending and waiting are paid on top of the work.",
        "Make tasks large and messages few.",
        "If the work is small, the plain loop wins.",
    ],
};
