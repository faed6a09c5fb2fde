//! Lesson: a spawned process runs the file again, which the main guard makes harmless.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "main-guard", preset: None };

/// Its words.
pub const TEXT: Text = Text {
    title: "The main guard",
    question: "Why if __name__ == \"__main__\"?",
    opening: "
Nearly every program with processes ends in a block that begins with `if __name__ == \"__main__\":`.
Leave it out, and the program may work for years on one computer and fail at once on another. This one
has left it out.
",
    picture: None,
    prediction: Prediction {
        ask: "Without the guard, what happens on Windows or macOS, where processes are spawned?",
        choices: [
            "It works, only more slowly",
            "The child stops with a RuntimeError",
            "It starts processes without end",
        ],
        answer: 1,
        why: "A spawned child knows nothing, so it runs the file itself to learn what `greet` is. \
              There it meets the line that starts a process. Python notices that the child is still \
              being set up and refuses; otherwise the third answer would be right.",
    },
    program: Some("main-guard"),
    watch: "
Run it with **fork**: the file is run once, and the child greets. Then choose **spawn** under
“Processes start by” and run it again. Now the first line is printed twice, the second time under the
name `__mp_main__`, and the child ends in an error that explains itself. Put everything from
`method = …` down under `if __name__ == \"__main__\":` and it works both ways.
",
    figures: &[],
    explanation: "
There are three ways to start a process in Python:

| start method | the child | the default |
|---|---|---|
| `fork` | is a copy of its parent at that moment | on Linux up to Python 3.13 |
| `forkserver` | is a copy of a small helper process, and imports your file | on Linux from 3.14 |
| `spawn` | is a fresh Python, and imports your file | on Windows, and on macOS from 3.8 |

A copy has everything already, which is quick and needs no guard. It also copies what should not be
copied: if another thread of the parent held a lock at that moment, the lock stays shut in the child
for ever, because threads are not copied. That is why the defaults have moved away from `fork`.

A fresh Python has to import your file to find the function it shall run. The guard says which lines
are *the program* and which are only *definitions*: `__name__` is `\"__main__\"` in the process that you
started and `\"__mp_main__\"` in its children.

So programs that “work without a guard” work on Linux with an older Python. In the lab, fork is imitated
by copying the values of the main module; [how this works](how.html) says where that differs.
",
    sources: &[],
    remember: [
        "Spawn and forkserver import your file again in every child.",
        "The guard keeps the child from starting the program anew.",
        "Always write it: Linux, too, has given up fork as the default in Python 3.14.",
    ],
};
