//! What the visitor should know, and what went wrong.

use crate::element::{element, text, worded};
use crate::failure::Failure;
use crate::notice::Notice;
use yew::prelude::*;

/// A sentence that stops nothing.
pub fn notice(notice: &Notice) -> Html {
    let role = if notice.is_alert() { "alert" } else { "status" };
    let attributes = [("class", "notice"), ("role", role), ("data-notice", notice.kind())];
    let mut words = vec![text(&notice.to_string())];
    if let Notice::UnknownLesson { .. } = notice {
        words.extend([text(" "), worded("a", &[("href", "./#course")], "See all lessons")]);
    }
    element("p", &attributes, words)
}

/// What went wrong, and what to do about it.
pub fn failure_panel(failure: &Failure) -> Html {
    let what = worded("strong", &[], &failure.to_string());
    let words = vec![element("p", &[], vec![what]), worded("p", &[], failure.remedy())];
    let attributes = [("class", "failure"), ("role", "alert"), ("data-notice", failure.kind())];
    element("div", &attributes, words)
}
