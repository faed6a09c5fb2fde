//! One figure: what was measured, how sure it is, and what was promised.

use serde_json::{Value, json};
use std::fmt;

/// What was promised about a figure.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// It is at least this.
    AtLeast(f64),
    /// It is at most this.
    AtMost(f64),
    /// It lies between these.
    Between(f64, f64),
    /// Nothing: it is there for comparison.
    None,
}

/// One figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// The median, in `unit`.
    pub value: f64,
    /// Its 95 % interval, where there is one.
    pub ci95: Option<(f64, f64)>,
    /// What it counts: "×", "ms", "KB".
    pub unit: &'static str,
    /// What was promised.
    pub goal: Goal,
}

impl Figure {
    /// A ratio.
    pub fn ratio(
        name: impl Into<String>,
        value: f64,
        ci95: Option<(f64, f64)>,
        goal: Goal,
    ) -> Self {
        Self { name: name.into(), value, ci95, unit: "×", goal }
    }

    /// A quantity without an interval.
    pub fn plain(name: impl Into<String>, value: f64, unit: &'static str, goal: Goal) -> Self {
        Self { name: name.into(), value, ci95: None, unit, goal }
    }

    /// Whether something was promised.
    pub fn is_goal(&self) -> bool {
        !matches!(self.goal, Goal::None)
    }

    /// Whether the value keeps the promise, if there is one.
    pub fn is_met(&self) -> bool {
        match self.goal {
            Goal::AtLeast(least) => self.value >= least,
            Goal::AtMost(most) => self.value <= most,
            Goal::Between(least, most) => (least..=most).contains(&self.value),
            Goal::None => true,
        }
    }
}

/// The head of the table that figures are the rows of.
pub fn heading() {
    println!("{:<52} {:>10} {:>18}   {:<16} met", "figure", "median", "95 % interval", "goal");
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = format!("{:.2} {}", self.value, self.unit);
        let ci95 =
            self.ci95.map_or("–".to_owned(), |(low, high)| format!("{low:.2} – {high:.2}"));
        let goal = match self.goal {
            Goal::AtLeast(least) => format!("≥ {least}"),
            Goal::AtMost(most) => format!("≤ {most}"),
            Goal::Between(least, most) => format!("{least} – {most}"),
            Goal::None => "–".to_owned(),
        };
        let met = match self.goal {
            Goal::None => "–",
            _ if self.is_met() => "yes",
            _ => "NO",
        };
        write!(f, "{:<52} {value:>10} {ci95:>18}   {goal:<16} {met}", self.name)
    }
}

/// All figures, for tools.
pub fn json(figures: &[Figure]) -> String {
    let rows: Vec<Value> = figures
        .iter()
        .map(|it| {
            let goal = match it.goal {
                Goal::AtLeast(least) => json!({ "atLeast": least }),
                Goal::AtMost(most) => json!({ "atMost": most }),
                Goal::Between(least, most) => json!({ "atLeast": least, "atMost": most }),
                Goal::None => json!(null),
            };
            json!({
                "name": it.name, "value": it.value, "ci95": it.ci95, "unit": it.unit,
                "goal": goal, "met": it.is_met(),
            })
        })
        .collect();
    format!("{:#}\n", json!({ "figures": rows }))
}
