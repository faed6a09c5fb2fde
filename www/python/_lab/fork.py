"""`fork`, as near as a page comes: the child begins with a copy of the parent's main module.

The copy is taken by value, functions and classes included, when the process is started; the main
module is not run again. What differs from Linux: only what the main module and the process can
reach is copied and what inherited.py names, modules are imported afresh, and what cannot be copied
is left out and says so when it is used.
"""

import builtins
import pickle
import sys
import types

from . import byvalue, definitions, inherited

_OWN_TO_EVERY_MODULE = {"__builtins__", "__loader__", "__spec__", "__cached__"}


def dump(process, file):
    """Write everything the child needs."""
    main = sys.modules["__main__"]
    names = {
        name: value
        for name, value in vars(main).items()
        if name not in _OWN_TO_EVERY_MODULE
    }
    state = {"inherited": inherited.copy(), "main": names, "process": process}
    try:
        data = byvalue.dumps(state)
    except Exception:
        state["main"] = _only_copyable(names)
        state["inherited"] = _only_copyable(state["inherited"])
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
    main.__builtins__ = builtins
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    state = pickle.load(file)
    definitions.finish_classes()
    vars(main).update(state["main"])
    for name, value in state["main"].items():
        if isinstance(value, byvalue.NotCopied):
            value.__dict__["name"] = name
    inherited.take_over(state["inherited"])
    return state["process"]
