//! What everybody is doing at one moment, and when that changes.

use super::Timeline;
use super::detail::capital;
use super::row::{Kind, Row};
use super::subject::Subject;
use crate::receipt::Millis;
use crate::trace::Activity;
use crate::unit;

/// What everybody does at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// When, in milliseconds.
    pub at_ms: Millis,
    /// Lanes that compute.
    pub computing: u32,
    /// Lanes in a wait that the work asked for.
    pub pausing: u32,
    /// Lanes that wait for the lock.
    pub asking: u32,
    /// Lanes of processes that are being started.
    pub starting: u32,
    /// Lanes that do nothing.
    pub idle: u32,
    /// The threads that hold the lock of their process, by name.
    pub holders: Vec<String>,
    /// What the main process does, apart from computing.
    pub main: Option<Activity>,
}

impl Moment {
    /// How things stand at `at_ms`.
    pub fn of(timeline: &Timeline, at_ms: Millis) -> Self {
        let mut moment = Self { at_ms, ..Self::default() };
        for row in &timeline.rows {
            let now = row.at(at_ms);
            let activity = now.map(|index| row.spans[index].activity);
            match (row.kind, activity) {
                (Kind::Main, activity) => moment.main = activity,
                (Kind::Held, _) => {
                    moment.holders.extend(now.map(|index| timeline.holder(row, index).to_owned()));
                }
                (Kind::Asked, _) => {}
                (Kind::Lane, Some(Activity::Pause)) => moment.pausing += 1,
                (Kind::Lane, Some(Activity::Lock)) => moment.asking += 1,
                (Kind::Lane, Some(Activity::Start)) => moment.starting += 1,
                (Kind::Lane, Some(_)) => moment.computing += 1,
                (Kind::Lane, None) => moment.idle += 1,
            }
        }
        moment
    }

    /// The same in words: "At 12.300 ms, of 4 lanes: 3 computing, 1 idle."
    pub fn in_words(&self, subject: Subject) -> String {
        let lock = subject.lock();
        let (runs, waits, rests) = match subject {
            Subject::Race { .. } => ("computing", "waiting (sleep, network)", "idle"),
            Subject::Program { .. } => ("running", "waiting (sleep, lock, message)", "not there"),
        };
        let mut parts = vec![format!("{} {runs}", self.computing)];
        let more = [
            (self.pausing, waits),
            (self.asking, &*format!("waiting for the {lock}")),
            (self.starting, "starting"),
        ];
        parts.extend(
            more.iter().filter(|it| it.0 > 0).map(|(count, does)| format!("{count} {does}")),
        );
        parts.push(format!("{} {rests}", self.idle));
        let lanes = self.computing + self.pausing + self.asking + self.starting + self.idle;
        let word = if lanes == 1 { "lane" } else { "lanes" };
        let at = precise(self.at_ms);
        let mut text = format!("At {at}, of {lanes} {word}: {}.", parts.join(", "));
        // With a lock in each of several processes the drawing says it better than a list.
        if let [holder] = self.holders.as_slice() {
            text += &format!(" {} holds the {lock}.", capital(holder));
        }
        if let Some(activity) = self.main {
            text += &format!(" The main process {}.", activity.title());
        }
        text
    }
}

/// A moment of a sample, to the microsecond.
pub fn precise(ms: Millis) -> String {
    format!("{} ms", unit::decimal(ms, 3))
}

/// The first moment at or after `from_ms` at which a row begins or ends something; the end of the
/// sample when there is none.
pub fn next_change(timeline: &Timeline, from_ms: Millis) -> Millis {
    let change = |row: &Row| {
        let next = row.spans.partition_point(|span| span.end_ms < from_ms);
        let span = row.spans.get(next)?;
        let starts = [Some(span), row.spans.get(next + 1)].into_iter().flatten();
        let starts = starts.map(|span| span.start_ms);
        starts.chain([span.end_ms]).filter(|ms| *ms >= from_ms).min_by(f64::total_cmp)
    };
    let first = timeline.rows.iter().filter_map(change).min_by(f64::total_cmp);
    first.unwrap_or(timeline.makespan_ms).min(timeline.makespan_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{locked, processes_with_threads};

    #[test]
    fn a_moment_counts_every_lane_once() {
        let timeline = Timeline::new(locked());
        let moment = Moment::of(&timeline, 8.0);
        assert_eq!((moment.computing, moment.asking, moment.idle), (1, 1, 0));
        assert_eq!((&moment.holders[..], moment.main), (&["thread 2".to_owned()][..], None));
        assert_eq!(
            moment.in_words(timeline.subject),
            "At 8.000 ms, of 2 lanes: 1 computing, 1 waiting for the lock, 0 idle. Thread 2 holds \
             the lock."
        );
        let start = Moment::of(&timeline, 0.5);
        assert_eq!((start.idle, start.main), (2, Some(Activity::Start)));
    }

    #[test]
    fn changes_come_one_after_the_other_until_the_end() {
        let timeline = Timeline::new(processes_with_threads());
        let mut changes = vec![];
        let mut now = 0.0;
        while now < timeline.makespan_ms {
            now = next_change(&timeline, now + 1e-6);
            changes.push(now);
        }
        assert_eq!(changes[..4], [4.0, 4.6, 5.2, 6.0]);
        assert!(changes.len() > 20 && changes.last() == Some(&34.0));
    }
}
