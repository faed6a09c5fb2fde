//! The project's own files as pages: what a reader of a lesson wants to see for himself.

use super::code::Paint;
use super::html::plain;
use super::template::Template;
use super::{Error, how, markdown, read};
use crate::lesson::TEXTS;
use std::collections::BTreeSet;
use std::env;
use std::path::Path;

/// Whether a link leads to a file of the project.
pub fn is_source(link: &str) -> bool {
    link.starts_with("src/")
}

/// Where the page of a file lies, from the top of the site.
pub fn path(file: &str) -> String {
    format!("source/{file}.html")
}

/// Every file that the course or the explanation shows or names, from the top of the project.
pub fn all() -> BTreeSet<String> {
    let shown = TEXTS.iter().flat_map(|text| text.sources).map(|file| (*file).to_owned());
    let prose = TEXTS.iter().flat_map(|text| [text.opening, text.watch, text.explanation]);
    let named = prose.chain([how::TEXT]).flat_map(markdown::links).filter(|link| is_source(link));
    shown.chain(named).collect()
}

/// A file of the project.
///
/// # Errors
/// When it cannot be read.
pub fn text(file: &str) -> Result<String, Error> {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
}

/// The page of a file.
///
/// # Errors
/// When it cannot be read or coloured, or the home page lacks a part.
pub fn page(home: &Template, file: &str, paint: &Paint) -> Result<String, Error> {
    let depth = "../".repeat(path(file).matches('/').count());
    let name = plain(file);
    let about = format!(
        "<base href=\"{depth}\" />\n<title>{name} – Makespan</title>\n\
         <meta name=\"description\" content=\"{name}, as it runs in Makespan.\" />"
    );
    let body = format!(
        "<main class=\"lesson wide\">\n<h1>{name}</h1>\n<p class=\"place\">As it runs here{}.</p>\n\
         <pre tabindex=\"0\" aria-label=\"{name}\"><code>{}</code></pre>\n</main>",
        repository(file),
        paint.rust(&text(file)?)?
    );
    how::reading(home, &about, &body)
}

/// The way to the file's history, where the build machine says where that is.
fn repository(file: &str) -> String {
    let names = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"];
    let [Ok(server), Ok(repository), Ok(commit)] = names.map(env::var) else {
        return String::new();
    };
    let address = plain(&format!("{server}/{repository}/blob/{commit}/{file}"));
    format!("; <a href=\"{address}\">the same in the repository</a>")
}
