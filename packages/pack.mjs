// Makes the archive of Python packages the lab loads when a program imports one of them.
//
// `npm ci` runs it, and so does ./x; with --check it only says whether there is something to do, by
// its exit code. The wheels come from pip, by their hashes; Pyodide itself, run
// here by Node, compiles them, because a .pyc fits one version of Python only. The parts of the
// standard library they import, which the lab does not hold ready, are compiled along.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "../node_modules");
const FOLDER = join(MODULES, ".python");
const PINS = join(HERE, "python.txt");
const COMPILER = join(HERE, "compile.py");
const ARCHIVE = join(FOLDER, "packages.zip");
const STAMP = join(FOLDER, "packages.stamp");

const stamp = createHash("sha256");
for (const file of [PINS, COMPILER, fileURLToPath(import.meta.url), join(MODULES, "pyodide/package.json")]) {
  stamp.update(readFileSync(file));
}
const wanted = stamp.digest("hex");
const isThere = existsSync(ARCHIVE) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
if (process.argv[2] === "--check") process.exit(isThere ? 0 : 1);
if (!isThere) {
  writeFileSync(ARCHIVE + ".new", await compiled(fetchWheels()));
  renameSync(ARCHIVE + ".new", ARCHIVE);
  writeFileSync(STAMP, wanted);
}

/** The wheels as pip has them: refused unless their hashes are the pinned ones. */
function fetchWheels() {
  const wheels = join(FOLDER, "wheels");
  rmSync(wheels, { recursive: true, force: true });
  mkdirSync(wheels, { recursive: true });
  const options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"];
  const target = ["--python-version", "3.14", "--implementation", "py", "--abi", "none", "--platform", "any"];
  try {
    execFileSync("python3", ["-m", "pip", "download", ...options, ...target, "-r", PINS, "-d", wheels], {
      stdio: ["ignore", "inherit", "inherit"],
    });
  } catch {
    console.error("The Python packages of the lab could not be fetched: this needs python3 with pip, and PyPI.");
    process.exit(1);
  }
  return readdirSync(wheels).sort().map((name) => [name, readFileSync(join(wheels, name))]);
}

async function compiled(wheels) {
  const { loadPyodide } = await import(join(MODULES, "pyodide/pyodide.mjs"));
  const pyodide = await loadPyodide();
  pyodide.FS.mkdirTree("/wheels");
  for (const [name, bytes] of wheels) pyodide.FS.writeFile(`/wheels/${name}`, bytes);
  pyodide.runPython(readFileSync(COMPILER, "utf8"));
  return pyodide.FS.readFile("/packages.zip");
}
