//! The drawing: a canvas that can be moved, zoomed, pointed at and replayed.

use super::brush::Brush;
use super::colours::Colours;
use super::legend::Legend;
use super::listeners::{Heard, Listeners};
use super::player_bar::{Ask, bar};
use super::scene::{Key, Scene, ZOOM};
use crate::timeline::Timeline;
use crate::timeline::viewport::RULER;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlCanvasElement, HtmlElement, PointerEvent};
use yew::prelude::*;

/// The drawing takes at most this share of the window's height; further rows are scrolled to.
const MOST_OF_WINDOW: f64 = 0.62;

/// The least height at which rows are scrolled, in pixels.
const LEAST_HEIGHT: f64 = 240.0;

/// While it plays, the words beside the drawing change at every so many frames.
const FRAMES_A_READING: u32 = 6;

/// Room for the words at the pointer, in pixels.
const TIP_WIDTH: f64 = 300.0;

/// What is drawn.
#[derive(Clone, Properties)]
pub struct Props {
    /// The sample, or the program.
    pub timeline: Rc<Timeline>,
    /// The workload, or what the program is called.
    pub title: AttrValue,
    /// Room for the drawing, in pixels.
    pub width: f64,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline) && self.width == other.width
    }
}

/// What can happen.
pub enum Msg {
    /// Something happened to the canvas.
    Heard(Heard),
    /// A frame is about to be drawn; milliseconds on the window's clock.
    Frame(f64),
    /// Something is asked of the replay.
    Asked(Ask),
    /// A button of the drawing was pressed.
    Pressed(Key),
}

/// The drawing.
pub struct Canvas {
    scene: Scene,
    brush: Brush,
    colours: Option<Colours>,
    figure: NodeRef,
    scroller: NodeRef,
    canvas: NodeRef,
    listeners: Option<Listeners>,
    frame: Closure<dyn FnMut(f64)>,
    /// The frame that was asked for.
    asked: Option<i32>,
    frames: u32,
    /// Whether nothing may move by itself.
    is_still: bool,
    /// What a screen reader says: only what was gone to by keys.
    said: String,
}

