//! The buttons that take results out, and the field that brings them back.

use super::{Msg, arrival, material};
use crate::strategy::Strategy;
use crate::views::told::Told;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// A form in which results can be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// A picture of the open view, painted.
    Png,
    /// A picture of the open view, drawn.
    Svg,
    /// A line a sample.
    Csv,
    /// Everything, to be read back.
    Json,
    /// The table.
    Markdown,
    /// The table, in the clipboard.
    CopyMarkdown,
    /// Who did what when, of one sample.
    Trace,
}

impl Take {
    /// Every form, in the order of the buttons; that of a trace stands apart.
    const PLAIN: [Self; 6] =
        [Self::Png, Self::Svg, Self::Csv, Self::Json, Self::Markdown, Self::CopyMarkdown];

    /// The stable name, for the DOM.
    pub fn id(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::CopyMarkdown => "copy-markdown",
            Self::Trace => "trace",
        }
    }

    /// What ends the name of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Json | Self::Trace => "json",
            Self::Markdown | Self::CopyMarkdown => "md",
        }
    }

    /// The kind of its contents, as browsers name it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
            Self::Csv => "text/csv",
            Self::Json | Self::Trace => "application/json",
            Self::Markdown | Self::CopyMarkdown => "text/markdown",
        }
    }

    /// What stands on its button.
    fn label(self) -> &'static str {
        match self {
            Self::Png => "Picture (PNG)",
            Self::Svg => "Drawing (SVG)",
            Self::Csv => "Samples (CSV)",
            Self::Json => "Result (JSON)",
            Self::Markdown => "Table (Markdown)",
            Self::CopyMarkdown => "Copy the table",
            Self::Trace => "Trace",
        }
    }
}

/// What the bar is told.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page at one moment.
    pub told: Told,
    /// The strategy whose trace is wanted; none for the default.
    pub chosen: Option<Strategy>,
    /// Takes something out.
    pub take: Callback<Take>,
    /// Wants the trace of a strategy.
    pub choose: Callback<Strategy>,
    /// A text came in, or a file that cannot be read.
    pub arrived: Callback<Msg>,
}

/// The buttons that take results out, and the field that brings them back.
#[component]
pub fn Bar(props: &Props) -> Html {
    let Props { told, chosen, take, choose, arrived } = props;
    let opened = {
        let arrived = arrived.clone();
        Callback::from(move |event: Event| arrival::chosen(&event, &arrived))
    };
    let recorded = material::recorded(told);
    let traced = material::traced(told, *chosen);
    let button = |form: Take| {
        let is_there = material::is_there(told, form, *chosen);
        let onclick = take.reform(move |_: MouseEvent| form);
        html! {
            <button type="button" data-export={form.id()} {onclick}
                aria-disabled={(!is_there).to_string()}
                aria-describedby={(!is_there).then_some("export-reason")}>{ form.label() }</button>
        }
    };
    html! {
        <>
            <div class="exits" role="group" aria-labelledby="export-title">
                { for Take::PLAIN.into_iter().map(button) }
                <span class="traced">
                    { button(Take::Trace) }
                    { strategies(&recorded, traced, choose) }
                </span>
            </div>
            { for reason(told, traced).map(|it| html! { <p class="hint" id="export-reason">{ it }</p> }) }
            <label class="entry">
                <span>{ "Open a result …" }</span>
                <input type="file" accept=".json,application/json" data-import="" onchange={opened} />
                <small>{ "or drop the file on the page, or paste its text" }</small>
            </label>
        </>
    }
}

/// Why some buttons do nothing.
fn reason(told: &Told, traced: Option<Strategy>) -> Option<&'static str> {
    let state = &told.snapshot.state;
    match () {
        () if state.is_busy() => Some("There is something to take out when the race is over."),
        () if state.samples.is_empty() => {
            Some("Run a race first: then there is something to take out.")
        }
        () if traced.is_none() => {
            Some("These samples have no trace: who did what when was not recorded.")
        }
        () => None,
    }
}

/// Of which strategy the trace is, where there is more than one.
fn strategies(
    recorded: &[Strategy],
    traced: Option<Strategy>,
    choose: &Callback<Strategy>,
) -> Html {
    if recorded.len() < 2 {
        return Html::default();
    }
    let choose = choose.clone();
    let onchange = Callback::from(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        let strategy = select.and_then(|select| Strategy::find(&select.value()));
        strategy.into_iter().for_each(|strategy| choose.emit(strategy));
    });
    let option = |strategy: &Strategy| {
        let selected = traced == Some(*strategy);
        html! { <option value={strategy.id()} {selected}>{ strategy.title() }</option> }
    };
    html! {
        <label class="of">
            <span>{ "of" }</span>
            <select data-export-strategy="" {onchange} aria-label="Strategy of the trace">
                { for recorded.iter().map(option) }
            </select>
        </label>
    }
}
