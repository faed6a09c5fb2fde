"""Asks this Python whether it has a GIL, and what two threads gain or lose by it."""
import sys
import sysconfig
import threading
import time


def count_down(number):
    while number > 0:
        number -= 1


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def on_two_threads():
    threads = [threading.Thread(target=count_down, args=(STEPS,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


STEPS = 6_000_000

free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
gil_is_on = getattr(sys, "_is_gil_enabled", lambda: True)()  # new in 3.13
print(f"Python {sys.version.split()[0]}")
print(f"a free-threaded build: {'yes' if free_threaded else 'no'}")
print(f"the GIL is {'on' if gil_is_on else 'off'}")

one = timed(lambda: count_down(2 * STEPS))
two = timed(on_two_threads)
print(f"one thread: {one:.2f} s, two threads: {two:.2f} s")
print(f"two threads are {one / two:.2f} times as fast as one")
