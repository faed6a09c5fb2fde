"""What a child process does first: take over what its parent pickled, then run its target."""

import io
import pickle

from multiprocessing import process, spawn

from . import copying, descriptors, files, fork, gil


def run(method, payload):
    """The exit code of the process."""
    sentinel = descriptors.of_process(gil.calls.parent)
    start = copying.now()
    load = fork.load if method == "fork" else _load_spawned
    file = io.BytesIO(payload)
    files.paste(pickle.load(file))
    child = load(file)
    copying.note("unpickle", start)
    gil.calls.began()
    return child._bootstrap(sentinel)


def _load_spawned(file):
    process.current_process()._inheriting = True
    try:
        spawn.prepare(pickle.load(file))
        return pickle.load(file)
    finally:
        del process.current_process()._inheriting
