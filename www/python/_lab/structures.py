"""C structures that several processes see: `Value(Point, 1, 2)`, `Array(Point, [(1, 2)])`.

Stands for what ctypes does in shared pages: each field is read from the words all processes see, and
written there. Nested structures are too; what an array inside of one holds is read as a copy.
"""

import ctypes

from multiprocessing import context
from pyodide.ffi import to_js

from . import gil

_WHEN_MADE = "_pack_", "_anonymous_", "_align_", "_fields_"


class Cells:
    """`count` structures side by side in shared memory."""

    code = None  # of a simple type

    def __init__(self, kind, count):
        self.kind, self.count = kind, count
        self._size = ctypes.sizeof(kind)
        word = gil.calls.allocate(-(-self._size * count // 4) or 1)
        if word < 0:
            raise MemoryError("no shared memory left")
        self._address = word * 4

    def get(self, index):
        return View(self.kind, self._address + index * self._size)

    def set(self, index, value):
        made = value if isinstance(value, (self.kind, View)) else self.kind(*value)
        gil.calls.writeShared(self._address + index * self._size, to_js(bytes(made)))

    def get_all(self):
        return [self.get(index) for index in range(self.count)]


class View:
    """One structure; has the fields and methods of its type."""

    def __init__(self, kind, address):
        vars(self).update(_kind=kind, _address=address)

    def __bytes__(self):
        return gil.calls.readShared(self._address, ctypes.sizeof(self._kind)).to_bytes()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._kind.from_buffer_copy(bytes(self)), name)
        if isinstance(value, ctypes.Structure):
            return View(type(value), self._address + getattr(self._kind, name).offset)
        return value

    def __setattr__(self, name, value):
        changed = self._kind.from_buffer_copy(bytes(self))
        setattr(changed, name, value)
        field = getattr(self._kind, name)
        part = bytes(changed)[field.offset:field.offset + field.byte_size]
        gil.calls.writeShared(self._address + field.offset, to_js(part))

    def __reduce__(self):
        context.assert_spawning(self)
        return View, (self._kind, self._address)


class SynchronizedView:
    """One structure, with a lock that comes along and is held for each field."""

    def __init__(self, view, lock):
        vars(self).update(_view=view, _lock=lock, acquire=lock.acquire, release=lock.release)

    def get_lock(self):
        return self._lock

    def get_obj(self):
        return self._view

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        with self._lock:
            return getattr(self._view, name)

    def __setattr__(self, name, value):
        with self._lock:
            setattr(self._view, name, value)

    def __reduce__(self):
        context.assert_spawning(self)
        return SynchronizedView, (self._view, self._lock)


def reduce(cls, set_class):
    """How a child makes the type of a structure: ctypes lays its fields out when it is made."""
    first = {"__module__": cls.__module__, "__qualname__": cls.__qualname__}
    first |= {name: cls.__dict__[name] for name in _WHEN_MADE if name in cls.__dict__}
    fields = {field[0] for field in first.get("_fields_", ())}
    made = {"__dict__", "__weakref__", "__annotate__", "__annotate_func__", *first, *fields}
    later = {name: value for name, value in cls.__dict__.items() if name not in made}
    arguments = cls.__name__, cls.__bases__, first
    return _make_type, arguments, (later, None), None, None, set_class


def _make_type(name, bases, first):
    return type(bases[0])(name, bases, first)
