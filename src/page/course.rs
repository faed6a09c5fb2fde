//! What the page does for the course: remembers which lessons are done, and marks them.

use crate::lesson::Lesson;
use crate::lesson::progress::{self, Progress};
use web_sys::Storage;

/// The name under which the browser keeps what is done.
const KEY: &str = "makespan-lessons";

/// How an element shows that its lesson is done.
const DONE: &str = "data-done";

/// The lesson that is open, if one is, and how far the visitor has come with it.
pub struct Course {
    lesson: Option<&'static Lesson>,
    progress: Progress,
}

impl Course {
    /// Marks what is done, and begins with `lesson`.
    pub fn open(lesson: Option<&'static Lesson>) -> Self {
        progress::read(&stored()).for_each(mark);
        // A guess needs no program, so it may have been made before this one was there.
        let guess = super::document()
            .and_then(|document| document.query_selector("[data-guess][open]").ok().flatten());
        Self { lesson, progress: Progress { guessed: guess.is_some(), tried: false } }
    }

    /// The visitor has made a guess.
    pub fn guess(&mut self) {
        self.progress.guessed = true;
        self.keep();
    }

    /// A race or a program has run to its end, without an error.
    pub fn try_out(&mut self) {
        self.progress.tried = true;
        self.keep();
    }

    fn keep(&self) {
        let Some(lesson) = self.lesson.filter(|_| self.progress.is_done()) else { return };
        // Where nothing may be stored the mark stands until the page is left.
        let done = progress::with(&stored(), lesson.id);
        let _ = storage().map(|storage| storage.set_item(KEY, &done));
        mark(lesson.id);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn stored() -> String {
    storage().and_then(|storage| storage.get_item(KEY).ok()?).unwrap_or_default()
}

fn mark(id: &str) {
    let place = ["[data-lesson=", id, "]"].concat();
    let place =
        super::document().and_then(|document| document.query_selector(&place).ok().flatten());
    // Any element takes a data attribute.
    let _ = place.map(|place| place.set_attribute(DONE, ""));
}
