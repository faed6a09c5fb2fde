//! Programs in colours: what each piece of the text is, marked once when the site is built.

use super::Error;
use std::cell::RefCell;
use tree_sitter_highlight::{Highlight, HighlightConfiguration, Highlighter, HtmlRenderer};

/// What is told apart, and the class that its text gets.
const KINDS: [&str; 8] =
    ["comment", "string", "number", "keyword", "function", "type", "constant", "attribute"];

/// What knows the two languages.
pub struct Paint {
    python: HighlightConfiguration,
    rust: HighlightConfiguration,
    highlighter: RefCell<Highlighter>,
}

impl Paint {
    /// Learns the languages.
    ///
    /// # Errors
    /// When a grammar and its rules do not fit together.
    pub fn new() -> Result<Self, Error> {
        let python = (tree_sitter_python::LANGUAGE, tree_sitter_python::HIGHLIGHTS_QUERY);
        let rust = (tree_sitter_rust::LANGUAGE, tree_sitter_rust::HIGHLIGHTS_QUERY);
        Ok(Self {
            python: language("Python", python.0.into(), python.1)?,
            rust: language("Rust", rust.0.into(), rust.1)?,
            highlighter: RefCell::default(),
        })
    }

    /// A Python program as HTML.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn python(&self, code: &str) -> Result<String, Error> {
        self.colour("Python", &self.python, code)
    }

    /// A Rust source as HTML.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rust(&self, code: &str) -> Result<String, Error> {
        self.colour("Rust", &self.rust, code)
    }

    fn colour(
        &self,
        name: &str,
        language: &HighlightConfiguration,
        code: &str,
    ) -> Result<String, Error> {
        let failed =
            |error: tree_sitter_highlight::Error| Error::Code(name.to_owned(), error.to_string());
        let mut highlighter = self.highlighter.borrow_mut();
        let events = highlighter
            .highlight(language, code.as_bytes(), None, None, |_| None)
            .map_err(failed)?;
        let mut renderer = HtmlRenderer::new();
        let class = |Highlight(kind): Highlight, html: &mut Vec<u8>| {
            html.extend(format!("class=\"{}\"", KINDS[kind]).bytes());
        };
        renderer.render(events, code.as_bytes(), &class).map_err(failed)?;
        Ok(renderer.lines().collect())
    }
}

fn language(
    name: &str,
    language: tree_sitter::Language,
    rules: &str,
) -> Result<HighlightConfiguration, Error> {
    let mut language = HighlightConfiguration::new(language, name, rules, "", "")
        .map_err(|error| Error::Code(name.to_owned(), error.to_string()))?;
    language.configure(&KINDS);
    Ok(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_marked_and_none_is_lost() {
        let paint = Paint::new().unwrap();
        let python = paint.python("def f(n):\n    return \"<\"  # why\n").unwrap();
        for piece in [
            "<span class=\"keyword\">def</span>",
            "<span class=\"function\">f</span>",
            "<span class=\"string\">&quot;&lt;&quot;</span>",
            "<span class=\"comment\"># why</span>",
        ] {
            assert!(python.contains(piece), "{python}");
        }
        let rust = paint.rust("//! What.\npub fn f() -> u32 { 7 }\n").unwrap();
        assert!(
            rust.contains("class=\"comment\"") && rust.contains("class=\"type\">u32"),
            "{rust}"
        );
    }
}
