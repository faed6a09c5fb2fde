//! Results in the fragment of an address: `#result=` and a JSON list in base64url.
//!
//! Version 1 is `[1, workload, size, machine, date, [[strategy, median in ms, speed-up, lower end,
//! upper end], …]]`; figures that mean nothing are `null`. A link that was written once is read for
//! ever: another version gets another number.

use super::{Reference, Row};
use crate::base64url;
use crate::strategy::Strategy;
use crate::workload;
use serde::{Deserialize, Serialize};

/// What the fragment begins with.
const NAME: &str = "#result=";

/// The version that is written.
const VERSION: u32 = 1;

/// A longer text is no result, in characters.
const MOST_CHARACTERS: usize = 4_096;

/// Longer texts are cut, in characters.
const LONGEST_MACHINE: usize = 120;

type Version1 = (u32, String, u32, String, String, Vec<Entry>);

#[derive(Serialize, Deserialize)]
struct Entry(String, f64, Option<f64>, Option<f64>, Option<f64>);

/// Whether a fragment claims to hold a result.
pub fn is_result(fragment: &str) -> bool {
    fragment.starts_with(NAME)
}

/// The fragment that stands for a result, with its `#`.
pub fn to_fragment(reference: &Reference) -> String {
    let entry = |row: &Row| {
        let (low, high) = row.speedup_ci95.unzip();
        let strategy = row.strategy.id().to_owned();
        Entry(
            strategy,
            short(row.median_ms),
            row.speedup.map(short),
            low.map(short),
            high.map(short),
        )
    };
    let content: Version1 = (
        VERSION,
        reference.workload.clone(),
        reference.size,
        reference.machine.clone(),
        reference.date.clone(),
        reference.rows.iter().map(entry).collect(),
    );
    // Texts and finite numbers can always be written.
    let text = serde_json::to_string(&content).unwrap_or_default();
    [NAME, &base64url::encode(text.as_bytes())].concat()
}

/// The result that a fragment holds; `None` when it is about something else.
///
/// # Errors
/// A sentence for the visitor, when it is about a result and holds none that can be shown.
pub fn from_fragment(fragment: &str) -> Option<Result<Reference, String>> {
    let text = fragment.strip_prefix(NAME)?;
    Some(read(text).map_err(|cause| format!("The result in this link is not shown: {cause}.")))
}

fn read(text: &str) -> Result<Reference, &'static str> {
    if text.len() > MOST_CHARACTERS {
        return Err("it is too long");
    }
    let damaged = "it is damaged, and part of the link may be missing";
    let json = base64url::decode(text).and_then(|bytes| String::from_utf8(bytes).ok());
    let json: serde_json::Value =
        serde_json::from_str(&json.ok_or(damaged)?).map_err(|_| damaged)?;
    if json.get(0).is_some_and(|version| *version != VERSION) {
        return Err("it was written by another version of Makespan");
    }
    let content: Version1 = serde_json::from_value(json).map_err(|_| damaged)?;
    checked(content)
}

fn checked(content: Version1) -> Result<Reference, &'static str> {
    let (_, id, size, machine, date, entries) = content;
    let workload = workload::find(&id).ok_or("its workload is not known here")?;
    if !(workload.sizes.min..=workload.sizes.max).contains(&size) {
        return Err("its size is not one of its workload");
    }
    let is_date = date.len() == 10 && date.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    let is_plain = is_date && !machine.chars().any(char::is_control);
    if !is_plain || entries.is_empty() || entries.len() > Strategy::ALL.len() {
        return Err("it is damaged");
    }
    let rows: Option<Vec<_>> = entries.iter().map(row).collect();
    let mut rows = rows.ok_or("its figures make no sense")?;
    rows.sort_by_key(|row| row.strategy as usize);
    if rows.windows(2).any(|pair| pair[0].strategy == pair[1].strategy) {
        return Err("it names a strategy twice");
    }
    let machine = machine.chars().take(LONGEST_MACHINE).collect();
    Ok(Reference { workload: id, size, machine, date, rows, variants: vec![] })
}

