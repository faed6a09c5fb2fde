//! Work on the main process's own thread, for whoever watches the page meanwhile.

use crate::engine::breath::breathe;
use crate::engine::clock;
use crate::engine::ground::SIGNALS;
use crate::engine::interruption::Interruption;
use crate::experiment::Observation;
use crate::experiment::toil;
use crate::receipt::Millis;

/// How long it computes between two looks at its messages.
const HOLD_MS: Millis = 20.0;

/// Whatever it is asked for, it computes no longer than this.
const LONGEST_MS: Millis = 4_000.0;

/// Computes so many chunks.
///
/// # Errors
/// When it is stopped.
pub async fn observe(chunks: u32) -> Result<Observation, Interruption> {
    let (began, mut done) = (clock::now(), 0);
    while done < chunks && clock::now() - began < LONGEST_MS {
        let held = clock::now();
        while done < chunks && clock::now() - held < HOLD_MS {
            toil::chunk();
            done += 1;
        }
        breathe().await;
        if SIGNALS.is_stopped() {
            return Err(Interruption::Stopped);
        }
    }
    Ok(Observation::Toiling { chunks: done, took_ms: clock::now() - began })
}
