//! The home page as the mould of all others: parts between `<!-- name -->` and `<!-- /name -->`.

use super::Error;
use std::ops::Range;

/// How the pieces begin and end that load the program.
const PROGRAM: [(&str, &str); 3] = [
    ("<script data-glue=", "</script>"),
    ("<link rel=\"modulepreload\"", ">"),
    ("<link rel=\"preload\"", ">"),
];

/// A page with parts that can be replaced.
#[derive(Clone)]
pub struct Template(String);

impl Template {
    /// The page with this text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The same page with another content of one part.
    ///
    /// # Errors
    /// When there is no such part.
    pub fn with(&self, name: &str, content: &str) -> Result<Self, Error> {
        let (before, after) = self.around(name).ok_or_else(|| Error::NoPart(name.to_owned()))?;
        Ok(Self([before, content.trim(), "\n", after].concat()))
    }

    /// The same page without what the build has added to load the program.
    pub fn without_program(&self) -> Self {
        let mut page = self.0.clone();
        for (open, close) in PROGRAM {
            while let Some(piece) = between(&page, open, close) {
                page.replace_range(piece, "");
            }
        }
        Self(page)
    }

    /// The page, without the marks of its parts.
    pub fn finish(&self) -> String {
        let is_text = |line: &&str| {
            let name = line.trim().strip_prefix("<!-- ").and_then(|it| it.strip_suffix(" -->"));
            !name.is_some_and(|name| name.bytes().all(|c| c == b'/' || c.is_ascii_lowercase()))
        };
        self.0.lines().filter(is_text).flat_map(|line| [line, "\n"]).collect()
    }

    fn around(&self, name: &str) -> Option<(&str, &str)> {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let start = self.0.find(&open)? + open.len();
        let end = start + self.0[start..].find(&close)?;
        Some((&self.0[..start], &self.0[end..]))
    }
}

/// Where the first piece from `open` to `close` lies, both included.
fn between(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = text.find(open)?;
    let end = start + text[start..].find(close)? + close.len();
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_loads_the_program_can_be_left_out() {
        let page = "<script src=\"a.js\"></script><script data-glue=\"b\" defer src=\"start.js\"></script>\
                    <link rel=\"modulepreload\" href=\"b.js\"><link rel=\"preload\" href=\"c\"><p></p>";
        let left = Template::new(page.into()).without_program().finish();
        assert_eq!(left, "<script src=\"a.js\"></script><p></p>\n");
    }

    #[test]
    fn a_part_is_replaced_and_its_marks_go_in_the_end() {
        let home =
            Template::new("<p>\n<!-- a -->\nold\n<!-- /a -->\n\n<!-- A note. -->\n</p>".into());
        let page = home.with("a", "new\n").unwrap().finish();
        assert_eq!(page, "<p>\nnew\n\n<!-- A note. -->\n</p>\n");
        assert!(matches!(home.with("b", ""), Err(Error::NoPart(name)) if name == "b"));
    }
}
