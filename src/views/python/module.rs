//! The lab's own JavaScript, loaded when it is needed.

use crate::loading;
use crate::wire::text_of;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Response;

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
    let address = address(name)?;
    let window = web_sys::window().ok_or("there is no window")?;
    loading::in_time(async {
        let answer = loading::settled(window.fetch_with_str(&address)).await?;
        let answer: Response = answer.unchecked_into();
        if !answer.ok() {
            return Err(format!("the answer is {}", answer.status()));
        }
        let text = answer.text().map_err(|error| text_of(&error))?;
        Ok(loading::settled(text).await?.as_string().unwrap_or_default())
    })
    .await
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
