//! Files of the bundled web, asked for by the lane that needs them, which is blocked meanwhile.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{XmlHttpRequest, XmlHttpRequestResponseType};

/// How long a file may take, in milliseconds. The site is its own host: it is there or it is not.
const DEADLINE_MS: u32 = 8_000;

#[wasm_bindgen]
extern "C" {
    /// Where the files are, with a slash at the end: said by the script of every worker.
    #[wasm_bindgen(thread_local_v2, js_namespace = self, js_name = bundledWeb)]
    static FOLDER: String;
}

/// The bytes of a file; none where the site cannot be reached, does not answer in time, or does not
/// have it. A worker may block on a request, a window may not.
pub fn read(name: &str) -> Option<Vec<u8>> {
    let address = FOLDER.with(|folder| [folder, name].concat());
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async("GET", &address, false).ok()?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    request.set_timeout(DEADLINE_MS);
    request.send().ok()?;
    let found = request.status().ok()? == 200;
    found.then(|| request.response().ok().map(|bytes| Uint8Array::new(&bytes).to_vec()))?
}
