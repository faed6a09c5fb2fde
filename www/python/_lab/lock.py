"""`_thread.lock`: a lock that parks the thread that waits for it, not the whole interpreter."""

import _thread
import time

from . import gil

_new_flag = _thread.allocate_lock  # CPython's own, never waited for: its try is one step
TIMEOUT_MAX = _thread.TIMEOUT_MAX


class Held:
    """Something that is acquired for the length of a `with` block."""

    __slots__ = ()

    @gil.atomic
    def __enter__(self):
        return self.acquire()

    @gil.atomic
    def __exit__(self, *error):
        self.release()


class lock(Held):
    """What `threading.Lock()` gives; the methods and messages are CPython's."""

    __slots__ = ("_flag", "_waiters", "__weakref__")
    __module__ = "_thread"

    def __init__(self):
        self._flag = _new_flag()
        self._waiters = gil.Waiters()

    @gil.atomic
    def acquire(self, blocking=True, timeout=-1):
        if timeout != -1:
            _check(blocking, timeout)
        if self._flag.acquire(False):
            return True
        if not blocking or timeout == 0:
            return False
        until = None if timeout == -1 else time.monotonic() + timeout
        while True:
            answer = self._wait(until)
            if answer is not None:
                return answer
            gil.run_handlers()

    def _wait(self, until):
        """True: taken. False: the time is up. None: a signal came."""
        while not self._flag.acquire(False):
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return False
            if self._waiters.wait("lock", left) == gil.INTERRUPTED:
                return None
        return True

    @gil.atomic
    def release(self):
        self._flag.release()
        if self._waiters:
            self._waiters.wake_one()

    def locked(self):
        return self._flag.locked()

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def __init_subclass__(cls):
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    def _at_fork_reinit(self):
        self.__init__()

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread.lock' object")

    def __repr__(self):
        state = "locked" if self.locked() else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


def _check(blocking, timeout):
    if not blocking:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
