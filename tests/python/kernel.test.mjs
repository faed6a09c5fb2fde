// The kernel and the tree of a program's processes, in Node: `node --test tests/python/kernel.test.mjs`.

import assert from "node:assert/strict";
import test from "node:test";
import { Worker } from "node:worker_threads";
import { MOST_LIVING, newKernelMemory, openKernel } from "../../www/python/kernel.mjs";
import { INTERRUPTED, createGil } from "../../www/python/gil.mjs";
import { createOutput } from "../../www/python/output.mjs";
import { newDiskMemory, openLog, pack, unpack } from "../../www/python/disklog.mjs";
import { LOCK_PATIENCE_MS } from "../../www/python/lock.mjs";
import { READER, WRITER } from "../../www/python/pipes.mjs";
import { makeSyscalls } from "../../www/python/syscalls.mjs";
import { runTree } from "../../www/python/tree.mjs";

const fresh = () => openKernel(newKernelMemory());
/** After whatever microtasks and messages had still to do. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a semaphore is taken as often as it was given, and not given too often", () => {
  const kernel = fresh();
  const semaphore = kernel.newSemaphore(2);
  assert.deepEqual([1, 2, 3].map(() => kernel.tryAcquire(semaphore)), [true, true, false]);
  assert.deepEqual([1, 2, 3].map(() => kernel.release(semaphore, 2)), [true, true, false]);
  assert.equal(kernel.load(semaphore), 2);
});

test("a process is over once, with the code of whoever said so first", () => {
  const kernel = fresh();
  const main = kernel.newProcess(1);
  const child = kernel.newProcess(main);
  assert.equal(kernel.parentOf(child), main);
  assert.equal(kernel.isOver(child), false);
  assert.equal(kernel.endProcess(child, 3), true);
  assert.equal(kernel.endProcess(child, -9), false);
  assert.equal(kernel.exitCode(child), 3);
  assert.equal(kernel.isOver(child), true);
  assert.equal(kernel.sendSignal(child, 2), false);
});

test("only so many processes live at once, and the places of the dead are given again", () => {
  const kernel = fresh();
  const pids = Array.from({ length: MOST_LIVING }, () => kernel.newProcess(1));
  assert.ok(pids.every((pid) => pid > 0));
  assert.equal(kernel.newProcess(1), -1);
  kernel.endProcess(pids[5], 0);
  assert.ok(kernel.newProcess(1) > pids.at(-1));
});

test("what one process did to a file is read by another, in its order and with its bytes", () => {
  const memory = newDiskMemory(300);
  const [one, other] = [1, 2].map((self) => openLog(memory, self, () => false));
  const changes = [
    [{ do: "mknod", path: "/tmp/\u{1f980}", mode: 33206 }, []],
    [{ do: "write", path: "/tmp/\u{1f980}", at: 7 }, [1, 2, 255]],
  ];
  for (const [change, bytes] of changes) {
    one.locked(() => one.append(pack(change, Uint8Array.from(bytes))));
  }
  const read = [...unpack(other.since(0))].map(([change, bytes]) => [change, [...bytes]]);
  assert.deepEqual(read, changes);
  assert.deepEqual([...unpack(other.since(other.end()))], []);
  assert.equal(one.hasRoom(300 - one.end()), true);
  assert.equal(one.hasRoom(301 - one.end()), false);
  one.clear();
  assert.equal(other.end(), 0);
});

test("a process is alone while no other lives or is about to", () => {
  const kernel = fresh();
  const main = kernel.newProcess(1);
  assert.equal(kernel.isAlone(), true);
  const child = kernel.newProcess(main);
  assert.equal(kernel.isAlone(), false);
  kernel.endProcess(child, 0);
  assert.equal(kernel.isAlone(), true);
});

test("bytes come out of a pipe as they went in, round the ring and back", () => {
  const { pipes } = fresh();
  const pipe = pipes.create();
  pipes.hold(pipe, 0, READER);
  pipes.hold(pipe, 0, WRITER);
  let sent = 0;
  let received = 0;
  for (let round = 0; round < 50; round++) {
    const data = Uint8Array.from({ length: 5000 }, () => sent++ % 251);
    assert.equal(pipes.write(pipe, data, 0), 5000);
    for (let left = 5000; left > 0;) {
      const got = pipes.read(pipe, 777);
      left -= got.length;
      for (const byte of got) assert.equal(byte, received++ % 251);
    }
  }
  assert.equal(pipes.read(pipe, 1), null);
});

test("a full pipe takes what fits", () => {
  const { pipes } = fresh();
  const pipe = pipes.create();
  pipes.hold(pipe, 0, READER);
  pipes.hold(pipe, 0, WRITER);
  const data = new Uint8Array(100_000);
  assert.equal(pipes.write(pipe, data, 0), 65_536);
  assert.equal(pipes.write(pipe, data, 65_536), 0);
});

test("a dead process drops its ends: end of file for readers, broken pipe for writers", () => {
  const kernel = fresh();
  const { pipes } = kernel;
  const [one, other] = [kernel.newProcess(1), kernel.newProcess(1)];
  const [a, b] = [pipes.create(), pipes.create()];
  pipes.hold(a, kernel.slotOf(one), WRITER);
  pipes.hold(a, kernel.slotOf(other), READER);
  pipes.hold(b, kernel.slotOf(one), READER);
  pipes.hold(b, kernel.slotOf(other), WRITER);
  pipes.write(a, Uint8Array.of(7), 0);
  const before = pipes.sequence(a);
  kernel.endProcess(one, -9);
  assert.notEqual(pipes.sequence(a), before);
  assert.deepEqual([...pipes.read(a, 9)], [7]);
  assert.equal(pipes.read(a, 9).length, 0);
  assert.equal(pipes.write(b, Uint8Array.of(1), 0), -1);
});

test("an end that is on its way keeps a pipe open; a pipe nobody holds is used again", () => {
  const { pipes } = fresh();
  const pipe = pipes.create();
  const generation = pipes.generation(pipe);
  pipes.hold(pipe, pipes.UNDER_WAY, WRITER);
  pipes.hold(pipe, 3, READER);
  assert.equal(pipes.read(pipe, 1), null);
  pipes.pass(pipe, pipes.UNDER_WAY, 4, WRITER);
  pipes.dropAll(4);
  assert.equal(pipes.read(pipe, 1).length, 0);
  pipes.drop(pipe, 3, READER);
  assert.equal(pipes.create(), pipe);
  assert.equal(pipes.generation(pipe), generation + 1);
});

test("a pipe that nobody holds yet is nobody's to free", () => {
  const { pipes } = fresh();
  const old = pipes.create();
  pipes.hold(old, 3, READER);
  pipes.drop(old, 3, READER);
  const pipe = pipes.create();
  assert.equal(pipe, old);
  pipes.drop(pipe, 3, READER);
  pipes.dropAll(3);
  assert.notEqual(pipes.create(), pipe);
});

test("a process that is over touches nothing that may be another's by now", () => {
  const kernel = fresh();
  const pid = kernel.newProcess(1);
  const { calls } = makeSyscalls({ pid, kernel, gil: { current: () => 1 }, stacks: {}, output: { moved() {} } });
  const pipe = calls.newPipe();
  for (const end of [READER, WRITER]) calls.hold(pipe, end);
  calls.writePipe(pipe, Uint8Array.of(1, 2), 0);
  assert.equal(calls.readPipe(pipe, 1).length, 1);
  kernel.endProcess(pid, -9);
  const next = kernel.pipes.create();
  assert.equal(next, pipe);
  kernel.pipes.hold(next, 5, READER);
  kernel.pipes.write(next, Uint8Array.of(7), 0);
  for (const touch of [() => calls.readPipe(pipe, 1), () => calls.drop(pipe, READER)]) {
    assert.throws(touch, /over/);
  }
  assert.deepEqual([...kernel.pipes.read(next, 9)], [7]);
});

test("what a process printed and nobody will read holds up no other", () => {
  const kernel = fresh();
  const [one, other] = [1, 2].map(() => kernel.newProcess(1));
  const [flood, drop] = [one, other].map((pid) =>
    createOutput({ post() {}, kernel, pid, now: () => performance.now() }));
  flood.write("stdout", "x".repeat(300_000), 1);
  assert.deepEqual([flood.isBehind(), drop.isBehind()], [true, false]);
});

test("a pipe's lock is broken open when its holder is over, never when it is only slow", { timeout: 20_000 }, async (test) => {
  const memory = newKernelMemory();
  const kernel = openKernel(memory);
  const [holder, waiter] = [kernel.newProcess(1), kernel.newProcess(1)];
  const pipe = kernel.pipes.create();
  for (const end of [READER, WRITER]) kernel.pipes.hold(pipe, kernel.slotOf(waiter), end);
  const lock = kernel.pipes.lockWord(pipe);
  const told = new Int32Array(new SharedArrayBuffer(4));
  const kernelUrl = new URL("../../www/python/kernel.mjs", import.meta.url).href;
  const code = `
    import { workerData } from "node:worker_threads";
    const { openKernel } = await import("${kernelUrl}");
    const { memory, told, waiter, pipe } = workerData;
    const { pipes } = openKernel(memory, waiter);
    const tell = (state) => { Atomics.store(told, 0, state); Atomics.notify(told, 0); };
    tell(1);
    pipes.write(pipe, Uint8Array.of(7), 0);
    tell(2);`;
  kernel.words[lock] = holder;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData: { memory, told, waiter, pipe },
  });
  test.after(() => worker.terminate());
  const over = new Promise((resolve, reject) => worker.on("error", reject).on("exit", resolve));
  await Atomics.waitAsync(told, 0, 0).value;
  // Three times as long as a holder that is over is waited for.
  const slow = Atomics.waitAsync(told, 0, 1, 3 * LOCK_PATIENCE_MS);
  assert.equal(await slow.value, "timed-out");
  assert.equal(Atomics.load(kernel.words, lock), holder);
  assert.equal(kernel.pipes.isReadable(pipe), false);
  kernel.endProcess(holder, -9);
  await over;
  assert.equal(Atomics.load(kernel.words, lock), 0);
  assert.deepEqual([...kernel.pipes.read(pipe, 9)], [7]);
});

/** The GIL of a process, and the clock it goes by. Node waits for open ports: its are closed after the test. */
function gilOf(test, kernel, pid) {
  const time = { now: 0 };
  const { MessageChannel } = globalThis;
  globalThis.MessageChannel = function () {
    const channel = new MessageChannel();
    test.after(() => channel.port1.close());
    return channel;
  };
  const gil = createGil({
    clock: () => time.now, words: kernel.words, sliceMs: 5, mark() {}, breathe() {},
    isOver: () => kernel.isEnding(pid),
  });
  globalThis.MessageChannel = MessageChannel;
  return { gil, time };
}

