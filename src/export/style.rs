//! Reads a style sheet of this project: its plain rules, for a picture that stands alone.

/// What stands before the rules that a picture needs, in a style sheet.
const BEGIN: &str = "/* picture: begin */";

/// What stands after them.
const END: &str = "/* picture: end */";

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is for, comma separated.
    pub selectors: String,
    /// Names and values.
    pub declarations: Vec<(String, String)>,
}

impl Rule {
    /// The value of a property.
    pub fn value(&self, property: &str) -> Option<&str> {
        let found = self.declarations.iter().find(|(name, _)| name == property);
        found.map(|(_, value)| value.as_str())
    }
}

/// The plain rules of a style sheet. What is in a block of its own (`@media` and the like) is left
/// out: it asks for a screen that a picture does not know.
pub fn rules(sheet: &str) -> Vec<Rule> {
    let sheet = without_comments(sheet);
    let mut rules = vec![];
    let mut rest = sheet.as_str();
    while let Some(open) = rest.find('{') {
        let head = rest[..open].trim();
        let length = block_length(&rest[open..]);
        let block = &rest[open + 1..open + length];
        if !head.starts_with('@') {
            let body = block.strip_suffix('}').unwrap_or(block);
            rules.push(Rule { selectors: one_line(head), declarations: declarations(body) });
        }
        rest = &rest[open + length..];
    }
    rules
}

/// Every part of a style sheet between the marks `/* picture: begin */` and `/* picture: end */`.
pub fn picture_parts(sheet: &str) -> String {
    let parts = sheet.split(BEGIN).skip(1);
    parts.filter_map(|part| part.split(END).next()).collect()
}

/// The length of the block that begins `text`, with its braces; all of it when it has no end.
fn block_length(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

fn declarations(body: &str) -> Vec<(String, String)> {
    let pairs = body.split(';').filter_map(|part| part.split_once(':'));
    pairs.map(|(name, value)| (name.trim().to_owned(), one_line(value))).collect()
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once("*/").map_or("", |(_, code)| code));
    std::iter::once(first).chain(rest).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_rules_are_read_and_the_rest_is_passed_over() {
        let sheet = "/* a { b: c } */ .x, \n .y { fill: red; --z: light-dark(#fff,\n #000) }
            @media (print) { .x { fill: blue; } } .w{stroke:var(--z)}";
        let rules = rules(sheet);
        let selectors: Vec<_> = rules.iter().map(|rule| rule.selectors.as_str()).collect();
        assert_eq!(selectors, [".x, .y", ".w"]);
        assert_eq!(rules[0].value("--z"), Some("light-dark(#fff, #000)"));
        assert_eq!(rules[1].declarations, [("stroke".to_owned(), "var(--z)".to_owned())]);
    }

    #[test]
    fn only_what_is_marked_is_for_pictures() {
        let sheet = [".a{}", BEGIN, ".b{}", END, ".c{}", BEGIN, ".d{}"].concat();
        assert_eq!(picture_parts(&sheet), ".b{}.d{}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(sheet in "[a{};:/*@ é]{0,60}") {
            rules(&picture_parts(&sheet));
            rules(&sheet);
        }
    }
}
