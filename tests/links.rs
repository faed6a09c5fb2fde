//! Links that were given out once, and what they mean for ever.

use makespan::lab;
use makespan::reference;
use makespan::settings::Settings;
use std::fs;

/// One link a line: its query or fragment, an arrow, and what it means. Lines are added, none is ever
/// changed or taken away.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/links.txt");

/// A machine that has nothing to do with the defaults of today's.
const CORES: u32 = 4;

/// What a link means that holds nothing to be shown.
const REFUSED: &str = "refused";

#[test]
fn links_that_were_given_out_keep_their_meaning() {
    let golden = fs::read_to_string(GOLDEN).expect("the golden links can be read");
    let links: Vec<_> = golden.lines().filter(|line| !line.starts_with("# ")).collect();
    assert!(links.len() >= 20, "golden links were lost");
    for line in links {
        let (link, meaning) = line.split_once(" => ").expect(line);
        assert_eq!(meant(link), meaning, "{link}");
    }
}

/// What a link means, in one line.
fn meant(link: &str) -> String {
    if let Some(read) = lab::link::from_fragment(link) {
        return read.map_or_else(|_| REFUSED.to_owned(), |code| format!("program {code:?}"));
    }
    if let Some(read) = reference::link::from_fragment(link) {
        let row = |row: &reference::Row| format!("{} {} ms", row.strategy.id(), row.median_ms);
        return read.map_or_else(
            |_| REFUSED.to_owned(),
            |it| {
                let rows: Vec<_> = it.rows.iter().map(row).collect();
                format!("result {} {} {}: {}", it.workload, it.size, it.line(), rows.join(", "))
            },
        );
    }
    let (settings, notices) = Settings::parse(link, CORES);
    let query = settings.to_query(CORES);
    match notices.len() {
        0 => query,
        count => format!("{query} ({count} noticed)"),
    }
}
