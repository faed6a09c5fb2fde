//! Word count: text in, a small table back, and very many small allocations in between.

use super::{Chunk, Dealing, Needs, Sizes, Words, Workload};
use crate::random::Random;
use crate::unit::grouped;
use std::collections::{BTreeSet, HashMap};

/// Item `i` is line `i` of the text. A partial, like the answer, is a list of words in
/// alphabetical order, each as its count, its length in bytes, and its bytes padded to whole words
/// of memory.
pub static WORKLOAD: Workload = Workload {
    id: "word-count",
    title: "Word count",
    summary: "Counts the words of a text the way a first program would, with a new string for \
              every word. Threads share one allocator; processes do not.",
    size_label: "Lines of text",
    sizes: Sizes { min: 16, max: 1_000_000, start: 2_000 },
    items: |size| size,
    items_per_chunk: |size| (size / 64).clamp(64, 1_024),
    dealing: Dealing::Guided,
    cost: f64::from,
    bytes: |size| 256 * 1_024 + u64::from(size) * (LINE as u64 + 16),
    input: only_in!("engine" or "views", input),
    needs: |_, items| Needs {
        common: 0..0,
        own: items.start as usize * LINE / 4..items.end as usize * LINE / 4,
    },
    compute: only_in!("engine" or "views", compute),
    merge: only_in!("engine" or "views", merge),
    describe: only_in!("engine" or "views", describe),
};

/// Bytes of a line: padded with spaces, ended by a newline.
const LINE: usize = 64;

/// How many different words the author of the text knows.
const VOCABULARY: usize = 320;

fn input(size: u32, seed: u64) -> Words {
    let mut random = Random::new(seed);
    let author = Author::new(&mut random);
    let mut text = Words::with_capacity(size as usize * LINE / 4);
    for _ in 0..size {
        text.extend(bytemuck::cast::<[u8; LINE], [u32; LINE / 4]>(author.line(&mut random)));
    }
    text
}

/// Writes text in which, as in real ones, the k-th word comes up 1/k as often as the first (Zipf).
struct Author {
    words: Vec<String>,
    /// Where the share of each word ends.
    ends: Vec<u32>,
    total: u32,
}

impl Author {
    fn new(random: &mut Random) -> Self {
        let mut known = BTreeSet::new();
        let mut words = Vec::with_capacity(VOCABULARY);
        while words.len() < VOCABULARY {
            let word = invent(random);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut total = 0;
        let mut ends = Vec::with_capacity(VOCABULARY);
        for rank in 1..=VOCABULARY as u32 {
            total += (1 << 20) / rank;
            ends.push(total);
        }
        Self { words, ends, total }
    }

    fn line(&self, random: &mut Random) -> [u8; LINE] {
        let mut line = [b' '; LINE];
        line[LINE - 1] = b'\n';
        let mut at = 0;
        loop {
            let pick = random.below(self.total);
            let word = self.words[self.ends.partition_point(|&end| end <= pick)].as_bytes();
            let Some(place) = line[..LINE - 1].get_mut(at..at + word.len()) else { return line };
            place.copy_from_slice(word);
            at += word.len() + 1;
        }
    }
}

/// A word one can pronounce, of two to four syllables.
fn invent(random: &mut Random) -> String {
    let mut pick =
        |letters: &[u8]| char::from(letters[random.below(letters.len() as u32) as usize]);
    let syllables = pick(b"223334");
    let mut word = String::new();
    for _ in 0..syllables.to_digit(10).unwrap_or(2) {
        word.push(pick(b"bdfgklmnprstvz"));
        word.push(pick(b"aaeeiiou"));
    }
    word
}

/// Written as a beginner would: a list of new strings for every line, and a table of them.
fn compute(chunk: &Chunk<'_>, partial: &mut Words) {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for line in bytemuck::cast_slice::<u32, u8>(chunk.own).chunks(LINE) {
        let line = String::from_utf8_lossy(line).into_owned();
        let words: Vec<String> = line.split_whitespace().map(String::from).collect();
        for word in words {
            *counts.entry(word).or_insert(0) += 1;
        }
    }
    pack(counts.iter().map(|(word, &count)| (word.as_bytes(), count)).collect(), partial);
}

