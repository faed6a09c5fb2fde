"""Pool: every way to hand out work, errors, initializers, closing; lambdas cannot be sent."""
import multiprocessing
import os
import time
from multiprocessing import Pool


def square(x):
    return x * x


def add(a, b):
    return a + b


def fail(x):
    raise ValueError(f"no {x}")


def prepare(word):
    global prefix
    prefix = word


def name(x):
    return f"{prefix}{x}"


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(square, range(10)), pool.map(square, range(10), chunksize=3))
        print(pool.starmap(add, [(1, 2), (3, 4)]), pool.apply(add, (5, 6)), pool.apply(add, (1,), {"b": 2}))
        print(list(pool.imap(square, range(5))), sorted(pool.imap_unordered(square, range(5))))
        print(pool.apply_async(square, (7,)).get(timeout=20), pool.map_async(square, [1, 2]).get())
        print(pool.starmap_async(add, [(1, 1)]).get())
        got = []
        pool.apply_async(square, (9,), callback=got.append).wait()
        print(got)
        for attempt in (lambda: pool.map(fail, [1]), lambda: pool.apply(fail, (2,))):
            try:
                attempt()
            except ValueError as error:
                print("got", error)
        try:
            pool.map(lambda x: x, [1])
        except Exception as error:
            print("lambda" in str(error))
        try:
            pool.apply_async(time.sleep, (1,)).get(timeout=0.05)
        except multiprocessing.TimeoutError:
            print("too slow")
    pool = Pool(2, initializer=prepare, initargs=("n",))
    print(pool.map(name, range(3)))
    pool.close()
    pool.join()
    try:
        pool.map(square, [1])
    except ValueError as error:
        print(error)
    with Pool(1, maxtasksperchild=1) as pool:
        print(len({pool.apply(os.getpid) for _ in range(3)}))
