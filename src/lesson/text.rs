//! The words of a lesson. What is called Markdown may hold HTML; its links start from the top of
//! the site.

use super::Figure;

/// Everything a lesson says, in the order of its page.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// A few words for lists and for the name of the tab.
    pub title: &'static str,
    /// What the lesson answers.
    pub question: &'static str,
    /// The scene, without the answer: Markdown.
    pub opening: &'static str,
    /// The everyday picture that stands for it.
    pub picture: Option<Picture>,
    /// What the visitor is asked to guess.
    pub prediction: Prediction,
    /// The Python program, by its name in [`crate::lab::program`].
    pub program: Option<&'static str>,
    /// What to look at when program and race run: Markdown. It stands above the race.
    pub watch: &'static str,
    /// The live figures, in the order of the page.
    pub figures: &'static [Figure],
    /// Why it is so, and what follows: Markdown.
    pub explanation: &'static str,
    /// The files that really run underneath, from the top of the project.
    pub sources: &'static [&'static str],
    /// What to remember: a sentence each.
    pub remember: [&'static str; 3],
}

/// A drawing of something everybody has seen.
#[derive(Clone, Copy, Debug)]
pub struct Picture {
    /// The drawing, as SVG: the text of its file.
    pub svg: &'static str,
    /// What it shows.
    pub caption: &'static str,
}

/// A guess before the answer.
#[derive(Clone, Copy, Debug)]
pub struct Prediction {
    /// The question.
    pub ask: &'static str,
    /// What can be guessed.
    pub choices: [&'static str; 3],
    /// The place of the right choice, from 0.
    pub answer: usize,
    /// Why that is right and the others are not: shown after the guess.
    pub why: &'static str,
}
