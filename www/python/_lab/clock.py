"""`time.sleep`: the thread parks, the others run."""

import time

from . import gil

_LONGEST = 9_223_372_036  # seconds, CPython's own limit


def sleep(seconds, /):
    seconds = _as_seconds(seconds)
    if seconds == 0:
        gil.give_way()
        return
    until = time.monotonic() + seconds
    left = seconds
    while left > 0:
        if gil.park("sleep", left) == gil.INTERRUPTED:
            gil.run_handlers()
        left = until - time.monotonic()


def _as_seconds(seconds):
    if not isinstance(seconds, (int, float)):
        seconds = seconds.__index__() if hasattr(seconds, "__index__") else float(seconds)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > _LONGEST:
        raise OverflowError("timestamp out of range for platform time_t")
    return seconds


sleep.__module__ = "time"
