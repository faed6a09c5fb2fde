//! Which strategy to reach for, and why: rules that read the visitor's own measurements.
//!
//! Every rule is a pure function in [`RULES`]: it looks at the [`Evidence`] and gives a sentence
//! that quotes the figures it rests on, or nothing.

mod causes;
mod choices;
mod doubts;
mod evidence;
mod finding;
pub mod summary;
mod sweeps;

pub use causes::megabytes;
pub use evidence::{Evidence, Row};
pub use finding::{Finding, Limit, finding, keep};

/// A rule: one reason to take a strategy, or to leave it.
pub struct Rule {
    /// The stable name, for the DOM.
    pub id: &'static str,
    /// When it has something to say, for whoever reads the list.
    pub when: &'static str,
    /// Whether nothing else can be said when this applies.
    pub ends: bool,
    /// The sentence, with its figures; none when the rule does not apply.
    pub says: fn(&Evidence<'_>) -> Option<String>,
}

/// Every rule, in the order a visitor reads the sentences: doubts, what to choose, why.
pub static RULES: &[Rule] = &[
    doubts::ALONE,
    doubts::FEW,
    doubts::NOISY,
    choices::BEST,
    choices::TIE,
    choices::SEQUENTIAL,
    choices::PYTHON_THREADS,
    choices::PYTHON_PROCESSES,
    choices::PYTHON_NEITHER,
    choices::FREE_THREADS,
    choices::FREE_PROCESSES,
    choices::COMBINED,
    causes::COPYING,
    causes::TALKING,
    causes::MEMORY,
    causes::START_UP,
    causes::ONE_SHOT,
    causes::MERGE,
    causes::IMBALANCE,
    causes::CROWD,
    sweeps::ENOUGH_WORKERS,
    sweeps::PAYS_FROM,
];

/// What the rules say: the name of each that applies, and its sentence.
pub fn advise(evidence: &Evidence<'_>) -> Vec<(&'static str, String)> {
    let mut said = vec![];
    for rule in RULES {
        if let Some(sentence) = (rule.says)(evidence) {
            said.push((rule.id, sentence));
            if rule.ends {
                break;
            }
        }
    }
    said
}

#[cfg(test)]
mod tests;
