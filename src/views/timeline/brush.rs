//! Draws a scene on its canvas: the rows as pixels, and over them lines and words.

use super::colours::Colours;
use super::scene::Scene;
use crate::timeline::Timeline;
use crate::timeline::arrow::arrows;
use crate::timeline::hit::Target;
use crate::timeline::pattern::outline;
use crate::timeline::raster::Raster;
use crate::timeline::row::{self, Kind, Row};
use crate::timeline::ruler::ticks;
use crate::timeline::viewport::{RULER, Viewport};
use crate::trace::Activity;
use crate::unit;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData, Path2d};

/// The letters of names and numbers.
const FONT: &str = "12px system-ui, sans-serif";

/// The letters of titles.
const BOLD: &str = "600 12px system-ui, sans-serif";

/// From this width on a span has room for words, in pixels.
const WORDS_FROM: f64 = 48.0;

/// Draws scenes; keeps what the next picture can use again.
#[derive(Default)]
pub struct Brush {
    raster: Raster,
    /// What `raster` shows.
    painted: Option<Viewport>,
    lamps: Vec<Path2d>,
}

impl Brush {
    /// The next picture has other colours, or is of another timeline.
    pub fn forget(&mut self) {
        self.painted = None;
    }

    /// Draws `scene`. A canvas that cannot be drawn on stays as it is: the table has the numbers.
    pub fn paint(
        &mut self,
        canvas: &HtmlCanvasElement,
        timeline: &Timeline,
        scene: &Scene,
        colours: &Colours,
    ) -> Result<(), JsValue> {
        let view = scene.viewport;
        if self.painted != Some(view) {
            self.raster.paint(timeline, &view, &colours.palette);
            self.painted = Some(view);
        }
        let context = context(canvas)?;
        let pixels = Clamped(bytemuck::cast_slice(&self.raster.pixels));
        let width = self.raster.width as u32;
        let height = (self.raster.pixels.len() / self.raster.width.max(1)) as u32;
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let image = ImageData::new_with_u8_clamped_array_and_sh(pixels, width, height)?;
        context.put_image_data(&image, 0.0, 0.0)?;
        let scale = f64::from(view.scale);
        context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)?;
        let pen = Pen { context: &context, timeline, view, colours };
        pen.axis()?;
        context.save();
        context.begin_path();
        context.rect(0.0, RULER, view.width, view.height - RULER);
        context.clip();
        pen.arrows();
        pen.names()?;
        pen.pointed(scene.pointed);
        if let Some(at_ms) = scene.player.at_ms {
            pen.moment(at_ms, self.lamps()?)?;
        }
        context.restore();
        Ok(())
    }

    /// The ink of each pattern, for the lamps that show what a row does at a moment.
    fn lamps(&mut self) -> Result<&[Path2d], JsValue> {
        if self.lamps.is_empty() {
            let paths =
                Activity::ALL.into_iter().map(|it| Path2d::new_with_path_string(&outline(it)));
            self.lamps = paths.collect::<Result<_, _>>()?;
        }
        Ok(&self.lamps)
    }
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    context.dyn_into().map_err(JsValue::from)
}

/// Draws one picture, in pixels of the style sheet.
struct Pen<'a> {
    context: &'a CanvasRenderingContext2d,
    timeline: &'a Timeline,
    view: Viewport,
    colours: &'a Colours,
}