impl Component for Canvas {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let drawn = ctx.link().callback(Msg::Frame);
        Self {
            scene: Scene::new(&ctx.props().timeline),
            brush: Brush::default(),
            colours: None,
            figure: NodeRef::default(),
            scroller: NodeRef::default(),
            canvas: NodeRef::default(),
            listeners: None,
            frame: Closure::new(move |now| drawn.emit(now)),
            asked: None,
            frames: 0,
            is_still: is_still(),
            said: String::new(),
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if !Rc::ptr_eq(&ctx.props().timeline, &old.timeline) {
            self.scene = Scene::new(&ctx.props().timeline);
            self.said.clear();
            // The colour of computing is that of the strategy.
            self.colours = None;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let timeline = ctx.props().timeline.clone();
        let changes_words = match msg {
            Msg::Heard(heard) => self.hear(&timeline, heard),
            Msg::Pressed(key) => self.press(&timeline, key),
            Msg::Asked(ask) => self.ask(&timeline, ask),
            Msg::Frame(now) => return self.draw_frame(&timeline, now),
        };
        self.ask_frame();
        changes_words
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let timeline = &ctx.props().timeline;
        let asks = ctx.link().callback(Msg::Asked);
        let detail = self.scene.detail(timeline);
        let hint = "Point at a span, or tap it, to read about it.".to_owned();
        html! {
            <figure class={classes!("timeline", timeline.subject.class())} ref={self.figure.clone()}>
                { self.buttons(ctx) }
                <div class="timeline-place">
                    { self.drawing(ctx) }
                    { self.tip(detail.as_deref()) }
                </div>
                <p class="timeline-detail" data-span-detail="">{ detail.unwrap_or(hint) }</p>
                <p class="visually-hidden" role="status">{ &self.said }</p>
                { bar(timeline, self.scene.player, self.is_still, &asks) }
                <Legend subject={timeline.subject} />
                <figcaption>
                    <details>
                        <summary>{ "How to move about" }</summary>
                        <p id="timeline-keys" class="timeline-soft">{ HINT }</p>
                    </details>
                </figcaption>
            </figure>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let (canvas, scroller) = (self.canvas.cast::<Element>(), self.scroller.cast::<Element>());
        if let (None, Some(canvas), Some(scroller)) = (&self.listeners, canvas, scroller) {
            let hear = ctx.link().callback(Msg::Heard);
            self.listeners = Some(Listeners::new(&canvas, &scroller, &hear));
        }
        self.measure();
        if self.colours.is_none() {
            // What was just put into the page is drawn before the page is.
            self.paint(&ctx.props().timeline);
        } else {
            self.ask_frame();
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some((window, frame)) = web_sys::window().zip(self.asked.take()) {
            // A frame that cannot be called off comes to nobody.
            let _ = window.cancel_animation_frame(frame);
        }
    }
}

/// How the drawing is used.
const HINT: &str = "Drag to move; Ctrl and the wheel, or two fingers, zoom; Shift and the wheel \
    moves. With the keyboard: arrow keys go from span to span, Shift and arrow keys move, + and − \
    zoom, 0 shows everything, Home and End go to the beginning and the end, Space plays. The area \
    of a colour is its time: where many spans share a pixel they are piled up.";

impl Canvas {
    fn buttons(&self, ctx: &Context<Self>) -> Html {
        let button = |action: &'static str, words: &'static str, key: Key| {
            let press = ctx.link().callback(move |_: MouseEvent| Msg::Pressed(key));
            html! { <button type="button" data-action={action} onclick={press}>{ words }</button> }
        };
        html! {
            <div class="timeline-buttons" role="group" aria-label="Zoom">
                { button("zoom-in", "Zoom in", Key::Zoom(ZOOM)) }
                { button("zoom-out", "Zoom out", Key::Zoom(1.0 / ZOOM)) }
                { button("zoom-fit", "Show all", Key::Fit) }
            </div>
        }
    }

    fn drawing(&self, ctx: &Context<Self>) -> Html {
        let Props { timeline, title, .. } = ctx.props();
        let whole = timeline.height + RULER;
        let height = height(whole);
        let label = format!("Timeline of {title}, {}", timeline.subject.title());
        html! {
            <div class="timeline-scroller" ref={self.scroller.clone()} style={format!("height:{height}px")}>
                <div style={format!("height:{whole}px")}>
                    <canvas ref={self.canvas.clone()} tabindex="0" role="application" aria-label={label}
                        aria-describedby="timeline-keys" data-timeline=""
                        data-spans={timeline.spans.to_string()} style={format!("height:{height}px")} />
                </div>
            </div>
        }
    }

    /// Always there, or the canvas beside it would be made anew and lose the focus.
    fn tip(&self, words: Option<&str>) -> Html {
        let (x, y) = self.scene.pointer;
        let left = x.min(self.scene.viewport.width - TIP_WIDTH).max(0.0);
        let place = format!("left:{left}px;top:{}px", y + 22.0);
        html! {
            <div class="timeline-tip" aria-hidden="true" hidden={words.is_none()} style={place}>
                { words.unwrap_or_default() }
            </div>
        }
    }

    fn hear(&mut self, timeline: &Timeline, heard: Heard) -> bool {
        let window = self.scene.viewport.window;
        match heard {
            Heard::Down(event) => self.down(&event),
            Heard::Moved(event) => return self.moved(timeline, &event),
            Heard::Up(event) => {
                if self.scene.gesture.up(event.pointer_id()) {
                    self.scene.point(timeline, place(&event));
                    return true;
                }
            }
            Heard::Left => return self.scene.pointed.take().is_some(),
            Heard::Zoomed(factor, x) => {
                let share = self.scene.viewport.share(x);
                self.scene.look(window.zoom(share, factor));
            }
            Heard::Panned(pixels) => {
                self.scene.look(window.pan(pixels / self.scene.viewport.plot()));
            }
            Heard::Pressed(key) => return self.press(timeline, key),
            Heard::Scrolled => {
                self.measure();
            }
            Heard::Restyled => {
                self.colours = None;
                return true;
            }
        }
        false
    }

    fn down(&mut self, event: &PointerEvent) {
        self.scene.gesture.down(event.pointer_id(), f64::from(event.offset_x()));
        if let Some(canvas) = self.canvas.cast::<Element>() {
            // A pointer that is gone already needs not be held.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    }

    fn moved(&mut self, timeline: &Timeline, event: &PointerEvent) -> bool {
        let (id, (x, y)) = (event.pointer_id(), place(event));
        if let Some(window) = self.scene.gesture.moved(id, x, &self.scene.viewport) {
            self.scene.look(window);
        }
        if self.scene.gesture.is_dragging() {
            return self.scene.pointed.take().is_some();
        }
        self.scene.point(timeline, (x, y));
        true
    }

    fn press(&mut self, timeline: &Timeline, key: Key) -> bool {
        if key == Key::Play && self.is_still {
            self.scene.step(timeline);
        } else if self.scene.press(timeline, key) {
            self.said = self.scene.detail(timeline).unwrap_or_default();
            if let Some(scroller) = self.scroller.cast::<Element>() {
                scroller.set_scroll_top(self.scene.viewport.scroll as i32);
            }
        }
        true
    }

    fn ask(&mut self, timeline: &Timeline, ask: Ask) -> bool {
        match ask {
            Ask::Toggle => self.scene.player.toggle(),
            Ask::Step => self.scene.step(timeline),
            Ask::Seek(share) => {
                self.scene.player.seek(share * timeline.makespan_ms);
                self.scene.follow();
            }
            Ask::Speed(speed) => self.scene.player.speed = speed,
        }
        true
    }

    fn draw_frame(&mut self, timeline: &Timeline, now: f64) -> bool {
        self.asked = None;
        let was_playing = self.scene.player.playing;
        if was_playing {
            self.scene.player.tick(now);
            self.scene.follow();
        }
        self.paint(timeline);
        if self.scene.player.playing {
            self.ask_frame();
        }
        self.frames = self.frames.wrapping_add(1);
        let is_reading = self.frames.is_multiple_of(FRAMES_A_READING);
        was_playing && (is_reading || !self.scene.player.playing)
    }

    /// Asks for a frame, unless one is on its way.
    fn ask_frame(&mut self) {
        let Some(window) = web_sys::window().filter(|_| self.asked.is_none()) else { return };
        self.asked = window.request_animation_frame(self.frame.as_ref().unchecked_ref()).ok();
    }

    fn paint(&mut self, timeline: &Timeline) {
        let Some(canvas) = self.canvas.cast::<HtmlCanvasElement>() else { return };
        if self.colours.is_none() {
            self.colours = self.figure.cast::<Element>().as_ref().and_then(Colours::read);
            self.brush.forget();
        }
        if let Some(colours) = &self.colours {
            // Without a picture there is still the table.
            let _ = self.brush.paint(&canvas, timeline, &self.scene, colours);
        }
    }

    /// How much room there is, and which rows are scrolled to.
    fn measure(&mut self) {
        let Some(scroller) = self.scroller.cast::<HtmlElement>() else { return };
        let view = &mut self.scene.viewport;
        view.width = f64::from(scroller.client_width()).max(1.0);
        view.height = f64::from(scroller.client_height()).max(RULER + 1.0);
        view.scroll = f64::from(scroller.scroll_top());
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        view.scale = ratio.round().clamp(1.0, 4.0) as u32;
    }
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

/// Height of the drawing, when everything would take `whole` pixels.
fn height(whole: f64) -> f64 {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    let most = window.map_or(LEAST_HEIGHT, |height| height * MOST_OF_WINDOW).max(LEAST_HEIGHT);
    whole.min(most).round()
}

fn is_still() -> bool {
    let asks = web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok()?);
    asks.is_some_and(|asks| asks.matches())
}
