//! Markdown → HTML.

use super::html::plain;
use pulldown_cmark::{Options, Parser, html};

/// Paragraphs, lists and tables.
pub fn blocks(text: &str) -> String {
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(text, Options::ENABLE_TABLES));
    page
}

/// A sentence: its emphasis and code, without a paragraph around it.
pub fn sentence(text: &str) -> String {
    let page = blocks(text);
    let inner = page.trim().strip_prefix("<p>").and_then(|it| it.strip_suffix("</p>"));
    inner.map_or_else(|| plain(text), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_stands_alone() {
        assert_eq!(sentence("Takes `n` *steps*."), "Takes <code>n</code> <em>steps</em>.");
        assert_eq!(blocks("a\n\nb"), "<p>a</p>\n<p>b</p>\n");
    }
}
