//! The results as a Markdown table, with a line that says of what, on what and when.

use super::Content;
use crate::outcome::{Outcome, Standing};
use crate::{unit, workload};

/// What the columns hold.
const HEAD: &str = "| Strategy | Processes | Threads in each | Median | 95 % interval | Fastest | \
    Speed-up | Cold start |\n|---|--:|--:|--:|--:|--:|--:|--:|\n";

/// The table, the line before it, and the notices after it.
pub fn markdown(content: &Content<'_>) -> String {
    let rows: String = content.outcomes.iter().map(row).collect();
    let mut text = format!("{}\n\n{HEAD}{rows}", about(content));
    for notice in content.notices() {
        text += &format!("\n> {notice}\n");
    }
    text
}

/// Workload, size, repeats, machine and date.
fn about(content: &Content<'_>) -> String {
    let race = content.race;
    let title = workload::find(&race.workload).map_or(&*race.workload, |workload| workload.title);
    let size = content.state.size.map(|size| format!(", size {}", unit::grouped(size.into())));
    let (size, machine) = (size.unwrap_or_default(), content.machine_line());
    let rounds =
        if race.repeats == 1 { "1 round".into() } else { format!("{} rounds", race.repeats) };
    format!("**{title}**{size}, {rounds}: {machine}, {} (Makespan)", content.at())
}

fn row(outcome: &Outcome) -> String {
    let (summary, speedup) = (outcome.summary, outcome.speedup);
    let dash = || "–".to_owned();
    let time = |ms: Option<f64>| ms.map_or_else(dash, unit::show);
    let range = |(low, high)| unit::show_range(low, high);
    let within = speedup.and_then(|it| it.ci95).filter(|(low, high)| low < high);
    let within =
        within.map(|(low, high)| [&unit::digits(low), " – ", &unit::digits(high)].concat());
    let within = within.map_or_else(String::new, |within| format!(" ({within})"));
    let ratio = speedup.map_or_else(dash, |it| [unit::show_ratio(it.ratio), within].concat());
    let cannot = matches!(outcome.standing, Standing::Unavailable(_));
    let cells = [
        [outcome.strategy.title(), if cannot { " (cannot run here)" } else { "" }].concat(),
        outcome.shape.processes.to_string(),
        outcome.shape.threads.to_string(),
        time(summary.map(|it| it.median)),
        summary.and_then(|it| it.ci95).map_or_else(dash, range),
        time(summary.map(|it| it.min)),
        ratio,
        time(outcome.cold),
    ];
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{finished, hold_golden, with_content};

    #[test]
    fn the_table_has_a_row_a_strategy() {
        let text = with_content(&finished(), markdown);
        hold_golden(
            "result.md",
            &format!("# What is copied after a race of two strategies\n\n{text}"),
        );
        let cells = |line: &str| line.matches('|').count();
        let table: Vec<_> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(table.len(), 4);
        assert!(table.iter().all(|line| cells(line) == cells(HEAD.lines().next().unwrap())));
    }
}
