//! A counter that loses updates: totals, what protects it and at which price, and one loss step by step.

use super::control::{Try, control};
use super::stepper::Stepper;
use super::{Props, drawing, framed};
use crate::experiment::counter::{self, Counted, INCREMENTS, ROUNDS, Way};
use crate::experiment::interleaving::{self, Recording, Story};
use crate::experiment::replay;
use crate::experiment::{Experiment, Observation};
use crate::stats::Summary;
use crate::unit::{self, grouped};
use crate::views::table::wide;
use yew::prelude::*;

/// More threads than this lose no more.
const MOST_THREADS: u32 = 8;

/// What the columns of the totals hold.
const COLUMNS: [&str; 5] = ["How", "Totals", "Lost", "Each increment", "95 % interval"];

/// A counter that loses updates.
#[component]
pub fn LostUpdate(Props { told, observed }: &Props) -> Html {
    let cores = told.snapshot.environment.map_or(2, |it| it.reported_cores);
    let all = cores.clamp(2, MOST_THREADS);
    let start = |threads, words| Try { experiment: Experiment::Counting { threads }, words };
    let mut tries = vec![start(2, "Count with two threads")];
    if all > 2 {
        tries.push(start(all, "… with one for each core"));
    }
    let hint = format!(
        "Each thread adds one to the same counter {} times, {ROUNDS} times over, in three ways.",
        grouped(INCREMENTS.into())
    );
    let story = use_memo(observed.clone(), |observed| match observed.as_deref() {
        Some(Observation::Counting { recording: Some(recording), .. }) => {
            interleaving::story(recording)
        }
        _ => None,
    });
    let content = html! {
        <>
            { control(told, &tries, &hint) }
            if let Some(Observation::Counting { counted, recording }) = observed.as_deref() {
                { totals(counted) }
                if let Some(story) = (*story).clone() {
                    <Replay {story} />
                } else {
                    { untold(recording.as_ref()) }
                }
            }
        </>
    };
    framed("lost-update", "A counter that loses count", content)
}

fn totals(counted: &[Counted]) -> Html {
    let expected = counted.first().map_or(0, |it| it.expected);
    let rows: Vec<_> = Way::ALL.into_iter().map(|way| row(counted, way)).collect();
    html! {
        <>
            <p class="finding">{ finding(counted) }</p>
            { wide(&format!("Totals, of {} expected", grouped(expected.into())), &COLUMNS, rows) }
        </>
    }
}

fn finding(counted: &[Counted]) -> String {
    let bare: Vec<_> = counted.iter().filter(|it| it.way == Way::Bare).collect();
    let lost: u64 = bare.iter().map(|it| u64::from(it.lost())).sum();
    let expected: u64 = bare.iter().map(|it| u64::from(it.expected)).sum();
    if lost == 0 {
        return "No update was lost this time: the threads hardly ran at the same time. That is luck, \
                not safety; try again."
            .to_owned();
    }
    let share = lost as f64 / expected.max(1) as f64 * 100.0;
    let least = bare.iter().map(|it| it.lost()).min().unwrap_or(0);
    let most = bare.iter().map(|it| it.lost()).max().unwrap_or(0);
    format!(
        "With nothing to protect it, the counter lost {} % of its updates: between {} and {} of them in \
         a run. Under a lock and by atomic adds it lost none.{}",
        unit::digits(share),
        grouped(least.into()),
        grouped(most.into()),
        lock_price(counted).unwrap_or_default()
    )
}

/// What the lock costs, unless that cannot be told apart from chance.
fn lock_price(counted: &[Counted]) -> Option<String> {
    let (lock, add) = (counter::price(counted, Way::Lock)?, counter::price(counted, Way::Add)?);
    let is_clear = lock.ci95?.0 > add.ci95?.1;
    let times = unit::digits(lock.median / add.median);
    is_clear.then(|| format!(" The lock takes {times} times as long as the atomic add."))
}

fn row(counted: &[Counted], way: Way) -> Html {
    let runs: Vec<_> = counted.iter().filter(|it| it.way == way).collect();
    let totals: Vec<_> = runs.iter().map(|it| grouped(it.total.into())).collect();
    let totals = if totals.iter().all(|total| Some(total) == totals.first()) {
        format!("{} in all {} runs", totals.first().map_or("–", |it| it), totals.len())
    } else {
        totals.join(" · ")
    };
    let lost: u64 = runs.iter().map(|it| u64::from(it.lost())).sum();
    let price = counter::price(counted, way);
    let interval = |it: Summary| it.ci95.map(|(low, high)| ns(&[low, high]));
    let dash = || "–".to_owned();
    html! {
        <tr role="row" data-way={way.id()} data-lost={lost.to_string()}
            data-totals={runs.iter().map(|it| it.total.to_string()).collect::<Vec<_>>().join(" ")}>
            <th scope="row" role="rowheader">{ way.title() }</th>
            <td role="cell" class="many" data-label={COLUMNS[1]}>{ totals }</td>
            <td role="cell" data-label={COLUMNS[2]}>{ grouped(lost) }</td>
            <td role="cell" data-label={COLUMNS[3]}>
                { price.map_or_else(dash, |it| ns(&[it.median])) }
            </td>
            <td role="cell" data-label={COLUMNS[4]}>
                { price.and_then(interval).unwrap_or_else(dash) }
            </td>
        </tr>
    }
}

/// Nanoseconds, or a range of them.
fn ns(numbers: &[f64]) -> String {
    let numbers: Vec<_> = numbers.iter().map(|it| unit::digits(*it)).collect();
    numbers.join(" – ") + " ns"
}

fn untold(recording: Option<&Recording>) -> Html {
    let words = if recording.is_some() {
        "What was recorded cannot be put in order: please report this."
    } else {
        "In 200 short recorded runs no update was lost, so there is none to show step by step: the \
         threads hardly ran at the same time. Try again when the machine has less to do."
    };
    html! { <p class="hint">{ words }</p> }
}

/// What the replay is told.
#[derive(Clone, PartialEq, Properties)]
pub struct ReplayProps {
    /// A loss that was recorded.
    pub story: Story,
}

/// A recorded loss, one step after the other.
#[component]
fn Replay(ReplayProps { story }: &ReplayProps) -> Html {
    let done = use_state(|| 0);
    {
        // Another story begins at its beginning.
        let done = done.clone();
        use_effect_with(story.clone(), move |_| done.set(0));
    }
    let steps = story.steps.len();
    let at = (*done).min(steps);
    let go = {
        let done = done.clone();
        Callback::from(move |to: usize| done.set(to))
    };
    let line = |place: usize| {
        let current = (place + 1 == at).then_some("step");
        html! { <li aria-current={current}>{ replay::words(story, place + 1) }</li> }
    };
    html! {
        <div class="replaying" data-story={steps.to_string()}>
            <h3>{ "One loss, step by step" }</h3>
            <p class="hint">
                { "Recorded in a short run: every store signs the value it writes, so that each load \
                   tells whose value it has read. Nothing here is acted." }
            </p>
            { drawing(replay::draw(story, at)) }
            <Stepper {steps} done={at} words={replay::words(story, at)} {go} />
            <details>
                <summary>{ "All steps as a list" }</summary>
                <ol class="steps">{ for (0..steps).map(line) }</ol>
            </details>
        </div>
    }
}
