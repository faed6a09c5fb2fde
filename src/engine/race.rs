//! One race: get ready, warm up, then time every strategy in rounds.

use super::answers::Answers;
use super::clock;
use super::herald::Herald;
use super::interruption::{Interruption, unless_stopped};
use super::measure::{self, Timed};
use super::probe;
use super::staff::{Roster, Staff};
use super::work::{Given, Work};
use crate::failure::{Failure, ProcessName};
use crate::lane::Output;
use crate::plan::{self, Heat};
use crate::protocol::{FromEngine, Race, Stage, TileRun};
use crate::random::Random;
use crate::receipt::{Millis, Sample};
use crate::strategy::Strategy;
use crate::trace::Recorded;
use crate::workload::{self, Words};
use std::rc::Rc;

/// Runs the race, posting samples as they come. The words are those of the visitor's own picture.
///
/// # Errors
/// When it is stopped, or when a process is lost or an answer is wrong.
pub async fn run(request: Race, words: Words, herald: Rc<Herald>) -> Result<(), Interruption> {
    let mut racing = Racing::new(request, words, herald)?;
    let clock_step_ms = clock::step_ms();
    racing.find_size(clock_step_ms).await?;
    racing.start_everybody().await?;
    racing.warm_up().await?;
    racing.probe(clock_step_ms).await?;
    racing.time_rounds().await?;
    racing.say_answer();
    Ok(())
}

/// A sample that gave the right answer, and what was recorded of it.
type Checked = (Sample, Option<Recorded>);

/// A race under way.
struct Racing {
    request: Race,
    strategies: Vec<Strategy>,
    given: Given,
    work: Work,
    roster: Roster,
    random: Random,
    answers: Answers,
    /// The answer in words.
    answer: Option<String>,
    /// What a sample of each strategy took last, in milliseconds.
    last_ms: [Millis; Strategy::ALL.len()],
    herald: Rc<Herald>,
    began: Millis,
}

impl Racing {
    fn new(request: Race, words: Words, herald: Rc<Herald>) -> Result<Self, Failure> {
        let unknown = Failure::BadMessage { process: ProcessName::Main };
        let workload = workload::find(&request.workload).ok_or(unknown)?;
        let size = request.size.unwrap_or(workload.sizes.start);
        let given = Given::new(request.seed, request.picture, words)?;
        Ok(Self {
            strategies: plan::with_baseline(&request.strategies),
            work: Work::new(workload, size, &given, request.schedule).recorded(request.record),
            given,
            roster: Roster::new(request.switch_interval_us),
            // Another order in every run: an order that repeats is no protection against drift.
            random: Random::new(request.seed ^ clock::now().to_bits()),
            answers: Answers::default(),
            answer: None,
            last_ms: Default::default(),
            herald,
            began: clock::now(),
            request,
        })
    }

    /// Finds the size that takes long enough to be timed, unless the visitor has set one.
    async fn find_size(&mut self, clock_step_ms: Millis) -> Result<(), Interruption> {
        if self.request.size.is_none() {
            let workers = self.request.workers;
            let lanes: Vec<u32> =
                self.strategies.iter().map(|strategy| strategy.shape(workers).lanes()).collect();
            let baseline = self.staff(Strategy::Sequential).await?.0;
            let (given, &Work { workload, schedule, .. }) = (&self.given, &self.work);
            let size =
                probe::size_for_lanes(&lanes, workload, given, clock_step_ms, &baseline).await?;
            let size = size.min(plan::largest_within(workload, plan::MOST_MESSAGES));
            self.work = Work::new(workload, size, given, schedule).recorded(self.request.record);
        }
        let (run, size) = (self.request.run, self.work.size);
        self.herald.say(&FromEngine::Sized { run, size }, &[]);
        Ok(())
    }

    /// Runs every strategy once, cold: its processes and threads are started for it.
    async fn start_everybody(&mut self) -> Result<(), Interruption> {
        for strategy in self.strategies.clone() {
            self.herald.announce(strategy, Stage::Preparing);
            let began = clock::now();
            let (staff, cold) = self.staff(strategy).await?;
            let show =
                |process: u32, outputs: &[Output]| self.show(strategy, &staff, process, outputs);
            let streamed: Option<measure::OnBatch<'_>> =
                workload::ink(self.work.workload.id).is_some().then_some(&show);
            let timed = measure::sample(&self.work, &staff, began, streamed).await?;
            let (sample, recorded) = self.check(Heat { strategy, control: false }, timed)?;
            if cold {
                self.note(Sample { cold, ..sample }, recorded);
            }
            self.herald.bring_news().await;
        }
        Ok(())
    }

