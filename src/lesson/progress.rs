//! Which lessons a visitor has done, and what is missing for the one that is open.

/// What has been done of the lesson that is open: it counts as done when the visitor has guessed and
/// then seen, in either order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The visitor has made a guess.
    pub guessed: bool,
    /// A race or a program has run to its end.
    pub tried: bool,
}

impl Progress {
    /// Whether the lesson counts as done.
    pub fn is_done(self) -> bool {
        self.guessed && self.tried
    }
}

/// The names that a stored text holds; what is no name of a lesson is left out.
pub fn read(stored: &str) -> impl Iterator<Item = &'static str> {
    stored.split(' ').filter_map(|id| super::find(id).map(|lesson| lesson.id))
}

/// The text to be stored once `id` is done too.
pub fn with(stored: &str, id: &str) -> String {
    let mut done: Vec<_> = read(stored).collect();
    if !done.contains(&id) {
        done.extend(super::find(id).map(|lesson| lesson.id));
    }
    done.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_done_when_it_was_guessed_and_tried() {
        let both = [(false, false), (true, false), (false, true), (true, true)];
        let done = both.map(|(guessed, tried)| Progress { guessed, tried }.is_done());
        assert_eq!(done, [false, false, false, true]);
    }

    #[test]
    fn what_was_stored_is_read_whatever_it_is() {
        assert_eq!(with("", "gil"), "gil");
        assert_eq!(with("gil", "gil"), "gil");
        assert_eq!(with("nonsense  gil\u{0} gil", "waiting-together"), "gil waiting-together");
        assert_eq!(with("gil", "nonsense"), "gil");
        assert_eq!(read("").count(), 0);
    }
}
