//! The colours of the page, light or dark, written out: a picture that stands alone cannot ask.

use super::style::Rule;

/// Pixels of one `rem`, with the text size that browsers start from.
const REM: f64 = 16.0;

/// Values within values: deeper, and a value refers to itself.
const DEEPEST: u32 = 8;

/// What is written instead of the accent of a strategy: it is passed on from an element to those
/// in it, as the accent is, and every program that shows SVG knows it.
const ACCENT: &str = "currentColor";

/// The values behind the names of a style sheet.
#[derive(Clone, Debug)]
pub struct Theme<'a> {
    rules: &'a [Rule],
    dark: bool,
}

impl<'a> Theme<'a> {
    /// The names that `rules` give to `:root`, in the light or in the dark colours.
    pub fn new(rules: &'a [Rule], dark: bool) -> Self {
        Self { rules, dark }
    }

    /// The value behind a name: "--paper" → "#f6f6f3". None where the name is not known.
    pub fn value(&self, name: &str) -> Option<String> {
        self.named(name, 0)
    }

    /// A value, or a text with values in it, that asks for nothing any more: names become what
    /// they stand for, pairs of a light and a dark colour the one that counts, and lengths pixels.
    pub fn resolve(&self, text: &str) -> String {
        in_pixels(&self.resolved(text, 0))
    }

    /// A rule for each strategy: its accent as the colour that is passed on.
    pub fn accents(&self) -> Vec<Rule> {
        let accent = |rule: &Rule| {
            let colour = self.resolve(rule.value("--accent")?);
            let declarations = vec![("color".to_owned(), colour)];
            Some(Rule { selectors: rule.selectors.clone(), declarations })
        };
        self.rules.iter().filter_map(accent).collect()
    }

    fn named(&self, name: &str, depth: u32) -> Option<String> {
        let mut root = self.rules.iter().filter(|rule| rule.selectors == ":root");
        let value = root.find_map(|rule| rule.value(name))?;
        Some(self.resolved(value, depth + 1))
    }

    fn resolved(&self, text: &str, depth: u32) -> String {
        let mut rest = text;
        let mut done = String::new();
        while let Some((before, call, after)) = next_call(rest) {
            done += before;
            done += &self.called(&call, depth);
            rest = after;
        }
        done + rest
    }

    fn called(&self, call: &Call<'_>, depth: u32) -> String {
        let resolve = |argument: &&str| self.resolved(argument, depth + 1);
        let fallback = || call.arguments.get(1).map(resolve);
        match (call.name, &call.arguments[..]) {
            _ if depth > DEEPEST => ACCENT.to_owned(),
            ("var", ["--accent", ..]) => ACCENT.to_owned(),
            ("var", [name, ..]) => {
                self.named(name, depth).or_else(fallback).unwrap_or(ACCENT.to_owned())
            }
            ("light-dark", [light, dark]) => resolve(if self.dark { dark } else { light }),
            ("max", arguments) => {
                let lengths = arguments.iter().map(|it| pixels(&self.resolved(it, depth + 1)));
                let longest = lengths.flatten().reduce(f64::max).unwrap_or(REM);
                format!("{longest}px")
            }
            _ => ACCENT.to_owned(),
        }
    }
}

/// A function and what is in its brackets.
struct Call<'a> {
    name: &'static str,
    arguments: Vec<&'a str>,
}

/// The first call in a text of a function that must be written out, with what is before and after.
fn next_call(text: &str) -> Option<(&str, Call<'_>, &str)> {
    let functions = ["var", "light-dark", "max"];
    let starts = functions.into_iter().filter_map(|name| Some((find_call(text, name)?, name)));
    let (start, name) = starts.min()?;
    let inside = &text[start + name.len() + 1..];
    let (arguments, length) = arguments(inside);
    let after = inside.get(length + 1..).unwrap_or_default();
    Some((&text[..start], Call { name, arguments }, after))
}

/// Where a function is called; not one whose name only ends the same.
fn find_call(text: &str, name: &str) -> Option<usize> {
    let call = [name, "("].concat();
    let is_free =
        |start: &usize| !text[..*start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    text.match_indices(&call).map(|(start, _)| start).find(is_free)
}

/// What is in brackets, cut at the commas that are in no further brackets, and how long it is.
fn arguments(inside: &str) -> (Vec<&str>, usize) {
    let (mut arguments, mut depth, mut start) = (vec![], 0, 0);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => {
                arguments.push(inside[start..at].trim());
                return (arguments, at);
            }
            b')' => depth -= 1,
            b',' if depth == 0 => {
                arguments.push(inside[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(inside[start..].trim());
    (arguments, inside.len())
}

/// A length in pixels; none when it is in another unit.
fn pixels(length: &str) -> Option<f64> {
    let number = |text: &str| text.trim().parse().ok();
    match length.strip_suffix("rem") {
        Some(text) => number(text).map(|rem: f64| rem * REM),
        None => number(length.strip_suffix("px")?),
    }
}

/// A value whose lengths in `rem` are in pixels.
fn in_pixels(value: &str) -> String {
    let word = |word: &str| match pixels(word).filter(|_| word.ends_with("rem")) {
        Some(length) => format!("{length}px"),
        None => word.to_owned(),
    };
    value.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::style::rules;
    use proptest::prelude::*;

    const SHEET: &str =
        ":root { --ink: light-dark(#111, #eee); --soft: var(--ink); --me: var(--me) }
        .threads { --accent: light-dark(#0b7568, #41cdb5); }";

    #[test]
    fn names_and_pairs_become_colours() {
        let rules = rules(SHEET);
        let (light, dark) = (Theme::new(&rules, false), Theme::new(&rules, true));
        assert_eq!(light.resolve("var(--soft)"), "#111");
        assert_eq!(dark.resolve("1px solid var( --soft )"), "1px solid #eee");
        assert_eq!(dark.resolve("light-dark(var(--ink), rgb(1, 2, 3))"), "rgb(1, 2, 3)");
        assert_eq!(light.resolve("var(--none, var(--ink))"), "#111");
        assert_eq!(light.resolve("var(--none)"), "currentColor");
        assert_eq!(light.resolve("var(--accent)"), "currentColor");
        assert_eq!(light.resolve("var(--me)"), "currentColor");
        assert_eq!(light.resolve("max(14px, 0.5rem)"), "14px");
        assert_eq!(light.resolve("0.75rem"), "12px");
        assert_eq!(dark.accents()[0].value("color"), Some("#41cdb5"));
        assert_eq!(light.value("--ink").as_deref(), Some("#111"));
    }

    proptest! {
        #[test]
        fn any_value_is_resolved_without_harm(text in "(var\\(|light-dark\\(|max\\(|\\)|,|--ink|--me|é| ){0,20}") {
            let rules = rules(SHEET);
            let separate = format!(" {}", text.replace("light", " light").replace("var", " var"));
            let resolved = Theme::new(&rules, true).resolve(&separate);
            prop_assert!(!resolved.contains("light-dark(") && !resolved.contains("var("));
        }
    }
}
