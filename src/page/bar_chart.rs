//! The bar chart, drawn as wide as the place it has.

use super::shape_icon::shape_icon;
use crate::chart::{self, Bar, Chart, Cold, Row};
use crate::outcome::{Outcome, Standing};
use crate::unit;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The width before the place is known, in pixels.
const FIRST_WIDTH: f64 = 640.0;

/// Properties of [`BarChart`].
#[derive(Clone, PartialEq, Properties)]
pub struct BarChartProps {
    /// What to draw, from top to bottom.
    pub outcomes: Vec<Outcome>,
    /// What was raced.
    pub title: AttrValue,
}

/// The chart, with a text that says the same.
#[component]
pub fn BarChart(props: &BarChartProps) -> Html {
    let place = use_node_ref();
    let width = use_width(place.clone());
    let chart = chart::lay_out(&props.outcomes, width);
    let rows = chart.rows.iter().zip(&props.outcomes);
    html! {
        <figure>
            <div class="chart" ref={place}>
                <svg role="img" aria-labelledby="chart-title chart-text" width={px(chart.width)} height={px(chart.height)} viewBox={format!("0 0 {} {}", px(chart.width), px(chart.height))}>
                    <title id="chart-title">{ format!("Elapsed time of each strategy: {}", props.title) }</title>
                    <desc id="chart-text">{ in_words(&props.outcomes) }</desc>
                    { axis(&chart) }
                    { for rows.map(|(row, outcome)| draw_row(&chart, row, outcome)) }
                </svg>
            </div>
            <figcaption>
                { "Bar: median. Dots: every sample. Bracket: 95 % interval of the median. Thin line: cold start, with the start of processes and pools. × is the speed-up over Sequential, paired within rounds." }
            </figcaption>
        </figure>
    }
}

/// The width of an element in pixels, now and whenever it changes.
#[hook]
fn use_width(place: NodeRef) -> f64 {
    let width = use_state_eq(|| FIRST_WIDTH);
    let setter = width.setter();
    use_effect_with((), move |()| {
        let element = place.cast::<Element>();
        let watcher = element.map(|element| watch_width(element, setter));
        move || drop(watcher)
    });
    *width
}

/// A watcher of an element's width, until it is dropped.
struct WidthWatcher {
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn Fn()>,
}

impl Drop for WidthWatcher {
    fn drop(&mut self) {
        self.observer.iter().for_each(ResizeObserver::disconnect);
    }
}

fn watch_width(element: Element, setter: UseStateSetter<f64>) -> WidthWatcher {
    setter.set(f64::from(element.client_width()));
    let watched = element.clone();
    let on_resize = Closure::<dyn Fn()>::new(move || setter.set(f64::from(watched.client_width())));
    // Without an observer the chart keeps its first width, and scrolls where that is too wide.
    let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
    observer.iter().for_each(|observer| observer.observe(&element));
    WidthWatcher { observer, _on_resize: on_resize }
}

/// A length as SVG wants it: a tenth of a pixel is finer than any screen.
fn px(length: f64) -> String {
    format!("{:.1}", length)
}

fn axis(chart: &Chart) -> Html {
    let bottom = px(chart.bottom);
    html! {
        <g class="axis" aria-hidden="true">
            { for chart.ticks.iter().map(|tick| {
                let x = px(tick.x);
                html! {
                    <>
                        <line x1={x.clone()} x2={x.clone()} y1="0" y2={bottom.clone()} />
                        <text {x} y={px(chart.bottom + 18.0)} text-anchor="middle">{ &tick.label }</text>
                    </>
                }
            }) }
            if !chart.ticks.is_empty() {
                <text class="unit" x={px(chart.left)} y={px(chart.bottom + 40.0)}>
                    { format!("elapsed time in {} – shorter is better", chart.unit.word()) }
                </text>
            }
        </g>
    }
}

fn draw_row(chart: &Chart, row: &Row, outcome: &Outcome) -> Html {
    let (x, y) = row.name;
    html! {
        <g class={classes!("row", row.strategy.id())} aria-hidden="true">
            <g transform={format!("translate({} {})", px(x), px(y - 10.0))}>{ shape_icon(row.strategy) }</g>
            <text class="name" x={px(x + 40.0)} y={px(y)} dominant-baseline="central">{ row.strategy.title() }</text>
            <rect class="track" x={px(chart.left)} y={px(row.top)} width={px(chart.right - chart.left)} height={px(row.height)} rx="3" />
            if let Some(bar) = &row.bar {
                { draw_bar(chart, row, bar) }
            } else {
                <text class="status" x={px(chart.left + 10.0)} y={px(row.top + row.height / 2.0)} dominant-baseline="central">{ status(&outcome.standing) }</text>
            }
            if let Some(cold) = &row.cold {
                { draw_cold(chart, cold) }
            }
        </g>
    }
}

fn draw_bar(chart: &Chart, row: &Row, bar: &Bar) -> Html {
    let middle = row.top + row.height / 2.0;
    let bottom = row.top + row.height;
    html! {
        <>
            <rect class="bar" x={px(chart.left)} y={px(row.top)} width={px((bar.end - chart.left).max(1.0))} height={px(row.height)} rx="3" />
            if let Some((low, high)) = bar.whisker {
                <path class="whisker" d={format!(
                    "M{low:.1} {0:.1}V{1:.1}M{high:.1} {0:.1}V{1:.1}M{low:.1} {middle:.1}H{high:.1}", row.top - 3.0, bottom + 3.0
                )} />
            }
            { for bar.dots.iter().map(|&(x, y)| html! { <circle class="dot" cx={px(x)} cy={px(y)} r="2.4" /> }) }
            <text class="speedup" x={px(bar.label_x)} y={px(row.top + 11.0)}>{ &bar.speedup }</text>
            <text class="median" x={px(bar.label_x)} y={px(row.top + 26.0)}>{ &bar.median }</text>
        </>
    }
}

fn draw_cold(chart: &Chart, cold: &Cold) -> Html {
    let y = cold.y;
    html! {
        <g class="cold">
            <line x1={px(chart.left)} x2={px(cold.end)} y1={px(y)} y2={px(y)} />
            if cold.beyond {
                <path d={format!("M{0:.1} {1:.1}l6 4l-6 4z", cold.end, y - 4.0)} />
            }
            <text x={px(cold.label_x)} y={px(y + if cold.label_x > cold.end { 4.0 } else { 14.0 })}>{ &cold.label }</text>
        </g>
    }
}

fn status(standing: &Standing) -> &'static str {
    match standing {
        Standing::Unavailable(_) => "cannot run here",
        Standing::Running => "running …",
        Standing::Waiting => "waiting …",
        Standing::Done => "no sample was kept",
        Standing::Idle => "",
    }
}

fn in_words(outcomes: &[Outcome]) -> String {
    let words = outcomes.iter().map(|outcome| {
        let title = outcome.strategy.title();
        match (&outcome.summary, &outcome.speedup) {
            (Some(summary), Some(speedup)) => format!(
                "{title}: median {}, {} times as fast as Sequential.",
                unit::show(summary.median),
                unit::digits(speedup.ratio)
            ),
            (Some(summary), None) => format!("{title}: median {}.", unit::show(summary.median)),
            (None, _) => format!("{title}: not measured."),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
