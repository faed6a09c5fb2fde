//! The one validator of every number and name a visitor can enter, in a link or in a form.

use super::choice::Choice;
use crate::lesson::{self, Lesson};
use crate::strategy::Strategy;
use crate::workload::{self, Workload};
use std::fmt;
use std::ops::RangeInclusive;

/// How many threads or processes a visitor may ask for: browsers give a page about 120 memories.
pub const WORKERS: RangeInclusive<u32> = 1..=64;

/// The most lanes of the combined strategy, which is the most workers a browser starts reliably.
pub const LANES_CAP: u32 = 128;

/// Samples of each strategy. Fewer than 3 leave no interval around the median; more than 99 take
/// minutes, and the interval narrows only with the square root.
pub const REPEATS: RangeInclusive<u32> = 3..=99;

/// The most bytes a run may hold in the main process: small enough for a phone, and a fraction of
/// what one wasm memory can grow to.
pub const BYTES_CAP: u64 = 128 << 20;

/// The version of the links this page reads and writes.
pub const VERSION: &str = "1";

/// The longest piece of a visitor's text that is quoted back, in characters.
const QUOTED: usize = 40;

/// Why a text is not a value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Not a whole number in the range.
    NotInRange {
        /// Name of the field, as a sentence begins.
        field: &'static str,
        /// What was entered, cut to a readable length.
        value: String,
        /// Smallest allowed number.
        min: u32,
        /// Largest allowed number.
        max: u32,
        /// Whether "auto" is allowed as well.
        or_auto: bool,
    },
    /// Not one of the names.
    NotOneOf {
        /// Name of the field, as a sentence begins.
        field: &'static str,
        /// What was entered, cut to a readable length.
        value: String,
        /// The allowed names, comma separated.
        allowed: String,
    },
    /// The run would hold more memory than allowed.
    TooManyBytes {
        /// The size entered.
        size: u32,
        /// Bytes a run of that size holds.
        bytes: u64,
    },
    /// Processes × threads is over the cap.
    TooManyLanes {
        /// Processes entered.
        processes: u32,
        /// Threads in each.
        threads: u32,
    },
}

/// The size of a workload; `None` for the empty text and `auto`: found by timing.
pub fn parse_size(workload: &Workload, text: &str) -> Result<Option<u32>, FieldError> {
    if text.is_empty() || text == "auto" {
        return Ok(None);
    }
    let (min, max) = (workload.sizes.min, workload.sizes.max);
    let size = digits(text).filter(|size| (min..=max).contains(size)).ok_or_else(|| {
        FieldError::NotInRange { field: "Size", value: quoted(text), min, max, or_auto: true }
    })?;
    let bytes = (workload.bytes)(size);
    if bytes > BYTES_CAP { Err(FieldError::TooManyBytes { size, bytes }) } else { Ok(Some(size)) }
}

/// The threads of the thread strategies and the processes of the process strategy.
pub fn parse_workers(text: &str) -> Result<u32, FieldError> {
    in_range("Workers", text, WORKERS)
}

/// The processes of the combined strategy.
pub fn parse_processes(text: &str) -> Result<u32, FieldError> {
    in_range("Processes", text, WORKERS)
}

/// The threads in each process of the combined strategy.
pub fn parse_threads(text: &str) -> Result<u32, FieldError> {
    in_range("Threads", text, WORKERS)
}

/// The samples of each strategy.
pub fn parse_repeats(text: &str) -> Result<u32, FieldError> {
    in_range("Repeats", text, REPEATS)
}

/// Whether the combined strategy may have this many lanes.
pub fn check_lanes(processes: u32, threads: u32) -> Result<(), FieldError> {
    match processes.checked_mul(threads) {
        Some(lanes) if lanes <= LANES_CAP => Ok(()),
        _ => Err(FieldError::TooManyLanes { processes, threads }),
    }
}

