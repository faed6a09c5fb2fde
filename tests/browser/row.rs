//! A row of the results table, as the DOM gives it.

use serde::Deserialize;

/// Reads every row.
pub const READ: &str = r#"[...document.querySelectorAll("main tr[data-strategy]")].map((row) => {
  const number = (text) => (text === undefined ? null : Number(text));
  const { strategy, state, medianMs, minMs, speedup, answer } = row.dataset;
  return {
    strategy, state, answer: answer ?? null, text: row.textContent,
    medianMs: number(medianMs), minMs: number(minMs), speedup: number(speedup),
  };
})"#;

/// What the table says about one strategy; a number that is not finite counts as none.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Its id.
    pub strategy: String,
    /// How far it has come.
    pub state: String,
    /// Median of the samples, in milliseconds.
    pub median_ms: Option<f64>,
    /// The shortest sample, in milliseconds.
    pub min_ms: Option<f64>,
    /// How many times as fast as the baseline.
    pub speedup: Option<f64>,
    /// Fingerprint of the answer.
    pub answer: Option<String>,
    /// All that is written in it.
    pub text: String,
}

impl Row {
    /// Fails unless the row says that its strategy was measured, in sane numbers.
    #[track_caller]
    pub fn assert_measured(&self) {
        let sane = |number: Option<f64>| number.is_some_and(|it| it.is_finite() && it > 0.0);
        assert_eq!(self.state, "done", "{self:?}");
        assert!(sane(self.median_ms) && sane(self.min_ms) && sane(self.speedup), "{self:?}");
        assert!(self.min_ms <= self.median_ms, "{self:?}");
        assert!(self.answer.as_ref().is_some_and(|answer| answer.len() == 16), "{self:?}");
    }
}
