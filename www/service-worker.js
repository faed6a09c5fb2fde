// Answers for the site in the browser: adds the headers that isolate a page, as www/_headers does, and
// keeps the site for when there is no connection. Remembers nothing but what is in the cache, because a
// browser may end it at any moment.

/** The build, and what each of its files must hash to. Whoever finishes the site fills this in. */
const SITE = { build: "", files: {} };

const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Document-Isolation-Policy": "isolate-and-credentialless",
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'self'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** Says whether it is isolated; see isolation.js. */
const PROBE = `<!doctype html><script>parent.postMessage(crossOriginIsolated ? "isolated" : "not isolated", location.origin)</script>`;

/** What some hosts have no kind for, so that no browser would run it. */
const KINDS = { mjs: "text/javascript", wasm: "application/wasm" };

/** A visitor who has a kept page waits no longer than this for a newer one. */
const PATIENCE_MS = 3_000;

/** A name that changes with the content; the hash in it has no zeros in front. */
const HASHED = /-[0-9a-f]{12,16}(_bg)?\.\w+$/;

/** Fetched and kept only when they are used: Python, which is larger than all the rest. */
const LATE = "python/pyodide/";

const { scope } = registration;
const cacheOf = (build) => `makespan ${scope} ${build}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("message", (event) => event.data === "keep" && event.waitUntil(keepAll()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(scope)) return;
  event.respondWith(answer(event, url));
});

const answer = async (event, url) => {
  const name = nameOf(url);
  if (name === "isolation-probe") return probe();
  const build = url.searchParams.get("b") ?? SITE.build;
  const cached = await find(build, name);
  if (cached && (HASHED.test(name) || url.searchParams.has("b"))) return isolated(cached, name);
  const fetched = fetch(fresh(event.request, name));
  try {
    const response = await (cached ? Promise.race([fetched, late()]) : fetched);
    if (response.ok && !cached) event.waitUntil(keep(name, response.clone()));
    return isolated(response, name);
  } catch (error) {
    const last = cached ?? (await findAny(name));
    if (last) return isolated(last, name);
    throw error;
  }
};

const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, new Error("too slow")));

/** Asks the server again, unless the name says that the content cannot have changed. */
const fresh = (request, name) => {
  if (HASHED.test(name)) return request;
  // No script may ask for a navigation, so this is a request of another kind for the same page.
  if (request.mode === "navigate") return new Request(request.url, { cache: "no-cache", redirect: "manual" });
  return new Request(request, { cache: "no-cache" });
};

/** The file of the site that an address stands for. */
const nameOf = (url) => {
  const path = url.pathname.slice(new URL(scope).pathname.length);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
};

const isolated = (response, name) => {
  // What stands for a redirect, or for nothing, cannot be copied, and needs no headers.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [header, value] of Object.entries(HEADERS)) headers.set(header, value);
  const kind = KINDS[name.split(".").pop()];
  if (kind && response.ok) headers.set("Content-Type", kind);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

const probe = () => {
  const response = isolated(new Response(PROBE, { headers: { "Content-Type": "text/html" } }), "");
  response.headers.delete("Content-Security-Policy");
  return response;
};

/** What a build kept. Where the browser cannot read its own cache, that is nothing: the network is still there. */
const find = (build, name) =>
  caches.match(new URL(name, scope), { cacheName: cacheOf(build) }).catch(() => undefined);

/** The file as any build kept it: better than none. */
const findAny = async (name) => {
  for (const cache of await ours().catch(() => [])) {
    const found = await caches.match(new URL(name, scope), { cacheName: cache });
    if (found) return found;
  }
};

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(cacheOf("")));

/** Keeps a file, if it is what this build has under that name: never that of another. */
const keep = async (name, response) => {
  const expected = SITE.files[name];
  if (!expected) return;
  const content = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  if (hex(digest.slice(0, expected.length / 2)) !== expected) return;
  const { status, headers } = response;
  const cache = await caches.open(cacheOf(SITE.build));
  const put = () => cache.put(new URL(name, scope), new Response(content, { status, headers }));
  // Where there is no room for two builds, this one gets it.
  await put().catch(() => forgetOthers().then(put));
};

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const forgetOthers = async () => {
  for (const cache of await ours()) if (cache !== cacheOf(SITE.build)) await caches.delete(cache);
};

/** Keeps every file that is not kept yet; then what earlier builds left is of no use. */
const keepAll = async () => {
  for (const name of Object.keys(SITE.files)) {
    if (name.startsWith(LATE) || (await find(SITE.build, name))) continue;
    await keep(name, await fetch(new URL(name, scope), { cache: "no-cache" }));
  }
  await forgetOthers();
};