impl Pen<'_> {
    fn axis(&self) -> Result<(), JsValue> {
        let (context, view) = (self.context, self.view);
        context.set_font(FONT);
        context.set_text_baseline("middle");
        context.set_text_align("center");
        context.set_stroke_style_str(&self.colours.line);
        context.set_fill_style_str(&self.colours.soft);
        context.set_line_width(1.0);
        context.begin_path();
        for tick in ticks(view.window, view.plot()) {
            let x = (view.left() + tick.x).round() + 0.5;
            context.move_to(x, RULER - 6.0);
            context.line_to(x, RULER);
            // A label must not be cut off by the edge.
            let x = x.min(view.width - 26.0);
            context.fill_text(&tick.label, x, RULER / 2.0 - 3.0)?;
        }
        context.stroke();
        Ok(())
    }

    fn names(&self) -> Result<(), JsValue> {
        let (context, view) = (self.context, self.view);
        context.set_text_align("left");
        context.set_font(BOLD);
        context.set_fill_style_str(&self.colours.ink);
        context.set_stroke_style_str(&self.colours.frame);
        context.set_line_width(4.0);
        context.set_line_join("round");
        for frame in &self.timeline.frames {
            let y = view.y(frame.top);
            if let Some(title) = &frame.title
                && y + row::TITLE > RULER
                && y < view.height
            {
                let y = y + row::TITLE / 2.0 + 3.0;
                // Messages pass behind the words.
                context.stroke_text(title, 8.0, y)?;
                context.fill_text(title, 8.0, y)?;
            }
        }
        context.set_font(FONT);
        for row in &self.timeline.rows[view.rows(self.timeline)] {
            context.set_fill_style_str(&self.colours.soft);
            let y = view.y(row.top + row::HEIGHT / 2.0) + 0.5;
            context.fill_text_with_max_width(&row.name, 8.0, y, view.left() - 12.0)?;
            self.words(row)?;
        }
        Ok(())
    }

    /// Who holds the lock, and which items are computed, where there is room for it.
    fn words(&self, row: &Row) -> Result<(), JsValue> {
        let (context, view) = (self.context, self.view);
        let visible = row.within(view.window.from_ms, view.window.to_ms);
        if visible.len() as f64 * WORDS_FROM > view.plot() * 2.0 {
            return Ok(());
        }
        context.set_fill_style_str(&self.colours.ground);
        for index in visible {
            let span = &row.spans[index];
            let left = view.x(span.start_ms).max(view.left());
            let right = view.x(span.end_ms).min(view.width);
            if right - left < WORDS_FROM || span.activity != Activity::Compute {
                continue;
            }
            let words = match row.kind {
                Kind::Held => self.timeline.holder(row, index).to_owned(),
                _ if span.items.is_empty() => continue,
                _ => unit::grouped(span.items.start.into()) + " …",
            };
            let y = view.y(row.top + row::HEIGHT / 2.0) + 0.5;
            context.fill_text_with_max_width(&words, left + 5.0, y, right - left - 8.0)?;
        }
        Ok(())
    }

    fn arrows(&self) {
        let (context, view) = (self.context, self.view);
        context.set_stroke_style_str(&self.colours.ink);
        context.set_line_width(1.0);
        context.set_global_alpha(0.75);
        context.begin_path();
        for arrow in arrows(self.timeline, &view) {
            if arrow.from.0 < view.left() || arrow.to.0 < view.left() {
                continue;
            }
            let [left, right] = arrow.head();
            context.move_to(arrow.from.0, arrow.from.1);
            context.line_to(arrow.to.0, arrow.to.1);
            context.move_to(left.0, left.1);
            context.line_to(arrow.to.0, arrow.to.1);
            context.line_to(right.0, right.1);
        }
        context.stroke();
        context.set_global_alpha(1.0);
    }

    fn pointed(&self, pointed: Option<(usize, Target)>) {
        let Some((at, target)) = pointed else { return };
        let Some(row) = self.timeline.rows.get(at) else { return };
        let (from_ms, to_ms) = match target {
            Target::Idle(from_ms, to_ms) => (from_ms, to_ms),
            Target::Span(index) => match row.spans.get(index) {
                Some(span) => (span.start_ms, span.end_ms),
                None => return,
            },
        };
        let view = self.view;
        let edge = |ms: f64| view.x(ms).max(view.left() - 4.0).min(view.width + 4.0);
        let (left, right) = (edge(from_ms), edge(to_ms));
        let (x, width) = (left - 1.0, (right - left + 2.0).max(4.0));
        self.context.set_stroke_style_str(&self.colours.ink);
        self.context.set_line_width(2.0);
        self.context.stroke_rect(x, view.y(row.top) - 1.0, width, row::HEIGHT + 2.0);
    }

    /// Veils what has not happened yet, and lights what every row does at `at_ms`.
    fn moment(&self, at_ms: f64, lamps: &[Path2d]) -> Result<(), JsValue> {
        let (context, view) = (self.context, self.view);
        let x = view.x(at_ms).max(view.left()).min(view.width);
        context.set_fill_style_str(&self.colours.ground);
        context.set_global_alpha(0.62);
        context.fill_rect(x, RULER, view.width - x, view.height - RULER);
        context.set_global_alpha(1.0);
        context.set_fill_style_str(&self.colours.ink);
        context.fill_rect(x - 1.0, RULER, 2.0, view.height - RULER);
        for row in &self.timeline.rows[view.rows(self.timeline)] {
            let Some(index) = row.at(at_ms) else { continue };
            let activity = row.spans[index].activity as usize;
            let Some((ink, paper)) = self.colours.activities.get(activity) else { continue };
            let (x, y) = (view.left() - 16.0, view.y(row.top) + 3.0);
            context.set_fill_style_str(paper);
            context.fill_rect(x, y, 10.0, 10.0);
            context.save();
            context.translate(x, y)?;
            context.scale(1.25, 1.25)?;
            context.set_fill_style_str(ink);
            context.fill_with_path_2d(&lamps[activity]);
            context.restore();
        }
        Ok(())
    }
}
