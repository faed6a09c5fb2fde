"""signal.alarm and setitimer: time limits for waits, for loops, and for what other threads do."""
import contextlib
import multiprocessing
import signal
import threading
import time


class OutOfTime(Exception):
    pass


def tick(number, frame):
    ticks.append(number)


def give_up(number, frame):
    raise OutOfTime


@contextlib.contextmanager
def time_limit(seconds):
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def limited(name, seconds, call):
    try:
        with time_limit(seconds):
            call()
        print(name, "was in time")
    except OutOfTime:
        print(name, "took too long")


def spin():
    while not stopped:
        pass


def die():
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    time.sleep(60)


ticks = []
signal.signal(signal.SIGALRM, tick)
print(signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05))
while len(ticks) < 3:
    signal.pause()
left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
print(0 < left <= 0.05, interval, set(ticks) == {signal.SIGALRM})
print(signal.alarm(30), signal.alarm(0) in (29, 30), signal.getitimer(signal.ITIMER_REAL))

signal.signal(signal.SIGALRM, give_up)
limited("a sleep", 0.1, lambda: time.sleep(60))
limited("a loop", 0.1, lambda: sum(n for n in range(10**12)))
limited("an event", 0.1, multiprocessing.Event().wait)
limited("a sum", 30, lambda: sum(range(100)))
stopped = False
thread = threading.Thread(target=spin)
thread.start()
limited("a busy thread", 0.1, thread.join)
stopped = True
thread.join()
process = multiprocessing.Process(target=die)
process.start()
process.join()
print(process.exitcode == -signal.SIGALRM)
try:
    signal.setitimer(signal.ITIMER_REAL, -1)
except signal.ItimerError as error:
    print(type(error).__name__)
