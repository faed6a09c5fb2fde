//! Rules about the source tree that the compiler does not check.

use std::{fs, path::Path};

use makespan::{strategy::Strategy, workload};

/// A file of the project that people write and read.
struct Source {
    /// Where it is, from the top of the project, with `/` between folders.
    path: String,
    text: String,
}

impl Source {
    /// What comes after the last dot of its name; empty where there is none.
    fn extension(&self) -> &str {
        Path::new(&self.path).extension().and_then(|ending| ending.to_str()).unwrap_or_default()
    }

    /// Its lines without those that are only a `//` comment.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter(|line| !line.trim_start().starts_with("//"))
    }

    /// Whether its code names `word`, or something that continues it after a `_`.
    fn names(&self, word: &str) -> bool {
        self.code()
            .flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
            .filter_map(|found| found.strip_prefix(word))
            .any(|rest| rest.is_empty() || rest.starts_with('_'))
    }

    fn is_under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

/// Every text file under a folder or at a path of the project, sorted.
fn sources(place: &str) -> Vec<Source> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    if !full.is_dir() {
        let text = fs::read_to_string(&full).ok();
        return text.map(|text| Source { path: place.to_owned(), text }).into_iter().collect();
    }
    let entries = fs::read_dir(&full).expect("a folder of the project can be read");
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    names.iter().flat_map(|name| sources(&format!("{place}/{}", name.display()))).collect()
}

/// Every text file that the project's authors write.
fn all() -> Vec<Source> {
    ["src", "tests", "benches", "www"].into_iter().flat_map(sources).collect()
}

/// Fails with the rule and every place that breaks it.
#[track_caller]
fn hold(rule: &str, broken: impl IntoIterator<Item = String>) {
    let broken: Vec<_> = broken.into_iter().collect();
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

#[test]
fn pure_modules_know_no_browser() {
    let impure = [
        "src/engine/",
        "src/page/",
        "src/views/",
        "src/element.rs",
        "src/loading.rs",
        "src/bin/",
        "src/wire.rs",
        "src/lib.rs",
    ];
    let is_code = |source: &Source| source.extension() == "rs";
    let browser = ["web_sys", "js_sys", "wasm_bindgen", "yew", "rayon"];
    let broken = sources("src")
        .into_iter()
        .filter(|source| is_code(source) && !source.is_under(&impure))
        .flat_map(|source| {
            browser
                .into_iter()
                .filter(|word| source.names(word))
                .map(|word| format!("{} names {word}", source.path))
                .collect::<Vec<_>>()
        });
    hold("only src/engine, src/page, src/bin and src/wire.rs may know a browser", broken);
}

#[test]
fn the_engine_knows_no_page() {
    let broken = sources("src/engine").into_iter().filter(|source| source.names("yew"));
    hold("src/engine may not name yew", broken.map(|source| source.path));
}

#[test]
fn the_parts_of_the_site_know_nothing_of_each_other() {
    let parts = ["engine", "page", "views"];
    let broken = parts.into_iter().flat_map(|own| {
        let others = parts.into_iter().filter(move |other| *other != own);
        others.flat_map(move |other| {
            let path = format!("crate::{other}::");
            let naming = move |source: &Source| source.code().any(|line| line.contains(&path));
            sources(&format!("src/{own}")).into_iter().filter(naming).map(|source| source.path)
        })
    });
    hold("engine, page and views share pure modules only", broken);
}

#[test]
fn the_page_starts_workers_in_one_file() {
    let starting = sources("src/page")
        .into_iter()
        .filter(|source| source.names("web_sys") && source.names("Worker"))
        .map(|source| source.path)
        .skip(1);
    hold("src/page may name web_sys::Worker in one file only; these are too many", starting);
}

#[test]
fn only_the_map_and_the_programs_know_what_they_are_built_for() {
    let condition = concat!("target", "_arch");
    let broken = sources("src")
        .into_iter()
        .filter(|source| !source.is_under(&["src/lib.rs", "src/bin/"]))
        .filter(|source| source.code().any(|line| line.contains(condition)));
    hold("only src/lib.rs and src/bin may ask for wasm32", broken.map(|source| source.path));
}

/// How a file may begin, by its ending; `None` where a file cannot hold a comment.
fn openings(extension: &str) -> Option<&'static [&'static str]> {
    match extension {
        "rs" => Some(&["//! "]),
        "css" => Some(&["/* "]),
        "py" => Some(&["\"\"\"", "# "]),
        "js" | "mjs" => Some(&["// ", "/* "]),
        "html" | "svg" => Some(&["<!-- ", "<!doctype html><!-- "]),
        "json" | "webmanifest" | "txt" | "csv" => None,
        _ => Some(&["# "]),
    }
}

