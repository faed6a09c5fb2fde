"""`Popen`: how `multiprocessing` starts a process, as a copy of this one or as a fresh one.

Stands for popen_fork.py and popen_spawn_posix.py. A process is a worker: its parent reserves the
id, pickles what it needs, and the page starts it.
"""

import errno
import io
import pickle
import signal
import sys
import types

from multiprocessing import context, reduction, spawn, util
from pyodide.ffi import to_js

from . import connection, copying, descriptors, files, fork, gil, system


class Popen:
    """A started child, as `multiprocessing.Process` sees it."""

    method = None

    def __init__(self, process):
        util._flush_std_streams()
        self.returncode = None
        self.finalizer = None
        self.pid = gil.calls.newProcess()
        if self.pid < 0:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        start = copying.now()
        try:
            data = self._pickle(process)
        except BaseException:
            gil.calls.abandon(self.pid)
            raise
        copying.note("pickle", start)
        gil.calls.launch(self.pid, process.name, self.method, to_js(data))
        self.sentinel = descriptors.of_process(self.pid)
        self.finalizer = util.Finalize(self, util.close_fds, (self.sentinel,))

    def _pickle(self, process):
        file = io.BytesIO()
        pickle.dump(files.copy(), file)
        context.set_spawning_popen(self)
        try:
            self._dump(process, file)
        finally:
            context.set_spawning_popen(None)
        return file.getvalue()

    def duplicate_for_child(self, number):
        return number

    def poll(self, flag=None):
        if self.returncode is None and gil.calls.isOver(self.pid):
            self.returncode = gil.calls.exitCode(self.pid)
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None and not connection.wait([self.sentinel], timeout):
            return None
        return self.poll()

    def _send_signal(self, number):
        if self.poll() is None:
            try:
                system.kill(self.pid, number)
            except ProcessLookupError:
                pass

    def interrupt(self):
        self._send_signal(signal.SIGINT)

    def terminate(self):
        self._send_signal(signal.SIGTERM)

    def kill(self):
        self._send_signal(signal.SIGKILL)

    def close(self):
        if self.finalizer is not None:
            self.finalizer()


class ForkPopen(Popen):
    """The child begins with a copy of this process' state."""

    method = "fork"

    def _dump(self, process, file):
        fork.dump(process, file)


class SpawnPopen(Popen):
    """The child imports the main module again."""

    method = "spawn"

    def _dump(self, process, file):
        reduction.dump(spawn.get_preparation_data(process._name), file)
        reduction.dump(process, file)


def install():
    for name, own in ("fork", ForkPopen), ("spawn_posix", SpawnPopen), ("forkserver", SpawnPopen):
        module = types.ModuleType(f"multiprocessing.popen_{name}")
        module.Popen = own
        sys.modules[module.__name__] = module
