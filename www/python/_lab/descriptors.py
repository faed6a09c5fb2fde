"""File descriptors of pipes and of other processes: what `os.read` and its like stand on.

A descriptor is a number that holds ends of shared pipes (see pipes.mjs), or stands for another
process and becomes readable when that is over.
"""

import errno
import itertools
import os
import time

from pyodide.ffi import to_js

from . import gil

READER, WRITER = 0, 1
_FIRST = 1000  # apart from the descriptors of the file system
_numbers = itertools.count(_FIRST)
_open = {}  # descriptor → (pipe to read, pipe to write, process)


def _new(reads=None, writes=None, process=None):
    number = next(_numbers)
    _open[number] = reads, writes, process
    return number


def _get(number):
    try:
        return _open[number]
    except KeyError:
        raise OSError(errno.EBADF, "Bad file descriptor") from None


def new_pipe():
    """A pipe's two descriptors."""
    pipe = make()
    return hold(pipe, None), hold(None, pipe)


def new_pair():
    """Two descriptors, each reading what the other is written."""
    one, other = make(), make()
    return hold(one, other), hold(other, one)


def make():
    pipe = gil.calls.newPipe()
    if pipe < 0:
        raise OSError(errno.EMFILE, "Too many open files")
    return pipe


def hold(reads, writes):
    """A new descriptor of pipes known by number."""
    if reads is not None:
        gil.calls.hold(reads, READER)
    if writes is not None:
        gil.calls.hold(writes, WRITER)
    return _new(reads, writes)


def send(reads, writes, to=None):
    """Hold ends for a child, or for whoever reads a message."""
    for pipe, end in (reads, READER), (writes, WRITER):
        if pipe is not None:
            gil.calls.sendEnd(pipe, end, -1 if to is None else to)


def receive(reads, writes):
    """A descriptor of ends that came in a message."""
    for pipe, end in (reads, READER), (writes, WRITER):
        if pipe is not None:
            gil.calls.receiveEnd(pipe, end)
    return _new(reads, writes)


def pipe_of(number):
    """The pipe a descriptor reads."""
    return _get(number)[READER]


def of_process(pid):
    return _new(process=pid)


def close(number):
    reads, writes, _ = _get(number)
    del _open[number]
    if reads is not None:
        gil.calls.drop(reads, READER)
    if writes is not None:
        gil.calls.drop(writes, WRITER)


def read(number, most):
    pipe = _get(number)[READER]
    if pipe is None:
        raise OSError(errno.EBADF, "Bad file descriptor")
    return read_pipe(pipe, most)


def read_pipe(pipe, most):
    """Up to `most` bytes, as soon as there are any; none at the end."""
    while True:
        before = gil.calls.pipeSequence(pipe)
        data = gil.calls.readPipe(pipe, most)
        if data is not None:
            return data.to_bytes()
        _wait(gil.calls.pipeWord(pipe), before)


def write(number, data):
    pipe = _get(number)[WRITER]
    if pipe is None:
        raise OSError(errno.EBADF, "Bad file descriptor")
    data = to_js(memoryview(data).cast("B"))
    done = 0
    while done < data.length:
        before = gil.calls.pipeSequence(pipe)
        count = gil.calls.writePipe(pipe, data, done)
        if count < 0:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        if count == 0:
            _wait(gil.calls.pipeWord(pipe), before)
        done += count
    return done


def _wait(word, value):
    if gil.park_on("pipe", word, value) == gil.INTERRUPTED:
        gil.run_handlers()


def wait_ready(numbers, timeout=None):
    """Those of `numbers` that would not block, as soon as there are any."""
    until = None if timeout is None else time.monotonic() + timeout
    while True:
        watched = [_watched(number) for number in numbers]
        ready = [number for number in numbers if _is_ready(number)]
        left = None if until is None else until - time.monotonic()
        if ready or (left is not None and left <= 0):
            return ready
        words = [word for word, _ in watched]
        values = [value for _, value in watched]
        if gil.park_on_any("pipe", words, values, left) == gil.INTERRUPTED:
            gil.run_handlers()


def _watched(number):
    pipe, _, process = _get(number)
    if process is not None:
        return gil.calls.processWord(process), gil.calls.processSequence(process)
    return gil.calls.pipeWord(pipe), gil.calls.pipeSequence(pipe)


def _is_ready(number):
    pipe, _, process = _get(number)
    if process is not None:
        return gil.calls.isOver(process)
    return gil.calls.isReadable(pipe)


class Passed:
    """A descriptor on its way to another process; its ends are held for it meanwhile."""

    def __init__(self, number, to):
        self._reads, self._writes, self._process = _get(number)
        self._is_for_child = to is not None
        send(self._reads, self._writes, to)

    def detach(self):
        """The descriptor, where it has arrived."""
        if self._is_for_child:
            return _new(self._reads, self._writes, self._process)
        return receive(self._reads, self._writes)


def install():
    """Let `os` know these descriptors too."""
    for name, own in ("read", read), ("write", write), ("close", close):
        setattr(os, name, _either(own, getattr(os, name)))
    os.pipe = new_pipe


def _either(own, original):
    def call(number, *rest):
        if isinstance(number, int) and number >= _FIRST:
            return own(number, *rest)
        return original(number, *rest)

    call.__name__ = call.__qualname__ = original.__name__
    return call
