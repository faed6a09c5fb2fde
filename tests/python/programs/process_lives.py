"""The life of a process: names, order of calls, daemons, sentinels, and how it can end."""
import multiprocessing as mp
import os
import signal
import sys
import time
from multiprocessing import Process
from multiprocessing.connection import wait


def name():
    inner = Process(target=print, args=("inner",))
    print(mp.current_process().name, inner.name)
    inner.start()
    inner.join()


def have_children():
    try:
        Process(target=print).start()
    except AssertionError as error:
        print(error)


def leave(number):
    os._exit(number)


def interrupted(ready):
    try:
        ready.send("ready")
        time.sleep(30)
    except KeyboardInterrupt:
        print("child interrupted")
        sys.exit(5)


if __name__ == "__main__":
    process = Process(target=name)
    for wrong in (process.join, lambda: mp.current_process().start() and None):
        try:
            wrong()
        except (AssertionError, AttributeError) as error:
            print(type(error).__name__)
    process.start()
    try:
        process.start()
    except AssertionError as error:
        print(error)
    print(wait([process.sentinel], timeout=30) == [process.sentinel])
    process.join()
    process.close()
    try:
        process.is_alive()
    except ValueError as error:
        print(error)
    daemon = Process(target=have_children, daemon=True)
    daemon.start()
    daemon.join()
    for number in (0, 7, 255):
        child = Process(target=leave, args=(number,))
        child.start()
        child.join()
        print(number, child.exitcode)
    sleeper = Process(target=time.sleep, args=(30,), name="sleeper")
    sleeper.start()
    print([child.name for child in mp.active_children()], mp.parent_process())
    os.kill(sleeper.pid, signal.SIGTERM)
    sleeper.join()
    print(sleeper.exitcode, repr(sleeper).endswith("stopped exitcode=-SIGTERM>"), mp.active_children())
    mine, theirs = mp.Pipe()
    child = Process(target=interrupted, args=(theirs,))
    child.start()
    print(mine.recv())
    os.kill(child.pid, signal.SIGINT)
    child.join()
    print(child.exitcode)
    try:
        os.kill(child.pid, 0)
    except ProcessLookupError as error:
        print(error.strerror)
    forgotten = Process(target=lambda: (time.sleep(0.1), print("joined at the end")))
    forgotten.start()
    Process(target=time.sleep, args=(60,), daemon=True).start()
    print("main ends")
