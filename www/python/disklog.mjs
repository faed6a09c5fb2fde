// The changes that processes made to the files they share: a log in memory that all of them see.

import { makeLocked } from "./lock.mjs";

const HEADER = 2; // words
const LOCK = 0;
const END = 1; // bytes of the log
const HEADER_BYTES = HEADER * 4;

/** What the processes of one run may write while more than one lives, bytes. */
const MOST_BYTES = 64 * 2 ** 20;

const NOTHING = new Uint8Array(0);
const PREFIX = 8; // the lengths of a change and of its words

export const newDiskMemory = (most = MOST_BYTES) => new SharedArrayBuffer(HEADER_BYTES + most);

/** A change as bytes: what was done, and the bytes that were written. */
export function pack(change, bytes = NOTHING) {
  const words = new TextEncoder().encode(JSON.stringify(change));
  const packed = new Uint8Array(PREFIX + words.length + bytes.length);
  const lengths = new DataView(packed.buffer);
  lengths.setUint32(0, packed.length);
  lengths.setUint32(4, words.length);
  packed.set(words, PREFIX);
  packed.set(bytes, PREFIX + words.length);
  return packed;
}

/** The changes in `packed`, one after another, each with its bytes. */
export function* unpack(packed) {
  const lengths = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; at < packed.length; at += lengths.getUint32(at)) {
    const words = at + PREFIX + lengths.getUint32(at + 4);
    const change = JSON.parse(new TextDecoder().decode(packed.subarray(at + PREFIX, words)));
    yield [change, packed.subarray(words, at + lengths.getUint32(at))];
  }
}

/** The log of `memory` for the process `self`. `isOver` says whether a process is. */
export function openLog(memory, self, isOver) {
  const words = new Int32Array(memory, 0, HEADER);
  const bytes = new Uint8Array(memory, HEADER_BYTES);
  const locked = makeLocked(words, self, isOver);
  const end = () => Atomics.load(words, END);
  return {
    /** Bytes of the log so far: what comes later is appended there. */
    end,
    /** Runs something while no other process changes a file. */
    locked: (move) => locked(LOCK, move),
    /** What was appended since the log had so many bytes. */
    since: (from) => bytes.slice(from, end()),
    hasRoom: (count) => end() + count <= bytes.length,
    /** Under the lock only, and where there is room: others see the change whole or not at all. */
    append(packed) {
      bytes.set(packed, end());
      Atomics.add(words, END, packed.length);
    },
    /** Forgets everything. Under the lock only, and where nobody else lives. */
    clear: () => Atomics.store(words, END, 0),
  };
}
