// A process' alarm clock. Stands for setitimer(2) of real time.

/**
 * @param {{ clock: () => number, ring: () => void }} means the clock gives milliseconds
 */
export function createAlarm({ clock, ring }) {
  let due = Infinity;
  let everyMs = 0;
  let timer = 0;

  /** Rings first in `firstMs` (never where that is 0), and then again and again where asked to. */
  function set(firstMs, thenMs) {
    due = firstMs > 0 ? clock() + firstMs : Infinity;
    everyMs = thenMs;
    wait();
  }

  function wait() {
    clearTimeout(timer);
    if (due !== Infinity) timer = setTimeout(look, Math.max(due - clock(), 0));
  }

  /** Rings if it is time. Asked now and then while Python runs: then no timer of the browser does. */
  function look() {
    const isDue = clock() >= due;
    if (isDue) due = everyMs > 0 ? Math.max(due + everyMs, clock()) : Infinity;
    wait();
    if (isDue) ring();
  }

  return {
    set,
    look: () => clock() >= due && look(),
    /** Milliseconds until it rings; 0 where it will not. */
    left: () => (due === Infinity ? 0 : Math.max(due - clock(), Number.EPSILON)),
  };
}
