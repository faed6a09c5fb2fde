//! A drawing of the page as a picture that stands alone: with its colours, its shapes, a title, the
//! machine and the date.

use super::style::{self, Rule};
use super::theme::Theme;
use crate::unit;

/// Names, colours and the looks of shapes.
const STYLE: &str = include_str!("../../www/style.css");

/// The looks of the bars.
const RACE: &str = include_str!("../../www/race.css");

/// The looks of the other drawings, in parts that are marked.
const VIEWS: &str =
    concat!(include_str!("../../www/views.css"), include_str!("../../www/timeline.css"));

/// The shapes of the strategies, which drawings refer to.
const SHAPES: &str = include_str!("../../www/shapes.svg");

/// The fonts of the page, and what comes close where there is no such thing as a system font.
const FONTS: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/// Around the drawing, in pixels.
const MARGIN: f64 = 24.0;

/// From line to line, and how wide a letter is at most, on average: of the title and of what
/// stands at the bottom, in pixels.
const TITLE: (f64, f64) = (26.0, 10.5);
const FOOT: (f64, f64) = (18.0, 7.0);

/// What is written around a drawing.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// On top.
    pub title: &'a str,
    /// What it was measured on; at the bottom.
    pub machine: &'a str,
    /// When; at the bottom.
    pub date: &'a str,
}

/// The rules a picture needs, with the light or the dark colours written out.
pub fn sheet(dark: bool) -> String {
    let all = style::rules(&[STYLE, VIEWS].concat());
    let theme = Theme::new(&all, dark);
    let is_shape = |rule: &Rule| [".memory", ".thread", ".waits"].contains(&&*rule.selectors);
    let of_shapes = style::rules(STYLE).into_iter().filter(is_shape);
    let of_bars =
        style::rules(RACE).into_iter().filter(|rule| rule.selectors.starts_with(".chart "));
    let of_views = style::rules(&style::picture_parts(VIEWS));
    let rules = theme.accents().into_iter().chain(of_shapes).chain(of_bars).chain(of_views);
    let root = format!(
        ".picture{{color:{};background:{};font:16px {FONTS}}}\n.foot{{fill:{};font-size:12px}}\n\
         .title{{fill:{};font-size:18px;font-weight:700}}\n",
        colour(&theme, "--ink"),
        colour(&theme, "--panel"),
        colour(&theme, "--soft"),
        colour(&theme, "--ink"),
    );
    std::iter::once(root).chain(rules.map(|rule| written(&theme, &rule))).collect()
}

/// One file with everything it takes to show `drawings`, which are put below each other: each is
/// an `<svg>` element as the page draws it. `classes` are those of what it stands in.
pub fn standalone(drawings: &[&str], classes: &str, dark: bool, labels: &Labels<'_>) -> String {
    with_sheet(&sheet(dark), drawings, classes, dark, labels)
}

fn with_sheet(
    sheet: &str,
    drawings: &[&str],
    classes: &str,
    dark: bool,
    labels: &Labels<'_>,
) -> String {
    let all = style::rules(&[STYLE, VIEWS].concat());
    let theme = Theme::new(&all, dark);
    let drawings: Vec<_> = drawings.iter().filter_map(|svg| Drawing::read(svg)).collect();
    let room = drawings.iter().map(|drawing| drawing.width).fold(240.0, f64::max);
    let mut page = Page { y: MARGIN / 2.0, room, body: String::new() };
    page.write(labels.title, "title", TITLE);
    page.y += MARGIN / 2.0;
    page.body += &format!(r#"<g class="{}">"#, escaped(&["chart ", classes].concat()));
    drawings.iter().for_each(|drawing| page.place(drawing, &theme));
    page.body += "</g>";
    page.write(labels.machine, "foot", FOOT);
    page.write(labels.date, "foot", FOOT);
    let (width, height) = (px(room + 2.0 * MARGIN), px(page.y + MARGIN / 2.0));
    let paper = colour(&theme, "--panel");
    let (title, sheet, shapes) = (escaped(labels.title), escaped(sheet), symbols());
    format!(
        "<!-- A picture made with Makespan. -->\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\n\
         <style>\n{sheet}</style>\n<defs>\n{shapes}</defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\n{}\n</svg>\n",
        page.body
    )
}

/// The width and height a drawing says it has, in pixels.
pub fn size(svg: &str) -> Option<(f64, f64)> {
    let drawing = Drawing::read(svg.get(svg.find("<svg")?..)?)?;
    Some((drawing.width, drawing.height))
}

/// A drawing taken apart.
struct Drawing<'a> {
    /// Its attributes, without those that say where it is and how large.
    attributes: String,
    /// What comes after them: its content and its end.
    rest: &'a str,
    width: f64,
    height: f64,
}

