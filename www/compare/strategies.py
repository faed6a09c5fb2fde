"""The strategies: the same chunks, computed by other hands."""

import collections
import concurrent.futures
import contextlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time

from workloads import WORKLOADS

SEED = 1  # of the input; the page's own


class Job:
    """One workload at one size, cut into chunks."""

    def __init__(self, name, size):
        self.name, self.size, self.workload = name, size, WORKLOADS[name]
        data = self.workload.input(size, SEED)
        items, step = self.workload.items(size), self.workload.per_chunk(size)
        self.common = self.workload.common(data)
        self.chunks = [
            (index, start, min(start + step, items),
             self.workload.own(data, start, min(start + step, items)))
            for index, start in enumerate(range(0, items, step))]

    def batches(self, lanes):
        """What is sent at once: a quarter of a lane's share, or one item where that is the point."""
        count = 1 if self.workload.one_by_one else max(1, len(self.chunks) // (4 * lanes))
        return [self.chunks[at:at + count] for at in range(0, len(self.chunks), count)]


def compute(job, chunk):
    """A chunk's number, its partial, and the seconds that took."""
    index, start, stop, own = chunk
    began = time.perf_counter()
    partial = WORKLOADS[job[0]].compute(job[1], start, stop, own, job[2])
    return index, partial, time.perf_counter() - began


def on_threads(job, chunks, count):
    """Computes chunks on `count` threads: for each thread what it computed."""
    todo, done = queue.SimpleQueue(), [[] for _ in range(count)]
    for chunk in chunks:
        todo.put(chunk)

    def work(mine):
        while True:
            try:
                mine.append(compute(job, todo.get_nowait()))
            except queue.Empty:
                return

    threads = [threading.Thread(target=work, args=(mine,)) for mine in done]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt:
        while not todo.empty():  # or they would go on to the end
            with contextlib.suppress(queue.Empty):
                todo.get_nowait()
        raise
    return done


def become_child(name, size, common):
    """Keeps in a child what all its work needs: sent once, as the page does."""
    become_child.job = name, size, common
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends us
    except ValueError:
        pass  # only the main thread of the main interpreter hears signals


def in_child(batch, threads):
    """What a child computed of a batch, thread by thread, and which child that was."""
    job = become_child.job
    alone = threads == 1
    done = [[compute(job, it) for it in batch]] if alone else on_threads(job, batch, threads)
    return f"{os.getpid()}-{threading.get_ident()}", done


def in_children(answers):
    """Puts the answers of children in the order of their lanes."""
    lanes = collections.defaultdict(list)
    for child, done in answers:
        for thread, computed in enumerate(done):
            lanes[child, thread] += computed
    children = sorted({child for child, _ in lanes})
    return {(children.index(child), thread): mine for (child, thread), mine in lanes.items()}


class Loop:
    """One after the other."""

    strategy, via, processes, threads = "sequential", "a loop", 1, 1

    def start(self, job):
        self.job = job.name, job.size, job.common

    def run(self, job):
        return {(0, 0): [compute(self.job, chunk) for chunk in job.chunks]}

    def stop(self):
        pass


class Threads(Loop):
    """`threading`: one memory, and one GIL unless this Python has none."""

    via = "threading"

    def __init__(self, count):
        self.strategy = "threads-gil" if has_gil() else "threads"
        self.threads = count

    def run(self, job):
        done = on_threads(self.job, job.chunks, self.threads)
        return {(0, thread): mine for thread, mine in enumerate(done)}


class ThreadPool(Threads):
    """`concurrent.futures.ThreadPoolExecutor`."""

    via = "ThreadPoolExecutor"

    def start(self, job):
        self.pool = concurrent.futures.ThreadPoolExecutor(self.threads)
        become_child.job = job.name, job.size, job.common

    def run(self, job):
        return {(0, lane): mine for (lane, _), mine in in_children(
            self.pool.map(in_child, [[chunk] for chunk in job.chunks],
                          [1] * len(job.chunks))).items()}

    def stop(self):
        self.pool.shutdown()


class Processes(Loop):
    """`multiprocessing.Pool`: each process has its own memory and, if any, its own GIL."""

    def __init__(self, processes, threads, method):
        self.strategy = "processes" if threads == 1 else "processes-threads"
        self.processes, self.threads, self.method = processes, threads, method
        self.via = f"multiprocessing ({method})" + ("" if threads == 1 else " + threading")

    def start(self, job):
        context = multiprocessing.get_context(self.method)
        self.pool = context.Pool(self.processes, become_child, (job.name, job.size, job.common))

    def run(self, job):
        lanes = self.processes * self.threads
        batches = gather(job.batches(lanes), self.threads)
        waiting = [self.pool.apply_async(in_child, (batch, self.threads)) for batch in batches]
        return in_children(answer.get() for answer in waiting)

    def stop(self):
        self.pool.terminate()
        self.pool.join()


def gather(batches, count):
    """Joins `count` batches to one, so that each thread of a process has one."""
    return [sum(batches[at:at + count], []) for at in range(0, len(batches), count)]


class Executor(Loop):
    """`concurrent.futures`, with processes or with interpreters in place of threads."""

    def __init__(self, count, name):
        self.strategy, self.processes, self.via, self.name = "processes", count, name, name

    def start(self, job):
        pool = getattr(concurrent.futures, self.name)
        self.pool = pool(self.processes, initializer=become_child,
                         initargs=(job.name, job.size, job.common))
        for _ in range(self.processes):  # they start when they are needed, which they are now
            self.pool.submit(os.getpid)

    def run(self, job):
        batches = job.batches(self.processes)
        return in_children(self.pool.map(in_child, batches, [1] * len(batches)))

    def stop(self):
        self.pool.shutdown()


def has_gil():
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def contenders(workers, processes, threads):
    """Every strategy this Python has, the first of its kind first, and why others are missing."""
    methods = multiprocessing.get_all_start_methods()
    default = multiprocessing.get_start_method(allow_none=False)
    methods = [default] + [method for method in methods if method != default]
    found = [Loop(), Threads(workers), Processes(workers, 1, default),
             Processes(processes, threads, default)]
    found += [Processes(workers, 1, method) for method in methods[1:]]
    found += [ThreadPool(workers), Executor(workers, "ProcessPoolExecutor")]
    if hasattr(concurrent.futures, "InterpreterPoolExecutor"):
        return found + [Executor(workers, "InterpreterPoolExecutor")], []
    return found, ["Subinterpreters: they need Python 3.14 or later."]
