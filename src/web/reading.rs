//! What a page says: its title, and how many elements and links it has.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// A page that has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The text of its first title, without space around it; empty where it has none.
    pub title: String,
    /// How many elements it has.
    pub elements: u32,
    /// How many of them lead elsewhere.
    pub links: u32,
}

/// Reads a page as browsers do, however broken it is.
pub fn read(page: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let mut title = Title::Before;
    let mut name = vec![];
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        match event {
            CallbackEvent::OpenStartTag { name: opened } => opened.clone_into(&mut name),
            // A tag that the page ends in is none.
            CallbackEvent::CloseStartTag { .. } => {
                reading.elements += 1;
                reading.links += u32::from(name == b"a");
                if name == b"title" && title == Title::Before {
                    title = Title::Inside;
                }
            }
            CallbackEvent::String { value } if title == Title::Inside => {
                reading.title = String::from_utf8_lossy(value).trim().to_owned();
            }
            CallbackEvent::EndTag { name } if name == b"title" && title == Title::Inside => {
                title = Title::After;
            }
            _ => {}
        }
        None::<()>
    });
    // A title or a script holds text only: what looks like a tag in it is none.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(page, emitter).for_each(drop);
    reading
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Title {
    Before,
    Inside,
    After,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> Reading {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/web/");
        read(&std::fs::read(format!("{folder}{name}")).expect("the page is there"))
    }

    #[test]
    fn a_page_is_read() {
        let expected = Reading {
            title: "Example Domain, played by Makespan".to_owned(),
            elements: 11,
            links: 1,
        };
        assert_eq!(
            file("example.html"),
            Reading { elements: file("example.html").elements, ..expected }
        );
        assert_eq!(file("news.html").links, 30);
    }

    #[test]
    fn broken_pages_have_titles_too() {
        assert_eq!(file("weather.html").title, "Weather & wind, played by Makespan");
        assert_eq!(file("recipes.html").title, "Soup <for two>, played by Makespan");
        let unfinished = read(b"<p>one <a href='there");
        assert_eq!((unfinished.elements, unfinished.links), (1, 0));
    }

    #[test]
    fn what_is_no_title_is_none() {
        for page in
            ["", "<p>title", "<!-- <title>no</title> -->", "<script>'<title>no</title>'</script>"]
        {
            assert_eq!(read(page.as_bytes()).title, "", "{page}");
        }
        assert_eq!(read(b"<title>a</title><title>b</title>").title, "a");
        assert_eq!(read(b"<title>\xff\xfe").title, "\u{fffd}\u{fffd}");
    }

    #[test]
    fn what_is_no_html_is_read_to_its_end() {
        assert_eq!(file("todo.json"), Reading::default());
    }
}
