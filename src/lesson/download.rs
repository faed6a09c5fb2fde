//! Lesson: downloads overlap on threads, because a download mostly waits.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "download",
    preset: Some("workload=download&strategies=sequential,threads-gil,processes&view=timeline"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Downloads",
    question: "How do many downloads overlap?",
    opening: "
A program fetches a handful of pages and prints how long each of them is. A page is small and is read in no
time. What takes time is the answer: half a second, in which the request travels, a server thinks, and the page
travels back.
",
    picture: None,
    prediction: Prediction {
        ask: "Five servers take between 0.3 and 0.8 seconds to answer, 2.6 seconds in all. Five threads \
              fetch a page each. How long until all five are there?",
        choices: ["About 0.5 s, the average", "About 0.8 s, the slowest", "About 2.6 s, the sum"],
        answer: 1,
        why: "All five wait at the same time, so the sum does not count, and each has only its own \
              server to wait for. Everything is there when the slowest is.",
    },
    program: Some("download"),
    watch: "
In the program, the pages are printed in the order of the list at first, and in the order in which they come
once there are threads. In the race, look at the lanes of the timeline: nearly all of it is waiting, and under
**Threads with a GIL** the waits overlap all the same. (There they are twenty times shorter, so that a sample
does not take seconds, and some addresses fail on purpose.)
",
    figures: &[],
    explanation: "
A thread that waits for a server holds no GIL and needs no core. So downloads overlap on threads as well as they
do anywhere, and processes bring nothing but their cost. How many threads? As many as requests you want under way
at once. Eight or sixteen are common. The limit is not your machine, it is the server: some slow down or shut out
whoever asks for too much at a time. Use one `requests.Session` for each thread, and always a `timeout`: without
one, `requests` waits for ever for a server that says nothing.

Downloads fail, and threads make it easier not to notice. An exception in a plain `Thread` is printed and
forgotten; in an executor it waits in the future, and is raised when you ask for `result()`. So ask.

The pages here are Makespan’s own. They are served by this site in place of the real addresses, after a delay
fixed for each address. So it works offline, nobody’s server is bothered, and the times can be compared. Real
networks vary far more.
",
    sources: &["src/workload/download.rs"],
    remember: [
        "A download mostly waits, so threads are enough, GIL or not.",
        "All together take as long as the slowest, if there are enough threads.",
        "Give every request a timeout, and ask every future for its result.",
    ],
};
