"""Threads and processes under CPython's unchanged standard library, in a web page.

`install` is run once, before the memory snapshot; `begin` in each process, when it starts.
"""

from . import gil, processes, program
from .thread import boot_thread


def install():
    """Put our primitives under the standard library, then import what programs use."""
    from . import absent, network, packages, signals, standin, stdio

    gil.install()
    standin.install()
    processes.install()
    absent.install()
    signals.install()
    program.install()
    network.install()
    packages.install()
    _import_early()
    stdio.install()
    from . import inherited  # it imports what must find our primitives

    inherited.install()


def _import_early():
    """What most programs import: from the snapshot it costs nothing."""
    import collections, concurrent.futures.thread, contextlib, datetime, functools  # noqa
    import itertools, json, logging, math, queue, random, re, string, threading  # noqa
    import concurrent.futures.process, multiprocessing.managers, multiprocessing.pool  # noqa
    import atexit, dataclasses, enum, pickle, runpy, tempfile, traceback, typing  # noqa


def begin(calls, suspend, kind, method, data):
    """Called by the worker: the process has an identity now, and something to do."""
    gil.calls = calls
    gil.suspend = suspend
    processes.begin(method)
    program.begin(kind, method, data)


def __getattr__(name):
    if name == "exit_code":
        return program.exit_code
    raise AttributeError(name)