fn row(Entry(strategy, median_ms, speedup, low, high): &Entry) -> Option<Row> {
    let is_positive = |figure: &f64| *figure > 0.0 && figure.is_finite();
    let figures = [*speedup, *low, *high];
    let makes_sense = is_positive(median_ms) && figures.iter().flatten().all(is_positive);
    let speedup_ci95 = low.zip(*high);
    (makes_sense && speedup_ci95.is_none_or(|(low, high)| low <= high)).then_some(Row {
        strategy: Strategy::find(strategy)?,
        via: String::new(),
        median_ms: *median_ms,
        speedup: *speedup,
        speedup_ci95,
    })
}

/// Four significant digits: more than any sample is worth.
fn short(figure: f64) -> f64 {
    format!("{figure:.3e}").parse().unwrap_or(figure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, proptest};

    fn example() -> Reference {
        let row = |strategy, median_ms, speedup: f64| Row {
            strategy,
            via: String::new(),
            median_ms,
            speedup: Some(speedup),
            speedup_ci95: Some((speedup - 0.25, speedup + 0.25)),
        };
        Reference {
            workload: "primes".to_owned(),
            size: 200_000,
            machine: "WebAssembly in a browser, 8 cores reported".to_owned(),
            date: "2026-11-29".to_owned(),
            rows: vec![row(Strategy::Sequential, 80.5, 1.0), row(Strategy::Threads, 21.25, 3.75)],
            variants: vec![],
        }
    }

    fn refusal(json: &str) -> String {
        let fragment = [NAME, &base64url::encode(json.as_bytes())].concat();
        from_fragment(&fragment).expect("it is a result").expect_err(json)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let fragment = to_fragment(&example());
        assert_eq!(from_fragment(&fragment), Some(Ok(example())));
        assert!(fragment.len() < 400, "{}", fragment.len());
    }

    #[test]
    fn other_fragments_are_left_alone() {
        assert_eq!(from_fragment("#code=abc"), None);
        assert_eq!(from_fragment(""), None);
    }

    #[test]
    fn what_cannot_be_shown_is_refused_with_the_reason() {
        let whole = to_fragment(&example());
        for cut in [NAME.len(), NAME.len() + 1, whole.len() / 2, whole.len() - 2] {
            let words = from_fragment(&whole[..cut]).expect("a result").expect_err("is cut");
            assert!(words.contains("damaged"), "{words}");
        }
        let long = [NAME, &"A".repeat(MOST_CHARACTERS + 1)].concat();
        assert!(from_fragment(&long).expect("a result").is_err_and(|it| it.contains("too long")));
        let start = r#"[1,"primes",1000,"m","2026-11-29","#;
        for (json, cause) in [
            (r#"[2,"new"]"#.to_owned(), "another version"),
            (r#"[1,"nothing",5,"m","2026-11-29",[]]"#.to_owned(), "workload"),
            (r#"[1,"primes",5,"m","2026-11-29",[]]"#.to_owned(), "size"),
            (format!("{start}[]]"), "damaged"),
            (format!(r#"{start}[["threads",-1,null,null,null]]]"#), "figures"),
            (format!(r#"{start}[["threads",1,2,3,2]]]"#), "figures"),
            (format!(r#"{start}[["nobody",1,2,1,3]]]"#), "figures"),
            (format!(r#"{start}[["threads",1,2,1,3],["threads",1,2,1,3]]]"#), "twice"),
        ] {
            assert!(refusal(&json).contains(cause), "{json}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[A-Za-z0-9_=-]{0,80}", json: String) {
            let _ = from_fragment(&[NAME, &text].concat());
            let _ = from_fragment(&[NAME, &base64url::encode(json.as_bytes())].concat());
        }

        #[test]
        fn a_damaged_link_never_shows_figures_that_make_no_sense(
            at in 0usize..300, byte in any::<u8>(),
        ) {
            let whole = to_fragment(&example());
            let mut bytes = base64url::decode(&whole[NAME.len()..]).unwrap_or_default();
            let place = at % bytes.len();
            bytes[place] = byte;
            let read = from_fragment(&[NAME, &base64url::encode(&bytes)].concat());
            if let Some(Ok(reference)) = read {
                prop_assert!(reference.rows.iter().all(|row| row.median_ms > 0.0));
                prop_assert!(workload::find(&reference.workload).is_some());
            }
        }
    }
}
