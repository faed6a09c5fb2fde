//! Rules that read the sweeps: how many workers are enough, and from which size a strategy pays.

use super::{Evidence, Rule};
use crate::figure::{self, Figure};
use crate::stats::Interval;
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
        let mut figures = of(&figure::figures(swept(evidence, SweepKind::Scaling)?), fastest);
        figures.sort_by_key(Figure::workers);
        let beaten = |own: &Figure| figures.iter().any(|other| is_faster(other, own));
        let enough = figures.iter().find(|figure| !beaten(figure))?;
        let most = figures.last().filter(|most| most.workers() > enough.workers())?;
        Some(format!(
            "{} with {} {} was {} as fast as Sequential, and no number of workers up to {} was \
             clearly faster: more do not pay.",
            fastest.title(),
            enough.workers(),
            if enough.workers() == 1 { "worker" } else { "workers" },
            speed(enough),
            most.workers()
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
        let mut figures = of(&figure::figures(swept(evidence, SweepKind::Crossover)?), fastest);
        figures.sort_by_key(|figure| figure.cell.size);
        let largest = figures.last()?;
        let losing = figures.iter().rposition(|figure| !gains(figure));
        let title = fastest.title();
        let Some(first) = figures.get(losing.map_or(0, |at| at + 1)) else {
            return Some(format!(
                "In the sweep over sizes, {title} did not clearly pay at the largest size, {}: it \
                 was {} as fast as Sequential.",
                size(largest),
                speed(largest)
            ));
        };
        let below = losing.and_then(|at| figures.get(at)).map_or_else(
            || ", the smallest size that was tried".to_owned(),
            |figure| format!("; at size {} it was {}", size(figure), speed(figure)),
        );
        Some(format!(
            "In the sweep over sizes, {title} clearly paid from size {} on: {} as fast as \
             Sequential there{below}.",
            size(first),
            speed(first)
        ))
    },
};

fn swept<'a>(evidence: &Evidence<'a>, kind: SweepKind) -> Option<&'a Swept> {
    evidence.sweeps.iter().copied().find(|swept| swept.sweep.kind == kind && swept.complete)
}

/// The figures of `strategy` that have an interval.
fn of(figures: &[Figure], strategy: Strategy) -> Vec<Figure> {
    let own = figures.iter().filter(|figure| figure.cell.strategy == strategy);
    own.filter(|figure| interval(figure).is_some()).cloned().collect()
}

fn interval(figure: &Figure) -> Option<Interval> {
    figure.speedup?.ci95
}

fn gains(figure: &Figure) -> bool {
    interval(figure).is_some_and(|(low, _)| low > 1.0)
}

fn is_faster(one: &Figure, other: &Figure) -> bool {
    one.speedup.zip(other.speedup).is_some_and(|(one, other)| one.clearly_faster_than(&other))
}

fn size(figure: &Figure) -> String {
    unit::grouped(figure.cell.size.into())
}

fn speed(figure: &Figure) -> String {
    let ratio = figure.speedup.map_or(f64::NAN, |speedup| speedup.ratio);
    let (low, high) = interval(figure).unwrap_or((ratio, ratio));
    format!("{} ({}–{})", unit::show_ratio(ratio), unit::digits(low), unit::digits(high))
}
