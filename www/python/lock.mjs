// A lock between processes: a word of shared memory that holds the id of who has it.

/** How long a holder that is over may still be at work. */
export const LOCK_PATIENCE_MS = 100;

/**
 * What runs something under a lock, for the process `self`. `isOver` says whether a process is. A lock
 * is broken open when its holder was killed, never when it is only slow: then two would have it.
 */
export function makeLocked(words, self, isOver) {
  return (lock, move) => {
    let patience = performance.now() + LOCK_PATIENCE_MS;
    for (;;) {
      const holder = Atomics.compareExchange(words, lock, 0, self);
      if (holder === 0) break;
      if (!isOver(holder)) patience = performance.now() + LOCK_PATIENCE_MS;
      else if (performance.now() < patience) continue;
      else if (Atomics.compareExchange(words, lock, holder, self) === holder) break;
    }
    try {
      return move();
    } finally {
      Atomics.compareExchange(words, lock, self, 0);
    }
  };
}
