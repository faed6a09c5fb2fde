//! A program in the fragment of an address: `#code=` and its UTF-8 in base64url.

use crate::base64url;

/// What the fragment begins with.
const NAME: &str = "#code=";

/// A longer program is not taken from a link, in bytes.
pub const MOST_BYTES: usize = 256 << 10;

/// What a link to a program says anew, or does not say: it opens the lab as a page of its own, and
/// starts nothing.
const OWN: [&str; 3] = ["view", "run", "embed"];

/// The address of a program: the page's own, with its query, and the program.
///
/// # Errors
/// A sentence for the visitor, when the program is too long for a link.
pub fn to_address(page: &str, query: &str, code: &str) -> Result<String, String> {
    if code.len() > MOST_BYTES {
        let most = MOST_BYTES >> 10;
        return Err(format!("A link holds up to {most} KiB, and this program is longer."));
    }
    let query = query.trim_start_matches('?').as_bytes();
    let kept = form_urlencoded::parse(query).filter(|(name, _)| !OWN.contains(&&**name));
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    let query = pairs.extend_pairs(kept).append_pair("view", "python").finish();
    // A comma needs no escape in a query, and a list is easier to read with it.
    Ok([page, "?", &query.replace("%2C", ","), &to_fragment(code)].concat())
}

/// Whether a fragment claims to hold a program.
pub fn is_program(fragment: &str) -> bool {
    fragment.starts_with(NAME)
}

/// The fragment that stands for a program, with its `#`.
pub fn to_fragment(code: &str) -> String {
    [NAME, &base64url::encode(code.as_bytes())].concat()
}

/// The program that a fragment holds; `None` when it is about something else.
///
/// # Errors
/// A sentence for the visitor, when it is about a program and holds none.
pub fn from_fragment(fragment: &str) -> Option<Result<String, String>> {
    let text = fragment.strip_prefix(NAME)?;
    if text.len() / 4 * 3 > MOST_BYTES {
        let most = MOST_BYTES >> 10;
        return Some(Err(format!("The program in this link is longer than {most} KiB.")));
    }
    let broken = "The program in this link is damaged: part of the link may be missing.";
    Some(decode(text).ok_or_else(|| broken.to_owned()))
}

fn decode(text: &str) -> Option<String> {
    // A field knows one end of a line only; to Python all are the same.
    let text = String::from_utf8(base64url::decode(text)?).ok()?;
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn read(fragment: &str) -> Option<String> {
        from_fragment(fragment)?.ok()
    }

    #[test]
    fn a_published_link_is_read() {
        assert_eq!(read("#code=cHJpbnQoIsO8LeKCrCIp").as_deref(), Some("print(\"ü-€\")"));
        assert_eq!(read("#code=cHJpbnQoMSk=").as_deref(), Some("print(1)"));
        assert_eq!(to_fragment("print(1)"), "#code=cHJpbnQoMSk");
        assert_eq!(to_fragment("??>"), "#code=Pz8-");
    }

    #[test]
    fn an_address_opens_the_lab_and_starts_nothing() {
        let query = "?strategies=threads,processes&run=auto&embed=1&view=bars&lesson=gil";
        let address = to_address("https://x.org/m/", query, "print(1)");
        let expected = "https://x.org/m/?strategies=threads,processes&lesson=gil&view=python\
                        #code=cHJpbnQoMSk";
        assert_eq!(address.as_deref(), Ok(expected));
        let address = to_address("https://x.org/m/", "", "").unwrap_or_default();
        assert_eq!(address, "https://x.org/m/?view=python#code=");
        assert!(to_address("", "", &"x".repeat(MOST_BYTES)).is_ok_and(|address| {
            let (_, fragment) = address.split_at(address.find('#').unwrap_or_default());
            from_fragment(fragment).is_some_and(|read| read.is_ok())
        }));
        assert!(to_address("", "", &"x".repeat(MOST_BYTES + 1)).is_err());
    }

    #[test]
    fn other_fragments_are_left_alone_and_broken_ones_are_named() {
        assert_eq!(from_fragment(""), None);
        assert_eq!(from_fragment("#result=abc"), None);
        assert!(is_program("#code=") && !is_program("#result=abc") && !is_program(""));
        for broken in ["#code=A", "#code=a b", "#code=+/+/", "#code=_w", "#code=ü"] {
            assert!(from_fragment(broken).is_some_and(|read| read.is_err()), "{broken}");
        }
        let long = ["#code=", &"A".repeat(MOST_BYTES * 2)].concat();
        assert!(from_fragment(&long).is_some_and(|read| read.is_err()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(code in "[^\r]*") {
            prop_assert_eq!(read(&to_fragment(&code)), Some(code));
        }
    }
}
