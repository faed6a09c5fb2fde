//! Scrape: pages are fetched and read, so a lane waits, then computes, then waits again.

use super::download::{VISITS, failures, visit};
use super::{Chunk, Words, Workload};
use crate::unit::grouped;
use crate::web::reading::{Reading, read};
use crate::web::visit::Ending;
use std::hint::black_box;

/// Item `i` is address `i` of the bundled web; the input is the seed of the latencies. A partial is
/// a list of visits: how each ended, the elements and links of the page, and its title as the
/// number of bytes and the bytes, padded to whole words.
pub static WORKLOAD: Workload = Workload {
    id: "scrape",
    title: "Scrape pages",
    summary: "Fetches pages and reads their HTML, again and again, for about as long as Python \
              needs to read them once. Waiting overlaps under a GIL; reading does not.",
    bytes: |size| 64 * 1_024 + u64::from(size) * 1_024,
    compute: only_in!("engine", compute),
    describe: only_in!("engine", describe),
    ..VISITS
};

/// A program waits this many times as long as a lane.
const SHORTER: u32 = 40;

/// A page is read until so many bytes have been: what Rust reads while Beautiful Soup reads about
/// a page of usual length. Without optimisation once is slow enough.
const READ_BYTES: usize = if cfg!(debug_assertions) { 0 } else { 512 * 1_024 };

/// The words of a visit before its title.
const HEAD: usize = 4;

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    for item in chunk.items.clone() {
        let ending = visit(item, SHORTER, chunk);
        let reading = match &ending {
            Ending::Page { body, .. } => read_as_long_as_python(body),
            _ => Reading::default(),
        };
        let Reading { title, elements, links } = reading;
        partial.extend([u32::from(&ending), elements, links, title.len() as u32]);
        partial.extend(title.as_bytes().chunks(4).map(|bytes| {
            let mut padded = [0; 4];
            padded[..bytes.len()].copy_from_slice(bytes);
            u32::from_le_bytes(padded)
        }));
    }
}

fn read_as_long_as_python(page: &[u8]) -> Reading {
    let times = READ_BYTES / page.len().max(1);
    for _ in 1..times {
        black_box(read(black_box(page)));
    }
    read(page)
}

/// A visit, as it is kept in a partial.
struct Visited {
    ending: u32,
    elements: u32,
    links: u32,
    title: String,
}

/// The visits of an answer; ends where it makes no sense.
fn visits(mut words: &[u32]) -> impl Iterator<Item = Visited> {
    std::iter::from_fn(move || {
        let (&[ending, elements, links, length], rest) = words.split_first_chunk::<HEAD>()?;
        let (title, rest) = rest.split_at_checked(length.div_ceil(4) as usize)?;
        words = rest;
        let bytes = title.iter().flat_map(|word| word.to_le_bytes()).take(length as usize);
        let title = String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned();
        Some(Visited { ending, elements, links, title })
    })
}

fn describe(_size: u32, answer: &[u32]) -> String {
    let good = || visits(answer).filter(|visit| visit.ending == 200);
    let titles: Vec<_> = good().filter(|visit| !visit.title.is_empty()).collect();
    let (elements, links) = good().fold((0u64, 0u64), |(elements, links), visit| {
        (elements + u64::from(visit.elements), links + u64::from(visit.links))
    });
    let mut text = format!(
        "{} titles, {} elements, {} links",
        titles.len(),
        grouped(elements),
        grouped(links)
    );
    if let Some(first) = titles.first() {
        text += &format!("; the first is “{}”", first.title);
    }
    text + &failures(visits(answer).map(|visit| visit.ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    #[test]
    fn titles_are_the_answer() {
        let titles: Vec<_> = visits(&answer(&WORKLOAD, 12, 1)).map(|visit| visit.title).collect();
        let played = |title: &str| [title, ", played by Makespan"].concat();
        assert_eq!(titles[0], played("Example Domain"));
        assert_eq!(titles[4], "500 Internal Server Error");
        assert_eq!(titles[6], played("Weather & wind"), "a broken page has a title too");
        assert_eq!((&*titles[7], &*titles[9]), ("", ""), "who does not answer has none");
        assert_eq!(titles[11], played("Another Example"), "a redirect is followed");
    }

    #[test]
    fn the_answer_is_told_with_its_failures() {
        let text = (WORKLOAD.describe)(12, &answer(&WORKLOAD, 12, 1));
        assert!(text.starts_with("9 titles, "), "{text}");
        assert!(text.contains("the first is “Example Domain, played by Makespan”"), "{text}");
        assert!(text.contains("badday.example answered 500"), "{text}");
        assert!(text.contains("missing.example does not exist"), "{text}");
        assert!(text.ends_with("slow.example timed out"), "{text}");
    }

    #[test]
    fn an_answer_that_makes_no_sense_ends() {
        assert_eq!(visits(&[200, 1, 1, u32::MAX, 0]).count(), 0);
        assert_eq!(visits(&[200]).count(), 0);
    }
}
