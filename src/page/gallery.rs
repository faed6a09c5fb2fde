//! The pictures of a race, one a strategy, drawn while they are computed and tinted by the lane
//! that computed each tile.

use crate::outcome::Outcome;
use crate::palette;
use crate::protocol::{Race, TileRun};
use crate::strategy::Strategy;
use crate::workload::mandelbrot::{self, TILE, TILE_WORDS};
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

/// Lanes beyond these share one entry of the legend.
const LEGEND: u32 = 8;

/// Canvases that are painted on directly: a picture is no part of what is drawn again.
#[derive(Default)]
pub struct Gallery {
    canvases: [NodeRef; Strategy::ALL.len()],
    sizes: [Option<u32>; Strategy::ALL.len()],
}

impl Gallery {
    /// The pictures of `race`, if its workload has any.
    pub fn view(&self, race: Option<&Race>, outcomes: &[Outcome]) -> Html {
        if race.is_none_or(|race| race.workload != mandelbrot::WORKLOAD.id) {
            return Html::default();
        }
        let lanes = outcomes.iter().map(|outcome| outcome.shape.lanes()).max().unwrap_or(1);
        html! {
            <section class="gallery" aria-label="The picture, as each strategy computed it">
                <div class="pictures">
                    { for outcomes.iter().map(|outcome| self.picture(outcome.strategy)) }
                </div>
                { legend(lanes) }
            </section>
        }
    }

    fn picture(&self, strategy: Strategy) -> Html {
        html! {
            <figure key={strategy.id()} class={strategy.id()}>
                <canvas ref={self.canvases[strategy as usize].clone()} width="300" height="200" role="img" aria-label={format!("The picture computed by {}", strategy.title())} />
                <figcaption>{ strategy.title() }</figcaption>
            </figure>
        }
    }

    /// Forgets the pictures of the race before.
    pub fn clear(&mut self) {
        self.sizes = Default::default();
        for canvas in self.canvases.iter().filter_map(NodeRef::cast::<HtmlCanvasElement>) {
            // Setting the width of a canvas empties it.
            canvas.set_width(canvas.width());
        }
    }

    /// Draws tiles of a picture of `size` that `strategy` computes.
    pub fn paint(&mut self, strategy: Strategy, size: u32, tiles: &[TileRun], words: &[u32]) {
        let index = strategy as usize;
        let Some(canvas) = self.canvases[index].cast::<HtmlCanvasElement>() else { return };
        let (columns, rows) = mandelbrot::tiles(size);
        if self.sizes[index].replace(size) != Some(size) {
            canvas.set_width(columns * TILE);
            canvas.set_height(rows * TILE);
        }
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok())
        else {
            return;
        };
        let lanes = tiles.iter().flat_map(|run| {
            (run.first..run.first.saturating_add(run.count)).map(|tile| (tile, run.lane))
        });
        for ((tile, lane), pixels) in lanes.zip(words.chunks_exact(TILE_WORDS)) {
            paint_tile(&context, columns, tile, lane, pixels);
        }
    }
}

fn paint_tile(
    context: &CanvasRenderingContext2d,
    columns: u32,
    tile: u32,
    lane: u32,
    words: &[u32],
) {
    let tint = palette::lane(lane);
    let steps = words.iter().flat_map(|word| word.to_le_bytes());
    let rgba: Vec<u8> = steps
        .flat_map(|steps| {
            let [red, green, blue] = palette::pixel(steps, tint);
            [red, green, blue, 255]
        })
        .collect();
    let (x, y) = (tile % columns.max(1) * TILE, tile / columns.max(1) * TILE);
    // A tile that cannot be painted is only missing from a picture.
    let _ = ImageData::new_with_u8_clamped_array(Clamped(&rgba), TILE)
        .and_then(|image| context.put_image_data(&image, f64::from(x), f64::from(y)));
}

fn legend(lanes: u32) -> Html {
    html! {
        <p class="legend">
            <span>{ "Tinted by the lane that computed each tile:" }</span>
            { for (0..lanes.min(LEGEND)).map(|lane| html! {
                <span>
                    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
                        <rect width="10" height="10" rx="2" fill={palette::hex(palette::lane(lane))} />
                    </svg>
                    { lane + 1 }
                </span>
            }) }
            if lanes > LEGEND {
                <span>{ format!("… {lanes}") }</span>
            }
        </p>
    }
}
