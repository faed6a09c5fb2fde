//! A text or a picture as a file that the browser saves.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};
use yew::prelude::*;

/// A file for the browser, with its contents named by their kind. None when the browser is out of
/// memory.
pub fn of_text(text: &str, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    Blob::new_with_str_sequence_and_options(&parts, &options).ok()
}

/// What was exported last. It stays within reach of a link until the next export: a download takes
/// a moment to begin, and whoever reads the page by program finds it there.
pub struct Exported {
    id: &'static str,
    name: String,
    url: String,
}

impl Exported {
    /// None when the browser gives no address for it.
    pub fn new(blob: &Blob, id: &'static str, name: String) -> Option<Self> {
        let url = Url::create_object_url_with_blob(blob).ok()?;
        Some(Self { id, name, url })
    }

    /// Has the browser save it.
    pub fn download(&self) {
        let document = web_sys::window().and_then(|window| window.document());
        let link = document.and_then(|document| document.create_element("a").ok());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) else { return };
        let marked = link.set_attribute("href", &self.url);
        if marked.and_then(|()| link.set_attribute("download", &self.name)).is_ok() {
            link.click();
        }
    }

    /// A link to it that nobody sees.
    pub fn link(&self) -> Html {
        html! {
            <a hidden=true data-exported={self.id} href={self.url.clone()}
                download={self.name.clone()}>{ &self.name }</a>
        }
    }
}

impl Drop for Exported {
    fn drop(&mut self) {
        // An address that is gone already needs no taking back.
        let _ = Url::revoke_object_url(&self.url);
    }
}
