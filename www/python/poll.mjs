// How a running Python thread is asked to give way: the interpreter's own poll for signals.
//
// Pyodide's eval loop looks at its interrupt buffer every 50 steps, whatever stack it is on, and
// runs Python's signal handler when it finds a number there. Our buffer is a getter.

/** The signal whose handler switches threads: one Linux has and nobody uses. */
export const SWITCH_SIGNAL = 16;

const STEPS_BETWEEN_POLLS = 50;
const THREAD_STATE_WORDS = 32;

/** Which bit of CPython's thread state says that a signal has come (`eval_breaker`): found by
 * setting one and looking. */
export function findEvalBreaker(module) {
  const at = module._PyThreadState_GetUnchecked() >> 2;
  const look = () => Array.from(module.HEAPU32.subarray(at, at + THREAD_STATE_WORDS));
  const before = look();
  module._PyErr_SetInterruptEx(SWITCH_SIGNAL);
  const after = look();
  const changed = after.flatMap((word, i) => (word !== before[i] ? [i] : []));
  const [word] = changed;
  const bit = before[word] ^ after[word];
  if (changed.length !== 1 || (bit & (bit - 1)) !== 0) {
    throw new Error("CPython's thread state is not laid out as expected");
  }
  return { word, bit };
}

/** Installs the poll: `wantsSwitch` and `wantsSignal` are asked in turn. */
export function installPoll(pyodide, evalBreaker, { wantsSwitch, wantsSignal }) {
  const module = pyodide._module;
  const clock = module.__Py_emscripten_signal_clock >> 2;
  const isEvalLoop = () => {
    // C code that checks for signals by itself may hold locks of C: threads switch between two
    // steps of Python only. The eval loop has just wound its clock up; C code never finds it so.
    if (module.HEAPU32[clock] !== STEPS_BETWEEN_POLLS) return false;
    module.HEAPU32[clock] = STEPS_BETWEEN_POLLS - 1;
    return true;
  };
  pyodide.setInterruptBuffer({
    get 0() {
      if (!isEvalLoop() || !(wantsSwitch() || wantsSignal())) return 0;
      // CPython flags signals on its main thread only: flag the running one too.
      const state = module._PyThreadState_GetUnchecked() >> 2;
      module.HEAPU32[state + evalBreaker.word] |= evalBreaker.bit;
      return SWITCH_SIGNAL;
    },
    set 0(_) {},
  });
}
