//! The course: one file a lesson, its race beside its words, and the list.
//!
//! [`LESSON`](Lesson) is what the page needs while it runs. [`TEXT`](Text) is printed into the
//! lesson's page when the site is built, so that its words weigh nothing in any module.

pub mod figure;
pub mod progress;
pub mod text;

pub use figure::Figure;
pub use text::{Picture, Prediction, Text};

/// A lesson as far as the running page knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its stable name, in links and as the name of its page.
    pub id: &'static str,
    /// Its race: a query that gives the settings their defaults. None where nothing is raced.
    pub preset: Option<&'static str>,
}

impl Lesson {
    /// What counts where a link says nothing else: its race, or the lab where nothing is raced.
    pub fn defaults(&self) -> &'static str {
        self.preset.unwrap_or("view=python")
    }
}

/// The lessons in their order, and their words in the same order.
macro_rules! lessons {
    ($($lesson:ident),+ $(,)?) => {
        $(mod $lesson;)+

        /// Every lesson, in the order of the course.
        pub static ALL: &[Lesson] = &[$($lesson::LESSON),+];

        /// The words of every lesson, in the same order.
        pub static TEXTS: &[Text] = &[$($lesson::TEXT),+];
    };
}

lessons! {
    one_thing,
    two_threads,
    waiting_together,
    gil,
    processes,
    main_guard,
    pools,
    download,
    scrape,
    shared_list,
    queue,
    manager,
    join,
    combine,
    pickle,
    race,
    deadlock,
    overhead,
    images,
    no_gil,
    choose,
}

/// The lesson with this name.
pub fn find(id: &str) -> Option<&'static Lesson> {
    ALL.iter().find(|lesson| lesson.id == id)
}

#[cfg(test)]
mod tests;
