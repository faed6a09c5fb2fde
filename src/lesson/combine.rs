//! Lesson: processes that hold threads wait together and compute side by side.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "combine",
    preset: Some("workload=wait&processes=2&threads=3&workers=3&repeats=5&view=timeline"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Both together",
    question: "Can processes hold threads?",
    opening: "
Every process begins with one thread, and that thread may start more. So two processes with three threads
each are six places where work goes on, in two memories. The program lets each of the six wait for half a
second, as for a slow server.
",
    picture: None,
    prediction: Prediction {
        ask: "Six waits of half a second, in two processes with three threads each: how long, apart \
              from starting the processes?",
        choices: ["Half a second", "One and a half seconds", "Three seconds"],
        answer: 0,
        why: "All six waits are under way at once: three threads wait in each process, and the two \
              processes do not hold each other up.",
    },
    program: Some("combine"),
    watch: "
In the program, the three threads of a process find their pages in one list, and the two processes have two
lists. In the race, look at the timeline of **Processes × threads**: rows of threads within boxes of
processes, and waits that stand below one another across both. Then open **Scaling**: it draws a map of
every number of processes with every number of threads.
",
    figures: &[],
    explanation: "
For waiting alone this is a detour: six threads in *one* process wait just as well and cost less. It pays
for work that waits **and** computes, such as fetching pages and taking them apart. Threads keep many waits
under way in each process, and processes bring the cores that one GIL would not let you use. See
[waiting and computing](lessons/scrape.html).

As a rule of thumb take as many processes as there are cores, and as many threads in each as it takes to
cover the waiting: if a task waits four times as long as it computes, about five.

There are limits. Processes × threads is more to hold in your head, and more that can go wrong. Start the
processes first and the threads afterwards, inside them: forking a process that already has threads copies
their locks but not the threads, and Python warns about it since 3.12. And memory counts: each process
brings an interpreter, each thread only a stack.
",
    sources: &["src/strategy.rs"],
    remember: [
        "Each process may hold threads, which share its memory and its GIL.",
        "Worth it for work that both waits and computes.",
        "Start the processes first, then threads inside them.",
    ],
};
