"""`fork`, as near as a page comes: the child begins with a copy of the parent's main module.

The copy is taken by value, functions and classes included, when the process is started; the main
module is not run again. What differs from Linux: only what the main module and the process can
reach is copied, imported modules are imported afresh, and what cannot be copied is left out and
says so when it is used.
"""

import os
import pickle
import sys
import types

from . import byvalue

_OWN_TO_EVERY_MODULE = {"__builtins__", "__loader__", "__spec__", "__cached__"}


def dump(process, file):
    """Write everything the child needs."""
    main = sys.modules["__main__"]
    names = {
        name: value
        for name, value in vars(main).items()
        if name not in _OWN_TO_EVERY_MODULE
    }
    state = {
        "environ": dict(os.environ),
        "directory": os.getcwd(),
        "argv": list(sys.argv),
        "path": list(sys.path),
        "recursion": sys.getrecursionlimit(),
        "logging": _logging_state(),
        "main": names,
        "process": process,
    }
    try:
        data = byvalue.dumps(state)
    except Exception:
        state["main"] = _only_copyable(names)
        data = byvalue.dumps(state)
    file.write(data)


def _only_copyable(names):
    """Where copying all at once failed: what can be copied by itself, and the rest by name."""
    kept = {}
    for name, value in names.items():
        try:
            byvalue.dumps(value)
            kept[name] = value
        except Exception:
            kept[name] = byvalue.NotCopied(type(value).__name__)
    return kept


def load(file):
    """Become the copy; returns the process object to run."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    state = pickle.load(file)
    vars(main).update(state["main"])
    for name, value in state["main"].items():
        if isinstance(value, byvalue.NotCopied):
            value.__dict__["name"] = name
    os.environ.clear()
    os.environ.update(state["environ"])
    os.chdir(state["directory"])
    sys.argv[:] = state["argv"]
    sys.path[:] = state["path"]
    sys.setrecursionlimit(state["recursion"])
    _restore_logging(state["logging"])
    return state["process"]


def _logging_state():
    logging = sys.modules.get("logging")
    if logging is None or not logging.root.handlers:
        return None
    return logging.root.level, list(logging.root.handlers)


def _restore_logging(state):
    if state is None:
        return
    import logging

    level, handlers = state
    logging.root.setLevel(level)
    logging.root.handlers[:] = [
        handler for handler in handlers if not isinstance(handler, byvalue.NotCopied)
    ]
