"""`time`: `sleep` parks the thread, and only threads that run take processor time."""

import operator
import time

from . import gil

_LONGEST = 9_223_372_036  # seconds, CPython's own limit


def sleep(seconds, /):
    seconds = _as_seconds(seconds)
    if seconds == 0:
        gil.give_way()
        return
    wait(seconds, "sleep")


def wait(seconds, reason):
    """Park for so long; handlers of signals run meanwhile, and may raise."""
    until = time.monotonic() + seconds
    left = seconds
    while left > 0:
        if gil.park(reason, left) == gil.INTERRUPTED:
            gil.run_handlers()
        left = until - time.monotonic()


def _as_seconds(seconds):
    if not isinstance(seconds, (int, float)):
        seconds = operator.index(seconds)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > _LONGEST:
        raise OverflowError("timestamp out of range for platform time_t")
    return seconds


def process_time():
    """Seconds in which a thread of this process ran."""
    return gil.calls.busyMs() / 1000


def process_time_ns():
    return int(gil.calls.busyMs() * 1e6)


def thread_time():
    """Seconds in which this thread ran."""
    return gil.calls.busyMs(gil.current) / 1000


def thread_time_ns():
    return int(gil.calls.busyMs(gil.current) * 1e6)


def install():
    for own in sleep, process_time, process_time_ns, thread_time, thread_time_ns:
        own.__module__ = "time"
        setattr(time, own.__name__, own)
