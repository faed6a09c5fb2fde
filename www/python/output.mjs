// What a process prints and what its threads do, on its way to the page.

import { createMarks } from "./marks.mjs";

const GATHER_MS = 8; // several prints in so short a time travel together
const MOST_UNREAD = 256 * 1024; // characters; whoever prints faster than the page reads waits

/** @param {{ post: (message: object) => void, kernel: object, pid: number, now: () => number }} means */
export function createOutput({ post, kernel, pid, now }) {
  const backlog = kernel.backlogWord(pid);
  const marks = createMarks(now);
  let items = [];
  let flushedAt = -Infinity;
  let timer = 0;

  function flush() {
    clearTimeout(timer);
    timer = 0;
    flushedAt = now();
    if (items.length > 0) post({ is: "output", items });
    const marked = marks.take();
    if (marked) post({ is: "marks", ...marked });
    items = [];
  }

  function soon() {
    if (now() - flushedAt >= GATHER_MS) flush();
    else timer ||= setTimeout(flush, GATHER_MS);
  }

  /** One finished piece of text; true when the page is too far behind. */
  function write(stream, text, thread) {
    items.push({ stream, text, thread, atMs: now() });
    const unread = Atomics.add(kernel.words, backlog, text.length) + text.length;
    soon();
    return unread > MOST_UNREAD;
  }

  /** Makes sure that what is marked is sent, though not at once. */
  function later() {
    if (items.length === 0) timer ||= setTimeout(flush, 10 * GATHER_MS);
  }

  function mark(kind, thread, word) {
    marks.mark(kind, thread, word);
    later();
  }

  return {
    write, mark, flush,
    /** See marks.mjs; these come between marks of the GIL, which are sent in time. */
    copied: marks.copied,
    moved: marks.moved,
    /** Sends what has waited long enough; for a process that never lets the browser's timers run. */
    breathe(at) {
      if (items.length > 0 && at - flushedAt >= GATHER_MS) flush();
    },
    isBehind: () => kernel.load(backlog) > MOST_UNREAD,
  };
}
