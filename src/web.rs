//! The bundled web: which addresses there are, what each answers, and after how long.
//!
//! The list is `www/web/addresses.txt`, which the Python lab reads too; the pages are files beside
//! it. They stand for the addresses that articles fetch, and are served by the site itself.

pub mod reading;
pub mod visit;

use crate::random::Random;
use std::time::Duration;

/// One line for each address, with comments before the first.
const LIST: &str = include_str!("../www/web/addresses.txt");

/// Redirects followed before one gives up.
const MOST_REDIRECTS: usize = 5;

/// One address, and what becomes of a request to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// As it is written in a program.
    pub address: &'static str,
    /// What it answers.
    pub outcome: Outcome,
    /// How long a program in the Python lab waits for that, in milliseconds.
    pub latency_ms: u32,
}

/// What an address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A page, good or bad news.
    Page {
        /// The status, as in HTTP.
        status: u16,
        /// The file that holds the page, beside the list.
        file: &'static str,
    },
    /// The page is elsewhere.
    Moved {
        /// At this address.
        to: &'static str,
    },
    /// Nothing, ever.
    Silent,
    /// It lets nobody connect.
    Refused,
    /// There is no such host.
    Nowhere,
}

/// How many addresses there are.
pub fn count() -> u32 {
    lines().count() as u32
}

/// The address with a number, from 0.
pub fn at(number: u32) -> Option<Address> {
    lines().nth(number as usize)
}

/// The address itself, or the one it leads to, and how long all requests on the way take together.
pub fn resolve(mut address: Address) -> (Address, u32) {
    let mut total_ms = address.latency_ms;
    for _ in 0..MOST_REDIRECTS {
        let Outcome::Moved { to } = address.outcome else { break };
        let Some(next) = lines().find(|line| line.address == to) else { break };
        total_ms += next.latency_ms;
        address = next;
    }
    (address, total_ms)
}

/// The name of the host, without scheme and path.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split_once('/').map_or(rest, |(host, _)| host)
}

/// How long a lane waits where a program waits `latency_ms`: a part of it, so that samples are
/// short, and a quarter more or less, the same for the same seed and number.
pub fn shortened(latency_ms: u32, part: u32, number: u32, seed: u64) -> Duration {
    let mut random = Random::new(seed ^ u64::from(number) << 32);
    let permille = 750 + random.below(501);
    Duration::from_micros(u64::from(latency_ms) * u64::from(permille) / u64::from(part.max(1)))
}

fn lines() -> impl Iterator<Item = Address> {
    LIST.lines().filter(|line| !line.starts_with('#')).filter_map(parse)
}

fn parse(line: &'static str) -> Option<Address> {
    let mut columns = line.split_whitespace();
    let (address, outcome) = (columns.next()?, columns.next()?);
    let (latency_ms, file) = (columns.next()?.parse().ok()?, columns.next()?);
    let outcome = match (outcome, outcome.parse()) {
        ("silent", _) => Outcome::Silent,
        ("refused", _) => Outcome::Refused,
        ("nowhere", _) => Outcome::Nowhere,
        (_, Ok(300..400)) => Outcome::Moved { to: file },
        (_, Ok(status)) => Outcome::Page { status, file },
        _ => return None,
    };
    Some(Address { address, outcome, latency_ms })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn folder() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/www/web"))
    }

    #[test]
    fn every_line_of_the_list_makes_sense() {
        let lines = LIST.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(count() as usize, lines);
        let names: BTreeSet<_> = super::lines().map(|line| line.address).collect();
        assert_eq!(names.len(), lines, "an address is listed once");
        assert!((0..count()).all(|number| at(number).is_some()) && at(count()).is_none());
    }

    #[test]
    fn there_are_a_dozen_hosts_and_every_way_to_fail() {
        let hosts: BTreeSet<_> = lines().map(|line| host(line.address)).collect();
        assert!(hosts.len() >= 12, "{hosts:?}");
        for outcome in [Outcome::Silent, Outcome::Refused, Outcome::Nowhere] {
            assert!(lines().any(|line| line.outcome == outcome), "{outcome:?}");
        }
        let has = |wanted| {
            lines().any(
                |line| matches!(line.outcome, Outcome::Page { status, .. } if status == wanted),
            )
        };
        assert!(has(404) && has(500) && has(503));
    }

    #[test]
    fn every_file_is_there_and_every_page_is_listed() {
        let mut listed: BTreeSet<_> = lines()
            .filter_map(|line| match line.outcome {
                Outcome::Page { file, .. } => Some(file.to_owned()),
                _ => None,
            })
            .collect();
        listed.insert("addresses.txt".to_owned());
        let files = fs::read_dir(folder()).expect("the pages are there").flatten();
        let files: BTreeSet<_> =
            files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        assert_eq!(files, listed);
    }

    #[test]
    fn redirects_lead_to_a_page() {
        for line in lines().filter(|line| matches!(line.outcome, Outcome::Moved { .. })) {
            let (end, total_ms) = resolve(line);
            assert!(matches!(end.outcome, Outcome::Page { status: 200, .. }), "{line:?}");
            assert_eq!(total_ms, line.latency_ms + end.latency_ms);
        }
    }

    #[test]
    fn latency_depends_on_the_seed_and_the_address_alone() {
        let of = |number, seed| shortened(400, 20, number, seed);
        assert_eq!(of(3, 7), of(3, 7));
        assert_ne!(of(3, 7), of(4, 7));
        assert_ne!(of(3, 7), of(3, 8));
        let all = (0..200).map(|number| of(number, 1).as_micros());
        assert!(all.clone().all(|micros| (15_000..=25_000).contains(&micros)));
        let mean = all.sum::<u128>() / 200;
        assert!((19_000..=21_000).contains(&mean), "{mean}");
    }
}
