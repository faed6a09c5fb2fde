//! Where the time of a sample went.

use super::told::Told;
use crate::element::{element, text, worded};
use crate::phases::{self, Bar, Part, Which, story};
use crate::unit;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The attributes of a row of the table, for whoever reads them by program: one for each part.
const ATTRIBUTES: [&str; 8] = [
    "data-start-ms",
    "data-send-ms",
    "data-wait-ms",
    "data-pause-ms",
    "data-lock-ms",
    "data-compute-ms",
    "data-receive-ms",
    "data-join-ms",
];

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// Where the time of a sample went.
#[component]
pub fn Receipt(Props { told }: &Props) -> Html {
    let chosen = use_state(|| None::<u32>);
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let list = event.target_dyn_into::<HtmlSelectElement>();
            chosen.set(list.and_then(|list| list.value().parse().ok()));
        })
    };
    let drawn = told.race().filter(|_| told.is_measured()).map(|race| {
        let samples = &told.snapshot.state.samples;
        let rounds = phases::rounds(samples);
        let round = chosen.filter(|round| rounds.contains(round));
        let median = phases::bars(samples, race.workers, None);
        let bars = phases::bars(samples, race.workers, round);
        let mut listed = median.clone();
        listed.extend(bars.iter().filter(|bar| !median.contains(bar)).cloned());
        listed.sort_by_key(|bar| bar.strategy);
        html! {
            <>
                { for (!rounds.is_empty()).then(|| chooser(&rounds, round, choose)) }
                { figure(told, &bars) }
                { stories(&bars) }
                { table(&listed) }
            </>
        }
    });
    html! {
        <section class="receipt-view" data-view="receipt" aria-labelledby="receipt-title">
            <h3 id="receipt-title">{ "Where the time went" }</h3>
            { drawn.unwrap_or_else(|| nothing(told)) }
        </section>
    }
}

fn nothing(told: &Told) -> Html {
    html! {
        <p class="hint">
            { if told.snapshot.state.is_busy() {
                "The receipt is made out when this run is over."
            } else {
                "Run the race: then every bar is split into what its time was spent on."
            } }
        </p>
    }
}

fn chooser(rounds: &[u32], chosen: Option<u32>, choose: Callback<Event>) -> Html {
    let option = |round: u32| {
        let title = Which::Round(round).title();
        html! { <option value={round.to_string()} selected={chosen == Some(round)}>{ title }</option> }
    };
    html! {
        <label class="chooser">
            <span>{ "Warm samples shown" }</span>
            <select name="receipt-sample" data-choose="sample" onchange={choose}>
                <option value="median" selected={chosen.is_none()}>{ "the median of each" }</option>
                { for rounds.iter().copied().map(option) }
            </select>
        </label>
    }
}

fn figure(told: &Told, bars: &[Bar]) -> Html {
    let title = told.workload().map_or("", |workload| workload.title);
    let drawing = phases::draw(bars, told.width, title);
    html! {
        <figure>
            <div class="chart">{ Html::from_html_unchecked(AttrValue::from(drawing)) }</div>
            <figcaption>
                { "Each bar is one sample, cut into parts that add up to its makespan. Compute is \
                   what the busiest lane computed; what it waited for in that time stands apart. \
                   Where a bar is cut by two lines, the longest part is drawn shorter than it is." }
            </figcaption>
        </figure>
    }
}

/// A sentence for each warm bar; those of the cold ones are there for whoever asks.
fn stories(bars: &[Bar]) -> Html {
    let (cold, warm): (Vec<_>, Vec<_>) =
        story::stories(bars).into_iter().partition(|story| story.which == Which::Cold);
    html! {
        <>
            { for told_in(&warm) }
            if let Some(cold) = told_in(&cold) {
                <details open={warm.is_empty()}>
                    <summary>{ "What the cold starts cost" }</summary>
                    { cold }
                </details>
            }
        </>
    }
}

fn told_in(stories: &[story::Story]) -> Option<Html> {
    let item = |story: &story::Story| {
        let id = story.strategy.id();
        html! {
            <li class={id} data-of={id} data-sample={story.which.id()}>
                <b>{ story.strategy.title() }</b>
                <p>{ &story.text }</p>
            </li>
        }
    };
    let any = !stories.is_empty();
    any.then(|| html! { <ul class="stories">{ for stories.iter().map(item) }</ul> })
}

/// The same numbers. The roles are written out, because a phone shows each row as a card, and
/// browsers forget the roles of cells that are laid out so.
fn table(bars: &[Bar]) -> Html {
    let titles = Part::ALL.map(Part::title);
    let heads = ["Strategy", "Sample"].into_iter().chain(titles).chain(["in all"]);
    let heading = |words: &str| worded("th", &[("scope", "col"), ("role", "columnheader")], words);
    let head = element("tr", &[("role", "row")], heads.map(heading).collect());
    let rows = bars.iter().map(row).collect();
    let parts = vec![
        element("thead", &[("role", "rowgroup")], vec![head]),
        element("tbody", &[("role", "rowgroup")], rows),
    ];
    let named = [("role", "table"), ("aria-labelledby", "receipt-title")];
    let place = [
        ("class", "wide-table"),
        ("tabindex", "0"),
        ("role", "region"),
        ("aria-label", "The receipt as a table"),
    ];
    let table = element("div", &place, vec![element("table", &named, parts)]);
    html! { <details><summary>{ "The same numbers as a table" }</summary>{ table }</details> }
}

fn row(bar: &Bar) -> Html {
    let id = bar.strategy.id();
    let cell = |label: &'static str, ms: f64| {
        let shown = if ms > 0.0 { unit::show(ms) } else { "–".to_owned() };
        worded("td", &[("role", "cell"), ("data-label", label)], &shown)
    };
    let head = [("scope", "row"), ("role", "rowheader")];
    let mut cells = vec![
        element("th", &head, vec![text(bar.strategy.title())]),
        worded("td", &[("role", "cell"), ("data-label", "Sample")], &bar.which.title()),
    ];
    cells.extend(Part::ALL.map(|part| cell(part.title(), bar.parts.get(part))));
    cells.push(cell("in all", bar.makespan_ms));
    let numbers = numbers(bar);
    let mut attributes = vec![("role", "row"), ("class", id), ("data-of", id)];
    attributes.extend(numbers.iter().map(|(name, number)| (*name, number.as_str())));
    element("tr", &attributes, cells)
}

fn numbers(bar: &Bar) -> Vec<(&'static str, String)> {
    let ms = |ms: f64| unit::decimal(ms, 6);
    let parts = ATTRIBUTES.into_iter().zip(Part::ALL.map(|part| ms(bar.parts.get(part))));
    let mut numbers = vec![("data-sample", bar.which.id()), ("data-round", bar.round.to_string())];
    numbers.extend(parts);
    numbers.push(("data-total-ms", ms(bar.parts.total())));
    numbers.push(("data-makespan-ms", ms(bar.makespan_ms)));
    numbers
}
