//! What the rules look at: one race, with the parts of its median samples.

use crate::notice::Notice;
use crate::outcome::Outcome;
use crate::outcome::doubt;
use crate::phases::{self, Bar, Part, Parts, Which};
use crate::receipt::{LaneTime, Millis};
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
        let bars = phases::bars(&state.samples, race.workers, None);
        let rows: Vec<_> =
            outcomes.iter().filter_map(|outcome| row(state, outcome, &bars)).collect();
        let noise = doubt::doubts(state).into_iter().find_map(|notice| match notice {
            Notice::NoisyMachine { low, high } => Some((low, high)),
            _ => None,
        });
        let sweeps = [&state.scaling, &state.crossover].into_iter().flatten();
        (!rows.is_empty()).then(|| Self {
            workload,
            size: state.size.or(race.size).unwrap_or(0),
            schedule: race.schedule,
            rows,
            verdict: verdict::judge(outcomes),
            noise,
            parallelism: state.probe.and_then(|probe| probe.effective_parallelism),
            sweeps: sweeps.filter(|swept| swept.sweep.workload == race.workload).collect(),
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
        self.interval().is_some_and(|(low, _)| low > 1.0)
    }

    /// Whether it is faster than `other` beyond doubt.
    pub fn beats(&self, other: &Self) -> bool {
        self.speedup.zip(other.speedup).is_some_and(|(own, other)| own.clearly_faster_than(&other))
    }

    /// "1.90× (1.80–2.00)".
    pub fn speed(&self) -> String {
        let Some(speedup) = self.speedup else { return "–".to_owned() };
        let ratio = unit::show_ratio(speedup.ratio);
        match speedup.ci95 {
            Some((low, high)) => format!("{ratio} ({}–{})", unit::digits(low), unit::digits(high)),
            None => ratio,
        }
    }

    /// "Threads 1.90× (1.80–2.00)".
    pub fn named_speed(&self) -> String {
        format!("{} {}", self.strategy.title(), self.speed())
    }

    fn interval(&self) -> Option<Interval> {
        self.speedup?.ci95
    }
}

fn row<'a>(state: &'a State, outcome: &Outcome, bars: &[Bar]) -> Option<Row<'a>> {
    let Outcome { strategy, shape, summary, speedup, .. } = *outcome;
    let own = |which| bars.iter().find(|bar| bar.strategy == strategy && bar.which == which);
    let warm = own(Which::Median)?;
    let key = samples::default_sample(&state.samples, strategy)?;
    let lanes = samples::find(&state.samples, key).map_or(&[][..], |sample| &sample.lanes);
    let start = |bar: &Bar| (bar.makespan_ms, bar.parts.get(Part::Start));
    Some(Row {
        strategy,
        shape,
        summary: summary?,
        speedup,
        parts: warm.parts,
        makespan_ms: warm.makespan_ms,
        lanes,
        cold: own(Which::Cold).map(start),
    })
}