    /// Runs every strategy until two medians of its samples agree.
    async fn warm_up(&mut self) -> Result<(), Interruption> {
        for strategy in self.strategies.clone() {
            self.herald.announce(strategy, Stage::Preparing);
            let mut samples = Vec::new();
            while !plan::is_warm(&samples) {
                let (sample, _) = self.time(Heat { strategy, control: false }).await?;
                samples.push(sample.makespan_ms);
                self.herald.bring_news().await;
            }
        }
        Ok(())
    }

    /// Finds out how many lanes this machine really runs side by side.
    async fn probe(&mut self, clock_step_ms: Millis) -> Result<(), Interruption> {
        let widest = self.roster.widest();
        let baseline = self.staff(Strategy::Sequential).await?.0;
        let effective_parallelism = match widest {
            Some(widest) => {
                let times = probe::parallelism(&baseline, &widest, &self.given).await?;
                Some((times, widest.shape.lanes()))
            }
            None => None,
        };
        let run = self.request.run;
        self.herald.say(&FromEngine::Probed { run, clock_step_ms, effective_parallelism }, &[]);
        Ok(())
    }

    /// Times every strategy once in each round, in a random order.
    async fn time_rounds(&mut self) -> Result<(), Interruption> {
        let rounds = self.request.repeats;
        for round in 0..rounds {
            let heats = plan::round(&self.strategies, &mut self.random);
            for (place, heat) in heats.iter().copied().enumerate() {
                self.herald.announce(heat.strategy, Stage::Timing { round, rounds });
                let (sample, recorded) = self.time(heat).await?;
                self.note(Sample { round, ..sample }, recorded);
                self.estimate(&heats[place + 1..], rounds - round - 1);
                self.herald.bring_news().await;
            }
        }
        Ok(())
    }

    fn say_answer(&self) {
        if let Some(text) = &self.answer {
            let message = FromEngine::Answered { run: self.request.run, text: text.clone() };
            self.herald.say(&message, &[]);
        }
    }

    /// Keeps a sample for the page, with what was recorded of it.
    fn note(&self, sample: Sample, recorded: Option<Recorded>) {
        if let Some(recorded) = recorded {
            self.herald.note_recorded(sample.key(), recorded);
        }
        self.herald.note(sample);
    }

    async fn time(&mut self, heat: Heat) -> Result<Checked, Interruption> {
        let (staff, _) = self.staff(heat.strategy).await?;
        let timed = measure::sample(&self.work, &staff, clock::now(), None).await?;
        self.check(heat, timed)
    }

    /// A timed answer is a checked answer.
    fn check(&mut self, heat: Heat, timed: Timed) -> Result<Checked, Interruption> {
        let Heat { strategy, control } = heat;
        let got = self.answers.check(strategy, &self.work, &timed.answer)?;
        let describe = self.work.workload.describe;
        self.answer.get_or_insert_with(|| describe(self.work.size, &timed.answer));
        self.last_ms[strategy as usize] = timed.makespan_ms;
        let Timed { makespan_ms, receipt, lanes, recorded, .. } = timed;
        let (cold, round, answer) = (false, 0, got);
        let sample = Sample { strategy, control, round, cold, makespan_ms, receipt, lanes, answer };
        Ok((sample, recorded))
    }

    /// The processes of a strategy, and whether anything had to be started for it.
    async fn staff(&mut self, strategy: Strategy) -> Result<(Rc<Staff>, bool), Interruption> {
        let shape = strategy.shape(self.request.workers);
        unless_stopped(self.roster.staff(shape)).await
    }

    /// Estimates the time left from what each strategy took last.
    fn estimate(&self, rest_of_round: &[Heat], rounds_left: u32) {
        let ms = |strategy: &Strategy| self.last_ms[*strategy as usize];
        let round = self.strategies.iter().map(ms).sum::<Millis>() + ms(&Strategy::Sequential);
        let rest: Millis = rest_of_round.iter().map(|heat| ms(&heat.strategy)).sum();
        let remaining = rest + round * f64::from(rounds_left);
        let elapsed = clock::now() - self.began;
        let done = elapsed / (elapsed + remaining);
        self.herald.estimate(done, remaining);
    }

    /// Sends finished tiles of a picture to the page.
    fn show(&self, strategy: Strategy, staff: &Staff, process: u32, outputs: &[Output]) {
        for output in outputs {
            let lane = process * staff.shape.threads + output.thread;
            let tiles = output.index.iter().map(|&(chunk, _)| {
                let items = self.work.chunks.items(chunk);
                TileRun { first: items.start, count: items.len() as u32, lane }
            });
            let (run, size) = (self.request.run, self.work.size);
            let message = FromEngine::Tiles { run, strategy, size, tiles: tiles.collect() };
            self.herald.say(&message, &[&output.words]);
        }
    }
}
