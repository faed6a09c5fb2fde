//! Lesson: fetching overlaps on threads, parsing does not under the GIL.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "scrape", preset: Some("workload=scrape&view=timeline") };

/// Its words.
pub const TEXT: Text = Text {
    title: "Waiting and computing",
    question: "What when there is waiting and computing?",
    opening: "
A scraper fetches pages and takes them apart: it looks for the title, the headings, the links. Fetching is
waiting. Taking apart is computing, in Python code, and for a long page it takes longer than you might think.
",
    picture: None,
    prediction: Prediction {
        ask: "Each page takes half a second to come and half a second to parse. Four threads do a page \
              each, in ordinary Python. How long until all four are done?",
        choices: ["About one second", "About two and a half seconds", "About four seconds"],
        answer: 1,
        why: "The four waits overlap: half a second. Parsing needs the GIL, so the four halves come one \
              after the other: two seconds more. Done in turn it would have been four seconds.",
    },
    program: Some("scrape"),
    watch: "
In the program, compare the times. On the race’s timeline the waits of **Threads with a GIL** stand below one
another, and the parsing does not: one lane computes, the others wait for the lock. **Threads** and **Processes**
parse side by side as far as there are cores. **Processes × threads** does both.
",
    figures: &[],
    explanation: "
Most real programs are of this kind, which is why “threads for waiting, processes for computing” leaves so many
people puzzled. Ask instead how much of each there is.

If a page takes 500 ms to come and 5 ms to parse, parse it on the thread that fetched it; the GIL is free for 99 %
of the time. Up to a hundred threads could share it. If parsing takes as long as fetching, two threads are
already all that one GIL can feed. Then let threads fetch and hand the pages to a pool of processes, or let every
process fetch with threads of its own: see [both together](lessons/combine.html).

Sending counts here, too. A page of 60 KB to another process is cheap. A parsed tree is not: it is pickled node by
node. So send the text, parse over there, and send back only what you looked for.

And measure before you rebuild. A faster parser, such as lxml in place of Python’s own, often brings more than any
number of processes, and it lets the GIL go while it works on a whole page.
",
    sources: &["src/workload/scrape.rs"],
    remember: [
        "Waits overlap under the GIL; parsing takes turns.",
        "What counts is how much of each there is.",
        "Send text to a process and small results back, not parsed trees.",
    ],
};
