//! What a sweep over the number of workers says, in plain sentences.

use super::amdahl::{Fit, Quality};
use super::grid::Square;
use super::{Curve, Scaling};
use crate::stats::Interval;
use crate::strategy::Strategy;
use crate::unit;

/// One sentence for each strategy, and one for processes × threads.
pub fn sentences(scaling: &Scaling) -> Vec<String> {
    let curve = |curve: &Curve| format!("{}: {}", curve.strategy.title(), pays(curve));
    let grid = scaling.grid.iter().map(|grid| {
        let fastest = fastest(&grid.fastest(), grid.squares.len());
        format!("{}: {fastest}", Strategy::ProcessesThreads.title())
    });
    scaling.curves.iter().map(curve).chain(grid).collect()
}

/// Up to which number of workers a strategy pays: "1.93× with 2 threads; more than 2 were not …".
pub fn pays(curve: &Curve) -> String {
    let Some(knee) = curve.knee else { return without_interval(curve) };
    let count = knee.workers;
    let with =
        format!("{} with {}", unit::show_ratio(knee.speedup.ratio), workers(curve.strategy, count));
    let gains = knee.speedup.ci95.is_some_and(|(low, _)| low > 1.0);
    let gain = if gains { "" } else { ", not clearly faster than without" };
    match (count, knee.is_last) {
        (1, true) => format!("{with}; more were not tried."),
        (1, false) => format!("{with}; {}.", no_gain(curve.strategy)),
        (_, true) => format!("{with}, the most that were tried{gain}."),
        (_, false) => format!("{with}{gain}; more than {count} were not clearly faster."),
    }
}

fn no_gain(strategy: Strategy) -> &'static str {
    if strategy == Strategy::ThreadsGil {
        "more were not clearly faster, because only the thread that holds the lock computes"
    } else {
        "more were not clearly faster"
    }
}

fn without_interval(curve: &Curve) -> String {
    let measured = curve.figures.iter().filter_map(|it| Some((it.workers(), it.speedup?.ratio)));
    match measured.max_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((count, ratio)) => format!(
            "{} with {} so far; how sure that is can be told after three rounds.",
            unit::show_ratio(ratio),
            workers(curve.strategy, count)
        ),
        None => "not compared with one thread yet.".to_owned(),
    }
}

fn workers(strategy: Strategy, count: u32) -> String {
    match (strategy, count) {
        (Strategy::Processes, 1) => "1 process".to_owned(),
        (Strategy::Processes, _) => format!("{count} processes"),
        (_, 1) => "1 thread".to_owned(),
        _ => format!("{count} threads"),
    }
}

/// Which combination is the fastest of all, or that it cannot be told.
pub fn fastest(squares: &[&Square], of: usize) -> String {
    let [one] = squares else {
        if squares.len() == of {
            return format!("none of the {of} combinations is clearly the fastest.");
        }
        return format!("the fastest {} of {of} combinations cannot be told apart.", squares.len());
    };
    let time = one.figure.elapsed.map_or("–".to_owned(), |it| unit::show(it.median));
    let ratio = one.figure.speedup.map_or("–".to_owned(), |it| unit::show_ratio(it.ratio));
    format!("fastest with {} × {} ({time}, {ratio}).", one.processes, one.threads)
}

/// What Amdahl's law makes of a strategy: serial fraction, ceiling, and how well it fits.
pub fn law(fit: &Fit) -> String {
    match fit.quality() {
        Quality::Slower => "With more workers it is slower than one thread. Amdahl’s law has no \
                            room for that, so it does not fit."
            .to_owned(),
        Quality::Beyond => "It is faster than ideal. Amdahl’s law has no room for that, so it \
                            does not fit."
            .to_owned(),
        quality => format!(
            "Serial fraction {}{}; {}. {}",
            percent(fit.serial.clamp(0.0, 1.0)),
            range(fit.ci95),
            ceiling(fit),
            fits(fit, quality)
        ),
    }
}

fn fits(fit: &Fit, quality: Quality) -> String {
    let off = format!("off by {} on average", percent(fit.deviation));
    match quality {
        Quality::Well => format!("The law fits well: {off}."),
        Quality::Roughly => format!("The law fits roughly: {off}."),
        Quality::Untold => format!(
            "How well the law fits cannot be told: it was fitted to {} workers only.",
            fit.most
        ),
        _ => format!("The law does not fit: {off}."),
    }
}

