//! What the rules look at: one race, with the parts of its median samples.

use crate::notice::Notice;
use crate::outcome::Outcome;
use crate::outcome::doubt;
use crate::phases::{Part, Parts};
use crate::receipt::{LaneTime, Millis, Sample};
use crate::run::State;
use crate::samples;
use crate::schedule::Schedule;
use crate::stats::{Interval, Speedup, Summary};
use crate::strategy::{Shape, Strategy};
use crate::sweep::Swept;
use crate::unit;
use crate::verdict::{self, Verdict};
use crate::workload::{self, Workload};

/// Everything that was measured in one race, as far as the rules need it.
pub struct Evidence<'a> {
    /// Whether it was measured elsewhere, and comes from a file.
    pub is_imported: bool,
    /// What was raced.
    pub workload: &'static Workload,
    /// At which size.
    pub size: u32,
    /// Who took which chunk.
    pub schedule: Schedule,
    /// Every strategy with a warm sample, in the order of the page.
    pub rows: Vec<Row<'a>>,
    /// Who won.
    pub verdict: Verdict,
    /// How far the baseline differed from itself, where that is too far.
    pub noise: Option<Interval>,
    /// How many times faster so many lanes together were than one.
    pub parallelism: Option<(f64, u32)>,
    /// The sweeps of this workload.
    pub sweeps: Vec<&'a Swept>,
}

/// One strategy.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// Which.
    pub strategy: Strategy,
    /// Its shape.
    pub shape: Shape,
    /// Its warm samples in short.
    pub summary: Summary,
    /// How many times as fast as the baseline.
    pub speedup: Option<Speedup>,
    /// Where the time of its median sample went.
    pub parts: Parts,
    /// The makespan of that sample, in milliseconds.
    pub makespan_ms: Millis,
    /// What its lanes did in that sample.
    pub lanes: &'a [LaneTime],
    /// Its cold start: the makespan, and the start of processes and pools within it.
    pub cold: Option<(Millis, Millis)>,
}

impl<'a> Evidence<'a> {
    /// What a race that is over says; none before there is a warm sample of a known workload.
    pub fn new(state: &'a State, outcomes: &[Outcome]) -> Option<Self> {
        let race = state.race.as_ref()?;
        let workload = workload::find(&race.workload)?;
        let rows: Vec<_> =
            outcomes.iter().filter_map(|outcome| row(&state.samples, outcome)).collect();
        let noise = doubt::doubts(state).into_iter().find_map(|notice| match notice {
            Notice::NoisyMachine { low, high } => Some((low, high)),
            _ => None,
        });
        let is_imported = state.imported.is_some();
        // Sweeps were measured here, and say nothing about another machine.
        let sweeps = [&state.scaling, &state.crossover].into_iter().flatten();
        let sweeps = sweeps.filter(|swept| !is_imported && swept.sweep.workload == race.workload);
        (!rows.is_empty()).then(|| Self {
            is_imported,
            workload,
            size: state.size.or(race.size).unwrap_or(0),
            schedule: race.schedule,
            rows,
            verdict: verdict::judge(outcomes),
            noise,
            parallelism: state.probe.and_then(|probe| probe.effective_parallelism),
            sweeps: sweeps.collect(),
        })
    }

    /// What was measured about `strategy`.
    pub fn row(&self, strategy: Strategy) -> Option<&Row<'a>> {
        self.rows.iter().find(|row| row.strategy == strategy)
    }

    /// The baseline.
    pub fn base(&self) -> Option<&Row<'a>> {
        self.row(Strategy::Sequential)
    }

    /// The strategy with the lowest median, apart from the baseline.
    pub fn fastest(&self) -> Option<&Row<'a>> {
        let others = self.rows.iter().filter(|row| row.strategy != Strategy::Sequential);
        others.reduce(
            |one, other| {
                if other.summary.median < one.summary.median { other } else { one }
            },
        )
    }

    /// The strategies that start processes.
    pub fn with_processes(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| row.shape.children)
    }

    /// The share of the baseline's makespan that the work itself waited.
    pub fn pause_share(&self) -> f64 {
        self.base().map_or(0.0, |base| base.share(Part::Pause))
    }
}

impl Row<'_> {
    /// The share of `part` in the median sample, 0 to 1.
    pub fn share(&self, part: Part) -> f64 {
        if self.makespan_ms > 0.0 { self.parts.get(part) / self.makespan_ms } else { 0.0 }
    }

    /// Whether it is faster than the baseline beyond doubt.
    pub fn gains(&self) -> bool {
        self.speedup.is_some_and(|it| it.is_clear() && it.ratio > 1.0)
    }

    /// Whether it is faster than `other` beyond doubt.
    pub fn beats(&self, other: &Self) -> bool {
        self.speedup.zip(other.speedup).is_some_and(|(own, other)| own.clearly_faster_than(&other))
    }

    /// "1.90× (1.80–2.00)".
    pub fn speed(&self) -> String {
        speed(self.speedup)
    }

    /// "Threads 1.90× (1.80–2.00)".
    pub fn named_speed(&self) -> String {
        format!("{} {}", self.strategy.title(), self.speed())
    }

    /// Whether it is known where the time of the median sample went: a result that comes from a
    /// file may say only how long it took.
    pub fn is_itemised(&self) -> bool {
        self.parts.total() > 0.0
    }
}

/// "1.90× (1.80–2.00)"; "–" for none.
pub fn speed(speedup: Option<Speedup>) -> String {
    let Some(Speedup { ratio, ci95 }) = speedup else { return "–".to_owned() };
    let ratio = unit::show_ratio(ratio);
    match ci95 {
        Some((low, high)) => format!("{ratio} ({}–{})", unit::digits(low), unit::digits(high)),
        None => ratio,
    }
}

fn row<'a>(samples: &'a [Sample], outcome: &Outcome) -> Option<Row<'a>> {
    let Outcome { strategy, shape, summary, speedup, .. } = *outcome;
    let median = samples::find(samples, samples::default_sample(samples, strategy)?)?;
    let cold = samples.iter().find(|sample| sample.strategy == strategy && sample.cold);
    let start = |sample: &Sample| (sample.makespan_ms, Parts::of(sample).get(Part::Start));
    Some(Row {
        strategy,
        shape,
        summary: summary?,
        speedup,
        parts: Parts::of(median),
        makespan_ms: median.makespan_ms,
        lanes: &median.lanes,
        cold: cold.map(start),
    })
}
