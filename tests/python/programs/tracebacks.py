"""Tracebacks name the program's own functions and lines, also those that come from another process."""
import sys
import threading
import traceback
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool


def inner(x):
    return 1 / x


def outer(x):
    return inner(x)


def own_frames(error):
    return [(frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename.endswith("main.py")]


def caught(call):
    try:
        call()
    except ZeroDivisionError as error:
        return error


if __name__ == "__main__":
    print(own_frames(caught(lambda: outer(0))))
    with ThreadPoolExecutor(1) as threads:
        print(own_frames(caught(threads.submit(outer, 0).result)))
    with Pool(1) as pool:
        error = caught(lambda: pool.map(outer, [0]))
        print(own_frames(error)[:1], type(error.__cause__).__name__)
        print([line.strip() for line in str(error.__cause__).splitlines() if "main.py" in line][0][-20:])
    with ProcessPoolExecutor(1) as pool:
        error = caught(pool.submit(outer, 0).result)
        print(type(error.__cause__).__name__, "in inner" in str(error.__cause__))
    told = []
    threading.excepthook = lambda hook: told.append((hook.exc_type.__name__, hook.thread.name))
    thread = threading.Thread(target=outer, args=(0,), name="divides")
    thread.start()
    thread.join()
    print(told)
    threading.excepthook = threading.__excepthook__
    sys.excepthook = lambda kind, error, trace: print("at last:", kind.__name__, own_frames(error))
    outer(0)