/// The ceiling; where the serial fraction may be none at all, only what it is at least.
fn ceiling(fit: &Fit) -> String {
    let (low, high) = fit.ci95.unwrap_or((fit.serial, fit.serial));
    match fit.ceiling() {
        Some(ceiling) if low > 0.0 => {
            format!("however many workers, never more than {}", unit::show_ratio(ceiling))
        }
        _ if high > 0.0 => {
            format!("a ceiling lies at {} or higher", unit::show_ratio(1.0 / high.min(1.0)))
        }
        _ => "no ceiling can be seen".to_owned(),
    }
}

/// A share: "6.2 %".
fn percent(share: f64) -> String {
    format!("{} %", unit::decimal(share * 100.0, 1))
}

fn range(interval: Option<Interval>) -> String {
    let range = |(low, high): Interval| {
        let [low, high] = [low, high].map(|share| unit::decimal(share.clamp(0.0, 1.0) * 100.0, 1));
        format!(" ({low} to {high} %)")
    };
    interval.map(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scaling::Knee;
    use crate::scaling::tests::scaling;
    use crate::stats::Speedup;

    fn curve(strategy: Strategy, knee: Option<(u32, f64, f64, bool)>) -> Curve {
        let knee = knee.map(|(workers, ratio, low, is_last)| Knee {
            workers,
            speedup: Speedup { ratio, ci95: Some((low, ratio * 1.01)) },
            is_last,
        });
        Curve { strategy, figures: vec![], fit: None, knee }
    }

    #[test]
    fn each_strategy_has_its_sentence() {
        let says = |strategy, knee| pays(&curve(strategy, Some(knee)));
        assert_eq!(
            says(Strategy::Threads, (2, 1.93, 1.9, false)),
            "1.93× with 2 threads; more than 2 were not clearly faster."
        );
        assert_eq!(
            says(Strategy::Processes, (8, 6.0, 5.9, true)),
            "6.00× with 8 processes, the most that were tried."
        );
        assert_eq!(
            says(Strategy::ThreadsGil, (1, 0.99, 0.97, false)),
            "0.99× with 1 thread; more were not clearly faster, because only the thread that holds \
             the lock computes."
        );
        assert_eq!(
            says(Strategy::Processes, (2, 0.99, 0.97, false)),
            "0.99× with 2 processes, not clearly faster than without; more than 2 were not clearly \
             faster."
        );
        let alone = says(Strategy::Threads, (1, 1.0, 0.98, true));
        assert_eq!(alone, "1.00× with 1 thread; more were not tried.");
        assert_eq!(pays(&curve(Strategy::Threads, None)), "not compared with one thread yet.");
    }

    #[test]
    fn a_whole_sweep_is_told() {
        let says = sentences(&scaling(9));
        assert_eq!(says.len(), 4);
        assert!(says[1].starts_with("Threads: 3.3") || says[1].starts_with("Threads: 3.4"));
        assert!(says[1].ends_with("with 4 threads; more than 4 were not clearly faster."));
        let first = sentences(&scaling(1));
        assert!(first[1].contains("can be told after three rounds"), "{first:?}");
        assert!(
            first[3].contains("none of the 9 combinations is clearly the fastest"),
            "{first:?}"
        );
    }

    #[test]
    fn the_law_says_how_well_it_fits() {
        let ci95 = Some((0.05, 0.07));
        let fit = Fit { serial: 0.062, ci95, deviation: 0.012, counts: 3, most: 4 };
        assert_eq!(
            law(&fit),
            "Serial fraction 6.2 % (5.0 to 7.0 %); however many workers, never more than 16.1×. \
             The law fits well: off by 1.2 % on average."
        );
        let one = Fit { counts: 1, most: 2, ci95: Some((-0.01, 0.1)), ..fit.clone() };
        let says = law(&one);
        assert!(says.contains("(0.0 to 10.0 %); a ceiling lies at 10.0× or higher."), "{says}");
        assert!(says.contains("cannot be told: it was fitted to 2 workers only."), "{says}");
        let slower = Fit { serial: 1.3, ci95: Some((1.2, 1.4)), ..fit };
        assert!(law(&slower).contains("does not fit"));
    }
}
