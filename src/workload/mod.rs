//! What is computed: one file each, and the list of them all.
//!
//! A workload gives *one chunk* and *how to merge*; the engine decides who computes which chunk.
//! Data crosses from memory to memory only as [`Words`].

#![cfg_attr(not(feature = "engine"), allow(dead_code, unused_imports))]

use crate::picture::Ink;
use crate::schedule::Chunks;
use std::fmt;
use std::ops::Range;
use std::time::Duration;

/// A function that is called in these parts of the site only. The page lists workloads too, and need
/// not carry what computes them.
macro_rules! only_in {
    ($($part:tt)or+, $function:expr) => {{
        #[cfg(any($(feature = $part),+))]
        {
            $function
        }
        #[cfg(not(any($(feature = $part),+)))]
        {
            |_, _| unreachable!()
        }
    }};
}

mod blur;
mod download;
pub mod mandelbrot;
mod matmul;
mod monte_carlo;
mod primes;
mod scrape;
mod sort;
mod squares;
mod sum_of_squares;
mod wait;
mod word_count;

/// Data in the only form that crosses between memories: 32-bit words.
pub type Words = Vec<u32>;

/// Every workload, in the order the page lists them.
pub static ALL: &[&Workload] = &[
    &primes::WORKLOAD,
    &sum_of_squares::WORKLOAD,
    &monte_carlo::WORKLOAD,
    &mandelbrot::WORKLOAD,
    &blur::WORKLOAD,
    &matmul::WORKLOAD,
    &sort::WORKLOAD,
    &word_count::WORKLOAD,
    &squares::WORKLOAD,
    &wait::WORKLOAD,
    &download::WORKLOAD,
    &scrape::WORKLOAD,
];

/// A computation that can be cut into independent chunks of items.
pub struct Workload {
    /// Stable name: used in links and messages.
    pub id: &'static str,
    /// Name shown in the page.
    pub title: &'static str,
    /// One sentence for the visitor: what is computed and what it is good for seeing.
    pub summary: &'static str,
    /// What `size` counts, for the label of the field: "numbers up to", "rows and columns".
    pub size_label: &'static str,
    /// The sizes a visitor may ask for.
    pub sizes: Sizes,
    /// How many items there are at a size.
    pub items: fn(size: u32) -> u32,
    /// How many items make one chunk at a size: about 0.1 to 2 ms of work.
    pub items_per_chunk: fn(size: u32) -> u32,
    /// How chunks are handed to processes.
    pub dealing: Dealing,
    /// The time one lane needs, up to a constant factor; strictly growing in `size`.
    pub cost: fn(size: u32) -> f64,
    /// Upper estimate of the bytes the main process holds at once (input, partials, answer).
    pub bytes: fn(size: u32) -> u64,
    /// The input at a size, the same for the same seed; empty where the size says it all.
    pub input: fn(size: u32, seed: u64) -> Words,
    /// Which part of the input some items need.
    pub needs: fn(size: u32, items: Range<u32>) -> Needs,
    /// Computes one chunk and appends its partial to `partial`.
    /// Pure: the same chunk gives the same partial on any lane (`wait` also takes time).
    pub compute: fn(chunk: &Chunk<'_>, partial: &mut Words),
    /// Merges the partials of all chunks, given in the order of the items, into the answer.
    pub merge: fn(size: u32, partials: &[&[u32]]) -> Words,
    /// The answer in words a visitor understands: "78,498 primes".
    pub describe: fn(size: u32, answer: &[u32]) -> String,
}

impl Workload {
    /// How the items are cut at a size.
    pub fn chunks(&self, size: u32) -> Chunks {
        Chunks::new((self.items)(size), (self.items_per_chunk)(size))
    }
}

impl fmt::Debug for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// The sizes of a workload: all inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// The smallest size that makes sense.
    pub min: u32,
    /// The largest size a run may have.
    pub max: u32,
    /// The size to start from when looking for one that takes long enough to be timed.
    pub start: u32,
}

/// How chunks are handed to processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dealing {
    /// Several chunks a message, fewer towards the end.
    Guided,
    /// One chunk a message, however small: the overhead is the point.
    OneByOne,
}

/// Which words of the input some items need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Needed by all items; sent to each process once.
    pub common: Range<usize>,
    /// Needed by just these items; sent along with them.
    pub own: Range<usize>,
}

/// One chunk of work, with the data it needs.
pub struct Chunk<'a> {
    /// Size of the whole workload.
    pub size: u32,
    /// The items to compute.
    pub items: Range<u32>,
    /// The part of the input that all items need.
    pub common: &'a [u32],
    /// The part of the input that just these items need.
    pub own: &'a [u32],
    /// How this chunk waits, if it must.
    pub pause: &'a dyn Pause,
}

