// The files the lab is made of, and how large they are.

/** The build that the lab belongs to. Whoever finishes the site fills it in. */
export const BUILD = "";

/** The address of a file of the lab: that of another build has another. */
export const place = (name, base) => new URL(BUILD ? `${name}?b=${BUILD}` : name, base);

/** Files of the npm package `pyodide`, which the build copies to `python/pyodide/`: bytes. */
export const SIZES = {
  "pyodide.asm.mjs": 1_250_344,
  "pyodide.asm.wasm": 9_598_218,
  "python_stdlib.zip": 2_545_637,
};

/** The Python package under the standard library. */
export const SCRIPTS = [
  "__init__.py", "absent.py", "byvalue.py", "child.py", "clock.py", "connection.py", "copying.py",
  "definitions.py", "descriptors.py", "echo.py", "eventloop.py", "files.py", "fork.py", "gil.py",
  "inherited.py", "lock.py", "network.py", "packages.py", "popen.py", "processes.py", "program.py",
  "rlock.py", "semaphore.py", "shared.py", "signals.py", "site.py", "standin.py", "stdio.py", "structures.py",
  "system.py", "thread.py", "typevariables.py", "web.py",
];
