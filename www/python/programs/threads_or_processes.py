"""The same computation in turn, on two threads, in two processes."""
import threading
import time
from multiprocessing import Process


def count(number):
    while number > 0:
        number -= 1


def timed(name, workers):
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{name}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    N = 5_000_000
    start = time.perf_counter()
    count(N)
    count(N)
    print(f"in turn: {time.perf_counter() - start:.2f} s")
    # The threads take turns under the GIL, so two are no faster than one.
    timed("two threads", [threading.Thread(target=count, args=(N,)) for _ in range(2)])
    # Each process has an interpreter and a GIL of its own.
    timed("two processes", [Process(target=count, args=(N,)) for _ in range(2)])
