//! The last step of building the site: every lesson as a page of its own, readable before any
//! program has arrived and without JavaScript.
//!
//! Each page is the home page with other parts in it (see [`template`]). Its addresses start from the
//! top of the site, wherever that is: pages in folders say so by their `<base>`.

mod article;
mod code;
mod contents;
mod html;
mod markdown;
mod template;

use crate::lesson;
use std::path::Path;
use std::{fmt, fs, io};
use template::Template;

/// The folder of the lessons' pages, from the top of the site.
pub const LESSONS: &str = "lessons";

/// Why the site cannot be printed.
#[derive(Debug)]
pub enum Error {
    /// A file cannot be read or written.
    File(String, io::Error),
    /// The home page lacks a part that others are made from.
    NoPart(String),
    /// A source cannot be coloured.
    Code(String, String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, error) => write!(f, "{path}: {error}"),
            Self::NoPart(name) => {
                write!(f, "index.html has no part between <!-- {name} --> and <!-- /{name} -->")
            }
            Self::Code(name, cause) => write!(f, "{name} cannot be coloured: {cause}"),
        }
    }
}

/// Prints the course into the built site in `folder`.
///
/// # Errors
/// When a file cannot be read or written, or the home page has not the parts it must have.
pub fn print(folder: &Path) -> Result<(), Error> {
    let home = Template::new(read(&folder.join("index.html"))?);
    let paint = code::Paint::new()?;
    for place in 0..lesson::ALL.len() {
        let page = article::page(&home, place, &paint)?;
        write(&folder.join(article::path(lesson::ALL[place].id)), &page)?;
    }
    let home = home.with("course", &contents::list())?;
    write(&folder.join("index.html"), &home.finish())
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| Error::File(path.display().to_string(), error))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, text))
        .map_err(|error| Error::File(path.display().to_string(), error))
}
