"""The GIL as Python sees it: which thread runs, and the only places where one gives way.

Stands for the parts of ceval.c that hand over the GIL and run signal handlers. A thread gives way
when it parks, and every few milliseconds between two steps of its own code; never in the middle
of a function marked `atomic`, which is how the rest of this package is kept free of races.
"""

import collections
import signal

from pyodide.ffi import to_js

MAIN = 1
SWITCH_SIGNAL = 16  # as in poll.mjs
TIMED_OUT, WOKEN, INTERRUPTED = 0, 1, 2

current = MAIN
calls = None  # the worker's functions, once the process has begun
heeds_signals = False  # whether somebody catches what their handlers raise
suspend = None  # stops the running thread until what it parked for has come
_atomic = set()


def atomic(function):
    """No other thread runs between two steps of `function`, except where it parks."""
    _atomic.add(function.__code__)
    return function


def get_ident():
    """The running thread's number."""
    return current


@atomic
def _give_up(ask, *how):
    """Stop here until what `ask` says has come: why the thread goes on, and what `ask` returned."""
    global current
    me = current
    asked = ask(me, *how)
    answer = suspend()
    current = me
    return answer, asked


@atomic
def park(reason, seconds=None):
    """Sleep until woken or until the time is up; whoever parks looks again at what it waits for."""
    return _give_up(calls.park, reason, _milliseconds(seconds))[0]


@atomic
def park_on(reason, word, value, seconds=None):
    """Sleep until a shared word is no longer `value`."""
    return _give_up(calls.parkOn, reason, _milliseconds(seconds), word, value)[0]


@atomic
def park_on_any(reason, words, values, seconds=None):
    """Sleep until one of several shared words has changed."""
    how = _milliseconds(seconds), to_js(words), to_js(values)
    return _give_up(calls.parkOnAny, reason, *how)[0]


@atomic
def give_way():
    """Let every other thread that can run take a turn."""
    _give_up(calls.giveWay)


def _milliseconds(seconds):
    return -1 if seconds is None else max(seconds, 0) * 1000


def run_sync(promise):
    """Wait for a promise of the browser as for anything else: the other threads go on."""
    return _outcome(calls.parkFor, "browser", promise)


def read_file(path):
    """The bytes of a file of the site, by its path from the lab's folder; others run meanwhile."""
    return _outcome(calls.parkForFile, path).to_bytes()


def _outcome(ask, *how):
    while True:
        answer, outcome = _give_up(ask, *how)
        if answer == INTERRUPTED:
            run_handlers()
        if outcome.settled:
            break
    if outcome.failed:
        raise outcome.value
    return outcome.value


def run_handlers():
    """Run the handlers of the signals that have come; they may raise. Main thread only."""
    pending = calls.takeSignals()
    number = 0
    while pending:
        if pending & 1:
            _run_handler(number)
        pending >>= 1
        number += 1


def _run_handler(number):
    handler = signal.getsignal(number)
    if callable(handler):
        handler(number, None)
    elif handler == signal.SIG_DFL and number != signal.SIGCHLD:
        calls.kill(calls.pid, number)
        park("signal")


def _on_switch(number, frame):
    """Run by the interpreter between two steps of Python, when somebody wants the GIL."""
    if calls is None:
        return
    inner = frame
    while inner is not None:
        if inner.f_code in _atomic:
            return
        inner = inner.f_back
    if current == MAIN and heeds_signals:
        run_handlers()
    give_way()


_atomic.add(_on_switch.__code__)


def install():
    """Take the signal by which the interpreter is asked to switch."""
    signal.signal(SWITCH_SIGNAL, _on_switch)
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Waiters:
    """Threads that wait for one thing, in the order in which they came."""

    __slots__ = ("_queue",)

    def __init__(self):
        self._queue = collections.deque()

    def __bool__(self):
        return bool(self._queue)

    @atomic
    def wake_one(self):
        if self._queue:
            calls.wake(self._queue.popleft())

    @atomic
    def wait(self, reason, seconds):
        """Park among the others; leaves the queue however it ends."""
        me = current
        self._queue.append(me)
        answer = park(reason, seconds)
        if me in self._queue:
            self._queue.remove(me)
        elif answer != WOKEN:
            self.wake_one()  # the wake-up came too late for this thread: pass it on
        return answer
