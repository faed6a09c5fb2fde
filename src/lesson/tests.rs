//! What must hold for every lesson.

use super::*;
use crate::lab::program;
use crate::settings::{Settings, View};
use std::path::Path;

/// The course, in its order: links rely on these names.
const COURSE: [&str; 21] = [
    "one-thing",
    "two-threads",
    "waiting-together",
    "gil",
    "processes",
    "main-guard",
    "pools",
    "download",
    "scrape",
    "shared-list",
    "queue",
    "manager",
    "join",
    "combine",
    "pickle",
    "race",
    "deadlock",
    "overhead",
    "images",
    "no-gil",
    "choose",
];

fn lessons() -> impl Iterator<Item = (&'static Lesson, &'static Text)> {
    assert_eq!(ALL.len(), TEXTS.len());
    ALL.iter().zip(TEXTS)
}

#[test]
fn lessons_come_in_the_order_of_the_course() {
    let ids: Vec<_> = ALL.iter().map(|lesson| lesson.id).collect();
    assert_eq!(ids, COURSE);
    assert!(ALL.iter().all(|lesson| find(lesson.id) == Some(lesson)));
}

#[test]
fn every_race_is_read_without_a_notice() {
    for lesson in ALL {
        let (settings, notices) = Settings::parse(lesson.defaults(), 4);
        assert_eq!(notices, [], "{}", lesson.id);
        assert!(!settings.embed && settings.lesson.is_none(), "{}", lesson.id);
    }
}

#[test]
fn a_lesson_without_a_race_opens_the_lab() {
    for Lesson { id, preset } in ALL {
        let (settings, _) = Settings::parse(&format!("lesson={id}"), 4);
        assert_eq!(settings.view == View::Python, preset.is_none(), "{id}");
        assert_eq!(settings.to_query(4), format!("lesson={id}"));
    }
}

#[test]
fn what_a_lesson_names_exists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (Lesson { id, .. }, text) in lessons() {
        assert!(text.program.is_none_or(|name| program::find(name).is_some()), "{id}");
        for source in text.sources {
            assert!(source.starts_with("src/") && top.join(source).is_file(), "{id}: {source}");
        }
        assert!(text.figures.iter().all(|it| Figure::find(it.id()) == Some(*it)), "{id}");
    }
}

#[test]
fn every_lesson_asks_and_answers() {
    for (Lesson { id, .. }, text) in lessons() {
        assert!(text.question.ends_with('?') && text.prediction.ask.ends_with('?'), "{id}");
        assert!(text.prediction.answer < text.prediction.choices.len(), "{id}");
        let lines = text.remember.iter().chain([&text.prediction.why]);
        assert!(lines.into_iter().all(|line| line.ends_with('.') && !line.contains('\n')), "{id}");
        assert!(text.title.chars().count() <= 32, "{id}");
    }
}
