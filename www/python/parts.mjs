// What every process of the lab is made of: downloaded once, compiled once, copied from then on.

import { SCRIPTS, SIZES, place } from "./manifest.mjs";

const STORE = "makespan-python";

const HOPE = "is there a connection? Once Python has run here, none is needed";

/**
 * Downloads the interpreter and compiles it.
 * @param {URL} base the folder this file is in
 * @param {(done: number, total: number) => void} onProgress bytes, unpacked
 * @param {AbortSignal} signal ends it; a time that is over is told from other reasons
 */
export async function loadParts(base, onProgress, signal) {
  try {
    return await arrive(base, onProgress, signal);
  } catch (error) {
    const because = (words) => new Error(`${words}; ${HOPE}`, { cause: error });
    if (signal.reason?.name === "TimeoutError") throw because("it did not arrive in time");
    // What browsers say of a broken connection differs, and helps nobody.
    const broken = error instanceof TypeError || error.name === "AbortError";
    if (broken && !signal.aborted) throw because("it could not be fetched from this site");
    throw error;
  }
}

async function arrive(base, onProgress, signal) {
  const total = Object.values(SIZES).reduce((sum, size) => sum + size, 0);
  let done = 0;
  const counted = (name) =>
    download(new URL(`pyodide/${name}`, base), signal, (bytes) => {
      done += bytes;
      onProgress(Math.min(done, total), total);
    });
  const [module, stdlib, , scripts] = await Promise.all([
    counted("pyodide.asm.wasm").then((response) => WebAssembly.compileStreaming(response)),
    counted("python_stdlib.zip").then((response) => response.arrayBuffer()),
    // Only so that the workers find it in the browser's cache.
    counted("pyodide.asm.mjs").then((response) => response.arrayBuffer()),
    loadScripts(base, signal),
  ]);
  return { module, stdlib, scripts };
}

async function loadScripts(base, signal) {
  const texts = SCRIPTS.map(async (name) => {
    const response = await download(place(`_lab/${name}`, base), signal, () => {});
    return [name, await response.text()];
  });
  return Object.fromEntries(await Promise.all(texts));
}

async function download(url, signal, onBytes) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url.pathname} could not be loaded (${response.status})`);
  const counting = new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  const type = response.headers.get("Content-Type") ?? "";
  return new Response(response.body.pipeThrough(counting), {
    headers: { "Content-Type": url.pathname.endsWith(".wasm") ? "application/wasm" : type },
  });
}

/** A name for the memory these parts make: another build must not be given it. */
export async function snapshotName(base, { scripts }) {
  const text = JSON.stringify([SIZES, scripts, navigator.userAgent]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
  return new URL(`memory-${hex.join("")}`, base).href;
}

/** The memory kept from an earlier visit; undefined where there is none, or no store. */
export async function keptSnapshot(name) {
  try {
    const found = await (await caches.open(STORE)).match(name);
    return found && share(await found.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** Keeps the memory for the next visit, and only this one. A full disk is no failure. */
export async function keepSnapshot(name, memory) {
  try {
    await caches.delete(STORE);
    const store = await caches.open(STORE);
    await store.put(name, new Response(new Blob([memory])));
  } catch {
    // The next visit makes it again.
  }
}

/** All processes read one copy. */
export function share(buffer) {
  const shared = new SharedArrayBuffer(buffer.byteLength);
  new Uint8Array(shared).set(new Uint8Array(buffer));
  return shared;
}
