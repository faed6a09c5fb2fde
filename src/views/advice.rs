//! Which strategy to reach for, and why.

use super::summary::Summary;
use super::told::Told;
use crate::advice::{self, Evidence, Finding};
use crate::element::{element, text, worded};
use crate::run::Phase;
use crate::unit;
use std::rc::Rc;
use yew::prelude::*;

/// What the columns of the table over all workloads hold.
const COLUMNS: [&str; 10] = [
    "Workload",
    "Best",
    "Speed-up",
    "Limited by",
    "Computing",
    "Waiting",
    "Copying",
    "Talking",
    "GIL",
    "Start-up · memory",
];

/// What the view is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
}

/// Which strategy to reach for, and why.
#[component]
pub fn Advice(Props { told }: &Props) -> Html {
    let findings = use_mut_ref(Vec::<Finding>::new);
    let state = &told.snapshot.state;
    let measured = told.is_measured().then(|| Evidence::new(state, &told.outcomes)).flatten();
    if let Some(evidence) = measured.as_ref().filter(|_| is_own(told)) {
        let new = advice::finding(evidence);
        new.into_iter().for_each(|new| advice::keep(&mut findings.borrow_mut(), new));
    }
    let findings: Rc<Vec<Finding>> = Rc::new(findings.borrow().clone());
    let own = measured.as_ref().filter(|_| is_own(told));
    let summary = own.map(advice::summary::measured).unwrap_or_default();
    html! {
        <section class="panel advice" data-advice="" aria-labelledby="advice-title">
            <h2 id="advice-title">{ "Which should you use?" }</h2>
            { measured.map_or_else(|| nothing(told), |evidence| sentences(&evidence)) }
            { if findings.is_empty() { Html::default() } else { table(&findings) } }
            <Summary {summary} />
        </section>
    }
}

/// Whether the race was run here and to its end.
fn is_own(told: &Told) -> bool {
    let state = &told.snapshot.state;
    state.phase == Phase::Done && state.imported.is_none()
}

fn nothing(told: &Told) -> Html {
    html! {
        <p class="hint">
            { if told.snapshot.state.is_busy() {
                "The advice is worked out when this run is over."
            } else {
                "Run the race: the advice is drawn from your own measurements, with the figures it \
                 rests on."
            } }
        </p>
    }
}

fn sentences(evidence: &Evidence<'_>) -> Html {
    let item = |(id, sentence): (&'static str, String)| {
        html! { <li key={id} data-rule={id}>{ sentence }</li> }
    };
    html! { <ul class="rules">{ for advice::advise(evidence).into_iter().map(item) }</ul> }
}

/// Every workload measured in this visit. The roles are written out, because a phone shows each
/// row as a card.
fn table(findings: &[Finding]) -> Html {
    let heading = |words: &str| worded("th", &[("scope", "col"), ("role", "columnheader")], words);
    let head = element("tr", &[("role", "row")], COLUMNS.map(heading).into());
    let parts = vec![
        element("thead", &[("role", "rowgroup")], vec![head]),
        element("tbody", &[("role", "rowgroup")], findings.iter().map(row).collect()),
    ];
    let named = [("role", "table"), ("aria-labelledby", "findings-title")];
    let place = [
        ("class", "wide-table"),
        ("tabindex", "0"),
        ("role", "region"),
        ("aria-label", "Everything measured in this visit, as a table"),
    ];
    html! {
        <>
            <h3 id="findings-title">{ "Everything measured in this visit" }</h3>
            { element("div", &place, vec![element("table", &named, parts)]) }
            <p class="hint">
                { "Speed-up, limit and shares are those of the fastest strategy apart from \
                   Sequential: the shares of its median sample. GIL: the share of its time that \
                   Threads with a GIL waited for the lock. Memory: what its processes are sent." }
            </p>
        </>
    }
}

fn row(finding: &Finding) -> Html {
    let best = finding.best.map_or("no clear winner", |best| best.title());
    let cell = |label: &'static str, words: String| {
        worded("td", &[("role", "cell"), ("data-label", label)], &words)
    };
    let percent = |share: f64| format!("{} %", unit::decimal(share * 100.0, 0));
    let dash = || "–".to_owned();
    let size = worded("small", &[], &format!("size {}", unit::grouped(finding.size.into())));
    let head = [("scope", "row"), ("role", "rowheader")];
    let mut cells = vec![
        element("th", &head, vec![text(finding.workload.title), size]),
        cell(COLUMNS[1], best.to_owned()),
        speed(finding),
        cell(COLUMNS[3], finding.limit.title().to_owned()),
    ];
    let shares = COLUMNS[4..8].iter().zip(finding.shares);
    cells.extend(shares.map(|(label, (_, share))| cell(label, percent(share))));
    cells.push(cell(COLUMNS[8], finding.gil.map_or_else(dash, percent)));
    let start = finding.start_ms.map_or_else(dash, unit::show);
    let sent = match finding.sent_bytes {
        0 => dash(),
        bytes => advice::megabytes(bytes),
    };
    let both = if start == sent { start } else { format!("{start} · {sent}") };
    cells.push(cell(COLUMNS[9], both));
    let ratio = finding.speedup.map_or_else(String::new, |it| unit::decimal(it.ratio, 6));
    let attributes = [
        ("role", "row"),
        ("data-workload", finding.workload.id),
        ("data-best", finding.best.map_or("", |best| best.id())),
        ("data-fastest", finding.fastest.id()),
        ("data-speedup", ratio.as_str()),
        ("data-limit", finding.limit.id()),
    ];
    element("tr", &attributes, cells)
}

/// The speed-up with its interval, and whose it is.
fn speed(finding: &Finding) -> Html {
    let ratio = finding.speedup.map_or(f64::NAN, |speedup| speedup.ratio);
    let interval = finding
        .speedup
        .and_then(|speedup| speedup.ci95)
        .map(|(low, high)| format!("{} – {}", unit::digits(low), unit::digits(high)));
    let small = |words: &str| worded("small", &[], words);
    let mut parts = vec![text(&unit::show_ratio(ratio))];
    parts.extend(interval.map(|interval| small(&interval)));
    parts.push(small(finding.fastest.title()));
    element("td", &[("role", "cell"), ("data-label", COLUMNS[2])], parts)
}
