//! A program in the fragment of an address: `#code=` and its UTF-8 in base64url.

use crate::base64url;

/// What the fragment begins with.
const NAME: &str = "#code=";

/// A longer program is not taken from a link, in bytes.
const MOST_BYTES: usize = 256 << 10;

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
    // Lines end as in Python, wherever the text was written.
    Some(String::from_utf8(base64url::decode(text)?).ok()?.replace("\r\n", "\n"))
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
    fn other_fragments_are_left_alone_and_broken_ones_are_named() {
        assert_eq!(from_fragment(""), None);
        assert_eq!(from_fragment("#result=abc"), None);
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
