// One process of a Python program: a worker with an interpreter and a memory of its own.
//
// The page says `boot` once, then `run` once; a process is never used twice.

import { createAlarm } from "./alarm.mjs";
import { makeDisk } from "./disk.mjs";
import { openLog } from "./disklog.mjs";
import { bootInterpreter, calibrate, install } from "./interpreter.mjs";
import { createGil } from "./gil.mjs";
import { openKernel } from "./kernel.mjs";
import { createOutput } from "./output.mjs";
import { installPoll } from "./poll.mjs";
import { giveEachThreadAStack } from "./stacks.mjs";
import { makeSuspend } from "./suspend.mjs";
import { makeSyscalls } from "./syscalls.mjs";

const MAIN_THREAD = 1;
const SIGALRM = 14;
const HOME = "/home/pyodide";
const ABORTED = 134; // what a shell says of a process that called abort()

let interpreter;
let evalBreaker;

const deeds = { boot, snapshot, run };

onmessage = async ({ data }) => {
  try {
    await deeds[data.do](data);
  } catch (error) {
    postMessage({ is: "broken", message: String(error?.message ?? error), stack: error?.stack });
  }
};

/** Starts the interpreter and holds it ready. */
async function boot(parts) {
  const start = performance.now();
  interpreter = await bootInterpreter(parts);
  if (!parts.snapshot) install(interpreter);
  evalBreaker = calibrate(interpreter);
  postMessage({ is: "ready", ms: performance.now() - start, heap: interpreter._module.HEAP8.length });
}

/** Starts an interpreter only to copy its memory, which starts the others quickly. */
async function snapshot(parts) {
  const made = await bootInterpreter({ ...parts, makesSnapshot: true });
  install(made);
  const memory = made.makeMemorySnapshot();
  postMessage({ is: "snapshot", memory }, [memory.buffer]);
}

async function run({ memory, drive, pid, epoch, sliceMs, files, task, keyboard }) {
  const kernel = openKernel(memory, pid);
  const clock = () => performance.now();
  const now = () => performance.timeOrigin + performance.now() - epoch;
  const post = (message) => postMessage({ ...message, from: pid });
  const output = createOutput({ post, kernel, pid, now });
  const gil = createGil({
    clock, words: kernel.words, sliceMs, mark: output.mark, breathe,
    isOver: () => kernel.isEnding(pid),
  });
  const alarm = createAlarm({ clock, ring });
  showWhatCPrints(output);
  const { _module: module, _api: api } = interpreter;
  const stacks = giveEachThreadAStack(module);
  const disk = makeDisk({
    FS: interpreter.FS,
    log: openLog(drive, pid, kernel.isEnding),
    isOver: () => kernel.isEnding(pid),
    isAlone: kernel.isAlone,
  });
  // Our threads start when nothing runs: no need to wait for the browser once more.
  api.scheduleCallback = (callback) => callback();

  let bootThread;
  const enter = async (thread) => {
    stacks.setEntering(thread);
    try {
      await bootThread.callPromising(thread);
      if (thread === MAIN_THREAD) finish(lab.exit_code);
    } catch (error) {
      output.write("stderr", `Fatal Python error: ${error?.message ?? error}\n`, thread);
      finish(ABORTED);
    }
  };
  const { calls, promise } = makeSyscalls({
    pid, kernel, disk, gil, stacks, output, post, now, enter, finish, keyboard, alarm,
  });
  const suspend = makeSuspend(module, promise, gil.answer);
  installPoll(interpreter, evalBreaker, {
    wantsSwitch: gil.wantsSwitch,
    wantsSignal: () => gil.current() === MAIN_THREAD && kernel.load(kernel.signalsWord(pid)) !== 0,
  });
  watchSignals(kernel, pid, gil);

  for (const [name, text] of Object.entries(files)) writeFile(`${HOME}/${name}`, text);
  const lab = interpreter.pyimport("_lab");
  bootThread = lab.boot_thread;
  lab.begin(calls, suspend, task.kind, task.method, task.data);
  post({ is: "started" });
  gil.start(MAIN_THREAD, () => enter(MAIN_THREAD), "MainThread");

  function breathe(at) {
    output.breathe(at);
    alarm.look();
  }

  function ring() {
    kernel.sendSignal(pid, SIGALRM);
    gil.interrupt(MAIN_THREAD);
  }

  function finish(code) {
    output.flush();
    kernel.endProcess(pid, code);
    post({ is: "exit", code, heap: module.HEAP8.length });
  }
}

/** What is printed past `sys.stdout` and `sys.stderr`: by files on their descriptors, and in C. */
function showWhatCPrints(output) {
  for (const [name, stream] of [["setStdout", "stdout"], ["setStderr", "stderr"]]) {
    const decoder = new TextDecoder();
    const write = (bytes) => {
      output.write(stream, decoder.decode(bytes, { stream: true }), "MainThread");
      return bytes.length;
    };
    interpreter[name]({ write, isatty: false }); // CPython colours what it prints to a terminal
  }
}

function writeFile(path, text) {
  interpreter.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  interpreter.FS.writeFile(path, text);
}

/** Wakes the main thread for signals that come while every thread waits. */
async function watchSignals(kernel, pid, gil) {
  const word = kernel.signalsWord(pid);
  for (;;) {
    const pending = kernel.load(word);
    if (pending) gil.interrupt(MAIN_THREAD);
    const change = Atomics.waitAsync(kernel.words, word, pending);
    if (change.async) await change.value;
  }
}
