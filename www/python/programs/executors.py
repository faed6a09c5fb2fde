"""ThreadPoolExecutor and ProcessPoolExecutor: the same calls, other workers."""
import os
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def work(number):
    time.sleep(0.2)
    me = f"process {os.getpid()}, thread {threading.current_thread().name}"
    print(f"{number} squared by {me}")
    return number * number


def race(executor_type):
    start = time.perf_counter()
    with executor_type(max_workers=2) as executor:
        results = list(executor.map(work, range(6)))
    elapsed = time.perf_counter() - start
    print(f"{executor_type.__name__}: {results} in {elapsed:.1f} s")


if __name__ == "__main__":
    race(ThreadPoolExecutor)
    race(ProcessPoolExecutor)
