// What Python can ask of its worker: the functions `_lab` calls, all of plain numbers and bytes.
//
// Undefined, never null, where there is nothing: Pyodide gives Python `None` for the first only.

const MAIN_THREAD = 1;

/** What a process that was killed must not do any more: its place may be another's by now. */
const SHARED = [
  "hold", "drop", "sendEnd", "receiveEnd", "newPipe", "readPipe", "writePipe", "tryAcquire", "release",
  "writeShared", "newProcess", "launch", "signal", "kill",
];

/** How long a file of the site may take. */
const FILE_DEADLINE_MS = 60_000;

async function fetchFile(path) {
  const url = new URL(path, import.meta.url);
  const response = await fetch(url, { signal: AbortSignal.timeout(FILE_DEADLINE_MS) });
  if (!response.ok) throw new Error(`this site answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * The calls, and the promise the thread that called last is to wait for: `_lab` parks in two
 * steps, a call that says for what and `suspend`, which stops the thread.
 */
export function makeSyscalls({
  pid, kernel, disk, gil, stacks, output, post, now, enter, finish, keyboard, alarm,
}) {
  const { pipes } = kernel;
  const own = kernel.slotOf(pid);
  let promise;

  /** A signal that came just before the main thread parks must not wait for it to wake. */
  function park(thread, ...rest) {
    promise = gil.park(thread, ...rest);
    if (thread === MAIN_THREAD && kernel.load(kernel.signalsWord(pid)) !== 0) gil.interrupt(thread);
  }

  const calls = {
    pid,
    parent: kernel.parentOf(pid),

    // Threads.
    startThread: (thread, name) => gil.start(thread, () => enter(thread), name),
    enterThread(thread) {
      stacks.guard(thread);
      gil.setCanSwitch(true);
    },
    leaveThread: () => gil.setCanSwitch(false),
    park,
    parkOn: (thread, reason, ms, word, value) => park(thread, reason, ms, [[word, value]]),
    parkOnAny: (thread, reason, ms, words, values) =>
      park(thread, reason, ms, Array.from(words, (word, i) => [word, values[i]])),
    parkFor(thread, reason, browsers) {
      const outcome = { settled: false, failed: false, value: undefined };
      promise = gil.parkFor(thread, reason, browsers, outcome);
      return outcome;
    },
    parkForFile: (thread, path) => calls.parkFor(thread, "network", fetchFile(path)),
    wake: (thread) => gil.wake(thread),
    busyMs: gil.busyMs,
    giveWay(thread) {
      promise = gil.giveWay(thread);
    },

    // Signals: a bit each.
    takeSignals: () => kernel.takeSignals(pid),
    signal(to, number) {
      const sent = kernel.sendSignal(to, number);
      if (sent && to === pid) gil.interrupt(MAIN_THREAD);
      return sent;
    },
    kill(to, number) {
      output.flush();
      post({ is: "kill", pid: to, signal: number });
    },

    setAlarm: alarm?.set,
    alarmLeft: alarm?.left,

    // Semaphores and shared words.
    load: kernel.load,
    newSemaphore: kernel.newSemaphore,
    allocate: kernel.allocate,
    readShared: kernel.readShared,
    writeShared: kernel.writeShared,
    tryAcquire: kernel.tryAcquire,
    release: kernel.release,

    // Pipes: `end` is 0 for the reader's and 1 for the writer's.
    newPipe: () => pipes.create(),
    hold: (pipe, end) => pipes.hold(pipe, own, end),
    drop: (pipe, end) => pipes.drop(pipe, own, end),
    sendEnd: (pipe, end, to) =>
      pipes.hold(pipe, to < 0 ? pipes.UNDER_WAY : kernel.slotOf(to), end),
    receiveEnd: (pipe, end) => pipes.pass(pipe, pipes.UNDER_WAY, own, end),
    readPipe(pipe, most) {
      const data = pipes.read(pipe, most) ?? undefined;
      if (data?.length > 0) output.moved("read", gil.current(), data.length, pipes.moved());
      return data;
    },
    writePipe(pipe, data, offset) {
      const count = pipes.write(pipe, data, offset);
      if (count > 0 && offset + count === data.length) {
        output.moved("write", gil.current(), data.length, pipes.moved());
      }
      return count;
    },
    isReadable: pipes.isReadable,
    hasReaders: pipes.hasReaders,
    generation: pipes.generation,
    pipeSequence: pipes.sequence,
    pipeWord: pipes.sequenceWord,

    // Processes.
    newProcess() {
      disk.share();
      return kernel.newProcess(pid);
    },
    copyFiles: disk?.copy,
    pasteFiles: disk?.paste,
    launch(child, name, method, data) {
      output.flush();
      post({ is: "spawn", pid: child, name, method, data: data.slice() });
    },
    began: () => post({ is: "began" }),
    exit: finish,
    abandon: (child) => kernel.endProcess(child, 1),
    isOver: kernel.isOver,
    exitCode: kernel.exitCode,
    processWord: kernel.sequenceWord,
    processSequence: (of) => kernel.load(kernel.sequenceWord(of)),

    // The page.
    keyboard,
    askForInput() {
      output.flush();
      post({ is: "input" });
    },
    copied: (kind, thread, ms) => output.copied(kind, thread, now() - ms),
    print: (stream, text, thread) => output.write(stream, text, thread),
    isBehind: output.isBehind,
    flush: output.flush,
    cores: () => navigator.hardwareConcurrency || 1,
  };
  for (const name of SHARED) {
    const call = calls[name];
    calls[name] = (...rest) => {
      if (kernel.isEnding(pid)) throw new Error("this process is over");
      return call(...rest);
    };
  }
  return { calls, promise: () => promise };
}
