//! Lesson: real work on pictures, copied to processes and shared by threads.

use super::{Lesson, Prediction, Text};

/// The lesson.
pub const LESSON: Lesson = Lesson {
    id: "images",
    preset: Some("workload=blur&strategies=sequential,threads,processes&view=bars"),
};

/// Its words.
pub const TEXT: Text = Text {
    title: "Pictures",
    question: "What about real work?",
    opening: "
Adding up squares is a fine test and nobody’s job. Blurring a picture is real work: every new pixel is an
average of the old pixels around it. The picture falls into tiles that can be computed in any order. So any
number of workers can help, if they can see the pixels.
",
    picture: None,
    prediction: Prediction {
        ask: "Four processes blur one picture, and any of them may be given any tile. How much is \
              copied before the work begins?",
        choices: [
            "Nothing: all see the same picture",
            "One picture: a quarter to each",
            "Four pictures: one to each",
        ],
        answer: 2,
        why: "Each process has a memory of its own and may need any pixel, so each gets the whole \
              picture. Threads read the one picture that is there already.",
    },
    program: None,
    watch: "
Run the race and watch the tiles appear, coloured by the lane that drew them. You may blur a picture of your
own: choose it below the bars, and it stays in this browser. Then open the **Receipt** and
compare what **Processes** and **Threads** paid for sending and receiving. Now choose **Mandelbrot set** as the
workload and race again: nothing has to be sent there, because each tile follows from its place alone, but some
tiles take a hundred times as long as others.
",
    figures: &[],
    explanation: "
Three questions decide how well real work can be shared out.

**How much has to be sent?** Blurring reads much and computes little for each pixel, so copies count. For a
fractal it is the other way round. The ratio of computing to copying is what decides between threads and
processes, not the word “images”.

**Is it even?** Equal shares of a picture are not equal work. Small tiles, handed out as workers become free,
even that out; the colours show it as a patchwork in place of stripes.

**Do the pieces need each other?** A tile needs the pixels of its neighbours, but only the *old* ones, which
nobody changes. If each new pixel needed new ones, the workers would have to wait for each other.

In Python you would hardly loop over pixels. Libraries such as Pillow and NumPy do it in C, and many of their
functions let the GIL go meanwhile, so threads *can* use several cores there. And
`multiprocessing.shared_memory` lets processes look at one picture without copies.
",
    sources: &["src/workload/blur.rs", "src/workload/mandelbrot.rs"],
    remember: [
        "Much data and little computing: share the memory.",
        "Uneven work: many small pieces, handed out as workers become free.",
        "Pieces that only read what nobody changes are easy to share out.",
    ],
};
