// The operating system under a program's processes: one SharedArrayBuffer that all of them see.
//
// Stands for Linux' process table and its semaphores. Everything is a 32-bit word changed by
// atomic operations only; waiting is the GIL's business. Pipes are beside it, in pipes.mjs.

import { PIPES_BYTES, makePipes } from "./pipes.mjs";

/** A main process and 31 children may live at once; natively `ulimit -u` says how many. */
export const MOST_LIVING = 32;
/** How many processes one run may start, one after another. */
export const MOST_STARTED = 1024;
export const FIRST_PID = 101;

const HEAP_BYTES = 16 * 2 ** 20; // of semaphores and shared values
const HEADER = 16;
const RECORD = 8; // words of a process
const LIVING = 1;
const OVER = 2;

// Words of the header.
const NEXT_PID = 0;
const NEXT_WORD = 1;

/** Who asks when it is no process of the program: the page. */
const PAGE = 1;

// Words of a process' record.
const SEQUENCE = 0; // changes when anything else does
const STATE = 1;
const EXIT_CODE = 2;
const PARENT = 3;
const SIGNALS = 4; // a bit for each pending signal
const SLOT = 5;
const BACKLOG = 6; // characters printed and not yet taken by the page

const SLOTS_AT = HEADER;
const RECORDS_AT = SLOTS_AT + MOST_LIVING;
const PIPES_AT = RECORDS_AT + MOST_STARTED * RECORD;
const HEAP_AT = PIPES_AT + PIPES_BYTES / 4;
const TOTAL_BYTES = HEAP_AT * 4 + HEAP_BYTES;

export function newKernelMemory() {
  const memory = new SharedArrayBuffer(TOTAL_BYTES);
  const words = new Int32Array(memory);
  words[NEXT_PID] = FIRST_PID;
  words[NEXT_WORD] = HEAP_AT;
  return memory;
}

/** The kernel's calls for one process, over the memory all processes of a run share. */
export function openKernel(memory, self = PAGE) {
  const words = new Int32Array(memory);
  const load = (i) => Atomics.load(words, i);
  const record = (pid) => RECORDS_AT + (pid - FIRST_PID) * RECORD;
  const exists = (pid) => pid >= FIRST_PID && pid < load(NEXT_PID);
  const change = (i) => {
    Atomics.add(words, i, 1);
    Atomics.notify(words, i);
  };
  const pipes = makePipes(memory, PIPES_AT, self, (pid) => isEnding(pid));

  /** Words of zeros, for a semaphore or a shared value; -1 when there are none left. */
  function allocate(count) {
    const at = Atomics.add(words, NEXT_WORD, count + (count & 1));
    return (at + count) * 4 <= memory.byteLength ? at : -1;
  }

  function takeSlot(pid) {
    for (let slot = 0; slot < MOST_LIVING; slot++) {
      if (Atomics.compareExchange(words, SLOTS_AT + slot, 0, pid) === 0) return slot;
    }
    return -1;
  }

  /** Whether no other process lives or is about to. */
  function isAlone() {
    let count = 0;
    for (let slot = 0; slot < MOST_LIVING; slot++) count += load(SLOTS_AT + slot) === 0 ? 0 : 1;
    return count <= 1;
  }

  /** A new process' id; -1 when too many live, or too many were started. */
  function newProcess(parent) {
    const slot = takeSlot(-1);
    if (slot < 0) return -1;
    const pid = Atomics.add(words, NEXT_PID, 1);
    if (pid >= FIRST_PID + MOST_STARTED) {
      Atomics.store(words, SLOTS_AT + slot, 0);
      return -1;
    }
    const at = record(pid);
    Atomics.store(words, at + PARENT, parent);
    Atomics.store(words, at + SLOT, slot);
    Atomics.store(words, at + STATE, LIVING);
    Atomics.store(words, SLOTS_AT + slot, pid);
    return pid;
  }

  /** A process is over, whoever says so first: its ends of pipes are dropped, its parent woken. */
  function endProcess(pid, exitCode) {
    const at = record(pid);
    if (!exists(pid) || Atomics.exchange(words, at + STATE, OVER) === OVER) return false;
    Atomics.store(words, at + EXIT_CODE, exitCode);
    pipes.dropAll(load(at + SLOT));
    Atomics.store(words, SLOTS_AT + load(at + SLOT), 0);
    change(at + SEQUENCE);
    return true;
  }

  // `endProcess` stores the code after it claimed the state; the sequence changes last of all.
  const exitCode = (pid) => load(record(pid) + EXIT_CODE);
  const isOver = (pid) => exists(pid) && load(record(pid) + SEQUENCE) !== 0;
  /** Whether somebody has said so already; what the process held may still be being dropped. */
  const isEnding = (pid) => exists(pid) && load(record(pid) + STATE) === OVER;

  function sendSignal(pid, signal) {
    if (!exists(pid) || isOver(pid)) return false;
    Atomics.or(words, record(pid) + SIGNALS, 1 << signal);
    Atomics.notify(words, record(pid) + SIGNALS);
    return true;
  }

  function tryAcquire(semaphore) {
    for (;;) {
      const value = load(semaphore);
      if (value <= 0) return false;
      if (Atomics.compareExchange(words, semaphore, value, value - 1) === value) return true;
    }
  }

  /** One more; false when that would be more than `most`. Everybody waiting looks again: waking
   * one could wake one that has stopped waiting. */
  function release(semaphore, most) {
    for (;;) {
      const value = load(semaphore);
      if (value >= most) return false;
      if (Atomics.compareExchange(words, semaphore, value, value + 1) !== value) continue;
      Atomics.notify(words, semaphore);
      return true;
    }
  }

  function newSemaphore(value) {
    const at = allocate(2);
    if (at >= 0) Atomics.store(words, at, value);
    return at;
  }

  const bytes = new Uint8Array(memory);

  return {
    words, load,
    readShared: (at, count) => bytes.slice(at, at + count),
    writeShared: (at, data) => bytes.set(data, at), pipes, allocate, newProcess, endProcess, exitCode, isOver, isEnding, isAlone, sendSignal,
    tryAcquire, release, newSemaphore,
    parentOf: (pid) => load(record(pid) + PARENT),
    slotOf: (pid) => load(record(pid) + SLOT),
    sequenceWord: (pid) => record(pid) + SEQUENCE,
    backlogWord: (pid) => record(pid) + BACKLOG,
    signalsWord: (pid) => record(pid) + SIGNALS,
    takeSignals: (pid) => Atomics.exchange(words, record(pid) + SIGNALS, 0),
  };
}
