//! The clipboard, where the browser lets a page have it.

use wasm_bindgen_futures::JsFuture;

/// Whether the text is in the clipboard now.
pub async fn copy(text: &str) -> bool {
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    // Without a secure context there is no clipboard at all.
    match clipboard.filter(|it| !it.is_undefined()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}
