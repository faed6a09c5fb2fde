//! Markdown → HTML.

use super::html::plain;
use super::source;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

/// Paragraphs, lists and tables. A link to a file of the project leads to its page in the site.
pub fn blocks(text: &str) -> String {
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(text, Options::ENABLE_TABLES).map(to_page));
    page
}

/// Where the links of a text lead, as they are written.
pub fn links(text: &str) -> impl Iterator<Item = String> {
    Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    })
}

fn to_page(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if source::is_source(&dest_url) {
                CowStr::from(source::path(&dest_url))
            } else {
                dest_url
            };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        event => event,
    }
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
        assert_eq!(links("[a](b) [c](d)").collect::<Vec<_>>(), ["b", "d"]);
        assert_eq!(blocks("a\n\nb"), "<p>a</p>\n<p>b</p>\n");
    }
}
