"""`sys.stdin`, `stdout`, `stderr`: a terminal, which shows whole lines and flushed parts of lines."""

import functools
import io
import os
import sys
import threading

from . import descriptors, gil


class Terminal(io.TextIOBase):
    """Text written is shown when its line ends or when it is flushed."""

    encoding = "utf-8"
    errors = "strict"
    line_buffering = True

    def __init__(self, name, number):
        self.name = f"<{name}>"
        self.mode = "w"
        self._stream = name
        self._number = number
        self._parts = []
        self.buffer = _Bytes(self)

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._take(text):
            self._wait_for_page()
        return len(text)

    @gil.atomic
    def _take(self, text):
        end = text.rfind("\n") + 1
        if not end:
            self._parts.append(text)
            return False
        self._parts.append(text[:end])
        whole = "".join(self._parts)
        self._parts = [text[end:]] if end < len(text) else []
        return gil.calls.print(self._stream, whole, _thread_name())

    @gil.atomic
    def flush(self):
        if self._parts:
            whole = "".join(self._parts)
            self._parts = []
            gil.calls.print(self._stream, whole, _thread_name())

    def _wait_for_page(self):
        while gil.calls.isBehind():
            if gil.park("output", 0.02) == gil.INTERRUPTED:
                gil.run_handlers()

    def writable(self):
        return True

    def fileno(self):
        return self._number

    def isatty(self):
        return True

    def reconfigure(self, **_):
        pass

    def close(self):
        self.flush()


class _Bytes(io.RawIOBase):
    """`sys.stdout.buffer`."""

    def __init__(self, text):
        self._text = text

    def write(self, data):
        self._text.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def writable(self):
        return True

    def flush(self):
        self._text.flush()


class Keyboard(io.TextIOBase):
    """`sys.stdin`: lines the visitor types into the page."""

    encoding = "utf-8"
    errors = "strict"
    name = "<stdin>"
    mode = "r"

    def __init__(self):
        self._unread = b""

    def readline(self, size=-1):
        sys.stdout.flush()
        while b"\n" not in self._unread:
            gil.calls.askForInput()
            self._unread += descriptors.read_pipe(gil.calls.keyboard, 4096)
        line, _, self._unread = self._unread.partition(b"\n")
        return line.decode() + "\n"

    def read(self, size=-1):
        return self.readline()

    def readable(self):
        return True

    def fileno(self):
        return 0

    def isatty(self):
        return True


def _thread_name():
    running = threading._active.get(gil.current)
    return running.name if running else f"thread {gil.current}"


def _write_to_terminal(write):
    """`os.write`, which knows the two terminals by their numbers."""

    @functools.wraps(write)
    def call(number, data, /):
        if number in _TERMINALS:
            return _TERMINALS[number].buffer.write(data)
        return write(number, data)

    return call


_TERMINALS = {}  # descriptor → terminal


def install():
    sys.stdout = sys.__stdout__ = Terminal("stdout", 1)
    sys.stderr = sys.__stderr__ = Terminal("stderr", 2)
    sys.stdin = sys.__stdin__ = Keyboard()
    _TERMINALS.update({one.fileno(): one for one in (sys.stdout, sys.stderr)})
    os.write = _write_to_terminal(os.write)
