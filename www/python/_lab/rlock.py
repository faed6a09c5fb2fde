"""`_thread.RLock`: CPython's own in Python, with the answers of the one in C."""

import threading

from . import gil


class RLock(threading._PyRLock):
    """What `threading.RLock()` gives."""

    __module__ = "_thread"

    def __init__(self, *args, **kwargs):
        super().__init__()  # natively any arguments are taken, and ignored

    @gil.atomic
    def acquire(self, blocking=True, timeout=-1):
        return bool(super().acquire(blocking, timeout))

    __enter__ = acquire


# Natively C: no signal comes between their steps.
for _name in "acquire", "release", "__exit__", "_release_save", "_acquire_restore":
    gil.atomic(getattr(threading._PyRLock, _name))
