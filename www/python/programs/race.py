"""Two threads add to one counter: steps get lost, unless a lock keeps them whole."""
import threading
import time

STEPS = 200_000
counter = 0
lock = threading.Lock()


def one_more(value):
    return value + 1


def add():
    global counter
    for _ in range(STEPS):
        counter = one_more(counter)  # read, add, write: the other may come between


def add_with_lock():
    global counter
    for _ in range(STEPS):
        with lock:
            counter = one_more(counter)


for name, target in ("without a lock", add), ("with a lock", add_with_lock):
    counter = 0
    start = time.perf_counter()
    threads = [threading.Thread(target=target) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start
    print(f"{name}: {counter} of {2 * STEPS} steps counted, in {elapsed:.2f} s")
