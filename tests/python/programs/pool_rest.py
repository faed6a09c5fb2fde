"""Pool: iterators with time-outs, callbacks for errors, states, terminate; ThreadPool and dummy."""
import multiprocessing
import multiprocessing.dummy
import threading
import time
from multiprocessing import Lock, Pool, Queue
from multiprocessing.pool import ThreadPool


def square(x):
    return x * x


def slow(x):
    time.sleep(x)
    return x


def fail(x):
    raise ValueError(f"no {x}")


def no_pickle(x):
    return threading.Lock()


def pool_inside(x):
    try:
        Pool(1)
    except AssertionError as error:
        return str(error)


def take(lock):
    global shared
    shared = lock


def locked(x):
    with shared:
        return x + 1


if __name__ == "__main__":
    with Pool(2) as pool:
        squares = pool.imap(square, range(20))
        print(next(squares), squares.next(timeout=30), list(squares)[-1])
        print(list(pool.imap(square, range(7), chunksize=3)))
        late = pool.imap(slow, [1])
        try:
            late.next(timeout=0.05)
        except multiprocessing.TimeoutError:
            print("too slow")
        print(next(late))
        errors = []
        result = pool.apply_async(fail, (1,), error_callback=errors.append)
        result.wait()
        print(result.ready(), result.successful(), errors)
        mapped = []
        pool.map_async(square, range(3), callback=mapped.append).wait(30)
        print(mapped)
        failing = pool.imap_unordered(fail, range(2))
        for _ in range(2):
            try:
                next(failing)
            except ValueError as error:
                print("got", error)
        try:
            pool.apply(no_pickle, (1,))
        except multiprocessing.pool.MaybeEncodingError as error:
            print("cannot pickle" in str(error), "Reason" in str(error))
        print(pool.apply(pool_inside, (1,)))
        for thing in Queue(), Lock():
            try:
                pool.apply(square, (thing,))
            except RuntimeError as error:
                print(error)
        waiting = pool.apply_async(slow, (20,))
        try:
            waiting.successful()
        except ValueError as error:
            print(str(error)[-9:])
    with Pool(2, initializer=take, initargs=(Lock(),)) as pool:
        print(pool.map(locked, range(5)))
    pool.terminate()
    pool.join()
    try:
        Pool(0)
    except ValueError as error:
        print(error)
    with ThreadPool(3) as pool:
        print(pool.map(square, range(4)), pool.apply_async(square, (5,)).get())
        print(sorted(pool.imap_unordered(lambda x: -x, range(3))))
    child = multiprocessing.dummy.Process(target=print, args=("a thread",))
    child.start()
    child.join()
