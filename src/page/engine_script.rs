//! The script every process starts from: the engine's glue and its boot code, joined into one.
//!
//! A worker that has to fetch and link three scripts takes almost twice as long to start as one
//! that needs a single one, so the page fetches them once and keeps them joined in a blob. That
//! also keeps every process of a visit on the same build.

use crate::wire::text_of;
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

/// How the glue imports the script that starts the threads of a pool.
const POOL_IMPORT: &str = "import { startWorkers } from '.";

/// Where workers can load the joined script from, as long as the page lives.
///
/// # Errors
/// When the browser refuses to make a blob or an address for it.
pub fn publish(glue: &str, boot: &str, base: &str) -> Result<String, String> {
    let parts = Array::of1(&JsValue::from_str(&join(glue, boot, base)));
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options);
    let address = blob.and_then(|blob| Url::create_object_url_with_blob(&blob));
    address.map_err(|error| text_of(&error))
}

/// The boot code follows the glue and exports what it wants seen, so the glue exports nothing;
/// and few processes ever need the script of the pool, which is loaded when one does.
fn join(glue: &str, boot: &str, base: &str) -> String {
    let mut joined = String::with_capacity(glue.len() + boot.len());
    for line in glue.lines() {
        if let Some(path) = line.strip_prefix(POOL_IMPORT).and_then(|it| it.strip_suffix("';")) {
            joined += "const startWorkers = async (...all) => (await import('";
            joined += base;
            joined += path;
            joined += "')).startWorkers(...all);";
        } else if !line.starts_with("export {") {
            joined += line.strip_prefix("export ").unwrap_or(line);
        }
        joined.push('\n');
    }
    for part in ["self.bundledWeb = \"", base, "/web/\";\n", boot] {
        joined += part;
    }
    joined
}
