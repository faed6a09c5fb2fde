"""`signal`: who may set a handler, a clock that sends SIGALRM, and `pause`, which waits for any signal."""

import errno
import functools
import math
import signal

from . import gil

_CLOCKS = {"ITIMER_REAL": 0, "ITIMER_VIRTUAL": 1, "ITIMER_PROF": 2}
_interval = 0.0


class itimer_error(OSError):
    """`signal.ItimerError`."""

    __module__ = "signal"


def setitimer(which, seconds, interval=0.0, /):
    """What was left of the clock that was set before, and its interval."""
    global _interval
    before = getitimer(which)
    if min(seconds, interval) < 0:
        raise itimer_error(errno.EINVAL, "Invalid argument")
    _interval = float(interval) if seconds else 0.0
    gil.calls.setAlarm(seconds * 1000, _interval * 1000)
    return before


def getitimer(which, /):
    if which != _CLOCKS["ITIMER_REAL"]:
        raise itimer_error(errno.EINVAL, "a web page has no timer but ITIMER_REAL")
    left = gil.calls.alarmLeft() / 1000
    return left, _interval if left else 0.0


def alarm(seconds, /):
    return math.ceil(setitimer(_CLOCKS["ITIMER_REAL"], int(seconds))[0])


def pause():
    while gil.park("signal") != gil.INTERRUPTED:
        pass
    gil.run_handlers()


def _in_main_thread(set_handler):
    @functools.wraps(set_handler)
    def call(number, handler):
        if gil.current != gil.MAIN:
            raise ValueError("signal only works in main thread of the main interpreter")
        return set_handler(number, handler)

    return call


def install():
    signal.signal = _in_main_thread(signal.signal)
    vars(signal).update(_CLOCKS, ItimerError=itimer_error)
    for own in setitimer, getitimer, alarm, pause:
        own.__module__ = "signal"
        setattr(signal, own.__name__, own)
