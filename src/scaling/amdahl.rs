//! Amdahl's law fitted to measured speed-ups: a share of the work is serial, the rest is divided.
//!
//! S(n) = 1 / (s + (1 − s) / n) for n workers and the serial fraction s (G. M. Amdahl, "Validity of
//! the single processor approach to achieving large scale computing capabilities", AFIPS 1967).

use crate::figure::Figure;
use crate::stats::{Interval, rounds};

/// Up to this relative deviation the law fits well, and up to this roughly.
const WELL: f64 = 0.05;
const ROUGHLY: f64 = 0.15;

/// The law with the serial fraction that comes closest.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The serial fraction; above 1 where more workers are slower than one, below 0 where they are
    /// faster than ideal.
    pub serial: f64,
    /// 95 % bootstrap interval of it, over the rounds; none for fewer than 3 rounds.
    pub ci95: Option<Interval>,
    /// Root of the mean squared relative deviation of the speed-ups from the law.
    pub deviation: f64,
    /// Numbers of workers above 1 that were fitted.
    pub counts: usize,
    /// The largest of them.
    pub most: u32,
}

/// How well the law describes what was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Within 5 %.
    Well,
    /// Within 15 %.
    Roughly,
    /// Further off.
    Badly,
    /// With one number of workers there is always a line that meets it.
    Untold,
    /// More workers are slower than one, which the law has no room for.
    Slower,
    /// Faster than the ideal, which the law has no room for either.
    Beyond,
}

impl Fit {
    /// The speed-up the law gives for `workers`: at most the ideal one, because no fraction is less
    /// than nothing.
    pub fn speedup(&self, workers: f64) -> f64 {
        let serial = self.serial.max(0.0);
        1.0 / (serial + (1.0 - serial) / workers)
    }

    /// The speed-up that no number of workers exceeds; none where there is no such limit.
    pub fn ceiling(&self) -> Option<f64> {
        (self.serial > 0.0).then(|| 1.0 / self.serial.min(1.0))
    }

    /// How well the law fits.
    pub fn quality(&self) -> Quality {
        let (low, high) = self.ci95.unwrap_or((self.serial, self.serial));
        match () {
            () if low > 1.0 + WELL => Quality::Slower,
            () if high < -WELL => Quality::Beyond,
            () if self.counts < 2 => Quality::Untold,
            () if self.deviation <= WELL => Quality::Well,
            () if self.deviation <= ROUGHLY => Quality::Roughly,
            () => Quality::Badly,
        }
    }
}

/// One number of workers: how many, and elapsed ÷ baseline in each round.
struct Column {
    workers: u32,
    shares: Vec<(u32, f64)>,
}

/// Fits the law to the figures with 2 to `most` workers; none where there are none.
pub fn fit(figures: &[Figure], most: u32) -> Option<Fit> {
    let fitted = figures.iter().filter(|figure| (2..=most).contains(&figure.workers()));
    let columns: Vec<_> = fitted
        .map(|figure| Column {
            workers: figure.workers(),
            shares: figure.ratios(0.0).iter().map(|&(round, ratio)| (round, 1.0 / ratio)).collect(),
        })
        .filter(|column| !column.shares.is_empty())
        .collect();
    let all = rounds::all(columns.iter().map(|column| &column.shares[..]));
    let mut fit = Fit {
        serial: serial(&columns, &all)?,
        ci95: rounds::interval(&all, |drawn| serial(&columns, drawn)),
        deviation: 0.0,
        counts: columns.len(),
        most: columns.iter().map(|column| column.workers).max()?,
    };
    let off = columns.iter().filter_map(|column| {
        let measured = 1.0 / rounds::median(&column.shares, &all)?;
        Some((fit.speedup(f64::from(column.workers)) / measured - 1.0).powi(2))
    });
    fit.deviation = (off.sum::<f64>() / columns.len() as f64).sqrt();
    Some(fit)
}