impl<'a> Drawing<'a> {
    /// None where it is no `<svg>` element, or its size is not known.
    fn read(svg: &'a str) -> Option<Self> {
        let (opening, rest) = svg.trim().strip_prefix("<svg")?.split_once('>')?;
        let attributes = attributes(opening);
        let value =
            |name: &str| attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        let view: Vec<f64> = value("viewBox")
            .into_iter()
            .flat_map(|text| text.split([' ', ',']))
            .filter_map(|number| number.parse().ok())
            .collect();
        let length = |name, place: usize| {
            let own = value(name).and_then(|text| text.trim_end_matches("px").parse().ok());
            own.or(view.get(place).copied()).filter(|it: &f64| it.is_finite() && *it > 0.0)
        };
        let (width, height) = (length("width", 2)?, length("height", 3)?);
        let placed = ["x", "y", "width", "height", "xmlns", "style"];
        let kept = attributes.iter().filter(|(name, _)| !placed.contains(name));
        let attributes = kept.map(|(name, value)| format!(r#" {name}="{value}""#)).collect();
        Some(Self { attributes, rest, width, height })
    }
}

/// The names and values of attributes in double quotes.
fn attributes(opening: &str) -> Vec<(&str, &str)> {
    let mut parts = opening.split('"');
    let mut attributes = vec![];
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        attributes.push((name.trim().trim_end_matches('='), value));
    }
    attributes
}

/// A picture that is being put together, from top to bottom.
struct Page {
    y: f64,
    room: f64,
    body: String,
}

impl Page {
    /// Writes words in as many lines as they need.
    fn write(&mut self, words: &str, class: &str, (line, letter): (f64, f64)) {
        for text in lines(words, (self.room / letter) as usize) {
            self.y += line;
            let (x, y) = (px(MARGIN), px(self.y));
            let text = escaped(&text);
            self.body += &format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>\n");
        }
    }

