//! How other sites find out by themselves what to show for a link to this one: oEmbed 1.0
//! (<https://oembed.com>), as a file for each page that can be embedded, and a tag that leads to it.

use super::address::SiteAddress;
use super::card::PICTURE;
use super::html::plain;
use crate::embed::snippet;
use serde_json::json;

/// The folder of the files, from the top of the site.
pub const FOLDER: &str = "oembed";

/// For so long others may keep what they found, in seconds: a day.
const CACHE_S: u32 = 86_400;

/// A page that can be a part of another.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// Its lesson; none is the home page.
    pub lesson: Option<&'a str>,
    /// What it is called.
    pub title: &'a str,
}

impl Offer<'_> {
    /// Where its file lies, from the top of the site.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}.json", self.lesson.unwrap_or("home"))
    }

    /// The tag that leads to its file. None where the address of the site is not known: others need
    /// the whole of it.
    pub fn tag(&self, site: Option<&SiteAddress>) -> String {
        let tag = |site: &SiteAddress| {
            format!(
                "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\" title=\"{}\" />",
                plain(&site.of(&self.path())),
                plain(self.title)
            )
        };
        site.map(tag).unwrap_or_default()
    }

    /// Its file: a frame, how large that is, and what to show until it is there.
    pub fn file(&self, site: &SiteAddress) -> String {
        let lesson = self.lesson.map(|id| format!("lesson={id}&")).unwrap_or_default();
        let frame = snippet::frame(&site.of(""), &format!("{lesson}embed=1"));
        json!({
            "version": "1.0",
            "type": "rich",
            "title": self.title,
            "provider_name": "Makespan",
            "provider_url": site.of(""),
            "cache_age": CACHE_S,
            "thumbnail_url": site.of(PICTURE.path),
            "thumbnail_width": PICTURE.width,
            "thumbnail_height": PICTURE.height,
            "html": frame,
            "width": snippet::WIDTH,
            "height": snippet::HEIGHT,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_link_to_a_lesson_becomes_a_frame_with_that_lesson() {
        let site = SiteAddress::parse("https://example.org/m/").unwrap();
        let offer = Offer { lesson: Some("gil"), title: "\"The\" <GIL>" };
        assert_eq!(
            offer.tag(Some(&site)),
            "<link rel=\"alternate\" type=\"application/json+oembed\" \
             href=\"https://example.org/m/oembed/gil.json\" title=\"&quot;The&quot; &lt;GIL&gt;\" />"
        );
        let told: Value = serde_json::from_str(&offer.file(&site)).unwrap();
        assert_eq!((&told["version"], &told["type"]), (&json!("1.0"), &json!("rich")));
        assert_eq!(told["title"], "\"The\" <GIL>");
        let frame = told["html"].as_str().unwrap();
        let address = "src=\"https://example.org/m/?lesson=gil&amp;embed=1\"";
        let size = format!("width=\"{}\" height=\"{}\"", told["width"], told["height"]);
        assert!(frame.contains(address) && frame.contains(&size), "{frame}");
        assert_eq!(told["thumbnail_url"], "https://example.org/m/card.png");
    }

    #[test]
    fn a_site_whose_address_is_not_known_offers_nothing() {
        assert_eq!(Offer { lesson: None, title: "Makespan" }.tag(None), "");
    }

    #[test]
    fn the_picture_is_as_large_as_it_is_said_to_be() {
        let png = include_bytes!("../../www/card.png");
        let number =
            |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
        // Where a PNG has its width and height.
        assert_eq!((number(16), number(20)), (PICTURE.width, PICTURE.height));
    }
}