/// The serial fraction with the least squares over the rounds that were drawn: elapsed ÷ baseline
/// is s + (1 − s) / n, linear in s.
fn serial(columns: &[Column], drawn: &[u32]) -> Option<f64> {
    let (mut product, mut square) = (0.0, 0.0);
    for column in columns {
        let Some(share) = rounds::median(&column.shares, drawn) else { continue };
        let ideal = 1.0 / f64::from(column.workers);
        product += (1.0 - ideal) * (share - ideal);
        square += (1.0 - ideal).powi(2);
    }
    (square > 0.0).then(|| product / square)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::figures;
    use crate::figure::tests::{cell, swept};
    use crate::strategy::Strategy;
    use proptest::prelude::*;

    /// Threads on a machine that follows the law with `serial`, and grow slower by `drag` a worker.
    fn measured(counts: &[u32], serial: f64, drag: f64, spread: f64) -> Vec<Figure> {
        let threads = counts.iter().map(|&count| cell(Strategy::Threads, 1, count, 9));
        let base = cell(Strategy::Sequential, 1, 1, 9);
        let cells: Vec<_> = std::iter::once(base).chain(threads).collect();
        let swept = swept(&cells, 9, spread, 0.0, |cell| {
            let count = f64::from(cell.workers.workers);
            100.0 * (serial + (1.0 - serial) / count + drag * (count - 1.0))
        });
        figures(&swept)[1..].to_vec()
    }

    #[test]
    fn without_two_workers_there_is_nothing_to_fit() {
        assert_eq!(fit(&measured(&[1], 0.1, 0.0, 0.0), 8), None);
        assert_eq!(fit(&measured(&[1, 2], 0.1, 0.0, 0.0), 1), None);
        let one = fit(&measured(&[1, 2], 0.1, 0.0, 0.01), 2).unwrap();
        assert_eq!((one.quality(), one.counts), (Quality::Untold, 1));
    }

    #[test]
    fn workers_beyond_the_limit_do_not_belong_to_the_fit() {
        let mut figures = measured(&[1, 2, 3, 4], 0.05, 0.0, 0.0);
        figures.extend(measured(&[8], 0.9, 0.0, 0.0));
        let fit = fit(&figures, 4).unwrap();
        assert!((fit.serial - 0.05).abs() < 1e-9 && fit.most == 4, "{fit:?}");
        assert_eq!(fit.quality(), Quality::Well);
    }

    #[test]
    fn what_the_law_has_no_room_for_is_said() {
        let slower = fit(&measured(&[2, 3, 4], 1.0, 0.1, 0.01), 4).unwrap();
        assert_eq!((slower.quality(), slower.ceiling()), (Quality::Slower, Some(1.0)));
        let beyond = fit(&measured(&[2, 3, 4], -0.2, 0.0, 0.01), 4).unwrap();
        assert_eq!((beyond.quality(), beyond.ceiling()), (Quality::Beyond, None));
        assert_eq!(beyond.speedup(4.0), 4.0);
        let turns = fit(&measured(&[2, 4, 6, 8], 0.05, 0.07, 0.01), 8).unwrap();
        assert_eq!(turns.quality(), Quality::Badly, "{turns:?}");
    }

    #[test]
    fn a_lock_is_a_serial_fraction_of_one() {
        let fit = fit(&measured(&[2, 3, 4], 1.0, 0.0, 0.01), 4).unwrap();
        let (low, high) = fit.ci95.unwrap();
        assert!(low < 1.0 && high > 1.0 - 0.02 && fit.quality() == Quality::Well, "{fit:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_known_serial_fraction_is_found_in_noise(serial in 0f64..1.0) {
            let fit = fit(&measured(&[1, 2, 3, 4, 6, 8], serial, 0.0, 0.03), 8).unwrap();
            let (low, high) = fit.ci95.unwrap();
            prop_assert!((fit.serial - serial).abs() < 0.03, "{fit:?}");
            prop_assert!(low <= fit.serial && fit.serial <= high);
            prop_assert!(low - 0.02 <= serial && serial <= high + 0.02, "{fit:?}");
        }
    }
}
