//! The printed pages as a whole.

use super::*;
use crate::lesson::ALL;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The course, printed once from the home page as it is before a build: every file by its path.
static PRINTED: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| printed("nowhere", None));

/// The course as it is printed for a site at this address, if it has one.
fn printed(name: &str, site: Option<SiteAddress>) -> BTreeMap<String, String> {
    let folder = std::env::temp_dir().join(format!("makespan-site-{name}-{}", std::process::id()));
    for file in ["index.html", "service-worker.js", "python/manifest.mjs"] {
        let source =
            if file == "index.html" { top().join(file) } else { top().join("www").join(file) };
        write(&folder.join(file), &read(&source).unwrap()).unwrap();
    }
    print_for(&folder, site).unwrap();
    let mut files = BTreeMap::new();
    gather(&folder, "", &mut files);
    fs::remove_dir_all(folder).unwrap();
    files
}

/// Takes in every file of a folder, by its path from the top.
fn gather(folder: &Path, from_top: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{from_top}{}", entry.file_name().display());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, read(&entry.path()).unwrap());
        }
    }
}

/// The pages made from the home page, and itself.
fn pages() -> impl Iterator<Item = (&'static String, &'static String)> {
    PRINTED.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html")
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the attribute says wherever it stands in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let open = format!(" {attribute}=\"");
    page.split(&open).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    for (path, page) in pages() {
        let base = "../".repeat(path.matches('/').count());
        let is_based = page.contains(&format!("<base href=\"{base}\" />"));
        assert_eq!(is_based, !base.is_empty(), "{path}: <base>");
        let is_own = |line: &&str| !line.contains("data-trunk");
        let page: String = page.lines().filter(is_own).collect();
        for link in values(&page, "href").into_iter().filter(|link| *link != base) {
            let file = link.split(['?', '#']).next().unwrap_or_default();
            let file = file.strip_prefix("./").unwrap_or(file);
            let leads = file.is_empty()
                || link.starts_with("https://")
                || PRINTED.contains_key(file)
                || top().join("www").join(file).is_file();
            assert!(leads, "{path}: {link}");
        }
    }
}

#[test]
fn every_lesson_reads_as_a_page_of_its_own() {
    let titles: Vec<_> = pages()
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
}

#[test]
fn a_lesson_leads_to_those_beside_it() {
    for (place, lesson) in ALL.iter().enumerate() {
        let page = &PRINTED[&article::path(lesson.id)];
        let beside = |rel: &str, place: Option<usize>| {
            let link = place.and_then(|place| ALL.get(place)).map(|it| article::path(it.id));
            let link = link.map(|link| format!("rel=\"{rel}\" href=\"{link}\""));
            assert!(link.is_none_or(|link| page.contains(&link)), "{}: {rel}", lesson.id);
        };
        beside("prev", place.checked_sub(1));
        beside("next", Some(place + 1));
    }
}

#[test]
fn every_page_that_can_be_embedded_says_so_where_its_address_is_known() {
    let discovery = "application/json+oembed";
    assert!(pages().all(|(_, page)| !page.contains(discovery)), "no address, no discovery");
    let site = SiteAddress::parse("https://example.org/m/").unwrap();
    let files = printed("somewhere", Some(site));
    let lessons = ALL.iter().map(|lesson| (article::path(lesson.id), lesson.id));
    for (page, name) in lessons.chain([("index.html".to_owned(), "home")]) {
        let file = format!("oembed/{name}.json");
        let tag = format!("type=\"{discovery}\" href=\"https://example.org/m/{file}\"");
        assert_eq!(files[&page].matches(&tag).count(), 1, "{page}");
        let told: serde_json::Value = serde_json::from_str(&files[&file]).unwrap();
        assert_eq!(told["type"], "rich", "{file}");
    }
    assert!(!files["how.html"].contains(discovery), "there is nothing to embed");
}
