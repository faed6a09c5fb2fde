//! What an author puts into a page to have a race in it.

use crate::settings::Settings;

/// What a frame is allowed: threads where the browser can, copying, and the whole screen.
pub const ALLOW: &str = "cross-origin-isolated; clipboard-write; fullscreen";

/// What a sandbox around it must hold: scripts, workers, and the link to the page in its own tab.
pub const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups";

/// The width of a frame where there is room for it, in pixels.
pub const WIDTH: u32 = 720;

/// The height of a frame that nobody tells how high it must be, in pixels.
pub const HEIGHT: u32 = 560;

/// The query of an embedded page with the settings of another query, for a visitor with so many cores.
pub fn query(of: &str, cores: u32) -> String {
    let (settings, _) = Settings::parse(of, cores);
    Settings { embed: true, ..settings }.to_query(cores)
}

/// Two lines: a script, and an element that is as high as it needs to be. `site` ends with a slash.
pub fn element(site: &str, query: &str) -> String {
    let attributes = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "embed");
    let attributes: String =
        attributes.map(|(name, value)| format!(" {name}=\"{}\"", escaped(&value))).collect();
    format!(
        "<script src=\"{}embed.js\"></script>\n<makespan-race{attributes}></makespan-race>",
        escaped(site)
    )
}

/// A plain frame, for hosts that allow no script.
pub fn frame(site: &str, query: &str) -> String {
    format!(
        "<iframe src=\"{}?{}\" title=\"Makespan: threads or processes?\"\n  loading=\"lazy\" \
         allow=\"{ALLOW}\"\n  width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         style=\"max-width: 100%; border: 0\"></iframe>",
        escaped(site),
        escaped(query)
    )
}

/// A text as the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://example.org/makespan/";

    #[test]
    fn the_snippets_carry_every_setting() {
        let query = query("?workload=sort&strategies=threads,processes&theme=dark&run=auto", 4);
        assert_eq!(
            element(SITE, &query),
            "<script src=\"https://example.org/makespan/embed.js\"></script>\n\
             <makespan-race workload=\"sort\" strategies=\"threads,processes\" run=\"auto\" \
             theme=\"dark\"></makespan-race>"
        );
        let frame = frame(SITE, &query);
        assert!(
            frame.contains(
                "src=\"https://example.org/makespan/?workload=sort&amp;strategies=threads,processes\
             &amp;run=auto&amp;embed=1&amp;theme=dark\""
            ),
            "{frame}"
        );
        assert!(frame.contains("allow=\"cross-origin-isolated;"), "{frame}");
    }

    #[test]
    fn the_script_of_the_element_is_small() {
        assert!(include_str!("../../www/embed.js").len() <= 4096, "4 KB is what is promised");
    }

    #[test]
    fn a_snippet_is_html_whatever_is_in_the_query() {
        let query = query("?lesson=gil&workload=%22%3E%3Cscript%3E", 4);
        assert_eq!(query, "lesson=gil&embed=1");
        assert!(!frame("https://example.org/\"><b>", &query).contains("<b>"));
    }
}
