"""Runs what a process is for: the main program, or what its parent has handed over."""

import builtins
import importlib
import os
import random
import sys
import threading
import traceback
import types

from . import eventloop, gil, packages, thread

MAIN_FILE = "/home/pyodide/main.py"
exit_code = 0


def begin(kind, method, data):
    """Says what the main thread of this process will do."""
    random.seed()
    eventloop.begin()
    os.chdir(os.path.dirname(MAIN_FILE))
    importlib.invalidate_caches()
    sys.argv = [MAIN_FILE]
    if sys.path[:1] == [""]:
        del sys.path[0]
    sys.path.insert(0, os.path.dirname(MAIN_FILE))
    if kind == "main":
        thread.begin_main(_run_main)
    else:
        from . import child

        payload = data.to_bytes()
        thread.begin_main(lambda: _run_child(child, method, payload))


def _run_main():
    module = types.ModuleType("__main__")
    module.__file__ = MAIN_FILE
    module.__builtins__ = builtins
    module.__annotations__ = {}
    sys.modules["__main__"] = module
    _end(lambda: exec(_compiled(), module.__dict__))


def _compiled():
    with open(MAIN_FILE, encoding="utf-8") as file:
        return compile(file.read(), MAIN_FILE, "exec", dont_inherit=True)


def _run_child(child, method, payload):
    _end(lambda: child.run(method, payload))


def _end(body):
    """Run `body` and everything CPython does after it; the exit code is CPython's too."""
    global exit_code
    exit_code = _code_of(body)
    for last in (threading._shutdown, _run_exit_functions):
        exit_code = _code_of(last) or exit_code
    sys.stdout.flush()
    sys.stderr.flush()


def _run_exit_functions():
    import atexit

    atexit._run_exitfuncs()


def _code_of(body):
    try:
        code = _heeding_signals(body)
        return code & 0xFF if isinstance(code, int) else 0
    except SystemExit as stop:
        return _exit_code(stop.code)
    except KeyboardInterrupt as error:
        _report(error)
        return 130
    except BaseException as error:
        _report(error)
        return 1


def _heeding_signals(body):
    """A signal that came before the program begins is heeded as soon as it can be caught."""
    try:
        gil.heeds_signals = True
        return body()
    finally:
        gil.heeds_signals = False


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _report(error):
    packages.explain(error)
    sys.excepthook(type(error), error, error.__traceback__)


def install():
    """Show tracebacks as CPython does: our frames are C there, and not shown."""
    all_frames = traceback._walk_tb_with_full_positions

    def walk(trace):
        for frame, place in all_frames(trace):
            if "/_lab/" not in frame.f_code.co_filename:
                yield frame, place

    traceback._walk_tb_with_full_positions = walk
    sys.excepthook = lambda kind, error, trace: traceback.print_exception(kind, error, trace)
