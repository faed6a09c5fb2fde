"""Functions and classes by value: their code, and everything they refer to."""

import abc
import builtins
import enum
import marshal
import operator
import sys
import types

# Types of C that have no name where they say they live.
_NAMES_IN_TYPES = {getattr(types, name): name for name in types.__all__
                   if isinstance(getattr(types, name), type)}
_IS_HEAP_TYPE = 1 << 9  # made by a class statement, not by C

_HOOK = "__init_subclass__"
_KEPT_BY_TYPE = {
    "__dict__", "__weakref__", "_abc_impl", "__annotate_func__", "__annotations_cache__",
    "__annotate__", "__annotations__",
}


def reduce(value):
    """By name where another process can import it, by value where not."""
    if is_importable(value):
        return NotImplemented
    if not isinstance(value, type):
        return _reduce_function(value)
    if value in _NAMES_IN_TYPES:
        return getattr, (types, _NAMES_IN_TYPES[value])
    if not value.__flags__ & _IS_HEAP_TYPE:
        raise TypeError(f"cannot copy type {value.__name__!r}")
    if _is_of_ctypes(value, "Array"):
        return operator.mul, (value._type_, value._length_)
    if is_structure(value):
        from . import structures

        return structures.reduce(value, _set_class)
    if isinstance(value, enum.EnumType) and value.__members__:
        return _reduce_enum(value)
    return _reduce_class(value)


def is_structure(kind):
    """Whether it is a type of ctypes that has fields."""
    return _is_of_ctypes(kind, "Structure")


def _is_of_ctypes(kind, name):
    ctypes = sys.modules.get("ctypes")
    return ctypes is not None and isinstance(kind, type) and issubclass(kind, getattr(ctypes, name))


def is_importable(value):
    """Whether another process finds a thing by its module's name and its own."""
    module = getattr(value, "__module__", None)
    if module in (None, "__main__", "__mp_main__"):
        return False
    found = sys.modules.get(module)
    for name in getattr(value, "__qualname__", value.__name__).split("."):
        found = getattr(found, name, None)
    return found is value


def _reduce_function(function):
    module, names = _home(function)
    closure = function.__closure__ or ()
    state = {
        "names": names,
        "cells": [(cell, cell.cell_contents) for cell in closure if _is_filled(cell)],
        "attributes": {
            "__defaults__": function.__defaults__,
            "__kwdefaults__": function.__kwdefaults__,
            "__module__": function.__module__,
            "__qualname__": function.__qualname__,
            "__doc__": function.__doc__,
            "__annotate__": function.__annotate__,
        },
        "own": dict(function.__dict__),
    }
    arguments = function.__code__, module, function.__name__, closure
    return _make_function, arguments, state, None, None, _set_function


def _home(function):
    """The module whose names it uses; or, where that is none, the names themselves."""
    names = function.__globals__
    module = names.get("__name__")
    if module == "__mp_main__":
        module = "__main__"
    if module in sys.modules and vars(sys.modules[module]) is names:
        return module, None
    if module == "__main__":
        return module, None
    used = function.__code__.co_names
    return None, {name: names[name] for name in used if name in names}


def _make_function(code, module, name, closure):
    if module is None:
        names = {"__builtins__": builtins}
    else:
        __import__(module)
        names = vars(sys.modules[module])
    return types.FunctionType(code, names, name, None, closure or None)


def _set_function(function, state):
    if state["names"]:
        function.__globals__.update(state["names"])
    for cell, contents in state["cells"]:
        cell.cell_contents = contents
    for name, value in state["attributes"].items():
        setattr(function, name, value)
    function.__dict__.update(state["own"])


def reduce_cell(cell):
    """Filled by the functions that share it: it may hold one of them."""
    return _make_cell, ()


def _make_cell():
    return types.CellType()


def _is_filled(cell):
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


def reduce_code(code):
    return marshal.loads, (marshal.dumps(code),)


def _reduce_class(cls):
    slots = cls.__dict__.get("__slots__", ())
    slots = (slots,) if isinstance(slots, str) else tuple(slots)
    first = {"__module__": cls.__module__, "__qualname__": cls.__qualname__}
    if "__slots__" in cls.__dict__:
        first["__slots__"] = cls.__dict__["__slots__"]
    left_out = _KEPT_BY_TYPE.union(slots, first)
    if "__orig_bases__" in cls.__dict__:
        first["__orig_bases__"] = ()  # `Generic` asks that there be some
    later = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    state = later, getattr(cls, "__annotate__", None)
    arguments = type(cls), cls.__name__, cls.__bases__, first
    return _make_class, arguments, state, None, None, _set_class


def _make_class(meta, name, bases, first):
    """What a program does when a class is made, it has done already, where it was written."""
    maker = abc.ABCMeta if issubclass(meta, abc.ABCMeta) else type
    return maker.__new__(meta, name, bases, first)


_hooks = []  # (class, what it does with each new subclass)


def finish_classes():
    """Let classes see the subclasses that are made from now on."""
    for cls, hook in _hooks:
        type.__setattr__(cls, _HOOK, hook)
    _hooks.clear()


def _set_class(cls, state):
    later, annotate = state
    if _HOOK in later:
        _hooks.append((cls, later.pop(_HOOK)))
    for name, value in later.items():
        try:
            type.__setattr__(cls, name, value)
        except (AttributeError, TypeError):
            pass  # made by the type itself
    if annotate is not None:
        cls.__annotate__ = annotate


def _reduce_enum(cls):
    members = {name: member._value_ for name, member in cls.__members__.items()}
    own = {
        name: value
        for name, value in cls.__dict__.items()
        if isinstance(value, (types.FunctionType, classmethod, staticmethod, property))
        and not name.startswith("__") and name not in ("_generate_next_value_", "_new_member_")
    }
    special = {
        name: value
        for name, value in cls.__dict__.items()
        if name.startswith("__") and isinstance(value, types.FunctionType)
        and value.__qualname__ == f"{cls.__qualname__}.{name}"
    }
    attributes = {
        name: {key: value for key, value in vars(member).items() if not key.startswith("_")}
        for name, member in cls.__members__.items()
    }
    arguments = (
        type(cls), cls.__name__, cls.__qualname__, cls.__module__, cls.__bases__, members, own,
    )
    return _make_enum, arguments, (special, attributes), None, None, _set_enum


def _make_enum(meta, name, qualname, module, bases, members, own):
    names = meta.__prepare__(name, bases)
    names.update({"__module__": module, "__qualname__": qualname})
    for key, value in (members | own).items():
        names[key] = value
    return meta(name, bases, names)


def _set_enum(cls, state):
    """Members have what their `__init__` gave them: it is not run again."""
    special, attributes = state
    for name, value in special.items():
        type.__setattr__(cls, name, value)
    for name, own in attributes.items():
        vars(cls.__members__[name]).update(own)
