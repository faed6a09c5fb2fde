//! One lane: takes chunks, computes them, keeps their partials and its own times.

mod watch;

use crate::gil::Gil;
use crate::receipt::Millis;
use crate::schedule::{Chunks, Turn};
use crate::trace::Span;
use crate::workload::{Chunk, Words, Workload};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use watch::Watch;

/// What a lane needs from the place it runs in.
pub trait Ground: Sync {
    /// Milliseconds on a clock that never goes back.
    fn now(&self) -> Millis;
    /// Blocks the lane, or returns early when `stop` has been raised.
    fn sleep(&self, duration: Duration);
    /// Blocks the lane until a file of the bundled web is there, and gives its bytes; none where
    /// the site cannot be reached, does not answer in time, or does not have it.
    fn fetch(&self, file: &str) -> Option<Vec<u8>>;
    /// Whether spans are recorded; asked each time a lane takes up work.
    fn is_recording(&self) -> bool {
        false
    }
    /// Keeps what the lane that calls was busy with, where there is room; must be quick. Times are
    /// on the lane's clock.
    fn record(&self, _span: Span) {}
}

/// Counters that the lanes of one process share with whoever watches them.
#[derive(Debug, Default)]
pub struct Signals {
    stop: AtomicBool,
    chunks: AtomicU32,
}

impl Signals {
    /// No stop asked for, nothing computed.
    pub const fn new() -> Self {
        Self { stop: AtomicBool::new(false), chunks: AtomicU32::new(0) }
    }

    /// Asks every lane to stop at its next chunk.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }

    /// Whether the lanes were asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    /// How many chunks were computed so far; wraps.
    pub fn chunks(&self) -> u32 {
        self.chunks.load(Ordering::Relaxed)
    }
}

/// The part of a workload that one process was handed.
#[derive(Debug)]
pub struct Batch<'a> {
    /// The size of the whole workload.
    pub size: u32,
    /// How all items are cut.
    pub chunks: Chunks,
    /// The items of this batch.
    pub items: Range<u32>,
    /// The input that all items need.
    pub common: &'a [u32],
    /// Where `own` begins in the input.
    pub own_start: usize,
    /// The input that the items of this batch need.
    pub own: &'a [u32],
}

/// The partials that one lane computed, and what that took.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Output {
    /// The thread in its process, from 0.
    pub thread: u32,
    /// Each chunk computed and how many words of `words` are its partial, in that order.
    pub index: Vec<(u32, u32)>,
    /// The partials, one after the other. Travels beside the message, not inside it.
    #[serde(skip)]
    pub words: Words,
    /// Milliseconds spent computing.
    pub busy_ms: Millis,
    /// Milliseconds spent in waits that the work itself asked for.
    pub pause_ms: Millis,
    /// Milliseconds spent waiting for the interpreter lock.
    pub lock_ms: Millis,
}

/// Everything one lane works with.
pub struct Lane<'a> {
    /// What is computed.
    pub workload: &'a Workload,
    /// The part handed to this process.
    pub batch: &'a Batch<'a>,
    /// The lock the lanes of this process take turns under, if any.
    pub gil: Option<&'a Gil>,
    /// What the lane shares with whoever watches it.
    pub signals: &'a Signals,
    /// The place it runs in.
    pub ground: &'a dyn Ground,
}