/// Blocks the lane that computes. Implemented by what the lane runs on.
pub trait Pause {
    /// Blocks for `duration`, or shorter when the run is stopped.
    fn pause(&self, duration: Duration);
    /// Blocks until a file of the bundled web is there and `duration` has passed, and gives its
    /// bytes; none where the site cannot be reached or does not have it.
    fn fetch(&self, file: &str, duration: Duration) -> Option<Vec<u8>>;
}

/// For workloads that need no input.
fn no_input(_size: u32, _seed: u64) -> Words {
    Vec::new()
}

/// For workloads that need no input.
fn needs_nothing(_size: u32, _items: Range<u32>) -> Needs {
    Needs::default()
}

/// What the words of a picture mean, where the answer of a workload is one: it is made of tiles and
/// shown while it is computed.
pub fn ink(workload: &str) -> Option<Ink> {
    if workload == mandelbrot::WORKLOAD.id {
        return Some(Ink::Steps);
    }
    (workload == blur::WORKLOAD.id).then_some(Ink::Colours)
}

/// Whether a workload takes a picture, so that it can be one of the visitor's own.
pub fn takes_picture(workload: &str) -> bool {
    workload == blur::WORKLOAD.id
}

/// Whether lanes mostly wait in a workload, so that many of them share a core without harm.
pub fn waits(workload: &str) -> bool {
    [wait::WORKLOAD.id, download::WORKLOAD.id, scrape::WORKLOAD.id].contains(&workload)
}

/// Finds a workload by its stable name.
pub fn find(id: &str) -> Option<&'static Workload> {
    ALL.iter().copied().find(|workload| workload.id == id)
}

/// The partial of a workload that counts: one number in two words, the low one first.
fn push_number(number: u64, partial: &mut Words) {
    partial.extend([number as u32, (number >> 32) as u32]);
}

/// The number in a partial made by [`push_number`]; 0 when there is none.
fn number(words: &[u32]) -> u64 {
    let [low, high] = *words else { return 0 };
    u64::from(high) << 32 | u64::from(low)
}

/// Merges numbers into their sum.
fn add_up(_size: u32, partials: &[&[u32]]) -> Words {
    let mut answer = Words::new();
    push_number(partials.iter().map(|partial| number(partial)).sum(), &mut answer);
    answer
}

