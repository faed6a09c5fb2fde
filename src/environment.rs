//! What this browser gives: isolation, real threads, cores, the step of the clock.

use crate::notice::Notice;
use crate::strategy::Shape;
use crate::unit;
use serde::{Deserialize, Serialize};

/// More cores than any machine that runs a browser; a larger report is not believed.
const MOST_CORES: f64 = 1024.0;

/// What is known before anything has run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// Whether the page is cross-origin isolated.
    pub isolated: bool,
    /// Whether a memory was really shared with a worker and read back.
    pub shared_memory: bool,
    /// How many cores the browser reports; at least 1.
    pub reported_cores: u32,
}

/// What the main process has measured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// The smallest step of the clock, in milliseconds.
    pub clock_step_ms: f64,
    /// How many times faster all lanes together are than one, and how many lanes were asked.
    pub effective_parallelism: Option<(f64, u32)>,
}

/// Lanes that together reach less than this share of their number were more than there are cores.
const FULL_USE: f64 = 0.85;

/// Whether so many lanes that together are `times` as fast as one really run side by side.
pub fn run_at_once(times: f64, lanes: u32) -> bool {
    times >= FULL_USE * f64::from(lanes)
}

/// One line of the badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// What was found.
    pub value: String,
    /// Whether that is good or bad for the race; none when it is neither, or not known yet.
    pub good: Option<bool>,
}

impl Environment {
    /// Why a shape cannot run here, or none when it can.
    pub fn obstacle(self, shape: Shape) -> Option<Notice> {
        match (shape.needs_shared_memory(), self.shared_memory, self.isolated) {
            (false, ..) | (_, true, _) => None,
            (true, false, true) => Some(Notice::NoSharedMemory),
            (true, false, false) => Some(Notice::NotIsolated),
        }
    }

    /// What to show about it, and about what was measured so far.
    pub fn facts(self, probe: Option<Probe>) -> [Fact; 5] {
        let yes_no = |yes| if yes { "yes" } else { "no" }.to_owned();
        let fact = |label, value, good| Fact { label, value, good };
        [
            fact("Isolated", yes_no(self.isolated), Some(self.isolated)),
            fact("Real threads", yes_no(self.shared_memory), Some(self.shared_memory)),
            fact("Reported cores", self.reported_cores.to_string(), None),
            fact("Measured parallelism", parallelism(probe), None),
            fact("Clock step", clock_step(probe), None),
        ]
    }
}

fn parallelism(probe: Option<Probe>) -> String {
    match probe.and_then(|probe| probe.effective_parallelism) {
        Some((times, lanes)) => format!("{} of {lanes}", unit::show_ratio(times)),
        None => "after a run".to_owned(),
    }
}

fn clock_step(probe: Option<Probe>) -> String {
    probe.map_or_else(|| "after a run".to_owned(), |probe| unit::show(probe.clock_step_ms))
}

/// The number of cores a browser reports, made usable: at least 1, at most 1,024.
pub fn sane_cores(reported: f64) -> u32 {
    // Some browsers report no number at all, to hide the machine.
    if reported.is_nan() { 1 } else { reported.clamp(1.0, MOST_CORES) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROCESSES: Shape = Shape { children: true, processes: 2, threads: 1, locked: false };
    const THREADS: Shape = Shape { children: false, processes: 1, threads: 2, locked: false };

    fn environment(isolated: bool, shared_memory: bool) -> Environment {
        Environment { isolated, shared_memory, reported_cores: 4 }
    }

    #[test]
    fn only_threads_need_shared_memory() {
        assert_eq!(environment(true, true).obstacle(THREADS), None);
        assert_eq!(environment(true, false).obstacle(THREADS), Some(Notice::NoSharedMemory));
        assert_eq!(environment(false, false).obstacle(THREADS), Some(Notice::NotIsolated));
        assert_eq!(environment(false, false).obstacle(PROCESSES), None);
    }

    #[test]
    fn measured_facts_wait_for_the_measurement() {
        let probe = Probe { clock_step_ms: 0.005, effective_parallelism: Some((1.93, 2)) };
        let values = |probe| environment(true, true).facts(probe).map(|fact| fact.value);
        assert_eq!(values(None), ["yes", "yes", "4", "after a run", "after a run"]);
        assert_eq!(values(Some(probe)), ["yes", "yes", "4", "1.93× of 2", "5.00 µs"]);
    }

    #[test]
    fn odd_reports_of_cores_are_made_usable() {
        let cores = [f64::NAN, -3.0, 0.0, 1.0, 8.0, 1e9].map(sane_cores);
        assert_eq!(cores, [1, 1, 1, 1, 8, 1024]);
    }
}