/// The workload with this id.
pub fn parse_workload(text: &str) -> Result<&'static Workload, FieldError> {
    let ids = workload::ALL.iter().map(|workload| workload.id);
    workload::find(text).ok_or_else(|| not_one_of("Workload", text, ids))
}

/// Comma separated ids, at least one; in the order of [`Strategy::ALL`], each once.
pub fn parse_strategies(text: &str) -> Result<Vec<Strategy>, FieldError> {
    let ids = Strategy::ALL.map(Strategy::id);
    let named: Option<Vec<_>> = text.split(',').map(Strategy::find).collect();
    let named = named.ok_or_else(|| not_one_of("Each strategy", text, ids.into_iter()))?;
    Ok(Strategy::ALL.into_iter().filter(|strategy| named.contains(strategy)).collect())
}

/// The lesson with this name.
pub fn parse_lesson(text: &str) -> Result<&'static Lesson, FieldError> {
    lesson::find(text)
        .ok_or_else(|| not_one_of("Lesson", text, lesson::ALL.iter().map(|lesson| lesson.id)))
}

/// One of a few names.
pub fn parse_choice<T: Choice>(field: &'static str, text: &str) -> Result<T, FieldError> {
    T::find(text).ok_or_else(|| not_one_of(field, text, T::ALL.iter().map(|choice| choice.id())))
}

/// On or off, written `1` or `0`.
pub fn parse_switch(field: &'static str, text: &str) -> Result<bool, FieldError> {
    match text {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(not_one_of(field, text, ["1", "0"].into_iter())),
    }
}

/// Which picture is worked on: the bundled one, or the visitor's own.
pub const PICTURES: [&str; 2] = ["bundled", "own"];

/// Whether the picture is the visitor's own.
pub fn parse_picture(text: &str) -> Result<bool, FieldError> {
    let at = PICTURES.iter().position(|name| *name == text);
    at.map(|at| at == 1).ok_or_else(|| not_one_of("Picture", text, PICTURES.into_iter()))
}

/// The version of the link itself; there is only one so far.
pub fn parse_version(text: &str) -> Result<(), FieldError> {
    if text == VERSION { Ok(()) } else { Err(not_one_of("Version", text, [VERSION].into_iter())) }
}

/// The beginning of a visitor's text, short enough to be quoted, without line breaks and the like.
pub fn quoted(text: &str) -> String {
    let mut characters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut quoted: String = characters.by_ref().take(QUOTED).collect();
    if characters.next().is_some() {
        quoted.push('…');
    }
    quoted
}

fn in_range(
    field: &'static str,
    text: &str,
    range: RangeInclusive<u32>,
) -> Result<u32, FieldError> {
    let (min, max) = (*range.start(), *range.end());
    digits(text).filter(|number| range.contains(number)).ok_or_else(|| FieldError::NotInRange {
        field,
        value: quoted(text),
        min,
        max,
        or_auto: false,
    })
}

/// The number that ASCII digits write; `str::parse` alone would take a leading plus as well.
fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn not_one_of(
    field: &'static str,
    text: &str,
    allowed: impl Iterator<Item = &'static str>,
) -> FieldError {
    let allowed = allowed.collect::<Vec<_>>().join(", ");
    FieldError::NotOneOf { field, value: quoted(text), allowed }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInRange { field, value, min, max, or_auto } => {
                write!(f, "{field} must be a whole number from {min} to {max}, in digits only")?;
                f.write_str(if *or_auto { ", or auto" } else { "" })?;
                fmt_not(f, value)
            }
            Self::NotOneOf { field, value, allowed } => {
                write!(f, "{field} must be one of {allowed}")?;
                fmt_not(f, value)
            }
            Self::TooManyBytes { size, bytes } => write!(
                f,
                "Size {size} needs {} MiB of memory; at most {} MiB are allowed.",
                bytes.div_ceil(1 << 20),
                BYTES_CAP >> 20
            ),
            Self::TooManyLanes { processes, threads } => write!(
                f,
                "Processes × threads must be at most {LANES_CAP}; {processes} × {threads} is more."
            ),
        }
    }
}

