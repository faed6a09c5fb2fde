//! From which size on a strategy pays, in plain sentences.

use super::crossing::Pays;
use super::{Crossover, Curve, Point};
use crate::strategy::Strategy;
use crate::sweep::plan::two_digits;
use crate::unit;

/// One sentence for each strategy.
pub fn sentences(crossover: &Crossover) -> Vec<String> {
    let sentence = |curve: &Curve| {
        let answer = answer(&curve.warm, largest(curve));
        format!("{}: {answer}", curve.strategy.title())
    };
    crossover.curves.iter().map(sentence).collect()
}

/// A size with two leading digits: "38,000".
pub fn about(size: f64) -> String {
    unit::grouped(two_digits(size).into())
}

fn largest(curve: &Curve) -> u32 {
    curve.points.last().map_or(0, |point| point.size)
}

/// From which size on it pays once its workers run; `largest` is the largest size tried.
pub fn answer(pays: &Pays, largest: u32) -> String {
    match pays {
        Pays::Untold => "this can be told after three rounds.".to_owned(),
        Pays::Always => "pay at every size tried.".to_owned(),
        Pays::From { size, ends, is_unsteady } => {
            let between = match ends {
                Some((low, high)) => format!(" ({} – {})", about(*low), about(*high)),
                None => ", though not surely".to_owned(),
            };
            let back = if *is_unsteady {
                "; at smaller sizes it goes back and forth, so this is unclear"
            } else {
                ""
            };
            format!("pay from about n = {}{between}{back}.", about(*size))
        }
        Pays::NotAtLast { size, ratio } => format!(
            "unclear: {} at n = {}, but no clear gain over one thread at the largest size tried.",
            unit::show_ratio(*ratio),
            unit::grouped((*size).into())
        ),
        Pays::Never { most, at } => {
            let noise = if *most > 1.0 { ", which is no clear gain" } else { "" };
            format!(
                "never pay within the sizes tried, up to n = {}; the most reached was {} at n = \
                 {}{noise}.",
                unit::grouped(largest.into()),
                unit::show_ratio(*most),
                unit::grouped((*at).into())
            )
        }
    }
}

/// From which size on it pays when its workers have to be started for the work.
pub fn cold(curve: &Curve) -> String {
    let start = unit::show(curve.start_ms);
    let if_started = format!("If they must first be started, which takes {start}");
    match &curve.cold {
        Pays::Untold | Pays::NotAtLast { .. } => format!("{if_started}: unclear."),
        Pays::Always => format!("{if_started}: at every size tried."),
        Pays::From { size, .. } => format!("{if_started}: from about n = {}.", about(*size)),
        Pays::Never { .. } => format!("{if_started}: never within the sizes tried."),
    }
}

/// Why it does not pay where it does not, with what was measured there.
pub fn why(curve: &Curve) -> Option<String> {
    let (first, last) = (curve.points.first()?, curve.points.last()?);
    match curve.warm {
        Pays::From { .. } if first.speedup.ratio < 1.0 => Some(format!(
            "Below that, handing the work over and gathering it again takes longer than sharing \
             it saves: {}.",
            both(first)
        )),
        Pays::Never { .. } | Pays::NotAtLast { .. } if curve.strategy == Strategy::ThreadsGil => {
            Some(format!(
                "Only the thread that holds the lock computes, so more threads add waiting and \
                 handing over, and nothing is computed side by side: {}.",
                both(last)
            ))
        }
        Pays::Never { .. } if last.figure.workers() == 1 => {
            Some(format!("With one worker nothing is computed side by side: {}.", both(last)))
        }
        Pays::Never { .. } => Some(format!(
            "Sharing the work costs more than it saves, even at the largest size: {}.",
            both(last)
        )),
        _ => None,
    }
}

/// "at n = 100 one thread takes 20.0 µs, this strategy 410 µs for each run".
fn both(point: &Point) -> String {
    let own = point.figure.elapsed.map_or(f64::NAN, |it| it.median);
    format!(
        "at n = {} one thread takes {}, this strategy {} for each run",
        unit::grouped(point.size.into()),
        unit::show(point.baseline_ms),
        unit::show(own)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crossover::tests::crossover;

    #[test]
    fn sizes_have_two_digits() {
        assert_eq!(
            [0.2, 7.4, 38.4, 1_234.0, 37_700.0].map(about),
            ["0", "7", "38", "1,200", "38,000"]
        );
    }

    #[test]
    fn every_answer_is_a_sentence() {
        let says = |pays| answer(&pays, 1_000_000);
        let ends = Some((31_000.0, 45_400.0));
        let from = |ends, is_unsteady| Pays::From { size: 37_900.0, ends, is_unsteady };
        assert_eq!(says(from(ends, false)), "pay from about n = 38,000 (31,000 – 45,000).");
        assert_eq!(says(from(None, false)), "pay from about n = 38,000, though not surely.");
        assert!(says(from(ends, true)).contains("back and forth"));
        assert_eq!(
            says(Pays::Never { most: 0.97, at: 4_600 }),
            "never pay within the sizes tried, up to n = 1,000,000; the most reached was 0.97× at \
             n = 4,600."
        );
        assert!(says(Pays::NotAtLast { size: 10, ratio: 1.5 }).starts_with("unclear: 1.50× at n"));
        assert_eq!(says(Pays::Always), "pay at every size tried.");
    }

    #[test]
    fn a_whole_sweep_is_told() {
        let crossover = crossover(9, 0.03);
        let says = sentences(&crossover);
        assert!(says[0].starts_with("Threads with a GIL: never pay within the sizes"), "{says:?}");
        assert!(says[2].starts_with("Processes: pay from about n = 1"), "{says:?}");
        let [gil, _, processes] = &crossover.curves[..] else { panic!("three curves") };
        assert!(
            cold(processes).starts_with(
                "If they must first be started, which takes 30.0 ms: from about n = 2"
            )
        );
        assert!(why(processes).unwrap().contains("at n = 100 one thread takes"));
        assert!(why(gil).unwrap().starts_with("Only the thread that holds the lock"));
    }
}
