"""ProcessPoolExecutor: map, submit, as_completed, errors with the remote traceback, a broken pool."""
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool


def square(x):
    return x * x


def fail():
    raise ValueError("no")


def die():
    os._exit(3)


def in_threads(n):
    with ThreadPoolExecutor(3) as pool:
        return sum(pool.map(square, range(n)))


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(square, range(6))), list(pool.map(square, range(6), chunksize=4)))
        futures = [pool.submit(square, i) for i in range(4)]
        print(sorted(future.result() for future in as_completed(futures)))
        try:
            pool.submit(fail).result()
        except ValueError as error:
            print("got", error, type(error.__cause__).__name__, "ValueError: no" in str(error.__cause__))
        print(list(pool.map(in_threads, [3, 4])))
        print(type(pool.submit(lambda: 1).exception()).__name__ in ("PicklingError", "AttributeError"))
    with ProcessPoolExecutor(1) as pool:
        try:
            pool.submit(die).result()
        except BrokenProcessPool:
            print("broken")
