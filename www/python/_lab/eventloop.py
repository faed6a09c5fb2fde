"""`asyncio`'s event loop in a thread: the thread parks where a selector would wait.

Pyodide's own loop runs its callbacks between the threads, where none of them may block.
"""

import asyncio
import errno
import functools
import signal

from . import gil


class _Selector:
    """Nothing to watch but time, and the other threads."""

    def __init__(self):
        self._woken = False
        self._thread = None

    @gil.atomic
    def select(self, timeout):
        self._thread = gil.current
        if not self._woken and (timeout is None or timeout > 0):
            gil.park("event loop", timeout)
        self._thread = None
        self._woken = False
        return []

    @gil.atomic
    def wake(self):
        self._woken = True
        if self._thread is not None:
            gil.calls.wake(self._thread)


_NO_SOCKETS = "only threads reach the bundled web, for example with asyncio.to_thread(requests.get, ...)"


class SignalHandler:
    """Lets a loop know of a signal. A forked child, where that loop does not run, has none."""

    def __init__(self, loop, callback, args):
        self._hand_over = functools.partial(loop.call_soon_threadsafe, callback, *args)

    def __call__(self, number, frame):
        self._hand_over()


class EventLoop(asyncio.BaseEventLoop):
    """Tasks, timers, executors and `call_soon_threadsafe`; no sockets."""

    def __init__(self):
        super().__init__()
        self._selector = _Selector()
        self._signals = set()

    def _process_events(self, events):
        if gil.current == gil.MAIN:
            gil.run_handlers()

    def _write_to_self(self):
        self._selector.wake()

    def add_signal_handler(self, number, callback, *args):
        signal.signal(number, SignalHandler(self, callback, args))
        self._signals.add(number)

    def remove_signal_handler(self, number):
        """Whether there was a handler to remove."""
        if number not in self._signals:
            return False
        self._signals.remove(number)
        usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, usual)
        return True


def _impossible(name, why):
    async def refuse(self, *args, **kwargs):
        raise OSError(errno.ENOSYS, f"{name} of asyncio is not possible in a web page: {why}")

    return refuse


for _name in "create_connection", "create_datagram_endpoint", "create_unix_connection":
    setattr(EventLoop, _name, _impossible(_name, _NO_SOCKETS))
for _name in "create_server", "create_unix_server":
    setattr(EventLoop, _name, _impossible(_name, "nobody could connect to it"))
for _name in "subprocess_exec", "subprocess_shell":
    setattr(EventLoop, _name, _impossible(_name, "there is no other program it could start"))


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = EventLoop


def begin():
    """In the main thread, before the program: no loop runs, as in a new interpreter."""
    asyncio.events._set_running_loop(None)
    asyncio.events._event_loop_policy = Policy()
    asyncio.EventLoop = asyncio.SelectorEventLoop = EventLoop
    asyncio.events.new_event_loop = asyncio.new_event_loop = EventLoop


def leave_loop_of_starter():
    """A new thread is in no loop, whatever the one that started it ran."""
    asyncio.events._set_running_loop(None)

