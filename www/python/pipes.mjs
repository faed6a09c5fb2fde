// Pipes between processes: rings of bytes in shared memory, and who holds their ends.
//
// Stands for pipe(2). How many ends each process holds is counted by process, so that a process
// that was killed lets go of its ends as one that returned does: readers see the end of the file,
// writers a broken pipe.

import { makeLocked } from "./lock.mjs";

const MOST_PIPES = 384;
const RING_BYTES = 64 * 1024; // as on Linux
const HEADER = 8; // words
/** The holder of ends that are on their way in a message. */
const UNDER_WAY = 32;
const HOLDERS = UNDER_WAY + 1;
const GENERATIONS = 4096; // of a pipe that are told apart in the name of a place

const REFERENCES_AT = MOST_PIPES * HEADER;
const RINGS_AT = REFERENCES_AT + MOST_PIPES * HOLDERS * 2;
export const PIPES_BYTES = RINGS_AT * 4 + MOST_PIPES * RING_BYTES;

// Words of a pipe's header.
const SEQUENCE = 0; // changes with every byte and every end
const WRITTEN = 1;
const READ = 2;
const STATE = 3; // its generation, four times, and one of the states below
const LOCK = 4; // the process that moves bytes
const HELD = 5; // readers' ends in all, and after them writers': one look must be enough

// Generations go up with every change from one use to the next: an old name must not mean a new pipe,
// and who frees a pipe must not free the next one.
const FREE = 0;
const MADE = 1; // nobody holds it yet
const USED = 2;

export const READER = 0;
export const WRITER = 1;

/**
 * The pipes in `memory`, from the word `at`, for the process `self`. A pipe is named by its number.
 * `isOver` says whether a process is.
 */
