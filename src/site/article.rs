//! A lesson as a page: what stands above the race, and what stands below it.

use super::address::SiteAddress;
use super::card;
use super::code::Paint;
use super::html::plain;
use super::markdown::{blocks, sentence};
use super::oembed::Offer;
use super::template::Template;
use super::{Error, LESSONS, source};
use crate::lab::program;
use crate::lesson::{ALL, Lesson, Picture, Prediction, TEXTS, Text};

/// The longest description of a page, in characters: search engines show no more.
const DESCRIPTION: usize = 155;

/// Where the page of a lesson lies, from the top of the site.
pub fn path(id: &str) -> String {
    format!("{LESSONS}/{id}.html")
}

/// The page of the lesson at this place of the list.
///
/// # Errors
/// When the home page lacks a part, or a file of the lesson cannot be read.
pub fn page(
    home: &Template,
    place: usize,
    site: Option<&SiteAddress>,
    paint: &Paint,
) -> Result<String, Error> {
    let (lesson, text) = (&ALL[place], &TEXTS[place]);
    let card = card::tags(site, &path(lesson.id), text.question, &description(text));
    let page = home
        .with("about", &about(text))?
        .with("card", &[card, offer(place).tag(site)].join("\n"))?
        .with("brand", BRAND)?
        .with("tab", &tab(lesson.id))?
        .with("before", &above(place, lesson, text, paint)?)?
        .with("after", &below(place, text, paint)?)?;
    Ok(page.finish())
}

/// The name of the site where it is not the title of the page.
pub const BRAND: &str = "<p class=\"brand\"><a href=\"./\">Makespan</a></p>";

/// What other sites may show for a link to the lesson at this place of the list.
pub fn offer(place: usize) -> Offer<'static> {
    Offer { lesson: Some(ALL[place].id), title: TEXTS[place].question }
}

/// The way out of a frame without any script; the home page's would lead to itself.
fn tab(id: &str) -> String {
    format!(
        "<a class=\"own-tab\" href=\"{}\" target=\"_blank\" rel=\"noopener\">Open it in its own tab</a>",
        path(id)
    )
}

fn about(text: &Text) -> String {
    format!(
        "<base href=\"../\" />\n<title>{} – Makespan</title>\n\
         <meta name=\"description\" content=\"{}\" />",
        plain(text.title),
        plain(&description(text)),
    )
}

/// The question, and as much of what follows as is shown.
fn description(text: &Text) -> String {
    let words = [text.question, " ", &plain_words(text.opening)].concat();
    let words: String = words.chars().take(DESCRIPTION).collect();
    [words.rsplit_once(' ').map_or(&*words, |(words, _)| words), " …"].concat()
}

/// The words of a piece of Markdown that has no links or code in it worth keeping.
fn plain_words(markdown: &str) -> String {
    let words = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace(['*', '`'], "")
}

fn above(place: usize, lesson: &Lesson, text: &Text, paint: &Paint) -> Result<String, Error> {
    let (kind, race) = match lesson.preset {
        Some(_) => ("lesson", "The race"),
        None => ("lesson raceless", "The lab"),
    };
    Ok(format!(
        "<section class=\"{kind}\" data-lesson=\"{id}\" aria-labelledby=\"lesson-title\">\n\
         <p class=\"place\"><a href=\"./#course\">The course</a>, lesson {number} of {all}</p>\n\
         <h1 id=\"lesson-title\">{question}</h1>\n\
         <div class=\"prose\">\n{opening}</div>\n{picture}{prediction}{program}\
         <h2 id=\"try\">{race}</h2>\n<div class=\"prose\">\n{watch}</div>\n\
         </section>",
        id = lesson.id,
        number = place + 1,
        all = ALL.len(),
        question = plain(text.question),
        opening = blocks(text.opening),
        picture = text.picture.as_ref().map(picture).unwrap_or_default(),
        prediction = prediction(&text.prediction),
        program = program_of(lesson, text, paint)?,
        watch = blocks(text.watch),
    ))
}

fn picture(Picture { svg, caption }: &Picture) -> String {
    format!(
        "<figure class=\"everyday\">\n{svg}<figcaption>{}</figcaption>\n</figure>\n",
        sentence(caption)
    )
}

