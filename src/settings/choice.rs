//! Settings that are one of a few names.

use serde::{Deserialize, Serialize};

/// A closed list of values, each with the stable name it has in links.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value, in the order the page shows them; the first is the default.
    const ALL: &'static [Self];

    /// The stable name.
    fn id(self) -> &'static str;

    /// The value with this stable name.
    fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.id() == id)
    }
}

/// How the results are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// One bar a strategy.
    #[default]
    Bars,
    /// Where the time went.
    Receipt,
    /// Who ran when.
    Timeline,
    /// Speed-up over the number of workers.
    Scaling,
    /// The size from which on one strategy beats another.
    Crossover,
    /// The numbers alone.
    Table,
    /// The lab for Python programs.
    Python,
}

impl Choice for View {
    const ALL: &'static [Self] = &[
        Self::Bars,
        Self::Receipt,
        Self::Timeline,
        Self::Scaling,
        Self::Crossover,
        Self::Table,
        Self::Python,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Receipt => "receipt",
            Self::Timeline => "timeline",
            Self::Scaling => "scaling",
            Self::Crossover => "crossover",
            Self::Table => "table",
            Self::Python => "python",
        }
    }
}

/// What starts the race.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunMode {
    /// The visitor's click or key.
    #[default]
    Click,
    /// The page, as soon as the engine is there.
    Auto,
}

impl Choice for RunMode {
    const ALL: &'static [Self] = &[Self::Click, Self::Auto];

    fn id(self) -> &'static str {
        match self {
            Self::Click => "click",
            Self::Auto => "auto",
        }
    }
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the system prefers.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Choice for Theme {
    const ALL: &'static [Self] = &[Self::Auto, Self::Light, Self::Dark];

    fn id(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Choice + Default + std::fmt::Debug>(ids: &str) {
        let listed: Vec<_> = T::ALL.iter().map(|choice| choice.id()).collect();
        assert_eq!(listed.join(" "), ids);
        assert!(T::ALL.iter().all(|&choice| T::find(choice.id()) == Some(choice)));
        assert_eq!(T::find(""), None);
        assert_eq!(T::default(), T::ALL[0]);
    }

    #[test]
    fn names_are_the_published_ones() {
        check::<View>("bars receipt timeline scaling crossover table python");
        check::<RunMode>("click auto");
        check::<Theme>("auto light dark");
    }
}
