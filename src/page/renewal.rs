//! A page that the site has outgrown: reloaded once, so that it meets its own engine again.

use web_sys::Storage;

/// What the tab remembers about it, under this name.
const NAME: &str = "makespan-outdated";

/// The page was reloaded and has not gone on yet.
const RELOADED: &str = "reloaded";

/// The page has gone on, or had nothing to go on with; it has no reload left until a run succeeds.
const RESUMED: &str = "resumed";

/// Reloads the page in the middle of a race, which begins again then, unless it has been reloaded for
/// this already, or cannot remember that it was. Returns whether it does.
pub fn renew() -> bool {
    reload_as(RELOADED)
}

/// The same of a page in which nothing is under way.
pub fn renew_at_rest() -> bool {
    reload_as(RESUMED)
}

fn reload_as(mark: &str) -> bool {
    let Some(memory) = memory() else { return false };
    let untried = matches!(memory.get_item(NAME), Ok(None));
    untried
        && memory.set_item(NAME, mark).is_ok()
        && web_sys::window().is_some_and(|window| window.location().reload().is_ok())
}

/// Whether the page was reloaded in the middle of what the visitor had asked for. True once.
pub fn resumes() -> bool {
    let Some(memory) = memory() else { return false };
    memory.get_item(NAME).ok().flatten().as_deref() == Some(RELOADED)
        && memory.set_item(NAME, RESUMED).is_ok()
}

/// Page and engine have worked together: the next deploy is another matter.
pub fn succeeded() {
    // Where nothing can be remembered there is nothing to forget.
    let _ = memory().map(|memory| memory.remove_item(NAME));
}

fn memory() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
