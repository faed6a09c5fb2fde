//! What the strategies gain over one thread, as the page itself says.

use crate::figure::{Figure, Goal};
use crate::visit::Visit;
use crate::{Effort, Outcome};
use serde::Deserialize;
use std::time::Duration;

/// Lanes of every strategy: as many as the smallest machine has cores.
const WORKERS: u32 = 2;

/// A race of many rounds ends within this.
const LONG_RACE: Duration = Duration::from_secs(85);

/// Rounds where nothing is promised: some of those races wait for seconds in each.
const FEW_ROUNDS: u32 = 15;

const READ: &str = "[...document.querySelectorAll('tr[data-strategy]')].map(({ dataset }) => ({
  strategy: dataset.strategy, speedup: Number(dataset.speedup),
  low: Number(dataset.speedupLow ?? dataset.speedup), high: Number(dataset.speedupHigh ?? dataset.speedup),
}))";

/// The speed-up of one strategy.
#[derive(Deserialize)]
struct Gain {
    strategy: String,
    speedup: f64,
    low: f64,
    high: f64,
}

/// Races the workloads whose speed-up is promised, and those where it is good to know.
///
/// # Errors
/// When a race fails.
pub async fn measure(visit: &Visit, effort: &Effort) -> Outcome<Vec<Figure>> {
    let mut figures = Vec::new();
    for workload in ["sum-of-squares", "primes", "mandelbrot"] {
        let gains = race(visit, workload, effort.rounds).await?;
        figures.push(figure(&gains, "threads", workload, Goal::AtLeast(1.85))?);
        figures.push(figure(&gains, "processes", workload, Goal::AtLeast(1.8))?);
        figures.push(figure(&gains, "threads-gil", workload, Goal::Between(0.9, 1.05))?);
    }
    for workload in ["monte-carlo", "blur", "download", "scrape"] {
        let gains = race(visit, workload, effort.rounds.min(FEW_ROUNDS)).await?;
        for strategy in ["threads", "processes", "threads-gil"] {
            figures.push(figure(&gains, strategy, workload, Goal::None)?);
        }
    }
    let waits = race(visit, "wait", effort.rounds).await?;
    let least = 0.95 * f64::from(WORKERS);
    for strategy in ["threads", "processes"] {
        figures.push(figure(&waits, strategy, "wait", Goal::AtLeast(least))?);
    }
    let (gil, free) = (find(&waits, "threads-gil")?, find(&waits, "threads")?);
    let (ratio, ci95) = (gil.speedup / free.speedup, (gil.low / free.high, gil.high / free.low));
    let goal = Goal::Between(0.9, 1.1);
    figures.push(Figure::ratio("wait: threads-gil ÷ threads", ratio, Some(ci95), goal));
    Ok(figures)
}

async fn race(visit: &Visit, workload: &str, rounds: u32) -> Outcome<Vec<Gain>> {
    let strategies = "sequential,threads-gil,threads,processes";
    let query =
        format!("?workload={workload}&strategies={strategies}&workers={WORKERS}&repeats={rounds}");
    visit.open(&query).await?;
    visit.press("run").await?;
    let ended = "document.querySelector('main:is([data-state=done], [data-state=failed])')";
    visit.wait(ended, LONG_RACE).await?;
    visit.finish().await?;
    visit.look(READ).await
}

fn find<'a>(gains: &'a [Gain], strategy: &str) -> Outcome<&'a Gain> {
    let gain = gains.iter().find(|gain| gain.strategy == strategy);
    Ok(gain.ok_or_else(|| format!("{strategy} was not raced"))?)
}

fn figure(gains: &[Gain], strategy: &str, workload: &str, goal: Goal) -> Outcome<Figure> {
    let gain = find(gains, strategy)?;
    let name = format!("{workload}: {strategy}, speed-up on {WORKERS} workers");
    Ok(Figure::ratio(name, gain.speedup, Some((gain.low, gain.high)), goal))
}
