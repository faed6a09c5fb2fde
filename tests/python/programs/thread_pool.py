"""ThreadPoolExecutor: map, submit, as_completed, wait, errors, cancelling, timeouts."""
import time
from concurrent.futures import (FIRST_COMPLETED, ThreadPoolExecutor, TimeoutError, as_completed,
                                wait)


def square(x):
    time.sleep(0.02)
    return x * x


def fail():
    raise ValueError("no")


with ThreadPoolExecutor(max_workers=4, thread_name_prefix="pool") as pool:
    print(list(pool.map(square, range(8))))
    futures = {pool.submit(square, i): i for i in range(4)}
    print(sorted((futures[done], done.result()) for done in as_completed(futures)))
    try:
        pool.submit(fail).result()
    except ValueError as error:
        print("got", error)
    quick, slow = pool.submit(square, 2), pool.submit(time.sleep, 1)
    done, pending = wait([quick, slow], return_when=FIRST_COMPLETED)
    print(len(done), len(pending))
    try:
        slow.result(timeout=0.01)
    except TimeoutError:
        print("too slow")
with ThreadPoolExecutor(1) as pool:
    blocker, waiting = pool.submit(time.sleep, 0.1), pool.submit(square, 3)
    print(waiting.cancel(), waiting.cancelled(), blocker.cancelled())
