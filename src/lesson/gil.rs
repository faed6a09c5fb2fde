//! Lesson: threads take turns under the GIL, so they do not speed up arithmetic.

use super::{Lesson, Picture, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "gil",
    preset: Some(
        "workload=sum-of-squares&strategies=sequential,threads-gil,threads&workers=2&view=timeline",
    ),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "The GIL",
    question: "Why do threads not speed up arithmetic in Python?",
    opening: "
A sum takes a second. Your machine has several cores, and the sum falls into two halves that have
nothing to do with each other. So you start two threads and give each of them one half.
",
    picture: Some(Picture {
        svg: include_str!("picture/pen.svg"),
        caption: "The GIL is the one pen at a desk: the others wait, however many they are.",
    }),
    prediction: Prediction {
        ask: "One thread needs a second for the whole sum. How long do two threads need in CPython, \
              with half of it each?",
        choices: ["About half a second", "About a second", "About two seconds"],
        answer: 1,
        why: "Only the thread that holds the interpreter’s lock runs Python code. The other one \
              waits for its turn, so the two halves are computed one after the other, in slices: \
              a second of work stays a second. Passing the lock on costs a little as well.",
    },
    program: Some("gil"),
    watch: "
Run the race and look at the timeline. Under **Threads with a GIL** the two lanes never compute at
the same moment: where one is filled, the other waits, and every 5 ms they swap. Under **Threads**,
where no such lock exists, both lanes are filled from start to end. The work is the same, down to
the last multiplication; the lock is the only difference. How much sooner **Threads** is done depends
on how many cores are free: **Measured parallelism** says what yours gave in this race.
",
    figures: &[],
    explanation: "
CPython keeps a count of the references to every object, and two threads that changed one count at
the same moment would ruin it. The **global interpreter lock**, the GIL, rules that out in the
simplest way: whoever runs Python code holds it. A thread that wants it waits for 5 ms, the *switch
interval*, and then asks for it; the holder lets go at the next safe place.

So threads under a GIL bring *concurrency*, several tasks under way, and not *parallelism*, several
tasks computing. That is enough where tasks mostly wait, because a thread that waits for a disk or
a server lets the lock go first: see [three waits at once](lessons/waiting-together.html).

Two things are easily confused with this. `time.sleep` is no stand-in for arithmetic: a sleeping
thread holds no lock, so sleeps overlap perfectly and prove nothing about computing. And the lock
belongs to one interpreter, not to the machine: every process has its own, which is why processes
do compute at the same time, and libraries such as NumPy let the lock go while they work in C.
",
    sources: &["src/gil.rs"],
    remember: [
        "Under the GIL only one thread of a process runs Python code at a time.",
        "Threads overlap waiting; they do not add up computing.",
        "Each process has its own interpreter and its own GIL.",
    ],
};
