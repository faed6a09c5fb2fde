//! What starting a process costs, beside a worker that does nothing but answer.

use crate::figure::{Figure, Goal};
use crate::visit::Visit;
use crate::{Effort, Outcome};
use makespan::stats;

/// Notes what the page starts its main process from.
const EAVESDROP: &str = "
const Real = Worker;
self.Worker = class extends Real {
  constructor(script, options) {
    super(script, options);
    if (options?.name) self.script = script;
  }
  postMessage(message, transfer) {
    if (message?.[0] instanceof WebAssembly.Module) self.module = message[0];
    super.postMessage(message, transfer);
  }
};
self.Real = Real;
done(true);
";

/// Starts an empty worker and a process in turn; gives the milliseconds to the first answer.
const TAKE_TURNS: &str = "
const answered = (script, options, message) => new Promise((resolve, reject) => {
  const start = performance.now();
  const worker = new Real(script, options);
  worker.onerror = () => reject(new Error('a worker did not start'));
  worker.onmessage = () => {
    const took = performance.now() - start;
    worker.terminate();
    resolve(took);
  };
  worker.postMessage(message);
});
(async () => {
  const echo = new Blob(['self.onmessage = () => self.postMessage(1);'], { type: 'text/javascript' });
  const empty = URL.createObjectURL(echo), bare = [], process = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    bare.push(await answered(empty, { type: 'module' }, 1));
    process.push(await answered(script, { type: 'module', name: 'process 1 of 1' }, [module]));
  }
  done([bare, process]);
})();
";

/// Measures it.
///
/// # Errors
/// When the page or a worker does not start.
pub async fn measure(visit: &Visit, effort: &Effort) -> Outcome<Vec<Figure>> {
    visit.open("?size=10000&repeats=3&strategies=sequential").await?;
    visit.ask::<bool>(EAVESDROP).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let script = TAKE_TURNS.replace("TURNS", &effort.starts.to_string());
    let (bare, process): (Vec<f64>, Vec<f64>) = visit.ask(&script).await?;
    let ratio =
        stats::speedup(&in_rounds(&process), &in_rounds(&bare)).ok_or("no start was timed")?;
    let took = stats::summary(&process).ok_or("no start was timed")?.median;
    let name = format!("starting a process ({took:.1} ms) ÷ an empty worker");
    Ok(vec![Figure::ratio(name, ratio.ratio, ratio.ci95, Goal::AtMost(1.5))])
}

fn in_rounds(times: &[f64]) -> Vec<(u32, f64)> {
    (0..).zip(times.iter().copied()).collect()
}