#[test]
fn every_file_says_what_it_is() {
    let silent = |source: &Source| {
        let first = source.text.lines().next().unwrap_or_default();
        openings(source.extension())
            .is_some_and(|openings| !openings.iter().any(|opening| first.starts_with(opening)))
    };
    let broken = all().into_iter().filter(silent);
    hold("a file begins with one line that says what it is", broken.map(|source| source.path));
}

#[test]
fn every_file_can_be_read_in_one_go() {
    let broken = all()
        .into_iter()
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, path)| format!("{path} has {lines}"));
    hold("no file is longer than 400 lines", broken);
}

#[test]
fn every_function_fits_on_a_screen() {
    let broken = all()
        .iter()
        .filter(|source| source.extension() == "rs")
        .flat_map(|source| {
            functions(&source.text)
                .filter(|(_, lines)| *lines > 60)
                .map(|(head, lines)| format!("{}: {head} has {lines}", source.path))
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>();
    hold("no function is longer than 60 lines", broken);
}

/// The head of every function and how many lines it takes, in text that rustfmt has laid out.
fn functions(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let lines: Vec<_> = text.lines().collect();
    let heads: Vec<_> = (0..lines.len()).filter(|&at| begins_function(lines[at])).collect();
    heads.into_iter().map(move |at| (lines[at].trim(), length(&lines[at..])))
}

/// Whether a line is the head of a function.
fn begins_function(line: &str) -> bool {
    let before = ["pub", "pub(crate)", "pub(super)", "const", "async", "unsafe"];
    line.split_whitespace().find(|word| !before.contains(word)) == Some("fn")
}

/// The lines of the function that begins `lines`: to the first `}` that stands as deep as its head.
fn length(lines: &[&str]) -> usize {
    if lines[0].ends_with([';', '}']) {
        return 1;
    }
    let depth = lines[0].len() - lines[0].trim_start().len();
    let end = format!("{}}}", " ".repeat(depth));
    lines.iter().position(|line| *line == end).map_or(1, |last| last + 1)
}

#[test]
fn nothing_is_left_for_later() {
    let left = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("db", "g!(")];
    let broken =
        all().into_iter().filter(|source| left.iter().any(|word| source.text.contains(word)));
    hold("what is not done is not hinted at in a comment", broken.map(|source| source.path));
}

#[test]
fn every_workload_file_is_listed() {
    let broken = sources("src/workload")
        .into_iter()
        .map(|source| source.path.replace("src/workload/", "").replace(".rs", ""))
        .filter(|name| name != "mod" && !name.contains('/'))
        .map(|name| name.replace('_', "-"))
        .filter(|id| workload::find(id).is_none());
    hold("a file of src/workload is in workload::ALL under its own name", broken);
}

#[test]
fn no_workload_is_lost() {
    let promised = [
        "squares",
        "sum-of-squares",
        "primes",
        "mandelbrot",
        "word-count",
        "sort",
        "wait",
        "blur",
        "monte-carlo",
        "download",
        "scrape",
        "matmul",
    ];
    let lost = promised.into_iter().filter(|id| workload::find(id).is_none());
    hold("a link may name these workloads for ever", lost.map(str::to_owned));
}

#[test]
fn no_strategy_is_lost() {
    let promised = ["sequential", "threads-gil", "threads", "processes", "processes-threads"];
    let lost = promised.into_iter().filter(|id| !Strategy::ALL.iter().any(|s| s.id() == *id));
    hold("a link may name these strategies for ever", lost.map(str::to_owned));
}

#[test]
fn the_changelog_names_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let named = sources("CHANGELOG.md").iter().any(|source| source.text.contains(version));
    assert!(named, "CHANGELOG.md says nothing about {version}, the version in Cargo.toml");
}
