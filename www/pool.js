// One thread of a pool: stands between the pool's script and the engine's glue, and reports a thread
// that traps, which otherwise nobody would hear of.
const here = import.meta.url;
const engine = await import(`./engine.js${new URL(here).search}`);

export default (module, memory) => engine.default({ module_or_path: module, memory });

export function wbg_rayon_start_worker(receiver) {
  try {
    engine.wbg_rayon_start_worker(receiver);
  } catch (error) {
    self.postMessage({ trap: String(error?.message ?? error) });
  }
}