impl Lane<'_> {
    /// Computes chunks of `turn` until there are none, `limit` of them are done, or the lanes are
    /// asked to stop. Appends to `output`. Returns whether there may be more to do.
    pub fn run(&self, turn: &mut Turn<'_>, limit: u32, output: &mut Output) -> bool {
        let watch = Watch::start(self);
        watch.take_lock();
        let more = self.compute(turn, limit, output, &watch);
        if let Some(gil) = self.gil {
            gil.release();
        }
        watch.stop(output);
        more
    }

    fn compute(
        &self,
        turn: &mut Turn<'_>,
        limit: u32,
        output: &mut Output,
        watch: &Watch<'_>,
    ) -> bool {
        for _ in 0..limit {
            if self.signals.is_stopped() {
                return false;
            }
            let Some(chunk) = turn.next() else { return false };
            self.compute_chunk(chunk, output, watch);
            self.signals.chunks.fetch_add(1, Ordering::Relaxed);
            watch.checkpoint();
        }
        true
    }

    fn compute_chunk(&self, chunk: u32, output: &mut Output, watch: &Watch<'_>) {
        let batch = self.batch;
        let items = batch.chunks.items(chunk);
        watch.begin(&items);
        let own = (self.workload.needs)(batch.size, items.clone()).own;
        let before = output.words.len();
        (self.workload.compute)(
            &Chunk {
                size: batch.size,
                items,
                common: batch.common,
                own: &batch.own[own.start - batch.own_start..own.end - batch.own_start],
                pause: watch,
            },
            &mut output.words,
        );
        output.index.push((chunk, (output.words.len() - before) as u32));
        watch.end();
    }
}

/// The partials of all lanes in the order of their chunks, which are those from 0 on.
pub fn in_order<'a>(outputs: impl Iterator<Item = &'a Output>) -> Vec<&'a [u32]> {
    let mut parts: Vec<&[u32]> = Vec::new();
    for (chunk, part) in outputs.flat_map(split) {
        let place = chunk as usize;
        if parts.len() <= place {
            parts.resize(place + 1, &[]);
        }
        parts[place] = part;
    }
    parts
}

