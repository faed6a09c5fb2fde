//! Rules that read the sweeps: how many workers are enough, and from which size a strategy pays.

use super::evidence::speed;
use super::{Evidence, Rule};
use crate::crossover::crossing;
use crate::figure::{self, Figure};
use crate::scaling;
use crate::strategy::Strategy;
use crate::sweep::{SweepKind, Swept};
use crate::unit;

/// Workers beyond which nothing is gained.
pub const ENOUGH_WORKERS: Rule = Rule {
    id: "enough-workers",
    when: "the fastest strategy was swept over the number of workers, and stops gaining",
    ends: false,
    says: |evidence| {
        let fastest = evidence.fastest().filter(|row| row.gains())?.strategy;
        // Two numbers, of processes and of threads, are not more or fewer than two others.
        if fastest == Strategy::ProcessesThreads {
            return None;
        }
        let figures = figure::figures(swept(evidence, SweepKind::Scaling)?);
        let figures = scaling::of_strategy(&figures, fastest);
        let enough = scaling::knee(&figures).filter(|enough| !enough.is_last)?;
        Some(format!(
            "{} with {} {} was {} as fast as Sequential, and no number of workers up to {} was \
             clearly faster.",
            fastest.title(),
            enough.workers,
            if enough.workers == 1 { "worker" } else { "workers" },
            speed(Some(enough.speedup)),
            figures.last()?.workers()
        ))
    },
};

/// The size from which on a strategy pays.
pub const PAYS_FROM: Rule = Rule {
    id: "pays-from",
    when: "the fastest strategy was swept over sizes",
    ends: false,
    says: |evidence| {
        let fastest = evidence.fastest()?.strategy;
        let figures = figure::figures(swept(evidence, SweepKind::Crossover)?);
        let figures = of(&figures, fastest);
        let largest = figures.last()?;
        let losing = figures.iter().rposition(|figure| !pays(figure));
        let title = fastest.title();
        let Some(first) = figures.get(losing.map_or(0, |at| at + 1)) else {
            return Some(format!(
                "In the sweep over sizes, {title} did not clearly pay at the largest size, {}: it \
                 was {} as fast as Sequential.",
                size(largest),
                speed(largest.speedup)
            ));
        };
        let below = losing.and_then(|at| figures.get(at)).map_or_else(
            || ", the smallest size that was tried".to_owned(),
            |figure| format!("; at size {} it was {}", size(figure), speed(figure.speedup)),
        );
        Some(format!(
            "In the sweep over sizes, {title} clearly paid from size {} on: {} as fast as \
             Sequential there{below}.",
            size(first),
            speed(first.speedup)
        ))
    },
};

fn pays(figure: &Figure) -> bool {
    figure.speedup.as_ref().is_some_and(crossing::is_paying)
}

fn swept<'a>(evidence: &Evidence<'a>, kind: SweepKind) -> Option<&'a Swept> {
    evidence.sweeps.iter().copied().find(|swept| swept.sweep.kind == kind && swept.complete)
}

/// The figures of `strategy` that have an interval, smallest size first.
fn of(figures: &[Figure], strategy: Strategy) -> Vec<&Figure> {
    let own = figures.iter().filter(|figure| figure.cell.strategy == strategy);
    let mut own: Vec<_> = own.filter(|it| it.speedup.is_some_and(|it| it.ci95.is_some())).collect();
    own.sort_by_key(|figure| figure.cell.size);
    own
}

fn size(figure: &Figure) -> String {
    unit::grouped(figure.cell.size.into())
}
