// The one call by which a Python thread stops running: a C function made here, of 50 bytes.
//
// Pyodide's own `run_sync` makes an asyncio task for every wait, whose steps run as Python code
// between the threads, where nothing may give way. This goes straight to its stack switching.

// (func (export "s") (param i32 i32) (result i32)
//   (drop (call $wait (call $promise))) (call $answer))
const CODE = Uint8Array.of(
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 20, 4, 0x60, 0, 1, 0x6f, 0x60, 1, 0x6f, 1, 0x6f, 0x60, 0, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 1, 0x7f,
  2, 19, 3, 1, 0x6d, 1, 0x70, 0, 0, 1, 0x6d, 1, 0x77, 0, 1, 1, 0x6d, 1, 0x61, 0, 2,
  3, 2, 1, 3,
  7, 5, 1, 1, 0x73, 0, 3,
  10, 11, 1, 9, 0, 0x10, 0, 0x10, 1, 0x1a, 0x10, 2, 0x0b,
);

const METH_NOARGS = 4;

/**
 * A Python function without arguments that waits for a promise and returns a number.
 * @param {object} module Pyodide's
 * @param {() => Promise<void>} promise what to wait for; it must not fail
 * @param {() => number} answer what to return, asked when the thread runs again
 */
export function makeSuspend(module, promise, answer) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(CODE), {
    m: { p: promise, w: module._JsvPromise_Syncify, a: () => module._PyLong_FromLong(answer()) },
  });
  const name = module.stringToNewUTF8("suspend");
  const definition = module._malloc(16); // PyMethodDef: name, function, flags, doc
  module.HEAPU32.set([name, module.addFunction(exports.s, "iii"), METH_NOARGS, 0], definition >> 2);
  const pointer = module._PyCFunction_NewEx(definition, 0, 0);
  return module._python2js(pointer);
}