/// The partials of one lane, each with its chunk.
pub fn split(output: &Output) -> impl Iterator<Item = (u32, &[u32])> {
    let mut rest = &output.words[..];
    output.index.iter().map(move |&(chunk, length)| {
        let (part, tail) = rest.split_at(length as usize);
        rest = tail;
        (chunk, part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Cursor, Schedule};
    use crate::trace::Activity;
    use crate::workload::{Pause as _, find};
    use std::sync::Mutex;

    /// A clock that only sleeping moves.
    #[derive(Default)]
    struct Still(AtomicU32);

    /// What a file takes to come.
    const FETCH: Duration = Duration::from_millis(3);

    /// The same clock, with a buffer for spans.
    #[derive(Default)]
    struct Recorded(Still, Mutex<Vec<Span>>);

    impl Ground for Recorded {
        fn now(&self) -> Millis {
            self.0.now()
        }

        fn sleep(&self, duration: Duration) {
            self.0.sleep(duration);
        }

        fn fetch(&self, file: &str) -> Option<Vec<u8>> {
            self.0.fetch(file)
        }

        fn is_recording(&self) -> bool {
            true
        }

        fn record(&self, span: Span) {
            self.1.lock().expect("one thread").push(span);
        }
    }

    impl Ground for Still {
        fn now(&self) -> Millis {
            self.0.load(Ordering::Relaxed).into()
        }

        fn sleep(&self, duration: Duration) {
            self.0.fetch_add(duration.as_millis() as u32, Ordering::Relaxed);
        }

        fn fetch(&self, file: &str) -> Option<Vec<u8>> {
            self.sleep(FETCH);
            Some(file.as_bytes().to_vec())
        }
    }

    fn waits<'a>(items: u32) -> Batch<'a> {
        let chunks = Chunks::new(items, 1);
        Batch { size: items, chunks, items: 0..items, common: &[], own_start: 0, own: &[] }
    }

    /// Runs `wait` on one lane and gives its output and whether there may be more.
    fn run(items: u32, limit: u32, gil: Option<&Gil>, signals: &Signals) -> (Output, bool) {
        let (batch, ground) = (waits(items), Still::default());
        let workload = find("wait").expect("is listed");
        let lane = Lane { workload, batch: &batch, gil, signals, ground: &ground };
        let cursor = Cursor::new(0..items, 1, Schedule::Dynamic);
        let mut output = Output::default();
        let more = lane.run(&mut cursor.turn(0), limit, &mut output);
        (output, more)
    }

    #[test]
    fn waits_are_counted_apart_from_computing() {
        let (output, more) = run(3, 9, None, &Signals::new());
        assert!(!more);
        assert_eq!((output.pause_ms, output.busy_ms, output.lock_ms), (30.0, 0.0, 0.0));
        assert_eq!((output.index, output.words), (vec![(0, 1), (1, 1), (2, 1)], vec![0, 1, 2]));
    }

    #[test]
    fn a_file_is_waited_for_as_long_as_it_takes_and_no_longer() {
        let (batch, ground, signals) = (waits(2), Recorded::default(), Signals::new());
        let workload = find("wait").expect("is listed");
        let lane = Lane { workload, batch: &batch, gil: None, signals: &signals, ground: &ground };
        let watch = Watch::start(&lane);
        assert_eq!(watch.fetch("a.html", Duration::from_millis(10)), Some(b"a.html".to_vec()));
        assert_eq!(ground.now(), 10.0, "the file is part of the wait");
        watch.fetch("b.html", Duration::from_millis(1));
        assert_eq!(ground.now(), 13.0, "a file that takes longer is waited for");
        let mut output = Output::default();
        watch.stop(&mut output);
        assert_eq!((output.pause_ms, output.busy_ms), (13.0, 0.0));
    }

    #[test]
    fn the_limit_is_kept_and_told() {
        let signals = Signals::new();
        let (output, more) = run(5, 2, None, &signals);
        assert!(more);
        assert_eq!((output.words, signals.chunks()), (vec![0, 1], 2));
    }

    #[test]
    fn each_chunk_and_each_wait_is_recorded() {
        let (batch, ground, signals) = (waits(2), Recorded::default(), Signals::new());
        let workload = find("wait").expect("is listed");
        let lane = Lane { workload, batch: &batch, gil: None, signals: &signals, ground: &ground };
        let cursor = Cursor::new(0..2, 1, Schedule::Dynamic);
        lane.run(&mut cursor.turn(0), 9, &mut Output::default());
        let spans = ground.1.into_inner().expect("no lane panics");
        let seen = spans.into_iter().map(|it| (it.activity, it.start_ms, it.end_ms, it.items));
        let expected = [
            (Activity::Compute, 0.0, 0.0, 0..1),
            (Activity::Pause, 0.0, 10.0, 0..1),
            (Activity::Compute, 10.0, 10.0, 1..2),
            (Activity::Pause, 10.0, 20.0, 1..2),
        ];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_stopped_lane_takes_nothing() {
        let signals = Signals::new();
        signals.stop();
        assert_eq!(run(5, 2, None, &signals), (Output::default(), false));
    }

    #[test]
    fn the_lock_is_given_back() {
        // The second run, on the same thread, would hang if the first had kept the lock.
        let gil = Gil::new(Duration::from_millis(5));
        for _ in 0..2 {
            assert_eq!(run(3, 9, Some(&gil), &Signals::new()).0.words, [0, 1, 2]);
        }
    }

    #[test]
    fn a_batch_finds_its_own_words_by_where_they_begin() {
        let (own, chunks) = ([8, 7, 6, 5], Chunks::new(6, 2));
        let batch = Batch { size: 6, chunks, items: 2..6, common: &[], own_start: 2, own: &own };
        let (signals, ground) = (Signals::new(), Still::default());
        let workload = find("sort").expect("is listed");
        let lane = Lane { workload, batch: &batch, gil: None, signals: &signals, ground: &ground };
        let mut output = Output::default();
        lane.run(&mut Cursor::new(1..3, 1, Schedule::Static).turn(0), 9, &mut output);
        assert_eq!((output.index, output.words), (vec![(1, 2), (2, 2)], vec![7, 8, 5, 6]));
    }

    #[test]
    fn partials_come_in_the_order_of_their_chunks() {
        let output = |index: &[(u32, u32)], words: &[u32]| Output {
            index: index.to_vec(),
            words: words.to_vec(),
            ..Output::default()
        };
        let outputs = [output(&[(0, 1), (3, 2)], &[10, 30, 31]), output(&[(1, 0), (2, 1)], &[20])];
        assert_eq!(in_order(outputs.iter()), [&[10][..], &[], &[20], &[30, 31]]);
    }
}
