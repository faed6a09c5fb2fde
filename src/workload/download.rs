//! Download: pages fetched from the bundled web, waits with a little work between them.

use super::{Chunk, Dealing, Needs, Sizes, Words, Workload};
use super::{concatenate, number, push_number};
use crate::digest::digest_bytes;
use crate::unit::grouped;
use crate::web::{self, visit::Ending};

/// Item `i` is address `i` of the bundled web; the input is the seed of the latencies. A partial is
/// a list of visits: how each ended, how long the page is, and the fingerprint of its bytes.
pub static WORKLOAD: Workload = Workload {
    id: "download",
    title: "Download pages",
    summary: "Fetches pages of a small web that comes with this one, some of which fail. The \
              lanes wait for nearly all of the time, and a GIL is given up meanwhile.",
    bytes: |size| 64 * 1_024 + u64::from(size) * 128,
    compute: only_in!("engine", compute),
    describe: only_in!("engine", describe),
    ..VISITS
};

/// What all workloads have in common that visit the addresses of the bundled web, one a chunk; the
/// input is the seed of the latencies. Each says for itself what it is called and what it does.
pub(super) const VISITS: Workload = Workload {
    id: "",
    title: "",
    summary: "",
    size_label: "Pages",
    sizes: Sizes { min: 1, max: MOST, start: 8 },
    items: |size| size,
    items_per_chunk: |_| 1,
    dealing: Dealing::OneByOne,
    cost: f64::from,
    bytes: |_| 0,
    input: |_, seed| vec![seed as u32, (seed >> 32) as u32],
    needs: |_, _| Needs { common: 0..2, own: 0..0 },
    compute: |_, _| {},
    merge: concatenate,
    describe: |_, _| String::new(),
};

/// All addresses of the list, each fetched once.
const MOST: u32 = 32;

/// A program waits this many times as long as a lane.
const SHORTER: u32 = 20;

/// The words of one visit.
const VISIT: usize = 4;

fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    for item in chunk.items.clone() {
        let ending = visit(item, SHORTER, chunk);
        let body = if let Ending::Page { body, .. } = &ending { &body[..] } else { &[] };
        partial.extend([u32::from(&ending), body.len() as u32]);
        push_number(digest_bytes(body.iter().copied()), partial);
    }
}

/// Visits the address with a number, after a wait `shorter` times as short as a program's.
pub(super) fn visit(item: u32, shorter: u32, chunk: &Chunk<'_>) -> Ending {
    let Some(address) = web::at(item) else { return Ending::NotServed };
    let (address, latency_ms) = web::resolve(address);
    let latency = web::shortened(latency_ms, shorter, item, number(chunk.common));
    web::visit::visit(address, latency, chunk.pause)
}

fn describe(_size: u32, answer: &[u32]) -> String {
    let visits = || answer.chunks_exact(VISIT).map(|visit| (visit[0], u64::from(visit[1])));
    let bytes = visits().filter(|visit| visit.0 == 200).map(|visit| visit.1).sum();
    let failed = failures(visits().map(|visit| visit.0));
    let good = visits().filter(|visit| visit.0 == 200).count();
    let pages = if good == 1 { "page" } else { "pages" };
    format!("{good} {pages}, {} bytes{failed}", grouped(bytes))
}

/// Who failed and how, as the end of a sentence; empty where nobody did.
pub(super) fn failures(endings: impl Iterator<Item = u32>) -> String {
    let mut text = String::new();
    for (item, ending) in (0..).zip(endings) {
        if let (true, Some(address)) = (ending != 200, web::at(item)) {
            text += if text.is_empty() { "; " } else { ", " };
            text += web::host(address.address);
            text.push(' ');
            text += &web::visit::describe(ending);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    #[test]
    fn every_address_can_be_raced() {
        assert_eq!(MOST, web::count());
    }

    #[test]
    fn each_failure_has_its_words() {
        let described = (WORKLOAD.describe)(12, &answer(&WORKLOAD, 12, 1));
        assert_eq!(
            described,
            "9 pages, 82,904 bytes; badday.example answered 500, missing.example does not exist, \
             slow.example timed out"
        );
        let all = (WORKLOAD.describe)(MOST, &answer(&WORKLOAD, MOST, 1));
        for words in ["answered 404", "answered 503", "closed.example refused to connect"] {
            assert!(all.contains(words), "{all}");
        }
    }

    #[test]
    fn pages_are_what_is_on_the_disk() {
        let answer = answer(&WORKLOAD, 3, 1);
        let page = include_bytes!("../../www/web/numbers.html");
        let mut expected = vec![200, page.len() as u32];
        push_number(digest_bytes(page.iter().copied()), &mut expected);
        assert_eq!(answer[2 * VISIT..], expected);
    }
}
