// The Python lab: real CPython in the page, with threads and processes. This is all the page uses.
//
//     const lab = createLab({ baseUrl, onEvent });
//     await lab.load();            // once, when the visitor opens the lab
//     await lab.run(code);         // resolves when the program is over
//     lab.stop();
//     lab.dispose();
//
// Everything else comes as events: plain objects with a `type`. Times are milliseconds since the
// run began. `process` is a process id, `thread` in output a name.
//
//     loading {done, total}        bytes, unpacked
//     ready {elapsedMs}
//     started {process, parent, name, askedAtMs, atMs}
//     output {stream, text, process, thread, atMs}   whole lines, or what was flushed
//     marks {process, numbers, words, lost}
//            for the timeline: five numbers a mark (kind, thread, atMs, and two that the kind
//            explains), new words that marks name by number, and how many marks found no room;
//            src/lab/marks.rs lists the kinds; the main thread's number is 1
//     input {process}              the program waits for `lab.type(line)`
//     ended {process, exitCode, atMs}
//     failed {message}             the lab cannot be used; a sentence for the visitor
//     exit {code, elapsedMs}       the program is over; exactly one for each run

import { loadParts } from "./parts.mjs";
import { createStaff } from "./staff.mjs";
import { runTree } from "./tree.mjs";

export { BUILD } from "./manifest.mjs";

const DOWNLOAD_DEADLINE_MS = 180_000;
const SLICE_MS = 5; // CPython's switch interval

/** What the lab needs and this browser lacks, as names for a sentence; empty where it runs. */
export function missingFeatures() {
  const needs = {
    "shared memory (cross-origin isolation)": globalThis.crossOriginIsolated,
    "WebAssembly stack switching (JSPI)": typeof WebAssembly?.Suspending === "function",
    "Atomics.waitAsync": typeof Atomics?.waitAsync === "function",
  };
  return Object.keys(needs).filter((name) => !needs[name]);
}

/**
 * @param {{ baseUrl: string | URL, onEvent: (event: object) => void, spares?: number }} options
 *   `baseUrl`: the folder this file is in; `spares`: how many processes to hold ready beside the
 *   main one.
 */
export function createLab({ baseUrl, onEvent, spares = Math.min(navigator.hardwareConcurrency, 4) }) {
  const base = new URL(baseUrl, globalThis.location?.href);
  const abort = new AbortController();
  let staff;
  let loading;
  let tree;
  let disposed = false;

  function fail(error) {
    onEvent({ type: "failed", message: sentence(error) });
    throw error;
  }

  async function prepare() {
    const start = performance.now();
    const missing = missingFeatures();
    if (missing.length > 0) throw new Error(`this browser lacks ${missing.join(" and ")}`);
    // Not `abort` itself: a lab for which Python came too late may be loaded again.
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(DOWNLOAD_DEADLINE_MS)]);
    const onProgress = (done, total) => onEvent({ type: "loading", done, total });
    const parts = await loadParts(base, onProgress, signal);
    staff = createStaff(base, parts);
    await staff.prepare();
    await staff.keepReady(1);
    if (disposed) return staff.dismissAll();
    onEvent({ type: "ready", elapsedMs: performance.now() - start });
    staff.keepReady(1 + spares).catch(() => {});
  }

  /** Downloads and starts Python. Calling it again waits for the same. */
  function load() {
    loading ??= prepare().catch((error) => {
      loading = undefined;
      staff?.dismissAll();
      fail(error);
    });
    return loading;
  }

  /**
   * Runs a program; a running one is stopped first.
   * @param {string} code
   * @param {{ startMethod?: "fork" | "spawn", files?: Record<string, string> }} options
   * @returns {Promise<{ code: number, elapsedMs: number }>}
   */
  async function run(code, { startMethod = "fork", files = {} } = {}) {
    await load();
    while (tree) await stop();
    const mine = runTree({
      staff, startMethod, sliceMs: SLICE_MS, onEvent, files: { ...files, "main.py": code },
    });
    tree = mine;
    const outcome = await mine.done;
    if (tree === mine) tree = undefined;
    onEvent({ type: "exit", ...outcome });
    if (!disposed) staff.keepReady(1 + spares).catch(() => {});
    return outcome;
  }

  /** Ends the running program within a second, whatever it does. */
  async function stop() {
    await tree?.stop();
  }

  /** Hands the running program a line of input. */
  function type(line) {
    tree?.type(`${line}\n`);
  }

  function dispose() {
    disposed = true;
    abort.abort();
    tree?.kill();
    staff?.dismissAll();
  }

  return { load, run, stop, type, dispose, workers: () => staff?.count() ?? 0 };
}

function sentence(error) {
  const message = String(error?.message ?? error).trim().replace(/\.$/, "");
  return `Python could not be started here: ${message}.`;
}
