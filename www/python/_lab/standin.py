"""Puts our primitives in the places of CPython's, in every module that already has them."""

import _thread
import os
import sys
import time
import types

from . import clock, gil, system, thread
from .lock import lock
from .rlock import RLock


def install():
    """Must run before any program does, and before the memory snapshot is taken."""
    import _threading_local
    import queue
    import threading

    original_lock, original_rlock = type(_thread.allocate_lock()), _thread.RLock
    fresh = {original_lock: lock, original_rlock: RLock}
    replaced = {
        _thread.allocate_lock: lock,
        original_lock: lock,
        original_rlock: RLock,
        _thread._count: thread.count,
        _thread.get_ident: gil.get_ident,
        _thread.start_new_thread: thread.start_new_thread,
        _thread.start_joinable_thread: thread.start_joinable_thread,
        _thread._ThreadHandle: thread._ThreadHandle,
        _thread._make_thread_handle: thread.make_thread_handle,
        _thread._shutdown: thread.shutdown,
        _thread._get_main_thread_ident: _main_ident,
        _thread.daemon_threads_allowed: _allowed,
        _thread.interrupt_main: system.interrupt_main,
        _thread._local: _threading_local.local,
        time.sleep: clock.sleep,
        time.process_time: clock.process_time,
        os.getpid: system.getpid,
        os.getppid: system.getppid,
        os.cpu_count: system.cpu_count,
        queue.SimpleQueue: queue._PySimpleQueue,
    }
    if hasattr(os, "process_cpu_count"):
        replaced[os.process_cpu_count] = system.cpu_count
    by_identity = {id(old): new for old, new in replaced.items()}
    own = {name for name in sys.modules if name.partition(".")[0] == "_lab"}
    kept = list(replaced)  # so that no identity is reused meanwhile
    for name, module in list(sys.modules.items()):
        if name not in own and isinstance(module, types.ModuleType):
            _replace_in(vars(module), by_identity, fresh)
    threading._CRLock = RLock
    _renew_imports(threading)
    _renew_main_thread(threading)
    _thread.get_native_id = threading.get_native_id = system.get_native_id
    threading.Thread.native_id = property(system.native_id_of)
    clock.install()
    system.install()
    del kept


def _replace_in(names, by_identity, fresh):
    for name, value in list(names.items()):
        new = by_identity.get(id(value))
        if new is not None:
            names[name] = new
        elif type(value) in fresh:
            names[name] = fresh[type(value)]()


def _main_ident():
    return gil.MAIN


def _allowed(*_):
    return True


def _renew_imports(threading):
    """The import system's locks: CPython's own would stop the whole interpreter."""
    from importlib import _bootstrap

    _bootstrap._thread = types.SimpleNamespace(
        RLock=RLock, allocate_lock=lock, get_ident=gil.get_ident
    )
    _bootstrap._module_locks.clear()
    _bootstrap._blocking_on.clear()
    # It is guarded by a lock of C that knows one thread only.
    gil.atomic(_bootstrap._get_module_lock)


def _renew_main_thread(threading):
    main = threading._main_thread
    threading._active.clear()
    threading._active[gil.MAIN] = main
    main._ident = gil.MAIN
    main._os_thread_handle = thread.make_thread_handle(gil.MAIN)
    main._started._cond = threading.Condition(lock())
    threading._active_limbo_lock = RLock()
    threading._shutdown_locks_lock = lock()
