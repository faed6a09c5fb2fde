//! The list of all lessons.

use super::article::path;
use super::html::plain;
use crate::lesson::{ALL, TEXTS};

/// The lessons in their order. The page marks those that are done.
pub fn list() -> String {
    let items = ALL.iter().zip(TEXTS).map(|(lesson, text)| {
        format!(
            "<li data-lesson=\"{}\"><a href=\"{}\">{}</a><p>{}</p></li>\n",
            lesson.id,
            path(lesson.id),
            plain(text.title),
            plain(text.question)
        )
    });
    format!("<ol class=\"contents\">\n{}</ol>", items.collect::<String>())
}
