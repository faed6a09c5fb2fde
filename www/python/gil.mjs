// The GIL of one process: which of its threads runs, which are ready, and what the others wait for.
//
// Stands for CPython's ceval_gil.c and the operating system's thread scheduler. A thread is a
// Python call on a stack of its own (WebAssembly stack switching): `park` hands out the promise it
// sleeps on. One thread runs at a time, and the next is chosen here only, so a thread is either
// woken or timed out, never both.

export const TIMED_OUT = 0;
export const WOKEN = 1;
export const INTERRUPTED = 2;

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const CLOCK_EVERY = 4; // polls between two looks at the clock
const WAIT_FOR_NOBODY_MS = 1; // how soon to look again when nobody else can run

/**
 * @param {object} means
 * @param {() => number} means.clock milliseconds
 * @param {Int32Array} means.words the shared words threads may wait for
 * @param {number} means.sliceMs how long a thread keeps the GIL when others want it
 * @param {(kind: string, thread: number, detail?: string) => void} means.mark tells the timeline;
 *   the detail is a new thread's name, or what a thread parks for
 * @param {() => void} means.breathe called now and then while Python runs
 * @param {() => boolean} means.isOver whether the process is over: then nothing of it runs any more,
 *   though its worker may take seconds to end
 */
export function createGil({ clock, words, sliceMs, mark, breathe, isOver }) {
  const waits = new Map(); // thread → what it waits for
  const permits = new Set(); // threads woken before they parked
  const ready = []; // in the order in which they asked for the GIL
  let running = 0;
  let answer = WOKEN; // to the thread that runs: why it runs again
  let canSwitch = false; // false while a thread enters or leaves: that is Pyodide's code
  let sliceStart = 0;
  let nextLook = 0;
  let polls = 0;
  let turnedAt = 0;
  let dispatching = false;
  let foreign = 0; // promises of the browser somebody waits for
  let ranAt = 0; // when the running thread was given the GIL
  const busy = new Map(); // thread → ms it has run, the running one's last turn apart
  let busyInAll = 0;
  const turn = new MessageChannel();

  turn.port1.onmessage = () => {
    turnedAt = clock();
    dispatching = false;
    dispatch();
  };

  function dispatchSoon() {
    if (running || dispatching || ready.length === 0) return;
    dispatching = true;
    queueMicrotask(() => {
      // Microtasks alone would keep timers and messages from ever being served.
      if (clock() - turnedAt > sliceMs) return turn.port2.postMessage(0);
      dispatching = false;
      dispatch();
    });
  }

  function dispatch() {
    if (running || ready.length === 0 || isOver()) return;
    const next = ready.shift();
    running = next.thread;
    canSwitch = !next.isNew;
    sliceStart = nextLook = ranAt = clock();
    mark("run", running);
    answer = next.answer;
    next.resume();
  }

  function leave() {
    const ms = clock() - ranAt;
    busy.set(running, (busy.get(running) ?? 0) + ms);
    busyInAll += ms;
    running = 0;
    canSwitch = false;
  }

  function settle(wait, answer) {
    if (waits.get(wait.thread) !== wait) return false;
    waits.delete(wait.thread);
    clearTimeout(wait.timer);
    if (wait.foreign) foreign--;
    wait.answer = answer;
    ready.push(wait);
    mark("wake", wait.thread);
    dispatchSoon();
    return true;
  }

  function arm(wait) {
    const left = wait.until - clock();
    wait.timer = setTimeout(() => {
      turnedAt = clock();
      if (wait.until > clock()) arm(wait);
      else settle(wait, TIMED_OUT);
    }, Math.min(Math.max(left, 0), LONGEST_TIMER_MS));
  }

  function watch(wait, ms) {
    for (const [index, value] of wait.words) {
      const seen = Atomics.waitAsync(words, index, value, ms < 0 ? Infinity : ms);
      if (!seen.async) return settle(wait, WOKEN);
      seen.value.then((how) => how !== "timed-out" && settle(wait, WOKEN));
    }
  }

  /**
   * The running thread gives up the GIL until it is woken, a word changes, or `ms` passed
   * (negative: for ever). `answer` then says TIMED_OUT, WOKEN or INTERRUPTED; WOKEN may be early:
   * whoever parks looks again.
   */
  function park(thread, reason, ms, watched = [], isForeign = false) {
    return new Promise((resume) => {
      const until = ms < 0 ? Infinity : clock() + ms;
      const wait = { thread, resume, until, words: watched, foreign: isForeign };
      waits.set(thread, wait);
      leave();
      mark("block", thread, reason);
      if (isForeign) foreign++;
      if (permits.delete(thread)) settle(wait, WOKEN);
      else {
        if (until !== Infinity) arm(wait);
        watch(wait, ms);
      }
      dispatchSoon();
    });
  }

  function wake(thread) {
    const wait = waits.get(thread);
    if (wait) settle(wait, WOKEN);
    else permits.add(thread);
  }

  /** The running thread gives the others a turn and queues up behind them. */
  function giveWay(thread) {
    return new Promise((resume) => {
      leave();
      ready.push({ thread, resume, answer: WOKEN });
      mark("switch", thread);
      dispatching = true;
      turn.port2.postMessage(0);
    });
  }

  /** Gives a new thread its place in the queue; `enter` starts it, and resolves when it is over. */
  function start(thread, enter, name) {
    const resume = () =>
      enter().finally(() => {
        permits.delete(thread);
        leave();
        busy.delete(thread);
        mark("exit", thread);
        dispatchSoon();
      });
    ready.push({ thread, resume, answer: WOKEN, isNew: true });
    mark("spawn", thread, name);
    dispatchSoon();
  }

  /** A new thread's first frame has begun (`true`), or its last one is about to return. */
  function setCanSwitch(can) {
    canSwitch = can;
    sliceStart = nextLook = clock();
  }

  /** Parks until a promise of the browser settles, or earlier: `outcome.settled` says which. */
  function parkFor(thread, reason, promise, outcome) {
    const parked = park(thread, reason, -1, [], true);
    const wait = waits.get(thread);
    const settled = (failed) => (value) => {
      Object.assign(outcome, { settled: true, failed, value });
      if (wait) settle(wait, WOKEN);
    };
    Promise.resolve(promise).then(settled(false), settled(true));
    return parked;
  }

  function someoneCouldRun(now) {
    if (ready.length > 0 || foreign > 0) return true;
    for (const wait of waits.values()) {
      if (wait.until <= now) return true;
      for (const [index, value] of wait.words) {
        if (Atomics.load(words, index) !== value) return true;
      }
    }
    return false;
  }

  /** Asked by the interpreter every few dozen steps: must the running thread give way? */
  function wantsSwitch() {
    if (!canSwitch || ++polls < CLOCK_EVERY) return false;
    polls = 0;
    const now = clock();
    if (now < nextLook) return false;
    breathe(now);
    if (isOver()) return true;
    if (now - sliceStart < sliceMs) {
      nextLook = Math.min(now + WAIT_FOR_NOBODY_MS, sliceStart + sliceMs);
      return false;
    }
    if (someoneCouldRun(now)) return true;
    nextLook = now + WAIT_FOR_NOBODY_MS;
    return false;
  }

  /** Makes a parked thread, also one that was woken just now, look up to run its signal handlers. */
  function interrupt(thread) {
    const wait = waits.get(thread);
    if (wait) return settle(wait, INTERRUPTED);
    const woken = ready.find((one) => one.thread === thread);
    if (woken) woken.answer = INTERRUPTED;
    return woken !== undefined;
  }

  /** Milliseconds for which a thread has run; without one, all of them. Asked by the running one. */
  function busyMs(thread) {
    return (thread === undefined ? busyInAll : (busy.get(thread) ?? 0)) + clock() - ranAt;
  }

  return {
    park, parkFor, wake, giveWay, start, setCanSwitch, wantsSwitch, interrupt, busyMs,
    /** The thread that runs code of the program; 0 when none does. */
    current: () => (canSwitch ? running : 0),
    answer: () => answer,
  };
}