/// Every choice opens to its verdict: that needs no program and works with a keyboard.
fn prediction(prediction: &Prediction) -> String {
    let choice = |(place, words): (usize, &&str)| {
        let (kind, verdict) = if place == prediction.answer {
            ("right", "Yes.".to_owned())
        } else {
            ("wrong", format!("No: {}.", lower(prediction.choices[prediction.answer])))
        };
        format!(
            "<details name=\"guess\" class=\"{kind}\" data-guess=\"{place}\">\
             <summary>{}</summary><p>{}</p></details>\n",
            sentence(words),
            sentence(&verdict)
        )
    };
    let choices: String = prediction.choices.iter().enumerate().map(choice).collect();
    format!(
        "<section class=\"guess\" aria-labelledby=\"guess-title\">\n\
         <h2 id=\"guess-title\">What do you think?</h2>\n<p>{}</p>\n{choices}\
         <p class=\"why\">{}</p>\n</section>\n",
        sentence(prediction.ask),
        sentence(prediction.why)
    )
}

/// A sentence as it goes on after a colon; names keep their capitals.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next();
    let is_word =
        letters.clone().next().is_some_and(|letter| letter.is_lowercase() || letter == ' ');
    match first {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// The button is a link, so that it leads to the lab before any program has arrived.
fn program_of(lesson: &Lesson, text: &Text, paint: &Paint) -> Result<String, Error> {
    let Some(program) = text.program.and_then(program::find) else { return Ok(String::new()) };
    Ok(format!(
        "<h2>The program</h2>\n<figure class=\"program\">\n\
         <pre tabindex=\"0\" aria-label=\"{title}\"><code>{code}</code></pre>\n\
         <figcaption><a class=\"quiet\" href=\"{page}?view=python\" data-open=\"python\" \
         data-program=\"{id}\">Run it in Python</a></figcaption>\n</figure>\n",
        title = plain(program.title),
        code = paint.python(program.code)?,
        page = path(lesson.id),
        id = program.id
    ))
}

fn below(place: usize, text: &Text, paint: &Paint) -> Result<String, Error> {
    let figures: String = text
        .figures
        .iter()
        .map(|figure| format!("<div class=\"figure\" data-figure=\"{}\"></div>\n", figure.id()))
        .collect();
    let remember: String =
        text.remember.iter().map(|line| format!("<li>{}</li>\n", sentence(line))).collect();
    Ok(format!(
        "<section class=\"lesson\" aria-label=\"What it means\">\n{figures}\
         <h2>Why</h2>\n<div class=\"prose\">\n{}</div>\n{}\
         <h2>To remember</h2>\n<ul class=\"remember\">\n{remember}</ul>\n{}</section>",
        blocks(text.explanation),
        sources(text, paint)?,
        neighbours(place)
    ))
}

fn sources(text: &Text, paint: &Paint) -> Result<String, Error> {
    let source = |file: &&str| {
        Ok(format!(
            "<details class=\"source\">\n<summary>The Rust that runs: <code>{file}</code></summary>\n\
             <pre tabindex=\"0\" aria-label=\"{file}\"><code>{}</code></pre>\n\
             <p><a href=\"{}\">The same on a page of its own</a></p>\n</details>\n",
            paint.rust(&source::text(file)?)?,
            source::path(file)
        ))
    };
    text.sources.iter().map(source).collect()
}

fn neighbours(place: usize) -> String {
    let link = |place: Option<usize>, rel: &str, words: &str| {
        let (lesson, text) = place.and_then(|place| ALL.get(place).zip(TEXTS.get(place)))?;
        let title = plain(text.title);
        Some(format!(
            "<a rel=\"{rel}\" href=\"{}\"><span>{words}</span> {title}</a>\n",
            path(lesson.id)
        ))
    };
    let previous = link(place.checked_sub(1), "prev", "Previous").unwrap_or_default();
    let next = link(Some(place + 1), "next", "Next").unwrap_or_default();
    format!(
        "<nav class=\"neighbours\" aria-label=\"Lessons beside this one\">\n{previous}\
         <a href=\"./#course\">All lessons</a>\n{next}</nav>\n"
    )
}
