//! The lab's own JavaScript, loaded when it is needed.

use crate::wire::text_of;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Promise, Reflect};
use std::pin::pin;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The folder of the lab, beside the page.
const FOLDER: &str = "python/";

/// Long enough for a slow connection, short enough to still be waiting for it.
const DEADLINE_MS: u32 = 20_000;

#[wasm_bindgen(inline_js = "export const load = (url) => import(url);")]
extern "C" {
    /// Rust has no word for `import`.
    #[wasm_bindgen(js_name = load)]
    fn import(url: &str) -> Promise;
}

/// Loads a module of the lab's folder.
///
/// # Errors
/// When it does not arrive in time, or is none.
pub async fn load(name: &str) -> Result<JsValue, String> {
    let module = JsFuture::from(import(&address(name)?));
    match select(pin!(module), pin!(TimeoutFuture::new(DEADLINE_MS))).await {
        Either::Left((module, _)) => module.map_err(|error| text_of(&error)),
        Either::Right(_) => Err("it does not arrive".to_owned()),
    }
}

/// The text of a file of the lab's folder.
///
/// # Errors
/// When it does not arrive in time, or is not there.
pub async fn text(name: &str) -> Result<String, String> {
    let address = address(name)?;
    let window = web_sys::window().ok_or("there is no window")?;
    let arrived = async {
        let answer = JsFuture::from(window.fetch_with_str(&address)).await?;
        let answer: Response = answer.unchecked_into();
        if !answer.ok() {
            return Err(JsValue::from(format!("the answer is {}", answer.status())));
        }
        JsFuture::from(answer.text()?).await
    };
    match select(pin!(arrived), pin!(TimeoutFuture::new(DEADLINE_MS))).await {
        Either::Left((text, _)) => {
            text.map(|text| text.as_string().unwrap_or_default()).map_err(|error| text_of(&error))
        }
        Either::Right(_) => Err("it does not arrive".to_owned()),
    }
}

/// The address of a file of the lab's folder.
///
/// # Errors
/// When the page itself has no proper address.
pub fn address(name: &str) -> Result<String, String> {
    let document = web_sys::window().and_then(|window| window.document());
    let base = document.and_then(|document| document.base_uri().ok().flatten());
    let path = [FOLDER, name].concat();
    let address = web_sys::Url::new_with_base(&path, &base.unwrap_or_default());
    Ok(address.map_err(|error| text_of(&error))?.href())
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
