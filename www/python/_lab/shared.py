"""`multiprocessing.sharedctypes` and `heap`: values and arrays that several processes see.

Natively these are C variables in shared pages. Two interpreters here share no pages, so each read
and each write goes to the words all processes see; types are C's, of the sizes they have on Linux.
"""

import multiprocessing
import struct
import sys
import types

from multiprocessing import context
from pyodide.ffi import to_js

from . import definitions, gil

# C type code → (struct format, bytes)
_FORMATS = {
    "b": "b", "B": "B", "h": "h", "H": "H", "i": "i", "I": "I", "l": "q", "L": "Q",
    "q": "q", "Q": "Q", "f": "f", "d": "d", "?": "?", "c": "c", "u": "I",
}


def _format_of(kind):
    code = kind if isinstance(kind, str) else getattr(kind, "_type_", None)
    if not isinstance(code, str) or code not in _FORMATS:
        raise TypeError(f"{kind!r} cannot be shared here: only simple C types can")
    return code, "<" + _FORMATS[code]


class _Cells:
    """`count` C variables side by side in shared memory."""

    def __init__(self, kind, count):
        self.code, self._format = _format_of(kind)
        self.size = struct.calcsize(self._format)
        self.count = count
        word = gil.calls.allocate(-(-self.size * count // 4) or 1)
        if word < 0:
            raise MemoryError("no shared memory left")
        self._address = word * 4

    def get(self, index):
        data = gil.calls.readShared(self._address + index * self.size, self.size)
        return self._unpacked(data.to_bytes())[0]

    def set(self, index, value):
        gil.calls.writeShared(self._address + index * self.size, to_js(self._packed(value)))

    def get_all(self):
        data = gil.calls.readShared(self._address, self.size * self.count)
        return self._unpacked(data.to_bytes())

    def _unpacked(self, data):
        values = [value for value, in struct.iter_unpack(self._format, data)]
        return [chr(value) for value in values] if self.code == "u" else values

    def _packed(self, value):
        if self.code == "u":
            value = ord(value)
        elif self.code not in "fdc?":
            if not isinstance(value, int):
                raise TypeError("an integer is required")
            bits = self.size * 8
            value &= (1 << bits) - 1  # C wraps around
            if self._format[1:].islower() and value >> (bits - 1):
                value -= 1 << bits
        try:
            return struct.pack(self._format, value)
        except struct.error as error:
            raise TypeError(str(error)) from None


def _cells_of(kind, count):
    if not definitions.is_structure(kind):
        return _Cells(kind, count)
    from . import structures

    return structures.Cells(kind, count)


class RawValue:
    """One C variable."""

    def __new__(cls, typecode_or_type=None, *args):
        if definitions.is_structure(typecode_or_type):
            cells = _cells_of(typecode_or_type, 1)
            cells.set(0, args)
            return cells.get(0)
        return super().__new__(cls)

    def __init__(self, typecode_or_type, *args):
        self._cells = _Cells(typecode_or_type, 1)
        if args:
            self._cells.set(0, *args)

    @property
    def value(self):
        return self._cells.get(0)

    @value.setter
    def value(self, value):
        self._cells.set(0, value)

    def __reduce__(self):
        context.assert_spawning(self)
        return _rebuild, (type(self), self.__dict__)

    def __repr__(self):
        return f"{type(self).__name__}({self._cells.code!r}, {self.value!r})"


class RawArray:
    """A C array."""

    def __init__(self, typecode_or_type, size_or_initializer):
        initial = ()
        count = size_or_initializer
        if not isinstance(count, int):
            initial = list(size_or_initializer)
            count = len(initial)
        elif count < 0:
            raise ValueError("Array length must be >= 0")
        self._cells = _cells_of(typecode_or_type, count)
        is_bytes = self._cells.code == "c"
        for index, value in enumerate(initial):
            self._cells.set(index, bytes([value]) if is_bytes and isinstance(value, int) else value)

    def __len__(self):
        return self._cells.count

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._joined(self._cells.get_all()[index])
        return self._cells.get(self._place(index))

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            return self._cells.set(self._place(index), value)
        places = range(*index.indices(len(self)))
        values = [bytes([byte]) for byte in value] if self._cells.code == "c" else list(value)
        if len(places) != len(values):
            raise ValueError("Can only assign sequence of same size")
        for place, one in zip(places, values):
            self._cells.set(place, one)

    def __iter__(self):
        return iter(self._cells.get_all())

    def _place(self, index):
        index = index.__index__()
        if not -len(self) <= index < len(self):
            raise IndexError("invalid index")
        return index % len(self)

    def _joined(self, values):
        empty = {"c": b"", "u": ""}.get(self._cells.code)
        return values if empty is None else empty.join(values)

    @property
    def raw(self):
        return self._joined(self._cells.get_all())

    @raw.setter
    def raw(self, data):
        self[: len(data)] = data

    @property
    def value(self):
        return self.raw.partition(b"\0" if self._cells.code == "c" else "\0")[0]

    @value.setter
    def value(self, data):
        self[: len(data)] = data
        if len(data) < len(self):
            self._cells.set(len(data), b"\0" if self._cells.code == "c" else "\0")

    __reduce__ = RawValue.__reduce__


class BufferWrapper:
    """`multiprocessing.heap.BufferWrapper`, for `Barrier`: a few integers."""

    def __init__(self, size):
        self._cells = _Cells("i", -(-size // 4))

    def create_memoryview(self):
        return self

    def cast(self, code):
        return self

    def __getitem__(self, index):
        return self._cells.get(index)

    def __setitem__(self, index, value):
        self._cells.set(index, value)


def _rebuild(kind, state):
    made = kind.__new__(kind)
    made.__dict__.update(state)
    return made


class _Synchronized:
    """With a lock that comes along."""

    def _add_lock(self, lock, ctx):
        self._lock = lock if lock not in (True, None) else ctx.RLock()
        if not hasattr(self._lock, "acquire"):
            raise AttributeError(f"{lock!r} has no method 'acquire'")
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def get_lock(self):
        return self._lock

    def get_obj(self):
        return self

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)


class Synchronized(_Synchronized, RawValue):
    @property
    def value(self):
        with self._lock:
            return self._cells.get(0)

    @value.setter
    def value(self, value):
        with self._lock:
            self._cells.set(0, value)


class SynchronizedArray(_Synchronized, RawArray):
    def __getitem__(self, index):
        with self._lock:
            return super().__getitem__(index)

    def __setitem__(self, index, value):
        with self._lock:
            super().__setitem__(index, value)


def _make(locked, raw, lock, ctx, arguments):
    if lock is False:
        return raw(*arguments)
    made = locked(*arguments)
    made._add_lock(lock, ctx or context._default_context.get_context())
    return made


def Value(typecode_or_type, *args, lock=True, ctx=None):
    if definitions.is_structure(typecode_or_type):
        made = RawValue(typecode_or_type, *args)
        return made if lock is False else synchronized(made, lock, ctx)
    return _make(Synchronized, RawValue, lock, ctx, (typecode_or_type, *args))


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    arguments = typecode_or_type, size_or_initializer
    return _make(SynchronizedArray, RawArray, lock, ctx, arguments)


def copy(obj):
    """A variable or an array of its own, with the same contents."""
    if isinstance(obj, RawArray):
        return RawArray(obj._cells.code or obj._cells.kind, list(obj))
    if isinstance(obj, RawValue):
        return RawValue(obj._cells.code, obj.value)
    made = RawValue(type(obj) if definitions.is_structure(type(obj)) else obj._kind)
    gil.calls.writeShared(made._address, to_js(bytes(obj)))
    return made


def synchronized(obj, lock=None, ctx=None):
    """The same variable or array, with a lock that comes along."""
    if isinstance(obj, _Synchronized):
        raise AssertionError("object already synchronized")
    ctx = ctx or context._default_context.get_context()
    if not isinstance(obj, (RawValue, RawArray)):
        from . import structures

        return structures.SynchronizedView(obj, ctx.RLock() if lock in (True, None) else lock)
    kind = SynchronizedArray if isinstance(obj, RawArray) else Synchronized
    made = _rebuild(kind, {"_cells": obj._cells})
    made._add_lock(lock, ctx)
    return made


def install():
    module = types.ModuleType("multiprocessing.sharedctypes")
    for name in ("RawValue", "RawArray", "Value", "Array", "Synchronized", "SynchronizedArray",
                 "copy", "synchronized"):
        setattr(module, name, globals()[name])
    sys.modules[module.__name__] = multiprocessing.sharedctypes = module
    heap = types.ModuleType("multiprocessing.heap")
    heap.BufferWrapper = BufferWrapper
    sys.modules[heap.__name__] = multiprocessing.heap = heap
