// A stack in the heap for every thread, in place of Pyodide's single stack.
//
// Pyodide lays suspended calls side by side on one stack and moves them out when they collide.
// CPython's garbage collector walks the frames of every suspended thread, and follows a moved
// frame out of the heap (pyodide/pyodide#6464). With a stack each, nothing is ever moved.

const STACK_BYTES = 128 * 1024;

/** Gives every call on a stack of its own a piece of the heap; returns `guard`. */
export function giveEachThreadAStack(module) {
  const enter = module.promisingApply;
  const home = module.stackSave();
  const free = [];
  const inUse = new Map(); // thread → address
  let entering = 0;

  module.StackState.prototype._save_up_to = () => 0;
  module.promisingApply = (...call) => {
    const thread = entering;
    const base = free.pop() ?? module._malloc(STACK_BYTES);
    if (!base) throw new RangeError("no memory left for the stack of another thread");
    inUse.set(thread, base);
    module.stackRestore((base + STACK_BYTES) & ~15);
    const leave = () => {
      inUse.delete(thread);
      free.push(base);
      const top = module.stackSave();
      if (top >= base && top <= base + STACK_BYTES) module.stackRestore(home);
    };
    return enter(...call).then(
      (value) => (leave(), value),
      (error) => {
        leave();
        throw error;
      },
    );
  };

  return {
    /** Says whose stack the next call gets. */
    setEntering: (thread) => (entering = thread),
    /** Called by a thread's first frame: tells CPython where its stack ends, so that recursion
     * raises RecursionError instead of running into another thread's memory. */
    guard(thread) {
      const base = inUse.get(thread);
      const state = module._PyThreadState_GetUnchecked();
      module._PyUnstable_ThreadState_SetStackProtection(state, base, STACK_BYTES);
    },
  };
}
