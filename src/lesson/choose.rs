//! Lesson: how to choose, from what was measured in this browser.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson { id: "choose", preset: Some("workload=primes&view=bars") };

/// Its words.
pub const TEXT: Text = Text {
    title: "How to choose",
    question: "So which one?",
    opening: "
You have some work and want it done sooner. Ask three questions. Does it wait, or does it compute? How much
has to be sent from one worker to another? And how long does it take at all? The answers decide, and the
last of them decides most often.
",
    picture: None,
    prediction: Prediction {
        ask: "A task computes for one millisecond in all. In Python, what will most likely finish it \
              soonest?",
        choices: ["Two threads", "Two processes", "A plain loop"],
        answer: 2,
        why: "Two threads compute no faster than one under the GIL, and starting a process takes \
              longer than the half that it would save. For short work there is nothing to choose.",
    },
    program: Some("choose"),
    watch: "
The program does two tasks that wait and two that compute, each three ways. The race is yours: pick a workload
that is like your own work, run it, and read the advice below the bars. It is worked out from what was just
measured in this browser, with the figures it rests on. Race a workload that waits, one that computes and one
with much to copy, and the table of your visit fills up.
",
    figures: &[],
    explanation: "
<section class=\"sideways\" tabindex=\"0\" aria-label=\"Threads and processes, as a table\">

| what | threads | processes | measured in this visit |
|---|---|---|---|
| memory | shared by all | separate; data is copied | <span data-measured=\"memory\">race *Blur a picture*</span> |
| start-up | low | high | <span data-measured=\"start-up\">race *Primes*</span> |
| best for | waiting | computing | <span data-measured=\"waiting\">race *Wait*</span>; <span data-measured=\"computing\">race *Primes*</span> |
| talking | directly, under locks | by messages | <span data-measured=\"talking\">race *Squares*</span> |
| the GIL | one for all: computing takes turns | one each: computing side by side | <span data-measured=\"gil\">race *Primes*</span> |
| modules | `threading`, `concurrent.futures`, `queue` | `multiprocessing`, `concurrent.futures` | |

</section>

1. **It is over in well under a tenth of a second**: leave the loop alone.
2. **It mostly waits**: threads, as many as you want waits to overlap. (`asyncio` does the same with one
   thread, if all the libraries you use know it.)
3. **It mostly computes in Python**: processes, as many as cores, given large tasks and little data. On
   3.14t, threads.
4. **It mostly computes inside a library such as NumPy**: measure first. Such libraries often let the GIL go
   or use all cores already.
5. **It does both**: processes that hold threads.

These rules fail where their reasons do: when the work is small, when the data is large, when the cores are
busy, when the server you wait for allows four connections. So measure your own work before you rely on it,
more than once, and compare the results as well as the times.
",
    sources: &["src/advice/choices.rs"],
    remember: [
        "Waiting: threads. Computing: processes, or threads without a GIL. Both: combine them.",
        "Short work: neither.",
        "Measure your own work; rules of thumb only tell you what to try first.",
    ],
};
