//! Lesson: what Python without the GIL changes, with published figures.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "no-gil",
    preset: Some("workload=primes&strategies=sequential,threads-gil,threads,processes&view=bars"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Without the GIL",
    question: "What does Python without the GIL change?",
    opening: "
Since Python 3.13 there is a second build of CPython: the *free-threaded* one, called 3.13t and 3.14t, which
has no GIL. In 3.13 it was an experiment; from 3.14 on it is supported. The ordinary build, the one you most
likely have, still has its lock.
",
    picture: None,
    prediction: Prediction {
        ask: "A program computes on *one* thread. You move it from Python 3.14 to free-threaded 3.14t. \
              How does its speed change?",
        choices: ["It gets much faster", "It stays exactly the same", "It gets a little slower"],
        answer: 2,
        why: "With one thread there is nothing to run side by side. What replaces the lock, finer \
              locks and other ways to count references, costs a little everywhere: roughly 5 to 10 % \
              in 3.14, and about 40 % in 3.13.",
    },
    program: Some("no-gil"),
    watch: "
The program asks the Python it runs on. In this page that is 3.14 with its GIL; take the program along and run
it with `python3.14t`. The race shows both worlds with the same work: **Threads with a GIL** is what ordinary
Python gives you, **Threads** is what a language without such a lock gives you. Look at how far **Threads** and
**Processes** are apart: where their brackets do not overlap, that is what messages cost, the start not counted.
",
    figures: &[],
    explanation: "
What others have measured, as times, with speed-ups over one thread of the same Python:

<figure class=\"published\">
<section class=\"sideways\" tabindex=\"0\" aria-label=\"Published figures, as a table\">

| work, workers | Python | one thread | threads | speed-up | source |
|---|---|---|---|---|---|
| primes, 4 | 3.14 | 909 ms | 1,034 ms | 0.9× | [1] |
| primes, 4 | **3.14t** | 1,045 ms | 279 ms | **3.7×** | [1] |
| 10 million elements, 10 | 3.14 | 35.96 s | 38.30 s | 0.9× | [2] |
| 10 million elements, 10 | **3.14t** | 40.30 s | 8.01 s | **5.0×** | [2] |
| Mandelbrot set, 16 | **3.14t** | 12 s | 0.87 s | **13.8×** | [3] |

</section>
<figcaption>

[1] [loremipsumpy, free-threading benchmark](https://github.com/loremipsumpy/python-3.14-free-threading-benchmark), \
32 reported cores.
[2] [koenvo, python-experiments](https://github.com/koenvo/python-experiments), 16 cores.
[3] [py-free-threading guide](https://github.com/Quansight-Labs/free-threaded-compatibility), 32 reported cores.
Cost on one thread: [What’s new in Python 3.14](https://docs.python.org/3/whatsnew/3.14.html).

</figcaption>
</figure>

So “threads cannot compute in parallel in Python” is true of the ordinary build only. Without the lock, threads
do what processes did, without copies and without a start of 50 ms.

The rest stays. Updates are lost more often, because threads now truly run at once: see
[lost updates](lessons/race.html). Threads that all change one object hold each other up, lock or no lock. And
an extension module that does not say it is ready turns the GIL back on, with a warning.
",
    sources: &["src/gil.rs"],
    remember: [
        "3.13t and 3.14t have no GIL: their threads compute side by side.",
        "One thread alone is a little slower there: 5 to 10 % in 3.14.",
        "Without the GIL you need your own locks all the more.",
    ],
};
