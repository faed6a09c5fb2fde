//! The printed pages as a whole.

use super::*;
use crate::lesson::ALL;
use std::path::PathBuf;

/// The course printed into a folder of its own, from the home page as it is before a build.
fn printed(name: &str) -> PathBuf {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("makespan-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::copy(top.join("index.html"), folder.join("index.html")).unwrap();
    print(&folder).unwrap();
    folder
}

/// What the attribute says wherever it stands in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let open = format!(" {attribute}=\"");
    page.split(&open).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The pages of a printed course, by their path.
fn pages(folder: &Path) -> Vec<(String, String)> {
    let lessons = ALL.iter().map(|lesson| article::path(lesson.id));
    let sources = source::all().into_iter().map(|file| source::path(&file));
    let all = lessons.chain(sources).chain(["index.html".to_owned(), how::PATH.to_owned()]);
    all.map(|path| (path.clone(), read(&folder.join(path)).unwrap())).collect()
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let folder = printed("links");
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, page) in pages(&folder) {
        let base = "../".repeat(path.matches('/').count());
        assert_eq!(values(&page, "href").contains(&&*base), !base.is_empty(), "{path}: <base>");
        let is_own = |line: &&str| !line.contains("data-trunk");
        let page: String = page.lines().filter(is_own).collect();
        for link in values(&page, "href").into_iter().filter(|link| *link != base) {
            let file = link.split(['?', '#']).next().unwrap_or_default();
            let file = file.strip_prefix("./").unwrap_or(file);
            let leads = file.is_empty()
                || link.starts_with("https://")
                || folder.join(file).is_file()
                || top.join("www").join(file).is_file();
            assert!(leads, "{path}: {link}");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn every_lesson_reads_as_a_page_of_its_own() {
    let folder = printed("lessons");
    let titles: Vec<_> = pages(&folder)
        .iter()
        .map(|(path, page)| {
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
            assert_eq!(page.matches("<main").count(), 1, "{path}");
            assert_eq!(page.matches("name=\"description\"").count(), 1, "{path}");
            let ids = values(page, "id");
            let mut unique = ids.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), ids.len(), "{path}: {ids:?}");
            let title = page.split("<title>").nth(1).and_then(|it| it.split('<').next());
            title.unwrap_or_default().to_owned()
        })
        .collect();
    let mut unique = titles.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), titles.len(), "{titles:?}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_lesson_leads_to_those_beside_it() {
    let folder = printed("neighbours");
    for (place, lesson) in ALL.iter().enumerate() {
        let page = read(&folder.join(article::path(lesson.id))).unwrap();
        let beside = |rel: &str, place: Option<usize>| {
            let link = place.and_then(|place| ALL.get(place)).map(|it| article::path(it.id));
            let link = link.map(|link| format!("rel=\"{rel}\" href=\"{link}\""));
            assert!(link.is_none_or(|link| page.contains(&link)), "{}: {rel}", lesson.id);
        };
        beside("prev", place.checked_sub(1));
        beside("next", Some(place + 1));
    }
    fs::remove_dir_all(folder).unwrap();
}
