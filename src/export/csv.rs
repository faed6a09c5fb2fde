//! The samples as comma-separated values (RFC 4180): a line each.

use super::Content;
use crate::receipt::Sample;

/// What the columns hold. Times are in milliseconds, the answer is a fingerprint.
const HEAD: &str = "strategy,processes,threads,round,cold,control,makespan_ms,start_ms,send_ms,\
    wait_ms,compute_ms,receive_ms,join_ms,answer";

/// Ends a line, as the RFC has it.
const END: &str = "\r\n";

/// A line that names the columns, then one for each sample, in the order they were taken. The
/// phases are empty where a sample was not taken apart. Nothing needs quotes: the cells are names
/// without commas, numbers, `true` and `false`.
pub fn csv(content: &Content<'_>) -> String {
    let lines = content.state.samples.iter().map(|sample| line(content, sample));
    let lines = std::iter::once(HEAD.to_owned()).chain(lines);
    lines.flat_map(|line| [line, END.to_owned()]).collect()
}

fn line(content: &Content<'_>, sample: &Sample) -> String {
    let shape = sample.strategy.shape(content.race.workers);
    let receipt = sample.receipt;
    let taken_apart = receipt.total() > 0.0;
    let phases =
        [receipt.start, receipt.send, receipt.wait, receipt.compute, receipt.receive, receipt.join];
    let phases = phases.map(|ms| if taken_apart { number(ms) } else { String::new() });
    let about = [
        sample.strategy.id().to_owned(),
        shape.processes.to_string(),
        shape.threads.to_string(),
        sample.round.to_string(),
        sample.cold.to_string(),
        sample.control.to_string(),
        number(sample.makespan_ms),
    ];
    let answer = format!("{:016x}", sample.answer);
    about.into_iter().chain(phases).chain([answer]).collect::<Vec<_>>().join(",")
}

/// As short as it can be read back; empty when it is no number.
fn number(ms: f64) -> String {
    if ms.is_finite() { ms.to_string() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{finished, hold_golden, with_content};
    use crate::receipt::Receipt;

    #[test]
    fn a_line_a_sample_and_a_cell_a_column() {
        let mut state = finished();
        state.samples[1].receipt = Receipt::default();
        let text = with_content(&state, csv);
        hold_golden("result.csv", &text);
        let columns = HEAD.split(',').count();
        assert!(text.split_terminator(END).all(|line| line.split(',').count() == columns));
        assert_eq!(text.matches(END).count(), 1 + state.samples.len());
    }
}
