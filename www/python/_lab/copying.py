"""Tells the timeline when a thread pickles what goes to another process, or unpickles what came.

Wraps `multiprocessing.reduction.ForkingPickler`, through which every queue, pipe, pool and manager
sends. What takes less than 20 µs is not told: telling it would take a tenth of that.
"""

from time import perf_counter as now

from multiprocessing import reduction

from . import gil

_LEAST_S = 20e-6


def note(kind, start):
    """`pickle` or `unpickle` has gone on in the running thread since `start`, a value of `now`."""
    seconds = now() - start
    if seconds > _LEAST_S and gil.calls is not None:
        gil.calls.copied(kind, gil.current, seconds * 1000)


def install():
    """Put clocks around the two ends of every message."""
    pickler = reduction.ForkingPickler
    dumps, loads = vars(pickler)["dumps"].__func__, pickler.loads

    def timed_dumps(cls, obj, protocol=None):
        start = now()
        data = dumps(cls, obj, protocol)
        note("pickle", start)
        return data

    def timed_loads(*args, **kwargs):
        start = now()
        value = loads(*args, **kwargs)
        note("unpickle", start)
        return value

    pickler.dumps = classmethod(timed_dumps)
    pickler.loads = staticmethod(timed_loads)
