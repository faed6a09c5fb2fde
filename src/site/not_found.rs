//! The page for addresses that lead nowhere. A host shows it at any depth, so it names the top of the
//! site in full.

use super::address::SiteAddress;
use super::html::plain;

/// The page, in the looks of `home`.
pub fn page(site: Option<&SiteAddress>, home: &str) -> String {
    let sheets: String = home.lines().filter(|line| line.contains("rel=\"stylesheet\"")).collect();
    let top = plain(site.map_or("/", SiteAddress::path));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <base href=\"{top}\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <meta name=\"robots\" content=\"noindex\" />\n\
         <meta name=\"color-scheme\" content=\"light dark\" />\n\
         <title>No such page – Makespan</title>\n{sheets}\n</head>\n<body>\n\
         <main class=\"panel\">\n<h1>There is no page here</h1>\n\
         <p>The address may be mistyped, or the page may have moved.</p>\n\
         <p><a href=\"./\">Race threads against processes</a>, or choose a lesson of \
         <a href=\"./#course\">the course</a>.</p>\n</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_the_top_of_the_site_from_anywhere() {
        let home = "<head>\n<link rel=\"stylesheet\" href=\"./style-1.css\">\n</head>";
        let site = SiteAddress::parse("https://example.org/m/").unwrap();
        let page = page(Some(&site), home);
        assert!(page.contains("<base href=\"/m/\" />") && page.contains("style-1.css"), "{page}");
    }
}
