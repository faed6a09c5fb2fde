//! The pictures of a race, one a strategy, drawn while they are computed and tinted by the lane
//! that computed each tile.

use crate::element::{element, keyed, text, worded};
use crate::outcome::Outcome;
use crate::palette;
use crate::picture::{self, Ink, TILE};
use crate::protocol::{Race, TileRun};
use crate::strategy::Strategy;
use crate::workload;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

/// Lanes beyond these share one entry of the legend.
const LEGEND: u32 = 8;

/// Canvases that are painted on directly: a picture is no part of what is drawn again.
#[derive(Default)]
pub struct Gallery {
    sizes: [Option<u32>; Strategy::ALL.len()],
}

impl Gallery {
    /// The pictures of `race`, if its workload has any.
    pub fn view(&self, race: Option<&Race>, outcomes: &[Outcome]) -> Option<Html> {
        let race = race.filter(|race| workload::ink(&race.workload).is_some())?;
        let lanes = outcomes.iter().map(|outcome| outcome.shape.lanes()).max().unwrap_or(1);
        // A baseline that was not asked for is known only when its picture has come and gone.
        let pictures = race.strategies.iter().map(|strategy| picture(*strategy)).collect();
        let attributes =
            [("class", "gallery"), ("aria-label", "The picture, as each strategy computed it")];
        let pictures = element("div", &[("class", "pictures")], pictures);
        Some(element("section", &attributes, vec![pictures, legend(lanes)]))
    }

    /// Forgets the pictures of the race before.
    pub fn clear(&mut self) {
        self.sizes = Default::default();
        for canvas in Strategy::ALL.into_iter().filter_map(canvas) {
            // Setting the width of a canvas empties it.
            canvas.set_width(canvas.width());
        }
    }

    /// Draws tiles of a picture of `size` in `ink` that `strategy` computes.
    pub fn paint(
        &mut self,
        ink: Ink,
        strategy: Strategy,
        size: u32,
        tiles: &[TileRun],
        words: &[u32],
    ) {
        let Some(canvas) = canvas(strategy) else { return };
        let (columns, rows) = picture::tiles(size);
        if self.sizes[strategy as usize].replace(size) != Some(size) {
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
        for ((tile, lane), pixels) in lanes.zip(words.chunks_exact(ink.tile_words())) {
            let (x, y) = (tile % columns.max(1) * TILE, tile / columns.max(1) * TILE);
            paint_tile(&context, x, y, &ink.paint(pixels, lane));
        }
    }
}

fn picture(strategy: Strategy) -> Html {
    let label = ["The picture computed by ", strategy.title()].concat();
    let attributes = [
        ("id", &*canvas_id(strategy)),
        ("width", "300"),
        ("height", "200"),
        ("role", "img"),
        ("aria-label", &label),
    ];
    let canvas = element("canvas", &attributes, vec![]);
    let parts = vec![canvas, worded("figcaption", &[], strategy.title())];
    // The key keeps a canvas with its strategy when another one comes before it.
    keyed(strategy.id(), "figure", &[("class", strategy.id())], parts)
}

fn canvas_id(strategy: Strategy) -> String {
    ["picture-", strategy.id()].concat()
}

fn canvas(strategy: Strategy) -> Option<HtmlCanvasElement> {
    super::document()?.get_element_by_id(&canvas_id(strategy))?.dyn_into().ok()
}

fn paint_tile(context: &CanvasRenderingContext2d, x: u32, y: u32, rgba: &[u8]) {
    // A tile that cannot be painted is only missing from a picture.
    let _ = ImageData::new_with_u8_clamped_array(Clamped(rgba), TILE)
        .and_then(|image| context.put_image_data(&image, f64::from(x), f64::from(y)));
}

fn legend(lanes: u32) -> Html {
    let mut entries = vec![worded("span", &[], "Tinted by the lane that computed each tile:")];
    for lane in 0..lanes.min(LEGEND) {
        let colour = ["background:", &palette::hex(palette::lane(lane))].concat();
        let swatch = element("i", &[("style", &colour)], vec![]);
        entries.push(element("span", &[], vec![swatch, text(&(lane + 1).to_string())]));
    }
    if lanes > LEGEND {
        entries.push(worded("span", &[], &format!("… {lanes}")));
    }
    element("p", &[("class", "legend")], entries)
}