    fn place(&mut self, drawing: &Drawing<'_>, theme: &Theme<'_>) {
        let Drawing { attributes, rest, width, height } = drawing;
        let place = [MARGIN, self.y, *width, *height].map(px);
        let [x, y, width, height] = place;
        // What a browser writes for a space that does not break is not known outside of HTML.
        let rest = theme.resolve(rest).replace("&nbsp;", "\u{a0}");
        self.body += &format!(
            "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{attributes}>{rest}\n"
        );
        self.y += drawing.height + MARGIN / 2.0;
    }
}

/// Words in lines of at most so many letters, as far as there are spaces.
fn lines(words: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn colour(theme: &Theme<'_>, name: &str) -> String {
    theme.value(name).unwrap_or_default()
}

fn written(theme: &Theme<'_>, rule: &Rule) -> String {
    let plain = rule.declarations.iter().filter(|(name, _)| !name.starts_with("--"));
    let plain: Vec<_> =
        plain.map(|(name, value)| format!("{name}:{}", theme.resolve(value))).collect();
    if plain.is_empty() {
        return String::new();
    }
    format!("{}{{{}}}\n", rule.selectors, plain.join(";"))
}

/// The symbols in the file of shapes.
fn symbols() -> &'static str {
    let start = SHAPES.find("  <symbol").unwrap_or_default();
    let end = SHAPES.find("</svg>").unwrap_or(SHAPES.len());
    &SHAPES[start..end]
}

/// Text as it stands in XML, without the characters that must not.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars().filter(|c| is_allowed(*c)) {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '"' => escaped += "&quot;",
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Whether XML allows a character.
fn is_allowed(c: char) -> bool {
    c == '\n' || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn px(length: f64) -> String {
    unit::decimal(length, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{lay_out, svg};
    use crate::export::tests::{finished, hold_golden, with_content};
    use proptest::prelude::*;

    fn bars(sheet: &str, dark: bool) -> String {
        let state = finished();
        with_content(&state, |content| {
            let drawing = svg::draw(&lay_out(content.outcomes, 640.0), content.outcomes, "Primes");
            let machine = content.machine_line();
            let title = "Primes: elapsed time of each strategy";
            let labels = Labels { title, machine: &machine, date: content.at() };
            with_sheet(sheet, &[&drawing], "view", dark, &labels)
        })
    }

    /// What only a page can answer.
    const QUESTIONS: [&str; 5] = ["var(", "light-dark(", "color-mix(", "max(", "rem"];

    #[test]
    fn a_picture_asks_nothing_of_anybody() {
        for dark in [false, true] {
            let sheet = sheet(dark);
            for question in QUESTIONS {
                assert!(!sheet.contains(question), "{question} in {sheet}");
            }
            let picture = bars(&sheet, dark);
            let document = roxmltree::Document::parse(&picture).expect("well-formed XML");
            let ids: Vec<_> = document.descendants().filter_map(|it| it.attribute("id")).collect();
            let used = document.descendants().filter_map(|it| it.attribute("href"));
            used.for_each(|href| assert!(ids.contains(&href.trim_start_matches('#')), "{href}"));
        }
        assert!(sheet(false).contains(".threads{color:#0b7568}"));
        assert!(sheet(true).contains(".threads{color:#41cdb5}"));
    }

    /// What is not known is drawn in the accent, and could not be told from what is computed.
    #[test]
    fn only_the_accent_is_left_to_each_strategy() {
        let all = style::rules(&[STYLE, VIEWS].concat());
        let theme = Theme::new(&all, false);
        let looks = [style::picture_parts(VIEWS), RACE.to_owned()].concat();
        for rule in style::rules(&looks) {
            for (property, value) in &rule.declarations {
                let names =
                    value.split("var(").skip(1).filter_map(|it| it.split([')', ',']).next());
                let unknown = names.filter(|it| *it != "--accent" && theme.value(it).is_none());
                assert_eq!(unknown.count(), 0, "{} {{ {property}: {value} }}", rule.selectors);
            }
        }
        assert!(sheet(false).contains(".timeline-picture .idle{fill:#e3e5ea}"));
    }

    #[test]
    fn a_picture_is_put_together_as_ever() {
        // Without the looks, which change with the page.
        hold_golden("bars.svg", &bars("", false));
    }

    #[test]
    fn drawings_stand_below_each_other_with_their_size() {
        let labels = Labels { title: "a < b & \"c\"", machine: "", date: "" };
        let one = r#"<svg viewBox="0 0 100 50" class="a"><text>1&nbsp;ms</text></svg>"#;
        let two = r#"<svg width="300" height="20"><g fill="var(--ink)"></g></svg>"#;
        let picture = standalone(&[one, "<p>", two], "", false, &labels);
        roxmltree::Document::parse(&picture).expect("well-formed XML");
        assert!(picture.contains("1\u{a0}ms") && picture.contains(r##"<g fill="#1c1f2a">"##));
        assert_eq!(size(&picture).map(|(width, _)| width), Some(348.0));
        assert_eq!(size("<svg>"), None);
    }

    #[test]
    fn long_lines_are_broken_at_spaces() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("unbreakable", 3), ["unbreakable"]);
        assert_eq!(lines("", 3), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_label_leaves_the_picture_well_formed(title: String, machine: String) {
            let labels = Labels { title: &title, machine: &machine, date: "" };
            let picture = standalone(&[], &machine, true, &labels);
            prop_assert!(roxmltree::Document::parse(&picture).is_ok());
        }
    }
}
