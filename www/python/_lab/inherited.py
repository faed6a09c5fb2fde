"""What a forked child has from its parent beside the main module: settings that modules keep.

Natively all memory is copied. Here modules are imported afresh, so what programs do set in them
before they fork is copied one by one.
"""

import asyncio
import contextvars
import operator
import os
import signal
import sys
import types

from . import byvalue, eventloop, gil

_OUR_MODULES = {"_lab", "_pyodide", "pyodide", "pyodide_js", "js", "__main__", "__mp_main__"}
# Names that say how far a module has counted, and what it has made, where that is seen later.
_PRIVATE = (
    ("threading", "_counter"), ("multiprocessing.util", "_logger"),
    ("multiprocessing.util", "_log_to_stderr"),
)
_ABSENT = object()
_fresh = {}  # module → its names, as they were before any program ran


def install():
    """Remember what modules are like before a program changes one."""
    for name, module in list(sys.modules.items()):
        if isinstance(module, types.ModuleType) and name.partition(".")[0] not in _OUR_MODULES:
            _fresh[name] = dict(vars(module))


def copy():
    """Setting → what the child needs to have it too."""
    return {name: ask() for name, (ask, _) in _SETTINGS.items()}


def take_over(settings):
    """Set everything as it was where `copy` was called."""
    for name, (_, put) in _SETTINGS.items():
        value = settings[name]
        if value is not None and not _is_lost(value):
            put(value)


def _is_lost(value):
    return isinstance(value, byvalue.NotCopied)


def _surroundings():
    return dict(os.environ), os.getcwd(), list(sys.argv), list(sys.path), sys.getrecursionlimit()


def _set_surroundings(state):
    environ, directory, argv, path, recursion = state
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(directory)
    sys.argv[:] = argv
    sys.path[:] = path
    sys.setrecursionlimit(recursion)


def _names():
    """(module, name, value) of what a program has set in modules."""
    changed = [(module, name, vars(sys.modules[module])[name]) for module, name in _PRIVATE]
    for module, fresh in _fresh.items():
        names = getattr(sys.modules.get(module), "__dict__", fresh)
        if len(names) == len(fresh) and all(map(operator.is_, names.values(), fresh.values())):
            continue
        for name, value in list(names.items()):
            if name[:1] != "_" and fresh.get(name, _ABSENT) is not value:
                if not isinstance(value, types.ModuleType):
                    changed.append((module, name, value))
    return changed


def _set_names(changed):
    for module, name, value in changed:
        if not _is_lost(value):
            setattr(sys.modules[module], name, value)


def _handlers():
    """Signal → its handler, where a program has set one."""
    found = {number: signal.getsignal(number) for number in signal.valid_signals()}
    usual = signal.SIG_DFL, signal.default_int_handler, None
    return {
        number: handler for number, handler in found.items()
        if handler not in usual and number != gil.SWITCH_SIGNAL and not _is_of_loop(handler)
    }


def _is_of_loop(handler):
    """Whether it is one that asyncio has set: only the loop that did can use it."""
    owner = getattr(getattr(handler, "func", handler), "__self__", handler)
    return isinstance(owner, (asyncio.Runner, eventloop.SignalHandler))


def _set_handlers(handlers):
    for number, handler in handlers.items():
        if not _is_lost(handler):
            signal.signal(number, handler)


def _context():
    return list(contextvars.copy_context().items())


def _set_context(pairs):
    for variable, value in pairs:
        if not _is_lost(variable):
            variable.set(value)


def _decimal():
    decimal = sys.modules.get("decimal")
    return decimal and decimal.getcontext()


def _set_decimal(context):
    import decimal

    decimal.setcontext(context)


def _warnings():
    return list(sys.modules["warnings"].filters)


def _set_warnings(filters):
    import warnings

    warnings.filters[:] = filters
    warnings._filters_mutated()


def _loggers():
    logging = sys.modules["logging"]
    named = logging.root.manager.loggerDict.values()
    kept = [one for one in (logging.root, *named) if isinstance(one, logging.Logger)]
    loggers = [
        (None if one is logging.root else one.name, one.level, one.handlers, one.filters,
         one.propagate, one.disabled)
        for one in kept
    ]
    return logging.root.manager.disable, dict(logging._levelToName), loggers


def _set_loggers(state):
    import logging

    disabled, names, loggers = state
    logging.disable(disabled)
    for level, name in names.items():
        logging.addLevelName(level, name)
    for name, level, handlers, filters, propagate, is_disabled in loggers:
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.handlers[:] = [one for one in handlers if not _is_lost(one)]
        logger.filters[:] = filters
        logger.propagate, logger.disabled = propagate, is_disabled


_SETTINGS = {
    "surroundings": (_surroundings, _set_surroundings),
    "names": (_names, _set_names),
    "handlers": (_handlers, _set_handlers),
    "context": (_context, _set_context),
    "decimal": (_decimal, _set_decimal),
    "warnings": (_warnings, _set_warnings),
    "loggers": (_loggers, _set_loggers),
}