test("a process that is over gets no turn of its GIL", async (test) => {
  const kernel = fresh();
  const pid = kernel.newProcess(1);
  const { gil } = gilOf(test, kernel, pid);
  const ran = [];
  gil.start(1, async () => {
    gil.setCanSwitch(true);
    ran.push("first");
    await gil.park(1, "sleep", -1);
    ran.push("woken");
  }, "MainThread");
  await settled();
  assert.deepEqual(ran, ["first"]);
  kernel.endProcess(pid, -9);
  gil.wake(1);
  gil.start(2, async () => ran.push("new"), "late");
  await settled();
  assert.deepEqual(ran, ["first"]);
});

test("a thread that computes when its process is over is stopped at the next look", async (test) => {
  const kernel = fresh();
  const pid = kernel.newProcess(1);
  const { gil, time } = gilOf(test, kernel, pid);
  let wants;
  const asked = () => Array.from({ length: 8 }, gil.wantsSwitch).some(Boolean);
  gil.start(1, async () => {
    gil.setCanSwitch(true);
    time.now += 2;
    wants = [asked()];
    kernel.endProcess(pid, -9);
    time.now += 2;
    wants.push(asked());
  }, "MainThread");
  await settled();
  assert.deepEqual(wants, [false, true]);
});

test("a thread that was woken and has not run yet hears of a signal", async (test) => {
  const kernel = fresh();
  const { gil } = gilOf(test, kernel, kernel.newProcess(1));
  let answer;
  gil.start(1, async () => {
    gil.setCanSwitch(true);
    await gil.park(1, "lock", -1);
    answer = gil.answer();
  }, "MainThread");
  gil.start(2, async () => {
    gil.wake(1);
    assert.equal(gil.interrupt(1), true);
  }, "worker");
  await settled();
  assert.equal(answer, INTERRUPTED);
});

