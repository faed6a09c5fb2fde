//! The clock of this worker.

use crate::receipt::Millis;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since this worker began, on a clock that never goes back.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn now() -> Millis;

    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static ORIGIN: Millis;
}

/// When the clock of this worker showed 0, in milliseconds on a clock that all workers share: as
/// good as the browser makes it.
pub fn origin() -> Millis {
    ORIGIN.with(|origin| *origin)
}

/// Steps looked at: enough to meet the smallest one, few enough for clocks of 1 ms.
const STEPS: usize = 20;

/// The smallest step the clock was seen to make. Browsers coarsen their clocks: 5 µs to 100 ms.
pub fn step_ms() -> Millis {
    (0..STEPS).map(|_| next_step()).fold(f64::INFINITY, f64::min)
}

fn next_step() -> Millis {
    let start = now();
    loop {
        let step = now() - start;
        if step > 0.0 {
            return step;
        }
    }
}
