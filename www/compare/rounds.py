"""The measurement, as the page does it: cold, warm, then rounds in random order."""

import contextlib
import random
import signal
import statistics
import sys
import time

from strategies import Job, Loop
from workloads import WORKLOADS, SplitMix, clamp, fnv

AUTO_MS = 300  # without --size, the smallest size that takes so long in turn
TRIES = 3  # and does so each time: a machine that hesitates once says nothing of a size


def sample(contender, job):
    """Milliseconds, what each lane did, and the answer."""
    began = time.perf_counter()
    lanes = contender.run(job)
    computed = sorted((chunk for mine in lanes.values() for chunk in mine), key=lambda it: it[0])
    answer = job.workload.merge([partial for _, partial, _ in computed])
    makespan = 1e3 * (time.perf_counter() - began)
    times = [{"process": process, "thread": thread, "chunks": len(mine),
              "busyMs": 1e3 * sum(seconds for *_, seconds in mine)}
             for (process, thread), mine in sorted(lanes.items())]
    return makespan, times, answer


def digest(answer):
    """The fingerprint of an answer."""
    return f"{fnv(answer):016x}"


def find_size(name):
    """The smallest size, by steps of a half more, that takes long enough in turn."""
    least, most, size = WORKLOADS[name].sizes
    while True:
        job, loop = Job(name, size), Loop()
        loop.start(job)
        if size >= most or all(sample(loop, job)[0] >= AUTO_MS for _ in range(TRIES)):
            return size
        size = clamp(size * 3 // 2, least, most)


def interval(samples):
    """95 % percentile bootstrap interval of the median: the page's, resample for resample."""
    if len(samples) < 3:
        return None
    stream, drawn = SplitMix(95), sorted(samples)
    medians = sorted(
        statistics.median(drawn[stream.below(len(drawn))] for _ in drawn) for _ in range(2000))
    return [medians[49], medians[1950]]


@contextlib.contextmanager
def uninterrupted():
    """Ctrl+C waits for the end of this, and never reaches a process that is started meanwhile: it would
    end with what it was to compute, and a pool would wait for that for ever."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # not earlier: the lab has none

    resource_tracker.ensure_running()  # which lets Ctrl+C in again
    asked = []  # a thread that runs already may hear it, and tell this one
    handler = signal.signal(signal.SIGINT, lambda *_: asked.append(True))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)
    if asked:
        raise KeyboardInterrupt


class Record:
    """What one contender did in all rounds."""

    def __init__(self, contender):
        self.contender, self.samples, self.answer = contender, [], None
        self.cold_ms = 0.0

    def add(self, number, cold, makespan, lanes):
        self.samples.append({"round": number, "cold": cold, "makespanMs": makespan,
                             "receipt": None, "lanes": lanes})

    def warm(self):
        return {it["round"]: it["makespanMs"] for it in self.samples if not it["cold"]}

    def figures(self, baseline):
        """As `strategies` of the result file has them."""
        warm, base = self.warm(), baseline.warm()
        ratios = [base[number] / ms for number, ms in warm.items()]
        own = self.contender
        return {
            "strategy": own.strategy, "processes": own.processes, "threads": own.threads,
            "via": own.via, "answer": self.answer, "samples": self.samples,
            "medianMs": statistics.median(warm.values()), "minMs": min(warm.values()),
            "ci95Ms": interval(list(warm.values())), "speedup": statistics.median(ratios),
            "speedupCi95": interval(ratios)}


class Race:
    """Times every contender cold, and then in rounds of random order with the baseline twice."""

    def __init__(self, job, found, say):
        self.job, self.say, self.right, self.started = job, say, None, []
        self.records, self.control = [Record(contender) for contender in found], Record(Loop())
        self.everybody = [*self.records, self.control]

    def run(self, repeats):
        """Returns how many rounds were timed: fewer than asked for after Ctrl+C."""
        try:
            for record in self.everybody:
                self.begin(record)
            for number in range(repeats):
                self.round(number, repeats)
        except KeyboardInterrupt:
            repeats = self.cut()
        finally:
            for contender in self.started:
                contender.stop()
        for record in self.everybody:
            record.answer = digest(self.right)
        return repeats

    def begin(self, record):
        """The first sample: processes are started for it, and it warms what can be warmed."""
        contender = record.contender
        self.say(f"starting: {contender.via}")
        began = time.perf_counter()
        with uninterrupted():
            contender.start(self.job)
            self.started.append(contender)
        started = 1e3 * (time.perf_counter() - began)
        makespan, lanes = self.sample(record)
        record.cold_ms = started + makespan
        if contender.processes > 1:
            record.add(0, True, record.cold_ms, lanes)

    def round(self, number, repeats):
        left = (repeats - number) * sum(record.cold_ms for record in self.everybody) / 1e3
        self.say(f"round {number + 1} of {repeats}: {left:.0f} s at most (Ctrl+C ends early)")
        for record in random.sample(self.everybody, len(self.everybody)):
            record.add(number, False, *self.sample(record))

    def sample(self, record):
        makespan, lanes, answer = sample(record.contender, self.job)
        self.right = self.right or answer
        if answer != self.right:
            sys.exit(f"{record.contender.via} gave another answer than a loop: please report it.")
        return makespan, lanes

    def cut(self):
        """Keeps whole rounds only."""
        rounds = min(len(record.warm()) for record in self.everybody)
        if rounds == 0:
            sys.exit("\nStopped before the first round was over: nothing was measured.")
        for record in self.everybody:
            record.samples = [it for it in record.samples if it["cold"] or it["round"] < rounds]
        return rounds

    def doubts(self):
        """A sentence when the baseline, timed twice in every round, clearly differs from itself."""
        base, again = self.records[0].warm(), self.control.warm()
        ratios = [again[number] / ms for number, ms in base.items()]
        low, high = interval(ratios) or (1, 1)
        if (low > 1 or high < 1) and abs(statistics.median(ratios) - 1) > 0.03:
            return ["This machine is noisy: the same work, timed twice in every round, differed by "
                    f"a factor of {low:.2f} to {high:.2f}."]
        return []
