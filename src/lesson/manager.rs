//! Lesson: a managed list costs a round trip for every use.

use super::{Figure, Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "manager", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "Managers",
    question: "What does a managed list cost?",
    opening: "
Processes share no list, and yet `Manager().list()` gives them one. One process writes two hundred numbers
into it, another reads the last. It looks like a list and answers like a list. So where is it?
",
    picture: None,
    prediction: Prediction {
        ask: "How long does an append to a managed list take, compared with a plain one?",
        choices: ["About as long", "About ten times as long", "More than a hundred times as long"],
        answer: 2,
        why: "A plain append changes a few words of memory. A managed one is a question to another \
              process and its answer: the number is pickled, sent, unpickled and appended, and the \
              answer travels back, while the caller waits.",
    },
    program: Some("manager"),
    watch: "
Compare the last two lines of the program: microseconds for one append each. In the figure, every append is
a message that goes to the manager’s memory and one that comes back, with the time it took here.
",
    figures: &[Figure::ManagedList],
    explanation: "
`Manager()` starts a process of its own. The list lives there. What everybody else holds is a **proxy**: an
object that turns every call into a message, sends it, and waits for the answer. So all see the same list,
and every single use costs a round trip of two messages.

That is fine for a few results, for a table of settings, for anything used now and then. In a loop it
dominates everything. Collect locally and hand over once: `shared.extend(mine)` is one round trip,
two hundred appends are two hundred. Copy a whole list with `shared[:]`; walking over the proxy asks for
each item by itself.

Two more surprises. `shared[0] += 1` is two round trips, one to read and one to write, and another process
can come between: it needs a lock. And changing something *inside* an item, as in
`shared[0].append(1)` where the item is a plain list, changes a copy that you were sent; it is never sent back.

Often a manager is not needed at all: let the function *return* its result, and let a pool collect.
",
    sources: &["src/engine/experiment/part.rs"],
    remember: [
        "A managed list lives in a process of its own; you hold a proxy.",
        "Every use of a proxy is a question and an answer.",
        "Hand over many items at once, or return results instead.",
    ],
};
