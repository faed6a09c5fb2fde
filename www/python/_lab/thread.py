"""`_thread`: starting, joining and numbering threads, each a call on a stack of its own.

Stands for Modules/_threadmodule.c. `threading`, `queue` and `concurrent.futures` above it are
CPython's, unchanged.
"""

import itertools
import sys
import threading
import traceback
import types

from . import eventloop, gil
from .lock import lock

MOST_THREADS = 256  # a stack takes 128 KiB of the interpreter's memory

_numbers = itertools.count(gil.MAIN + 1)
_starting = {}  # thread → what it will call
_living = {}  # thread → (handle, daemon)


class _ThreadHandle:
    """Joins a thread; `threading.Thread` holds one."""

    def __init__(self):
        self.ident = 0
        self._done = False
        self._over = lock()

    def is_done(self):
        return self._done

    @gil.atomic
    def _set_done(self):
        if not self.ident:
            raise RuntimeError("thread not started")
        self._done = True
        if self._over.locked():
            self._over.release()

    def join(self, timeout=None):
        if not self.ident:
            raise RuntimeError("thread not started")
        if self.ident == gil.current and not self._done:
            raise RuntimeError("Cannot join current thread")
        if self._done:
            return
        seconds = -1 if timeout is None else max(timeout, 0)
        if self._over.acquire(True, seconds):
            self._over.release()


def make_thread_handle(ident):
    handle = _ThreadHandle()
    handle.ident = ident
    return handle


@gil.atomic
def start_joinable_thread(function, handle=None, daemon=True):
    if len(_living) >= MOST_THREADS:
        raise RuntimeError("can't start new thread")
    handle = handle or _ThreadHandle()
    if handle.ident:
        raise RuntimeError("thread already started")
    handle.ident = next(_numbers)
    handle._over.acquire(False)
    _living[handle.ident] = handle, daemon
    _starting[handle.ident] = function
    thread = getattr(function, "__self__", None)
    gil.calls.startThread(handle.ident, getattr(thread, "name", f"thread {handle.ident}"))
    return handle


def start_new_thread(function, args, kwargs={}, /):
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")

    def call():
        function(*args, **kwargs)

    call.__wrapped__ = function
    return start_joinable_thread(call).ident


def begin_main(function):
    """Says what the main thread will call."""
    _starting[gil.MAIN] = function


def boot_thread(ident):
    """The first frame of every thread."""
    gil.current = ident
    eventloop.leave_loop_of_starter()
    gil.calls.enterThread(ident)
    function = _starting.pop(ident)
    try:
        function()
    except SystemExit:
        pass
    except BaseException as error:
        _report(error, getattr(function, "__wrapped__", function))
    finally:
        _leave(ident)


@gil.atomic
def _leave(ident):
    gil.calls.leaveThread()
    handle, _ = _living.pop(ident, (None, None))
    if handle:
        handle._set_done()
    if isinstance(threading._active.get(ident), threading._DummyThread):
        del threading._active[ident]


def count():
    """`_thread._count`: the threads beside the main one."""
    return len(_living)


def _report(error, function):
    """What natively `sys.unraisablehook` does, which takes nothing made in Python."""
    message = f"Exception ignored in thread started by {function!r}"
    if sys.unraisablehook is not sys.__unraisablehook__:
        sys.unraisablehook(types.SimpleNamespace(
            exc_type=type(error), exc_value=error, exc_traceback=error.__traceback__,
            err_msg=message, object=None,
        ))
    else:
        print(f"{message}:", file=sys.stderr)
        traceback.print_exception(error)


def shutdown():
    """Wait for every thread that is not a daemon, also those started meanwhile."""
    while True:
        handles = [
            handle
            for ident, (handle, daemon) in list(_living.items())
            if not daemon and ident != gil.current
        ]
        if not handles:
            return
        for handle in handles:
            handle.join()
