// Adds to the site what comes from npm packages and is not a plain copy: the editor of the Python
// lab in one file, and the texts of the licences. Trunk runs it (Trunk.toml).

import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const site = process.env.TRUNK_STAGING_DIR;
if (!site) throw new Error("TRUNK_STAGING_DIR is not set: Trunk runs this script");

await build({
  entryPoints: [fileURLToPath(new URL("editor.mjs", import.meta.url))],
  outfile: join(site, "python/editor.mjs"),
  bundle: true,
  format: "esm",
  loader: { ".css": "text" }, // so that the editor never comes without its layout
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  target: "es2022",
});

const licenses = join(site, "python/licenses");
await mkdir(licenses, { recursive: true });
const editor = fileURLToPath(import.meta.resolve("prism-code-editor"));
await copyFile(join(editor, "../../LICENSE"), join(licenses, "prism-code-editor.txt"));
