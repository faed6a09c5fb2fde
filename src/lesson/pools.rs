//! Lesson: pools of threads and of processes have one interface, and hand out chunks.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "pools",
    preset: Some("workload=primes&strategies=sequential,threads,processes&view=timeline"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Pools",
    question: "Threads or processes behind the same interface?",
    opening: "
Starting, joining and collecting results by hand is tedious. A pool does it: you give it a function and
a list, and its workers share the list between them. Whether the workers are threads or processes is
one word of difference. Here six lists of primes are counted, and the last three take much longer than
the first three.
",
    picture: None,
    prediction: Prediction {
        ask: "Two processes count the primes. Once the pool hands out three tasks at a time, once one \
              task at a time. What does the larger chunk do to the time?",
        choices: ["It takes longer", "It makes no difference", "It saves time, with fewer messages"],
        answer: 0,
        why: "Whoever gets the first three tasks is done soon and has nothing left to do, while the \
              other one works through the three long ones. With one task at a time nobody is idle \
              until the very end. Two messages saved are nothing against that.",
    },
    program: Some("pools"),
    watch: "
In the program, compare “chunks of three” with “chunks of one”, and two threads with two processes. In
the race, later numbers take longer too. The timeline shows how the lanes help themselves to chunk after
chunk and end almost together. No lane was given a fixed half.
",
    figures: &[],
    explanation: "
`ThreadPoolExecutor` and `ProcessPoolExecutor` have the same calls, so a program can try both:
`executor.map(function, items)` gives the results in the order of the items, `submit` gives a *future*
for one call, and `as_completed` gives whatever is done first. `multiprocessing.Pool` is the older
relative.

How items become chunks differs. `Pool.map` cuts the list into about four chunks for each worker;
`ProcessPoolExecutor.map` hands out one item at a time unless you pass `chunksize`; threads need no
chunks, because nothing is sent. Small chunks share out uneven work evenly. Large chunks save messages.
For many tiny items take large chunks, for few long items small ones.

A pool overlaps as much as it has workers and no more. Articles like to show `Pool(2)` with tasks that
sleep for a second and then say that everything took a second. With six such tasks it takes three. Nor is
a sleeping task a stand-in for a computing one: it shows how waits overlap, whatever the workers are.
",
    sources: &["src/workload/primes.rs", "src/schedule.rs"],
    remember: [
        "The same map runs on threads or on processes: measure both.",
        "Small chunks balance uneven work, large chunks save messages.",
        "With two workers, six one-second waits take three seconds.",
    ],
};
