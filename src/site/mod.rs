//! The last step of building the site: every lesson as a page of its own, readable before any
//! program has arrived and without JavaScript; and what crawlers, installers and lost visitors get.
//!
//! Each page is the home page with other parts in it (see [`template`]). Its addresses start from the
//! top of the site, wherever that is: pages in folders say so by their `<base>`.

mod address;
mod article;
mod card;
mod code;
mod contents;
mod how;
mod html;
mod keeping;
mod lab;
mod maps;
mod markdown;
mod not_found;
mod oembed;
pub mod script;
mod source;
mod template;

use crate::lesson;
use address::SiteAddress;
use oembed::Offer;
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
    /// The address of the site is none.
    Address(String),
    /// The service worker has no place for the list of files.
    NoList,
    /// The lab has no place for the name of the build.
    NoBuild,
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
            Self::Address(text) => write!(
                f,
                "MAKESPAN_URL is \"{text}\"; it must be the address of the home page, such as \
                 https://example.org/makespan/"
            ),
            Self::NoList => f.write_str("service-worker.js has no empty list of files"),
            Self::NoBuild => f.write_str("python/manifest.mjs has no place for the build"),
            Self::Code(name, cause) => write!(f, "{name} cannot be coloured: {cause}"),
        }
    }
}

/// Prints the course into the built site in `folder`, for the address that `MAKESPAN_URL` names.
///
/// # Errors
/// When a file cannot be read or written, or the home page has not the parts it must have.
pub fn print(folder: &Path) -> Result<(), Error> {
    print_for(folder, SiteAddress::from_env()?)
}

/// The same for a site at this address, if that is known.
fn print_for(folder: &Path, site: Option<SiteAddress>) -> Result<(), Error> {
    let home = Template::new(read(&folder.join("index.html"))?);
    let paint = code::Paint::new()?;
    let mut pages = vec![String::new()];
    for place in 0..lesson::ALL.len() {
        let page = article::page(&home, place, site.as_ref(), &paint)?;
        let path = article::path(lesson::ALL[place].id);
        write(&folder.join(&path), &page)?;
        pages.push(path);
    }
    for file in source::all() {
        write(&folder.join(source::path(&file)), &source::page(&home, &file, &paint)?)?;
    }
    write(&folder.join(how::PATH), &how::page(&home, site.as_ref())?)?;
    pages.push(how::PATH.to_owned());
    let card = card::tags(site.as_ref(), "", HOME.0, HOME.1);
    let offer = Offer { lesson: None, title: HOME.0 };
    let card = [card, offer.tag(site.as_ref())].join("\n");
    let home = home.with("course", &contents::list())?.with("card", &card)?.finish();
    write(&folder.join("index.html"), &home)?;
    write(&folder.join("404.html"), &not_found::page(site.as_ref(), &home))?;
    write(&folder.join("compare.py"), &script::joined())?;
    write(&folder.join("robots.txt"), &maps::robots(site.as_ref()))?;
    if let Some(site) = site {
        write(&folder.join("sitemap.xml"), &maps::sitemap(&site, &pages))?;
        for offer in (0..lesson::ALL.len()).map(article::offer).chain([offer]) {
            write(&folder.join(offer.path()), &offer.file(&site))?;
        }
    }
    lab::name(folder)?;
    keeping::list(folder)
}

/// The home page in a card: what it is called, and what it is about.
const HOME: (&str, &str) = (
    "Makespan – threads or processes?",
    "Race the same work as threads and as processes, right here in your browser, and see which is \
     faster and why.",
);

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| Error::File(path.display().to_string(), error))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, text))
        .map_err(|error| Error::File(path.display().to_string(), error))
}

#[cfg(test)]
mod tests;
