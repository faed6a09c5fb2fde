//! The page that says how all this works, and pages like it: to be read, without a race.

use super::address::SiteAddress;
use super::article::BRAND;
use super::markdown::blocks;
use super::template::Template;
use super::{Error, card};

/// What it says, in Markdown.
pub const TEXT: &str = include_str!("how.md");

/// Where it lies, from the top of the site.
pub const PATH: &str = "how.html";

const TITLE: &str = "How this works, and why you can believe it";

const DESCRIPTION: &str = "How web workers stand in for processes and threads, how the GIL is imitated, how \
    time is measured, and what could still fool you.";

/// The page.
///
/// # Errors
/// When the home page lacks a part.
pub fn page(home: &Template, site: Option<&SiteAddress>) -> Result<String, Error> {
    let about = format!(
        "<title>{TITLE} – Makespan</title>\n<meta name=\"description\" content=\"{DESCRIPTION}\" />"
    );
    let body = format!("<main class=\"lesson prose\">\n{}</main>", blocks(TEXT));
    let home = home.with("card", &card::tags(site, PATH, TITLE, DESCRIPTION))?;
    reading(&home, &about, &body)
}

/// A page that loads no program: what needs one is left out.
///
/// # Errors
/// When the home page lacks a part.
pub fn reading(home: &Template, about: &str, body: &str) -> Result<String, Error> {
    let page = home
        .without_program()
        .with("about", about)?
        .with("brand", BRAND)?
        .with("colours", "")?
        .with("before", body)?
        .with("app", "")?
        .with("after", "")?;
    Ok(page.finish())
}
