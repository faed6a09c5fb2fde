// The workers: started, held ready, handed out once, thrown away.

import { place } from "./manifest.mjs";
import { keepSnapshot, keptSnapshot, share, snapshotName } from "./parts.mjs";

const BOOT_DEADLINE_MS = 60_000;

/** @param {URL} base where process.mjs is */
export function createStaff(base, parts) {
  const idle = [];
  const all = new Set();
  let snapshot;
  let wanted = 0;

  function hire() {
    const worker = new Worker(place("process.mjs", base), { type: "module", name: "python" });
    all.add(worker);
    return worker;
  }

  function dismiss(worker) {
    all.delete(worker);
    worker.onmessage = worker.onerror = null;
    worker.terminate();
  }

  /** Asks a worker for one thing and waits for its answer, not longer than the deadline. */
  function ask(worker, deed, answer) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error("Python did not start within a minute"));
      }, BOOT_DEADLINE_MS);
      worker.onmessage = ({ data }) => {
        clearTimeout(late);
        if (data.is === answer) resolve(data);
        else reject(new Error(data.message));
      };
      worker.onerror = (event) => {
        clearTimeout(late);
        reject(new Error(event.message || "a worker could not be started"));
      };
      worker.postMessage({ do: deed, ...parts, snapshot });
    });
  }

  /** Loads or makes the memory all processes start from. Without it they only start slower. */
  async function prepare() {
    const name = await snapshotName(base, parts);
    snapshot = await keptSnapshot(name);
    if (snapshot) return;
    const maker = hire();
    try {
      const { memory } = await ask(maker, "snapshot", "snapshot");
      snapshot = share(memory.buffer);
      keepSnapshot(name, memory);
    } finally {
      dismiss(maker);
    }
  }

  async function bootOne() {
    const worker = hire();
    try {
      await ask(worker, "boot", "ready");
      return worker;
    } catch (error) {
      dismiss(worker);
      throw error;
    }
  }

  /** Keeps `count` workers ready. Resolves when they are. */
  async function keepReady(count) {
    wanted = count;
    while (idle.length > count) idle.pop().then(dismiss, () => {});
    while (idle.length < count) hold(bootOne());
    await Promise.all(idle);
  }

  /** A booted worker, at once if one is ready. */
  async function take() {
    return idle.shift() ?? bootOne();
  }

  /** Starts one more where one is missing: a process has ended, and so left the machine idle. */
  function refill() {
    if (idle.length < wanted) hold(bootOne());
  }

  function hold(booting) {
    idle.push(booting);
    booting.catch(() => {
      const at = idle.indexOf(booting);
      if (at >= 0) idle.splice(at, 1);
    });
    return booting;
  }

  function dismissAll() {
    wanted = 0;
    idle.length = 0;
    for (const worker of all) dismiss(worker);
  }

  return {
    prepare, keepReady, refill, take, dismiss, dismissAll,
    count: () => all.size,
  };
}
