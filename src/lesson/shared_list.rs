//! Lesson: threads share a list, each process changes a copy.

use super::{Figure, Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "shared-list", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Who sees what",
    question: "Who sees what I append?",
    opening: "
A list, and three workers that append a number each. First the workers are threads, then processes. The
function is the same, the list has the same name, and nothing raises an error.
",
    picture: None,
    prediction: Prediction {
        ask: "The parent empties its list and has three processes append 1, 2 and 3. What does the \
              parent’s list hold when all three have ended?",
        choices: ["1, 2 and 3", "Only the 3, which came last", "Nothing"],
        answer: 2,
        why: "Each process appended to a list in its own memory, and that memory is gone now. The \
              name is the same, the list is not. Nobody ever wrote to the parent’s list.",
    },
    program: Some("shared-list"),
    watch: "
The three threads print the same process id, and each sees what the others have appended. The three
processes print three ids, and each sees only its own number. In the figure below every box is a memory;
what you see in it was read from that memory while the figure ran.
",
    figures: &[Figure::SharedList],
    explanation: "
Threads live in one memory. `numbers` means the same object for all of them, so what one appends, the
others find. It costs nothing, and it needs care: see [lost updates](lessons/race.html).

A process lives in a memory of its own. Under `fork` it begins with a copy of what its parent had at that
moment; under `spawn` it runs the file and makes a list of its own. From then on the two lists have nothing
to do with each other. There is no error, because nothing went wrong: a list was changed, just not yours.
People meet this as “my global variable is not updated”.

So processes do not *share* results, they *send* them. Return them from a pool’s function, put them into a
[queue](lessons/queue.html), or let a [manager](lessons/manager.html) keep the list. For numbers there is
`multiprocessing.Value` and `Array`, and for large blocks `multiprocessing.shared_memory`: those really are
one memory for all, and then they need a lock, just as with threads.
",
    sources: &["src/engine/experiment/sharing.rs"],
    remember: [
        "Threads see one list; every process has a list of its own.",
        "What a child changes, its parent never sees, and no error tells you.",
        "Get results out of a process by returning or sending them.",
    ],
};
