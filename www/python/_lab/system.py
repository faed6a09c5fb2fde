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
    return _native_id(gil.current)


def native_id_of(thread):
    """`threading.Thread.native_id`."""
    return thread.ident and _native_id(thread.ident)


def _native_id(ident):
    return getpid() + (ident - gil.MAIN) * 1000


def exit_at_once(code):
    """`os._exit`: nothing is tidied up, and nothing more is printed."""
    gil.calls.exit(code & 0xFF)
    while True:
        gil.park("exit")


def abort():
    """End at once, as if by a signal that nobody catches."""
    gil.calls.kill(getpid(), signal.SIGABRT)
    while True:
        gil.park("exit")


def interrupt_main(number=signal.SIGINT, /):
    """`_thread.interrupt_main`: as if a signal had come."""
    if not 0 < number < signal.NSIG:
        raise ValueError("signal number out of range")
    if callable(signal.getsignal(number)):
        gil.calls.signal(getpid(), number)
        if gil.current == gil.MAIN:
            gil.run_handlers()


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
    os._exit = exit_at_once
    os.abort = abort
