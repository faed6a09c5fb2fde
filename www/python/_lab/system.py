"""`os`: who a process is, and how it signals others."""

import errno
import os
import signal

from . import gil


def getpid():
    return gil.calls.pid if gil.calls else 1


def getppid():
    return gil.calls.parent


def get_native_id():
    return getpid() + (gil.current - gil.MAIN) * 1000


def cpu_count():
    return gil.calls.cores() if gil.calls else 1


def kill(pid, number):
    """Send a signal; those that end a process in Linux end its worker."""
    if gil.calls.isOver(pid) or not (pid == getpid() or gil.calls.processWord(pid) > 0):
        raise ProcessLookupError(errno.ESRCH, "No such process")
    if number == 0:
        return
    if number == signal.SIGKILL:
        gil.calls.kill(pid, number)
    elif not gil.calls.signal(pid, number):
        raise ProcessLookupError(errno.ESRCH, "No such process")
    if pid == getpid() and gil.current == gil.MAIN:
        gil.run_handlers()


def install():
    os.kill = kill
