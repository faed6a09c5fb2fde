//! Text as it may stand in HTML.

/// Plain text that may stand in an element or in a quoted attribute.
pub fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_ends_the_place_it_stands_in() {
        assert_eq!(plain("a < b && \"c\""), "a &lt; b &amp;&amp; &quot;c&quot;");
    }
}