fn merge(_size: u32, partials: &[&[u32]]) -> Words {
    let mut counts: HashMap<&[u8], u32> = HashMap::new();
    for (word, count) in partials.iter().flat_map(|partial| unpack(partial)) {
        *counts.entry(word).or_insert(0) += count;
    }
    let mut answer = Words::new();
    pack(counts.into_iter().collect(), &mut answer);
    answer
}

/// Appends the counted words, put in order, to `list`.
fn pack(mut counts: Vec<(&[u8], u32)>, list: &mut Words) {
    counts.sort_unstable();
    for (word, count) in counts {
        list.extend([count, word.len() as u32]);
        for bytes in word.chunks(4) {
            let mut padded = [0; 4];
            padded[..bytes.len()].copy_from_slice(bytes);
            list.push(u32::from_ne_bytes(padded));
        }
    }
}

/// The counted words of a list; ends where the list makes no sense.
fn unpack(mut list: &[u32]) -> impl Iterator<Item = (&[u8], u32)> {
    std::iter::from_fn(move || {
        let (&[count, length], rest) = list.split_first_chunk()?;
        let (word, rest) = rest.split_at_checked(length.div_ceil(4) as usize)?;
        list = rest;
        Some((bytemuck::cast_slice(word).get(..length as usize)?, count))
    })
}

fn describe(_size: u32, answer: &[u32]) -> String {
    let total = unpack(answer).map(|(_, count)| u64::from(count)).sum();
    let different = unpack(answer).count() as u64;
    let mut text = format!("{} words, {} different", grouped(total), grouped(different));
    // Of words that are equally common, the first in the alphabet.
    if let Some((word, count)) =
        unpack(answer).max_by_key(|&(word, count)| (count, std::cmp::Reverse(word)))
    {
        let word = String::from_utf8_lossy(word);
        text += &format!(", most common: “{word}” ({}×)", grouped(count.into()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::tests::answer;

    fn text(size: u32, seed: u64) -> String {
        let bytes = bytemuck::cast_slice::<u32, u8>(&input(size, seed)).to_vec();
        String::from_utf8(bytes).expect("the text is ASCII")
    }

    #[test]
    fn agrees_with_sorting_all_words_and_counting_runs() {
        let text = text(700, 9);
        let letters = |c: char| c.is_ascii_lowercase();
        let mut words: Vec<&str> = text.split(|c| !letters(c)).collect();
        words.retain(|word| !word.is_empty());
        words.sort_unstable();
        let runs = words.chunk_by(|a, b| a == b);
        let expected = runs.map(|run| (run[0].as_bytes(), run.len() as u32));
        assert!(unpack(&answer(&WORKLOAD, 700, 9)).eq(expected));
    }

    #[test]
    fn the_text_reads_like_one() {
        let text = text(1_000, 1);
        assert_eq!(text.len(), 64_000);
        assert!(text.lines().all(|line| line.len() == 63));
        assert!(text.bytes().all(|byte| byte.is_ascii_lowercase() || b" \n".contains(&byte)));
        let (mut counts, answer) = (Vec::new(), answer(&WORKLOAD, 1_000, 1));
        counts.extend(unpack(&answer).map(|(_, count)| count));
        counts.sort_unstable_by(|a, b| b.cmp(a));
        assert!(counts.len() > 300);
        // The first word is about ten times as frequent as the tenth.
        assert!((8..=13).contains(&(counts[0] / counts[9])), "{counts:?}");
    }

    #[test]
    fn the_most_common_word_is_told() {
        let mut list = Words::new();
        pack(vec![(b"tama", 1_204), (b"be", 3), (b"zorote", 1_204)], &mut list);
        let described = (WORKLOAD.describe)(0, &list);
        assert_eq!(described, "2,411 words, 3 different, most common: “tama” (1,204×)");
    }

    #[test]
    fn a_list_that_makes_no_sense_ends() {
        assert_eq!(unpack(&[1, u32::MAX, 0]).count(), 0);
        assert_eq!(unpack(&[1]).count(), 0);
    }
}