/// Merges lists into one list.
fn concatenate(_size: u32, partials: &[&[u32]]) -> Words {
    partials.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Takes no time: what is waited for is tested elsewhere.
    pub struct NoPause;

    impl Pause for NoPause {
        fn pause(&self, _duration: Duration) {}

        fn fetch(&self, file: &str, _duration: Duration) -> Option<Vec<u8>> {
            std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/www/web/").to_owned() + file).ok()
        }
    }

    /// The answer of the whole workload in a single chunk.
    pub fn answer(workload: &Workload, size: u32, seed: u64) -> Words {
        answer_in_pieces(workload, size, seed, &[])
    }

    /// The answer when the items are cut at each of `cuts`, which must be in order.
    fn answer_in_pieces(workload: &Workload, size: u32, seed: u64, cuts: &[u32]) -> Words {
        let input = (workload.input)(size, seed);
        let ends = cuts.iter().copied().chain([(workload.items)(size)]);
        let partials: Vec<Words> = ends
            .scan(0, |start, end| Some(std::mem::replace(start, end)..end))
            .map(|items| partial(workload, size, &input, items))
            .collect();
        let partials: Vec<&[u32]> = partials.iter().map(Vec::as_slice).collect();
        (workload.merge)(size, &partials)
    }

    fn partial(workload: &Workload, size: u32, input: &[u32], items: Range<u32>) -> Words {
        let Needs { common, own } = (workload.needs)(size, items.clone());
        // A partial is appended: what is there before must not matter, and must stay.
        let mut words = vec![7; 3];
        let (common, own) = (&input[common], &input[own]);
        (workload.compute)(&Chunk { size, items, common, own, pause: &NoPause }, &mut words);
        assert_eq!(words[..3], [7; 3]);
        words.split_off(3)
    }

    fn any_workload() -> impl Strategy<Value = &'static Workload> {
        proptest::sample::select(ALL)
    }

    /// Sizes that take about a millisecond at most.
    fn small_size(workload: &'static Workload) -> impl Strategy<Value = u32> {
        let min = workload.sizes.min;
        min..=(3 * min).max(40).min(workload.sizes.max)
    }

    fn any_size(workload: &'static Workload) -> impl Strategy<Value = u32> {
        workload.sizes.min..=workload.sizes.max
    }

    /// A workload, a small size, and places to cut its items at.
    fn any_cutting() -> impl Strategy<Value = (&'static Workload, u32, Vec<u32>)> {
        any_workload()
            .prop_flat_map(|workload| (Just(workload), small_size(workload)))
            .prop_flat_map(|(workload, size)| {
                let cuts = proptest::collection::vec(0..=(workload.items)(size), 0..12);
                (Just(workload), Just(size), cuts)
            })
            .prop_map(|(workload, size, mut cuts)| {
                cuts.sort_unstable();
                (workload, size, cuts)
            })
    }

    proptest! {
        #[test]
        fn any_cutting_gives_the_answer_of_the_whole(
            (workload, size, cuts) in any_cutting(), seed: u64,
        ) {
            let whole = answer(workload, size, seed);
            prop_assert_eq!(answer_in_pieces(workload, size, seed, &cuts), whole);
        }

        #[test]
        fn any_items_per_chunk_give_the_answer_of_the_whole(
            (workload, size, _) in any_cutting(), seed: u64, length in 1u32..5_000,
        ) {
            let items = (workload.items)(size);
            // No more than 500 chunks: the point is where they are cut, not how many there are.
            let length = length.max(items / 500);
            let cuts: Vec<u32> = (length..items).step_by(length as usize).collect();
            let whole = answer(workload, size, seed);
            prop_assert_eq!(answer_in_pieces(workload, size, seed, &cuts), whole);
        }

        #[test]
        fn neighbouring_items_need_neighbouring_words((workload, size, cuts) in any_cutting()) {
            let (items, input) = ((workload.items)(size), (workload.input)(size, 1));
            let whole = (workload.needs)(size, 0..items);
            let (mut start, mut own_end) = (0, whole.own.start);
            for end in cuts.into_iter().chain([items]) {
                let needs = (workload.needs)(size, start..end);
                prop_assert_eq!(&needs.common, &whole.common);
                prop_assert_eq!(needs.own.start, own_end);
                (start, own_end) = (end, needs.own.end);
            }
            prop_assert_eq!(own_end, whole.own.end);
            prop_assert_eq!(whole.own.len() + whole.common.len(), input.len());
        }

        #[test]
        fn a_larger_size_costs_more(
            (workload, a, b) in any_workload()
                .prop_flat_map(|workload| (Just(workload), any_size(workload), any_size(workload))),
        ) {
            let (small, large) = (a.min(b), a.max(b));
            prop_assume!(small < large);
            prop_assert!((workload.cost)(small) < (workload.cost)(large));
            prop_assert!((workload.bytes)(small) <= (workload.bytes)(large));
        }

        #[test]
        fn the_same_seed_gives_the_same_input(
            (workload, size, _) in any_cutting(), seed: u64,
        ) {
            let input = (workload.input)(size, seed);
            prop_assert_eq!((workload.input)(size, seed), &input[..]);
            prop_assert!(input.is_empty() || (workload.input)(size, !seed) != input);
        }

        #[test]
        fn bytes_are_not_underestimated((workload, size, _) in any_cutting()) {
            let input = (workload.input)(size, 2);
            let chunks = crate::schedule::Chunks::new(
                (workload.items)(size),
                (workload.items_per_chunk)(size),
            );
            let partials: Vec<Words> = (0..chunks.count())
                .map(|chunk| partial(workload, size, &input, chunks.items(chunk)))
                .collect();
            let partials: Vec<&[u32]> = partials.iter().map(Vec::as_slice).collect();
            let answer = (workload.merge)(size, &partials);
            let words = input.len() + answer.len() + partials.iter().map(|p| p.len()).sum::<usize>();
            prop_assert!(4 * words as u64 <= (workload.bytes)(size));
        }
    }

    #[test]
    fn every_workload_is_found_by_its_id() {
        for workload in ALL {
            assert!(std::ptr::eq(find(workload.id).expect("is listed"), *workload));
        }
        assert!(find("nothing").is_none());
    }

    #[test]
    fn sizes_are_in_order_and_fit_in_memory() {
        for workload in ALL {
            let Sizes { min, max, start } = workload.sizes;
            assert!(0 < min && min <= start && start <= max, "{}", workload.id);
            assert!((workload.bytes)(max) <= 96 << 20, "{}", workload.id);
            for size in [min, start, max] {
                assert!((workload.items)(size) >= 1, "{}", workload.id);
                assert!((workload.items_per_chunk)(size) >= 1, "{}", workload.id);
            }
        }
    }

    #[test]
    fn a_sum_takes_more_than_32_bits() {
        let mut partial = Words::new();
        push_number(3 << 32 | 5, &mut partial);
        assert_eq!(number(&add_up(0, &[&partial, &partial])), 6 << 32 | 10);
    }
}
