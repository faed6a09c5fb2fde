// Boots CPython (Pyodide) in a worker from parts the page already has, and checks what we rely on.

import { findEvalBreaker } from "./poll.mjs";

/** What Pyodide would read from its own lock file: which build this is, and no packages. */
const LOCK = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" },
  packages: {},
};

/** How far one process' memory may grow, bytes; beyond it Python raises MemoryError. */
const MOST_MEMORY = 2 ** 30;

/** Parts of Pyodide that are not its public interface: the bridge stands on them. */
const RELIED_ON = [
  "promisingApply", "StackState", "stackSave", "stackRestore", "_malloc",
  "_PyThreadState_GetUnchecked", "_PyUnstable_ThreadState_SetStackProtection",
  "_PyErr_SetInterruptEx", "__Py_emscripten_signal_clock", "_JsvPromise_Syncify",
  "_PyCFunction_NewEx", "_PyLong_FromLong", "_python2js", "addFunction", "stringToNewUTF8",
];

/**
 * @param {{ module: WebAssembly.Module, stdlib: ArrayBuffer, scripts: Record<string, string>,
 *   snapshot?: SharedArrayBuffer, makesSnapshot?: boolean }} parts
 */
export async function bootInterpreter({ module, stdlib, scripts, snapshot, makesSnapshot }) {
  const { loadPyodide } = await import("./pyodide/pyodide.mjs");
  // A copy, because part of it is decoded as text: shared memory cannot be.
  const restored = snapshot && new Uint8Array(snapshot).slice();
  const pyodide = await serving(module, stdlib, () =>
    loadPyodide({
      indexURL: new URL("./pyodide/", import.meta.url).href,
      lockFileContents: LOCK,
      packageBaseUrl: "",
      env: { HOME: "/home/pyodide", PYTHONUNBUFFERED: "1" },
      ...(makesSnapshot && { _makeSnapshot: true }),
      ...(restored && { _loadSnapshot: restored }),
    }),
  );
  if (pyodide._api.config) pyodide._api.config._loadSnapshot = undefined;
  for (const buffer of [restored?.buffer, stdlib]) buffer?.transfer(0); // frees it at once
  checkInternals(pyodide._module);
  writeScripts(pyodide, scripts);
  return pyodide;
}

/** Runs `boot` with the parts served from memory instead of fetched and compiled again. */
async function serving(module, stdlib, boot) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async (what, ...rest) => {
    const url = String(what?.url ?? what);
    if (url.endsWith("/pyodide.asm.wasm")) return { ok: true };
    if (url.endsWith("/python_stdlib.zip")) return { ok: true, arrayBuffer: async () => stdlib };
    return fetch(what, ...rest);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const grow = imports.env.emscripten_resize_heap;
    imports.env.emscripten_resize_heap = (bytes) => (bytes >>> 0 > MOST_MEMORY ? 0 : grow(bytes));
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  try {
    return await boot();
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

function checkInternals(module) {
  const missing = RELIED_ON.filter((name) => module[name] === undefined);
  if (missing.length === 0 && typeof module.StackState.prototype._save_up_to === "function") return;
  throw new Error(`this build of Pyodide lacks ${missing.join(", ") || "_save_up_to"}`);
}

const HOME = "/lib/python3.14/site-packages/_lab";

function writeScripts({ FS }, scripts) {
  FS.mkdirTree(HOME);
  for (const [name, text] of Object.entries(scripts)) FS.writeFile(`${HOME}/${name}`, text);
}

/** Puts our threads and processes under the standard library. Part of the snapshot. */
export function install(pyodide) {
  pyodide.runPython("import _lab; _lab.install()");
}

/** Where CPython is told that a signal has come, found while nothing runs. */
export function calibrate(pyodide) {
  const place = findEvalBreaker(pyodide._module);
  pyodide.runPython("None"); // lets the handler take the signal that was set to find it
  return place;
}
