//! Rules that say why nothing can be said.

use super::{Evidence, Rule};
use crate::unit;

/// Nothing to compare with.
pub const ALONE: Rule = Rule {
    id: "alone",
    when: "the baseline was not measured, or nothing else was",
    ends: true,
    says: |evidence| match (&evidence.rows[..], evidence.base()) {
        ([only], _) => Some(format!(
            "No advice: only {} was measured, so there is nothing to compare it with.",
            only.strategy.title()
        )),
        (_, None) => {
            Some("No advice: Sequential was not measured, so there is no baseline.".to_owned())
        }
        _ => None,
    },
};

/// Too few rounds for an interval.
pub const FEW: Rule = Rule {
    id: "few",
    when: "there are too few rounds for intervals",
    ends: true,
    says: |evidence| {
        let few = evidence.rows.iter().find(|row| row.summary.ci95.is_none())?;
        let (count, title) = (few.summary.count, few.strategy.title());
        let samples = if count == 1 { "sample" } else { "samples" };
        Some(format!(
            "No advice yet: {count} {samples} of {title} give no interval. Run at least 3 rounds."
        ))
    },
};

/// A machine that is busy with something else.
pub const NOISY: Rule =
    Rule { id: "noisy", when: "the A/A control differs from itself", ends: true, says: noisy };

fn noisy(evidence: &Evidence<'_>) -> Option<String> {
    let (low, high) = evidence.noise?;
    Some(format!(
        "No advice: Sequential, timed twice in every round, differed from itself: one took {} to \
         {} times as long as the other. Close what else is busy, and run again.",
        unit::digits(low),
        unit::digits(high)
    ))
}
