"""`os`: who a process is, how it signals others, and what this machine cannot do."""

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


def _impossible(name):
    def refuse(*args, **kwargs):
        raise OSError(errno.ENOSYS, f"{name} is not possible in a web page")

    refuse.__name__ = refuse.__qualname__ = name
    return refuse


def install():
    os.kill = kill
    for name in ("fork", "forkpty", "execv", "execve", "posix_spawn", "system", "popen"):
        setattr(os, name, _impossible(f"os.{name}"))
