//! The lab's own JavaScript, loaded when it is needed.

use crate::loading;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// The folder of the lab, beside the page.
const FOLDER: &str = "python/";

/// Loads a module of the lab's folder.
///
/// # Errors
/// When it does not arrive in time, or is none.
pub async fn load(name: &str) -> Result<JsValue, String> {
    loading::in_time(loading::script(&[FOLDER, name].concat())).await
}

/// The text of a file of the lab's folder.
///
/// # Errors
/// When it does not arrive in time, or is not there.
pub async fn text(name: &str) -> Result<String, String> {
    loading::in_time(loading::text(&[FOLDER, name].concat())).await
}

/// The address of a file of the lab's folder.
///
/// # Errors
/// When the page itself has no proper address.
pub fn address(name: &str) -> Result<String, String> {
    loading::beside(&[FOLDER, name].concat())
}

/// A plain JavaScript object.
pub fn object<'a>(entries: impl IntoIterator<Item = (&'a str, JsValue)>) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}
