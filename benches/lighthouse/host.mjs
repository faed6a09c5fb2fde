// Serves the built site as a host does: compressed, with the headers of `_headers`, kept by browsers.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const KINDS = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".mjs": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** What hosts take for whatever they compress as it is asked for. */
const QUALITY = 5;

/** A name that changes with the content may be kept for ever. */
const HASHED = /-[0-9a-f]{12,16}(_bg)?\.\w+$/;

const compress = promisify(brotliCompress);

/** Serves a folder on a free port of this machine. @param {string} folder @returns {Promise<{ origin: string, close(): void }>} */
export async function openHost(folder) {
  const headers = (await readFile(join(folder, "_headers"), "utf8"))
    .split("\n").filter((line) => line.startsWith("  ")).map((line) => line.trim().split(/: (.*)/s).slice(0, 2));
  const ready = new Map();
  const find = async (path) => {
    const file = normalize(path.endsWith("/") ? `${path}index.html` : path);
    const kind = KINDS[extname(file)];
    const content = await readFile(join(folder, file));
    const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
    return { file, kind, content: kind ? await compress(content, { params }) : content };
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (!ready.has(pathname)) ready.set(pathname, find(pathname).catch(() => null));
    const found = await ready.get(pathname);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (!found) return response.writeHead(404).end();
    const { file, kind, content } = found;
    if (kind) response.setHeader("Content-Type", kind).setHeader("Content-Encoding", "br");
    response.setHeader("Cache-Control", HASHED.test(file) ? "max-age=31536000, immutable" : "no-cache");
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