/// Ends the sentence with what was entered instead, if anything was.
fn fmt_not(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    if value.is_empty() { f.write_str(".") } else { write!(f, "; “{value}” is not.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of<T: fmt::Debug>(outcome: Result<T, FieldError>) -> String {
        outcome.unwrap_err().to_string()
    }

    #[test]
    fn only_plain_digits_are_numbers() {
        let bad = [
            "",
            "0",
            "-1",
            "65",
            "1e12",
            "NaN",
            "9007199254740992",
            "abc",
            "٤",
            "４",
            "+5",
            "5.0",
            "1,0",
            "1_0",
            "1 0",
            " 5",
            "5 ",
            "0x10",
            "inf",
            "1000000000000",
            "½",
        ];
        for text in bad {
            assert!(parse_workers(text).is_err(), "{text}");
            assert!(parse_processes(text).is_err(), "{text}");
            assert!(parse_threads(text).is_err(), "{text}");
        }
        assert_eq!((parse_workers("1"), parse_workers("64")), (Ok(1), Ok(64)));
        assert_eq!((parse_repeats("3"), parse_repeats("99")), (Ok(3), Ok(99)));
        assert!(parse_repeats("2").is_err() && parse_repeats("100").is_err());
    }

    #[test]
    fn a_refusal_says_what_was_wrong_and_what_is_allowed() {
        assert_eq!(
            text_of(parse_workers("abc")),
            "Workers must be a whole number from 1 to 64, in digits only; “abc” is not."
        );
        assert_eq!(
            text_of(parse_repeats("")),
            "Repeats must be a whole number from 3 to 99, in digits only."
        );
        assert_eq!(
            text_of(check_lanes(64, 3)),
            "Processes × threads must be at most 128; 64 × 3 is more."
        );
        assert_eq!(
            text_of(parse_switch("Embed", "yes")),
            "Embed must be one of 1, 0; “yes” is not."
        );
        assert!(text_of(parse_workers(&"9".repeat(1000))).chars().count() < 120);
    }

    #[test]
    fn every_workload_takes_its_own_sizes_within_memory() {
        for workload in workload::ALL {
            let (min, max) = (workload.sizes.min, workload.sizes.max);
            assert_eq!(parse_size(workload, "auto"), Ok(None));
            assert_eq!(parse_size(workload, ""), Ok(None));
            assert_eq!(parse_size(workload, &min.to_string()), Ok(Some(min)), "{}", workload.id);
            for text in ["0", "-1", "NaN", "1e6", "9007199254740992", "Auto", "100,000"] {
                assert!(parse_size(workload, text).is_err(), "{} {text}", workload.id);
            }
            assert!(parse_size(workload, &(u64::from(max) + 1).to_string()).is_err());
            let largest = parse_size(workload, &max.to_string());
            assert_eq!(largest.is_ok(), (workload.bytes)(max) <= BYTES_CAP, "{}", workload.id);
        }
    }

    #[test]
    fn too_much_memory_is_refused() {
        let greedy = Workload { bytes: |_| BYTES_CAP + 1, ..*workload::ALL[0] };
        let size = greedy.sizes.min;
        assert_eq!(
            text_of(parse_size(&greedy, &size.to_string())),
            format!("Size {size} needs 129 MiB of memory; at most 128 MiB are allowed.")
        );
    }

    #[test]
    fn strategies_come_in_the_order_of_the_page() {
        let strategies = parse_strategies("processes,sequential,processes");
        assert_eq!(strategies, Ok(vec![Strategy::Sequential, Strategy::Processes]));
        for text in ["", ",", "threads,", "Threads", "threads;processes", "fibers"] {
            assert!(parse_strategies(text).is_err(), "{text}");
        }
    }
}