export function makePipes(memory, at, self, isOver) {
  const words = new Int32Array(memory);
  const bytes = new Uint8Array(memory);
  const lockedBy = makeLocked(words, self, isOver);
  const header = (pipe) => at + pipe * HEADER;
  const ends = (pipe, holder, end) => at + REFERENCES_AT + (pipe * HOLDERS + holder) * 2 + end;
  const ring = (pipe) => (at + RINGS_AT) * 4 + pipe * RING_BYTES;
  const load = (i) => Atomics.load(words, i);
  const change = (pipe) => {
    Atomics.add(words, header(pipe) + SEQUENCE, 1);
    Atomics.notify(words, header(pipe) + SEQUENCE);
  };
  let moved = 0; // where the bytes end that this process wrote or read last
  const placeOf = (pipe, word) =>
    ((generation(pipe) % GENERATIONS) * MOST_PIPES + pipe) * 2 ** 32 +
    (load(header(pipe) + word) >>> 0);
  const filled = (pipe) => (load(header(pipe) + WRITTEN) - load(header(pipe) + READ)) | 0;

  const held = (pipe, end) => load(header(pipe) + HELD + end);
  const generation = (pipe) => load(header(pipe) + STATE) >>> 2;

  /** One process at a time moves bytes. */
  const locked = (pipe, move) => lockedBy(header(pipe) + LOCK, move);

  /** A pipe with nobody at its ends; -1 when all are taken. */
  function create() {
    for (let pipe = 0; pipe < MOST_PIPES; pipe++) {
      const state = load(header(pipe) + STATE);
      if ((state & 3) !== FREE) continue;
      if (Atomics.compareExchange(words, header(pipe) + STATE, state, state + MADE) !== state) continue;
      Atomics.store(words, header(pipe) + WRITTEN, 0);
      Atomics.store(words, header(pipe) + READ, 0);
      return pipe;
    }
    return -1;
  }

  function hold(pipe, holder, end) {
    Atomics.add(words, header(pipe) + HELD + end, 1);
    Atomics.add(words, ends(pipe, holder, end), 1);
    const state = load(header(pipe) + STATE);
    if ((state & 3) === MADE) {
      Atomics.compareExchange(words, header(pipe) + STATE, state, state - MADE + USED);
    }
  }

  /** Takes an end from a holder; false where it has none. */
  function take(pipe, holder, end) {
    for (;;) {
      const count = load(ends(pipe, holder, end));
      if (count <= 0) return false;
      const word = ends(pipe, holder, end);
      if (Atomics.compareExchange(words, word, count, count - 1) === count) return true;
    }
  }

  function drop(pipe, holder, end) {
    if (!take(pipe, holder, end)) return;
    Atomics.sub(words, header(pipe) + HELD + end, 1);
    freeIfUnheld(pipe);
    change(pipe);
  }

  function freeIfUnheld(pipe) {
    const state = load(header(pipe) + STATE);
    if ((state & 3) !== USED || held(pipe, READER) + held(pipe, WRITER) > 0) return;
    Atomics.compareExchange(words, header(pipe) + STATE, state, state - USED + 4);
  }

  /** An end passes from one holder to another; it is a new one where the former has none. */
  function pass(pipe, from, to, end) {
    Atomics.add(words, ends(pipe, to, end), 1);
    if (!take(pipe, from, end)) Atomics.add(words, header(pipe) + HELD + end, 1);
  }

  /** Everything a process held, when it is over. */
  function dropAll(holder) {
    for (let pipe = 0; pipe < MOST_PIPES; pipe++) {
      const readers = Atomics.exchange(words, ends(pipe, holder, READER), 0);
      const writers = Atomics.exchange(words, ends(pipe, holder, WRITER), 0);
      if (readers + writers === 0) continue;
      Atomics.sub(words, header(pipe) + HELD + READER, readers);
      Atomics.sub(words, header(pipe) + HELD + WRITER, writers);
      freeIfUnheld(pipe);
      change(pipe);
    }
  }

  /** Up to `most` bytes; null when there are none yet, empty when there never will be. */
  function read(pipe, most) {
    return locked(pipe, () => {
      const count = Math.min(filled(pipe), most);
      if (count === 0) return held(pipe, WRITER) > 0 ? null : new Uint8Array(0);
      const from = (load(header(pipe) + READ) >>> 0) % RING_BYTES;
      const straight = Math.min(count, RING_BYTES - from);
      const got = new Uint8Array(count);
      got.set(bytes.subarray(ring(pipe) + from, ring(pipe) + from + straight));
      got.set(bytes.subarray(ring(pipe), ring(pipe) + count - straight), straight);
      Atomics.add(words, header(pipe) + READ, count);
      moved = placeOf(pipe, READ);
      change(pipe);
      return got;
    });
  }

  /** How many bytes of `data` from `offset` were taken; -1 when nobody can read them any more. */
  function write(pipe, data, offset) {
    return locked(pipe, () => {
      if (held(pipe, READER) === 0) return -1;
      const count = Math.min(RING_BYTES - filled(pipe), data.length - offset);
      if (count === 0) return 0;
      const to = (load(header(pipe) + WRITTEN) >>> 0) % RING_BYTES;
      const straight = Math.min(count, RING_BYTES - to);
      bytes.set(data.subarray(offset, offset + straight), ring(pipe) + to);
      bytes.set(data.subarray(offset + straight, offset + count), ring(pipe));
      Atomics.add(words, header(pipe) + WRITTEN, count);
      moved = placeOf(pipe, WRITTEN);
      change(pipe);
      return count;
    });
  }

  return {
    create, hold, drop, pass, dropAll, read, write,
    /** A number for where the last bytes ended: the same for whoever wrote and whoever read them. */
    moved: () => moved,
    /** Whether a read would not have to wait. */
    isReadable: (pipe) => filled(pipe) > 0 || held(pipe, WRITER) === 0,
    hasReaders: (pipe) => held(pipe, READER) > 0,
    generation,
    sequence: (pipe) => load(header(pipe) + SEQUENCE),
    sequenceWord: (pipe) => header(pipe) + SEQUENCE,
    lockWord: (pipe) => header(pipe) + LOCK,
    UNDER_WAY,
  };
}
