// One run: a program's main process and every process under it, until the last is gone.

import { newDiskMemory } from "./disklog.mjs";
import { newKernelMemory, openKernel } from "./kernel.mjs";
import { READER, WRITER } from "./pipes.mjs";

const SIGINT = 2;
const SIGKILL = 9;
const STOP_GRACE_MS = 500; // for the program to end by itself after KeyboardInterrupt
const HEARD_WITHIN_MS = 250; // what processes printed and marked before the program ended
const SETTLE_MS = 20; // prints of different processes are put in order within this time
const INTERRUPTED_EXIT = 130;
const MOST_STILLBORN = 8; // children one after another that end before they begin

/**
 * @param {object} program
 * @param {object} program.staff hands out workers
 * @param {Record<string, string>} program.files by name; `main.py` is the program
 * @param {(event: object) => void} program.onEvent
 */
export function runTree({ staff, files, startMethod, sliceMs, onEvent }) {
  const memory = newKernelMemory();
  const kernel = openKernel(memory);
  const drive = newDiskMemory();
  const epoch = performance.timeOrigin + performance.now();
  const now = () => performance.timeOrigin + performance.now() - epoch;
  const living = new Map(); // pid → worker
  const main = kernel.newProcess(1);
  const keyboard = openKeyboard(kernel.pipes);
  let held = [];
  let settling = 0;
  let over = false;
  const unborn = new Set(); // children that have not begun
  let stillborn = 0;
  let finished;
  let onNews = () => {};
  const done = new Promise((resolve) => (finished = resolve));

  function emit(all) {
    clearTimeout(settling);
    settling = 0;
    const limit = all ? Infinity : now() - SETTLE_MS;
    held.sort((a, b) => a.atMs - b.atMs);
    const due = held.filter((item) => item.atMs <= limit);
    held = held.slice(due.length);
    for (const item of due) onEvent(item);
    if (held.length > 0) settling = setTimeout(emit, SETTLE_MS);
  }

  function print(process, items) {
    let length = 0;
    for (const item of items) {
      length += item.text.length;
      hold({ type: "output", process, ...item });
    }
    Atomics.sub(kernel.words, kernel.backlogWord(process), length);
    onNews();
  }

  /** What the lab itself has to say, in the program's place. */
  function say(process, text) {
    hold({ type: "output", process, stream: "stderr", text, thread: "MainThread", atMs: now() });
  }

  function hold(event) {
    held.push(event);
    settling ||= setTimeout(emit, SETTLE_MS);
  }

  async function start(pid, task, name) {
    const asked = now();
    living.set(pid, undefined);
    try {
      const worker = await staff.take();
      if (over || kernel.isOver(pid)) return staff.dismiss(worker);
      living.set(pid, worker);
      worker.onmessage = ({ data }) => heard[data.is]?.(pid, data, name, asked);
      worker.onerror = (event) => broken(pid, event.message);
      worker.postMessage({ do: "run", memory, drive, pid, epoch, sliceMs, files, task,
        keyboard: keyboard.pipe });
    } catch (error) {
      broken(pid, error.message);
    }
  }

  const heard = {
    started: (pid, _, name, asked) =>
      hold({ type: "started", process: pid, parent: kernel.parentOf(pid), name,
        askedAtMs: asked, atMs: now() }),
    output: (pid, { items }) => print(pid, items),
    marks: (pid, { numbers, words, lost }) =>
      onEvent({ type: "marks", process: pid, numbers, words, lost }),
    spawn(_, { pid, name, method, data }) {
      unborn.add(pid);
      start(pid, { kind: "child", method, data }, name);
    },
    input: (pid) => onEvent({ type: "input", process: pid }),
    began(pid) {
      unborn.delete(pid);
      stillborn = 0;
    },
    kill: (_, { pid, signal }) => end(pid, -signal),
    exit: (pid, { code }) => end(pid, code),
    broken: (pid, { message }) => broken(pid, message),
  };

  function broken(pid, message) {
    say(pid, `${message}\n`);
    end(pid, 1);
  }

  function end(pid, code) {
    if (!living.has(pid)) return;
    const worker = living.get(pid);
    living.delete(pid);
    kernel.endProcess(pid, code);
    if (worker) staff.dismiss(worker);
    hold({ type: "ended", process: pid, exitCode: code, atMs: now() });
    if (pid === main) finishWhenHeard(code);
    else if (unborn.delete(pid) && code > 0 && ++stillborn >= MOST_STILLBORN) giveUp();
    else staff.refill();
    onNews();
  }

  /** A pool replaces its workers for ever when none of them can start. */
  function giveUp() {
    const text = `The program was stopped: ${stillborn} processes one after another ended ` +
      "before they could begin.\n";
    say(main, text);
    finish(1);
  }

  /** Messages of two workers come in no order: what a child printed, and what one that is over marked,
   * may still be on its way. */
  function finishWhenHeard(code) {
    const elapsedMs = now();
    const late = setTimeout(finish, HEARD_WITHIN_MS, code, elapsedMs);
    const isUnheard = (pid) => kernel.isOver(pid) || kernel.load(kernel.backlogWord(pid)) > 0;
    onNews = () => {
      if ([...living.keys()].some(isUnheard)) return;
      clearTimeout(late);
      finish(code, elapsedMs);
    };
    onNews();
  }

  /** A program is over when its main process is: what still runs has been abandoned by it. */
  function finish(code, elapsedMs = now()) {
    if (over) return;
    over = true;
    for (const [pid, worker] of living) {
      kernel.endProcess(pid, -SIGKILL); // what it computes ends sooner than its worker does
      if (worker) staff.dismiss(worker);
    }
    living.clear();
    emit(true);
    finished({ code, elapsedMs });
  }

  /** First as Ctrl+C does, then for good. Resolves when nothing runs any more. */
  function stop() {
    for (const pid of living.keys()) kernel.sendSignal(pid, SIGINT);
    setTimeout(() => finish(INTERRUPTED_EXIT), STOP_GRACE_MS);
    return done;
  }

  start(main, { kind: "main", method: startMethod }, "MainProcess");
  return { done, stop, kill: () => end(main, -SIGKILL), type: keyboard.type };
}

/** The pipe a program reads its input from. The page holds both ends: it never ends or breaks. */
function openKeyboard(pipes) {
  const pipe = pipes.create();
  for (const end of [READER, WRITER]) pipes.hold(pipe, pipes.UNDER_WAY, end);
  const type = (text) => pipes.write(pipe, new TextEncoder().encode(text), 0);
  return { pipe, type };
}
