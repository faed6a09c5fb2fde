"""What a forked child has from its parent beside globals: what is set in modules, signals, contexts."""
import builtins
import contextvars
import decimal
import json
import logging
import multiprocessing
import signal
import sys
import threading
import time
import warnings
from multiprocessing import Event, Process

logger = logging.getLogger("shop")
logger.setLevel(logging.DEBUG)
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("[%(processName)s|%(threadName)s] %(levelname)s %(message)s"))
logger.addHandler(handler)
logger.propagate = False
logging.addLevelName(25, "NOTICE")

visitor = contextvars.ContextVar("visitor", default="nobody")
language = contextvars.ContextVar("language", default="English")
visitor.set("Ann")
decimal.getcontext().prec = 5
warnings.simplefilter("ignore")
builtins.shout = lambda text: text.upper() + "!"
json.greeting = "good morning"
threading.excepthook = lambda failed: print("the hook sees", repr(failed.exc_value), "in", failed.thread.name)
sys.excepthook = lambda kind, error, trace: print("nobody sees this in a child")


def fail():
    raise ValueError("no tea")


def settings():
    logger.debug("begins")
    logging.getLogger("shop.till").log(25, "opens")
    threading.Thread(target=logger.info, args=("counts",), name="clerk").start()
    print(visitor.get(), language.get(), decimal.Decimal(1) / 3, shout("tea"), json.greeting)  # noqa: F821
    warnings.warn("nobody minds")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.warn("somebody minds")
    print(len(caught), "warning")
    threading.Thread(target=fail, name="waiter").start()
    print(threading.Thread(target=fail).name)


def tidy_up(number, frame):
    print("tidies up after", signal.Signals(number).name)
    sys.exit(7)


def serve(ready):
    ready.set()
    time.sleep(60)


def ignore(ready, done):
    ready.set()
    done.wait(60)
    print("went on")


def started(function, *rest):
    ready = Event()
    process = Process(target=function, args=(ready, *rest))
    process.start()
    ready.wait(60)
    process.terminate()
    return process


thread = threading.Thread(target=print, args=("the parent counts its threads",))
thread.start()
thread.join()
child = Process(target=settings, name="child")
child.start()
child.join()
print(child.exitcode)

signal.signal(signal.SIGTERM, tidy_up)
stopped = started(serve)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
done = Event()
stubborn = started(ignore, done)
done.set()
for process in stopped, stubborn:
    process.join()
    print(process.exitcode)
multiprocessing.log_to_stderr(logging.INFO)
last = Process(target=lambda: print(len(multiprocessing.get_logger().handlers), "handler"))
last.start()
last.join()
