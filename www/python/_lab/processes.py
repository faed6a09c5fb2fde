"""Puts workers and shared memory under `multiprocessing` and `concurrent.futures`."""

import sys
import types


def install():
    _provide_c_module()
    _silence_resource_tracker()
    from . import connection, descriptors

    descriptors.install()
    connection.install()  # before anything imports `wait` from there
    from multiprocessing import context, synchronize, util

    from . import byvalue, copying, popen, shared

    shared.install()
    popen.install()
    byvalue.install()
    copying.install()
    context._concrete_contexts["forkserver"]._check_available = lambda: None
    synchronize.SemLock.__getstate__ = _state_of_semlock
    util.close_fds = _close_all


def _provide_c_module():
    from .semaphore import SemLock, sem_unlink

    module = types.ModuleType("_multiprocessing")
    module.SemLock = SemLock
    module.sem_unlink = sem_unlink
    module.flags = {}
    sys.modules["_multiprocessing"] = module
    shared = types.ModuleType("_posixshmem")
    shared.shm_open = shared.shm_unlink = _no_shared_memory
    sys.modules["_posixshmem"] = shared


def _no_shared_memory(*args, **kwargs):
    raise OSError(38, "two interpreters in a page cannot see the same memory")


def _silence_resource_tracker():
    """Natively another process that tidies up after crashes; here the page does."""
    from multiprocessing import resource_tracker

    for name in ("register", "unregister", "ensure_running"):
        setattr(resource_tracker, name, lambda *args: None)
    resource_tracker.getfd = lambda: -1


def _state_of_semlock(self):
    from multiprocessing import context

    context.assert_spawning(self)
    inner = self._semlock
    return inner.handle, inner.kind, inner.maxvalue, inner.name


def _close_all(*numbers):
    from . import descriptors

    for number in numbers:
        descriptors.close(number)


def begin(method):
    """In a new main process: the secret its children share, and how it starts them."""
    import os
    from multiprocessing import context, process

    process.current_process()._config["authkey"] = process.AuthenticationString(os.urandom(32))
    context._default_context._default_context = context._concrete_contexts[method]
