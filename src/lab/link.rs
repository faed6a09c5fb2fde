//! A program in the fragment of an address: `#code=` and its UTF-8 in base64url.

/// What the fragment begins with.
const NAME: &str = "#code=";

/// A longer program is not taken from a link, in bytes.
const MOST_BYTES: usize = 256 << 10;

/// The digits of base64url, by their value.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The fragment that stands for a program, with its `#`.
pub fn to_fragment(code: &str) -> String {
    let mut fragment = NAME.to_owned();
    for group in code.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digits = (0..=group.len()).map(|at| DIGITS[(bits >> (18 - 6 * at) & 63) as usize]);
        fragment.extend(digits.map(char::from));
    }
    fragment
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
    let text = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(text.len());
    for group in text.chunks(4) {
        let mut bits = 0;
        for &digit in group {
            bits = bits << 6 | DIGITS.iter().position(|&known| known == digit)? as u32;
        }
        // A digit alone holds less than a byte.
        let length = group.len().checked_sub(1).filter(|&length| length > 0)?;
        let bits = bits << (6 * (4 - group.len()));
        bytes.extend(&bits.to_be_bytes()[1..=length]);
    }
    // Lines end as in Python, wherever the text was written.
    Some(String::from_utf8(bytes).ok()?.replace("\r\n", "\n"))
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
