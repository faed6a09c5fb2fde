"""concurrent.futures: waiting, cancelling, callbacks, timeouts and shutting down, both executors."""
import concurrent.futures as futures
import multiprocessing
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def square(x):
    return x * x


def fail(x):
    raise KeyError(x)


def prepare(word):
    global prefix
    prefix = word


def prefixed(x):
    return f"{prefix}{x}"


def check(make):
    with make(max_workers=2, initializer=prepare, initargs=("n",)) as executor:
        print(list(executor.map(prefixed, range(4))), list(executor.map(pow, [2, 3], [3, 2])))
        results = executor.map(square, range(3))
        print(next(results), list(results))
        failing = executor.submit(fail, "x")
        print(repr(failing.exception()), failing.done(), failing.running(), failing.cancelled())
        called = []
        future = executor.submit(square, 3)
        future.add_done_callback(lambda done: called.append(done.result()))
        futures.wait([future])
        print(called, future.result(timeout=5), future.exception())
        done, pending = futures.wait([executor.submit(square, 2), executor.submit(fail, 1)],
                                     return_when=futures.FIRST_EXCEPTION)
        print(any(one.exception() for one in done))
        slow = executor.submit(time.sleep, 1)
        try:
            list(futures.as_completed([slow], timeout=0.05))
        except futures.TimeoutError as error:
            print(error)
        try:
            list(executor.map(time.sleep, [0.6], timeout=0.05))
        except futures.TimeoutError:
            print("map: too slow")
    try:
        executor.submit(square, 1)
    except RuntimeError as error:
        print(error)
    try:
        make(max_workers=0)
    except ValueError as error:
        print(error)


def check_cancelling():
    gate = threading.Event()
    executor = ThreadPoolExecutor(1)
    running = executor.submit(gate.wait)
    queued = [executor.submit(square, i) for i in range(3)]
    print(queued[0].cancel(), running.cancel(), queued[0].cancelled())
    executor.shutdown(wait=False, cancel_futures=True)
    gate.set()
    print([future.cancelled() for future in queued], running.result())
    try:
        queued[0].result()
    except futures.CancelledError:
        print("CancelledError")
    future = futures.Future()
    print(future.set_running_or_notify_cancel(), future.running())
    future.set_result(5)
    try:
        future.set_result(6)
    except futures.InvalidStateError:
        print("InvalidStateError", future.result())


def check_broken():
    executor = ThreadPoolExecutor(1, initializer=fail, initargs=("start",))
    try:
        executor.submit(square, 1).result()
    except futures.BrokenExecutor as error:
        print(type(error).__name__)


if __name__ == "__main__":
    check(ThreadPoolExecutor)
    check(ProcessPoolExecutor)
    check_cancelling()
    check_broken()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        print(list(executor.map(square, range(3), chunksize=2)))
