"""`_multiprocessing.SemLock`: locks and semaphores that several processes see.

Stands for Modules/_multiprocessing/semaphore.c. The count is one shared word; who in this process
holds a lock, and how often, is kept here.
"""

import time

from . import gil
from .lock import Held

RECURSIVE_MUTEX = 0


class SemLock(Held):
    """`multiprocessing.synchronize` builds everything on this."""

    SEM_VALUE_MAX = 2**31 - 1

    def __init__(self, kind, value, maxvalue, name, unlink):
        handle = gil.calls.newSemaphore(value)
        if handle < 0:
            raise OSError(28, "No space left on device: too many semaphores")
        self._set(handle, kind, maxvalue)

    def _set(self, handle, kind, maxvalue):
        self.handle = handle
        self.kind = kind
        self.maxvalue = maxvalue
        self.name = None
        self._held = 0
        self._owner = None

    @classmethod
    def _rebuild(cls, handle, kind, maxvalue, name):
        self = cls.__new__(cls)
        self._set(handle, kind, maxvalue)
        return self

    @gil.atomic
    def acquire(self, block=True, timeout=None):
        until = None
        if not block:
            until = 0
        elif timeout is not None:
            until = time.monotonic() + max(timeout, 0)
        while True:
            taken = self._take(until)
            if taken is not None:
                return taken
            gil.run_handlers()

    def _take(self, until):
        """True: taken. False: the time is up. None: a signal came."""
        if self.kind == RECURSIVE_MUTEX and self._is_mine():
            self._held += 1
            return True
        while not gil.calls.tryAcquire(self.handle):
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return False
            if gil.park_on("lock", self.handle, 0, left) == gil.INTERRUPTED:
                return None
        self._held += 1
        self._owner = gil.current
        return True

    @gil.atomic
    def release(self):
        if self.kind == RECURSIVE_MUTEX:
            if not self._is_mine():
                raise AssertionError(
                    "attempt to release recursive lock not owned by thread"
                )
            if self._held > 1:
                self._held -= 1
                return
        if not gil.calls.release(self.handle, self.maxvalue):
            raise ValueError("semaphore or lock released too many times")
        self._held -= 1

    def _count(self):
        return self._held

    def _is_mine(self):
        return self._held > 0 and self._owner == gil.current

    def _get_value(self):
        return gil.calls.load(self.handle)

    def _is_zero(self):
        return gil.calls.load(self.handle) == 0

    def _after_fork(self):
        self._held = 0


def sem_unlink(name):
    """Nothing has a name here."""
