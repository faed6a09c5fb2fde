// What a process prints and what its threads do, on its way to the page.

import { BACKLOG } from "./kernel.mjs";

const GATHER_MS = 8; // several prints in so short a time travel together
const MOST_MARKS = 4096; // of one process: a timeline nobody could read is not worth sending
const MOST_UNREAD = 256 * 1024; // characters; whoever prints faster than the page reads waits

/** @param {{ post: (message: object) => void, kernel: object, now: () => number }} means */
export function createOutput({ post, kernel, now }) {
  let items = [];
  let marks = [];
  let marked = 0;
  let flushedAt = -Infinity;
  let timer = 0;

  function flush() {
    clearTimeout(timer);
    timer = 0;
    flushedAt = now();
    if (items.length > 0) post({ is: "output", items });
    if (marks.length > 0) post({ is: "marks", items: marks });
    items = [];
    marks = [];
  }

  function soon() {
    if (now() - flushedAt >= GATHER_MS) flush();
    else timer ||= setTimeout(flush, GATHER_MS);
  }

  /** One finished piece of text; true when the page is too far behind. */
  function write(stream, text, thread) {
    items.push({ stream, text, thread, atMs: now() });
    const unread = Atomics.add(kernel.words, BACKLOG, text.length) + text.length;
    soon();
    return unread > MOST_UNREAD;
  }

  function mark(kind, thread, detail) {
    if (++marked > MOST_MARKS) return;
    marks.push({ kind, thread, atMs: now(), ...(detail && { detail }) });
    if (items.length === 0) timer ||= setTimeout(flush, 10 * GATHER_MS);
  }

  return {
    write, mark, flush,
    /** Sends what has waited long enough; for a process that never lets the browser's timers run. */
    breathe(at) {
      if (items.length > 0 && at - flushedAt >= GATHER_MS) flush();
    },
    isBehind: () => kernel.load(BACKLOG) > MOST_UNREAD,
  };
}
