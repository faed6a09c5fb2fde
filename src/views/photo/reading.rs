//! A picture file on its way in: decoded, cut and scaled by the browser, and sent nowhere.

use crate::loading::{in_time, settled};
use crate::picture::photo::Cut;
use js_sys::{Reflect, Uint8ClampedArray, Uint32Array};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CanvasRenderingContext2d, Event, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap,
};

/// A file larger than this is not looked into: decoded it would not fit into the memory of a phone.
const MOST_BYTES: f64 = 50e6;

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It has too many bytes.
    Large,
    /// The browser cannot make a picture of it.
    NoPicture,
    /// The browser gives no pixels.
    NoPixels,
    /// A race is under way.
    Busy,
}

impl Problem {
    /// What to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Large => "Save it smaller, or choose another one. The picture stays as it was.",
            Self::NoPicture => {
                "Choose a photo or a drawing saved as JPEG, PNG or WebP. The picture stays as it was."
            }
            Self::NoPixels => {
                "Its settings for privacy, or too little memory, may be the reason. The picture stays as it was."
            }
            Self::Busy => "Stop, or wait for the end, and choose it again.",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Large => "This file is larger than 50 MB.",
            Self::NoPicture => "This file is no picture that the browser can read.",
            Self::NoPixels => "The browser does not hand out the pixels of this picture.",
            Self::Busy => "A picture can be chosen when nothing is being timed.",
        })
    }
}

/// A picture that was read: on a canvas, and as words.
pub struct Picture {
    /// The canvas it was drawn on.
    pub canvas: HtmlCanvasElement,
    /// Its pixels, as the engine takes them.
    pub words: Uint32Array,
}

/// Reads a file.
///
/// # Errors
/// When it holds no picture that can be used.
pub async fn read(file: File) -> Result<Picture, Problem> {
    if file.size() > MOST_BYTES {
        return Err(Problem::Large);
    }
    let decoding = async {
        let window = web_sys::window().ok_or_else(String::new)?;
        let bitmap = window.create_image_bitmap_with_blob(&file).map_err(|_| String::new())?;
        settled(bitmap).await
    };
    let bitmap = in_time(decoding).await.ok().and_then(|bitmap| bitmap.dyn_into().ok());
    let bitmap: ImageBitmap = bitmap.ok_or(Problem::NoPicture)?;
    let picture = draw(&bitmap).ok_or(Problem::NoPixels);
    bitmap.close();
    picture
}

fn draw(bitmap: &ImageBitmap) -> Option<Picture> {
    let cut = Cut::of(bitmap.width(), bitmap.height());
    let (width, height) = (f64::from(cut.kept), f64::from(cut.kept_height()));
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(cut.kept);
    canvas.set_height(cut.kept_height());
    let context = context(&canvas)?;
    // What can be seen through stands on white, as on paper.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context
        .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            bitmap, cut.left, cut.top, cut.width, cut.height, 0.0, 0.0, width, height,
        )
        .ok()?;
    let pixels = context.get_image_data(0.0, 0.0, width, height).ok()?;
    // Taken from JavaScript as it is: Rust would be given a copy.
    let bytes: Uint8ClampedArray =
        Reflect::get(&pixels, &JsValue::from_str("data")).ok()?.dyn_into().ok()?;
    Some(Picture { canvas, words: Uint32Array::new(&bytes.buffer()) })
}

/// What a canvas is drawn on with.
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// The file that was chosen in a field; the field is emptied, so that it can be chosen again.
pub fn chosen(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}
