//! What crawlers read: which pages there are.

use super::address::SiteAddress;
use super::html::plain;

/// The site map: `pages` are paths from the top of the site.
pub fn sitemap(site: &SiteAddress, pages: &[String]) -> String {
    let entries =
        pages.iter().map(|page| format!("<url><loc>{}</loc></url>\n", plain(&site.of(page))));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        entries.collect::<String>()
    )
}

/// Everybody may read everything.
pub fn robots(site: Option<&SiteAddress>) -> String {
    let map = site.map(|site| format!("\nSitemap: {}\n", site.of("sitemap.xml")));
    ["User-agent: *\nAllow: /\n", &map.unwrap_or_default()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_well_formed_and_names_every_page() {
        let site = SiteAddress::parse("https://example.org/m/").unwrap();
        let map = sitemap(&site, &[String::new(), "lessons/gil.html".to_owned()]);
        let read = roxmltree::Document::parse(&map).unwrap();
        let places = read.descendants().filter(|node| node.has_tag_name("loc"));
        let places: Vec<_> = places.filter_map(|place| place.text()).collect();
        assert_eq!(places, ["https://example.org/m/", "https://example.org/m/lessons/gil.html"]);
        assert!(robots(Some(&site)).ends_with("\nSitemap: https://example.org/m/sitemap.xml\n"));
        assert!(!robots(None).contains("Sitemap"));
    }
}