test("two workers that add under a semaphore lose nothing", async () => {
  const memory = newKernelMemory();
  const kernel = openKernel(memory);
  const [lock, sum] = [kernel.newSemaphore(1), kernel.newSemaphore(0)];
  const kernelUrl = new URL("../../www/python/kernel.mjs", import.meta.url).href;
  const code = `
    import { workerData } from "node:worker_threads";
    const { openKernel } = await import("${kernelUrl}");
    const { memory, lock, sum } = workerData;
    const kernel = openKernel(memory);
    for (let i = 0; i < 20000; i++) {
      while (!kernel.tryAcquire(lock)) Atomics.wait(kernel.words, lock, 0);
      kernel.words[sum] += 1;
      if (!kernel.release(lock, 1)) throw new Error("released too many times");
    }`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const workers = [1, 2].map(() => new Worker(url, { workerData: { memory, lock, sum } }));
  await Promise.all(workers.map((worker) => new Promise((resolve, reject) => {
    worker.on("error", reject).on("exit", resolve);
  })));
  assert.equal(kernel.load(sum), 40_000);
});

test("what a child did is heard, even if its parent's last words are faster", async () => {
  const workers = [1, 2].map(() => {
    const worker = {};
    worker.asked = new Promise((resolve) => (worker.postMessage = resolve));
    return worker;
  });
  const [main, forked] = workers;
  const staff = {
    take: async () => workers.shift(),
    dismiss: (worker) => (worker.onmessage = () => {}),
    refill() {},
  };
  const events = [];
  const { done } = runTree({
    staff, files: {}, startMethod: "fork", sliceMs: 5, onEvent: (event) => events.push(event),
  });
  const { memory, pid } = await main.asked;
  const kernel = openKernel(memory);
  const child = kernel.newProcess(pid);
  main.onmessage({ data: { is: "spawn", pid: child, name: "Process-1", method: "fork" } });
  await forked.asked;
  for (const one of [child, pid]) kernel.endProcess(one, 0);
  main.onmessage({ data: { is: "exit", code: 0 } });
  forked.onmessage({ data: { is: "marks", numbers: [1], words: [], lost: 0 } });
  forked.onmessage({ data: { is: "exit", code: 0 } });
  assert.equal((await done).code, 0);
  assert.equal(events.find((event) => event.type === "marks")?.process, child);
});
