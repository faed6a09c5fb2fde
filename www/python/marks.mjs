// What the threads of one process do, written down for the timeline: five numbers a mark.
//
// A mark costs less than a microsecond and is sent with the others, so that recording does not
// change what is recorded. src/lab/marks.rs reads them.

/** The kinds, by their numbers on the way to the page. */
const KINDS = ["spawn", "wake", "run", "switch", "block", "exit", "pickle", "unpickle", "write", "read"];
const NUMBERS = Object.fromEntries(KINDS.map((kind, number) => [kind, number]));

/** So many marks of one process are kept; later ones are counted only. */
export const MOST_MARKS = 8192;

/** @param {() => number} now milliseconds since the run began */
export function createMarks(now) {
  const known = new Map(); // word → its number, from 0 in the order of sending
  let numbers = [];
  let words = [];
  let marked = 0;
  let lost = 0;

  function keep(kind, thread, first, second) {
    if (++marked > MOST_MARKS) lost++;
    else numbers.push(NUMBERS[kind], thread, now(), first, second);
  }

  function wordNumber(word) {
    if (!known.has(word)) {
      known.set(word, known.size);
      words.push(word);
    }
    return known.get(word);
  }

  return {
    /** A thread changes: `word` is a new thread's name, or what a thread waits for. */
    mark(kind, thread, word) {
      keep(kind, thread, word === undefined || marked >= MOST_MARKS ? -1 : wordNumber(word), 0);
    },
    /** The thread that runs has pickled or unpickled since `fromMs`, on the clock of `now`. */
    copied: (kind, thread, fromMs) => keep(kind, thread, fromMs, 0),
    /** The thread that runs has written or read bytes; `place` names where in which pipe they end. */
    moved: (kind, thread, bytes, place) => keep(kind, thread, bytes, place),
    /** What has been marked since the last time; undefined when that is nothing. */
    take() {
      if (numbers.length === 0 && lost === 0) return undefined;
      const taken = { numbers: Float64Array.from(numbers), words, lost };
      numbers = [];
      words = [];
      lost = 0;
      return taken;
    },
  };
}
