//! What a page tells search engines and whoever links to it: its own address, and a card with a picture.

use super::address::SiteAddress;
use super::html::plain;

/// A picture that stands for a page.
pub struct CardPicture {
    /// Where it lies, from the top of the site.
    pub path: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// The picture of every card.
pub const PICTURE: CardPicture = CardPicture { path: "card.png", width: 1_200, height: 630 };

/// The tags for the head of the page at `path`. Where the site's address is not known they name no
/// address: a relative one would mean nothing elsewhere.
pub fn tags(site: Option<&SiteAddress>, path: &str, title: &str, description: &str) -> String {
    let mut tags = vec![
        meta("og:type", "website"),
        meta("og:site_name", "Makespan"),
        meta("og:title", title),
        meta("og:description", description),
        "<meta name=\"twitter:card\" content=\"summary_large_image\" />".to_owned(),
    ];
    if let Some(site) = site {
        let address = plain(&site.of(path));
        tags.push(format!("<link rel=\"canonical\" href=\"{address}\" />"));
        tags.push(meta("og:url", &site.of(path)));
        tags.push(meta("og:image", &site.of(PICTURE.path)));
        tags.push(meta(
            "og:image:alt",
            "Bars of a race: the same work as one thread, many threads, and many processes",
        ));
    }
    tags.join("\n")
}

fn meta(property: &str, content: &str) -> String {
    format!("<meta property=\"{property}\" content=\"{}\" />", plain(content))
}
