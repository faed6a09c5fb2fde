"""Pickles by value what a pickle of CPython names only: functions, classes, locks, threads.

Used for the copy a forked child begins with, and for nothing else: what processes send each other
later is pickled as CPython does it, with CPython's errors.
"""

import contextvars
import dataclasses
import functools
import importlib
import io
import itertools
import logging
import struct
import sys
import threading
import types
import weakref

from multiprocessing import managers, reduction

from . import definitions, lock, stdio, typevariables


class NotCopied:
    """In the place of something that cannot be copied into a child; says so when used."""

    def __init__(self, kind):
        self.__dict__.update(kind=kind, name=None)

    def _refuse(self, *args, **kwargs):
        what = f"{self.name!r}, " if self.name else ""
        raise RuntimeError(
            f"{what}an object of type {self.kind!r}, could not be copied into this process"
        )

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        self._refuse()

    __call__ = __iter__ = __next__ = __enter__ = __len__ = __getitem__ = __setattr__ = _refuse

    def __reduce__(self):
        return NotCopied, (self.kind,)


def dumps(value):
    file = io.BytesIO()
    _Pickler(file, 5).dump(value)
    return file.getvalue()


class _Pickler(reduction.ForkingPickler):
    def reducer_override(self, value):
        kind = type(value)
        if kind is types.FunctionType or isinstance(value, type):
            return definitions.reduce(value)
        special = _SPECIAL.get(kind)
        if special is not None:
            return special(value)
        if isinstance(value, threading.Thread):
            return _reduce_thread(value)
        if isinstance(value, managers.BaseProxy):
            return _connect, (type(value).__name__, *value.__reduce__())
        if isinstance(value, logging.FileHandler):
            return _reduce_log_file(value)
        return self._usual(value)

    def _usual(self, value):
        """As CPython would, or a stand-in where it cannot."""
        registered = self.dispatch_table.get(type(value))
        try:
            how = value.__reduce_ex__(5) if registered is None else registered(value)
            if isinstance(how, str) and getattr(sys.modules["__main__"], how, None) is value:
                raise TypeError(f"{how} is nothing but a name in the main module")
            return how
        except Exception:
            return NotCopied, (type(value).__name__,)


def _reduce_module(module):
    if sys.modules.get(module.__name__) is module:
        return importlib.import_module, (module.__name__,)
    return NotCopied, (f"module {module.__name__}",)


def _reduce_lock(value):
    return _make_lock, (value.locked(),)


def _make_lock(locked):
    made = lock.lock()
    if locked:
        made.acquire(False)
    return made


def _reduce_thread(thread):
    if thread is threading.main_thread():
        return threading.main_thread, ()
    state = {
        name: value
        for name, value in vars(thread).items()
        if name not in ("_os_thread_handle", "_invoke_excepthook", "_context")
    }
    was_started = thread._started.is_set()
    return _make_thread, (type(thread), was_started), state, None, None, _set_thread


_GONE = -1  # the number of a thread that runs in another process


def _make_thread(kind, was_started):
    made = kind.__new__(kind)
    threading.Thread.__init__(made)
    if was_started:  # in the copy only the thread that forked goes on
        made._os_thread_handle.ident = _GONE
        made._os_thread_handle._set_done()
    return made


def _set_thread(thread, state):
    vars(thread).update(state)


def _connect(kind, rebuild, arguments):
    """A proxy, connected to its manager as after a fork; that may be gone by now."""
    try:
        return rebuild(*arguments)
    except Exception:
        return NotCopied(kind)


def _reduce_method(method):
    """Of something that could not be copied there is no method either."""
    if isinstance(method.__self__, (types.ModuleType, type(None))):
        return NotImplemented
    return _bind, (method.__self__, method.__name__)


def _bind(owner, name):
    return owner if isinstance(owner, NotCopied) else getattr(owner, name)


def _reduce_log_file(handler):
    """Opens its file again when it has something to write, at the end."""
    state = vars(handler) | {"stream": None, "mode": "a", "_closed": False}
    return type(handler).__new__, (type(handler),), state


def _reduce_context_variable(variable):
    try:
        usual = {"default": contextvars.Context().run(variable.get)}
    except LookupError:
        usual = {}
    return _make_context_variable, (variable.name, usual)


def _make_context_variable(name, usual):
    return contextvars.ContextVar(name, **usual)


def _reduce_terminal(terminal):
    return getattr, (sys, terminal.name.strip("<>"))


def _reduce_count(counter):
    start, _, step = repr(counter)[len("count("):-1].partition(", ")
    number = float if "." in start + step else int
    return itertools.count, (number(start), number(step or 1))


def _reduce_weakref(reference):
    target = reference()
    return (weakref.ref, (target,)) if target is not None else (_dead_reference, ())


def _dead_reference():
    return weakref.ref(types.SimpleNamespace())


def _reduce_cache(cached):
    return _make_cache, (cached.__wrapped__, cached.cache_parameters())


def _make_cache(function, parameters):
    return functools.lru_cache(**parameters)(function)


def _reduce_popen(popen):
    return _make_foreign_popen, (type(popen), popen.pid, popen.returncode)


def _make_foreign_popen(kind, pid, returncode):
    """A sibling, seen from a child: it can be named, not joined."""
    made = kind.__new__(kind)
    made.pid, made.returncode, made.finalizer, made.sentinel = pid, returncode, None, -1
    return made


_SPECIAL = {
    types.ModuleType: _reduce_module,
    types.MethodType: _reduce_method,
    types.BuiltinMethodType: _reduce_method,
    lock.lock: _reduce_lock,
    stdio.Terminal: _reduce_terminal,
    itertools.count: _reduce_count,
    weakref.ref: _reduce_weakref,
    functools._lru_cache_wrapper: _reduce_cache,
    dataclasses._FIELD_BASE: lambda mark: (getattr, (dataclasses, mark.name)),
    dataclasses._MISSING_TYPE: lambda mark: (getattr, (dataclasses, "MISSING")),
    contextvars.ContextVar: _reduce_context_variable,
    struct.Struct: lambda layout: (struct.Struct, (layout.format,)),
    memoryview: lambda view: (memoryview, (view.tobytes(),)),
    types.CellType: definitions.reduce_cell,
    types.CodeType: definitions.reduce_code,
    types.MappingProxyType: lambda view: (types.MappingProxyType, (dict(view),)),
    staticmethod: lambda method: (staticmethod, (method.__func__,)),
    classmethod: lambda method: (classmethod, (method.__func__,)),
    property: lambda p: (property, (p.fget, p.fset, p.fdel, p.__doc__)),
} | typevariables.REDUCERS


def install():
    from . import popen

    _SPECIAL[popen.ForkPopen] = _SPECIAL[popen.SpawnPopen] = _reduce_popen
