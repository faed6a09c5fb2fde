"""Handlers run in the main thread, also while it waits; SIGTERM that is handled."""
import _thread
import os
import signal
import threading
import time
from multiprocessing import Event, Process

got = []
signal.signal(signal.SIGUSR2, lambda number, frame: got.append(number))
os.kill(os.getpid(), signal.SIGUSR2)
print(got == [signal.SIGUSR2])


def child(is_ready):
    def leave(number, frame):
        print("asked to leave")
        raise SystemExit(7)

    signal.signal(signal.SIGTERM, leave)
    print("ready")
    is_ready.set()
    time.sleep(30)


if __name__ == "__main__":
    is_ready = Event()
    process = Process(target=child, args=(is_ready,))
    process.start()
    is_ready.wait()
    process.terminate()
    process.join()
    print(process.exitcode)
    try:
        signal.raise_signal(signal.SIGINT)
        time.sleep(30)
    except KeyboardInterrupt:
        print("interrupted")


def set_in_thread():
    try:
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    except ValueError as error:
        print(error)


thread = threading.Thread(target=set_in_thread)
thread.start()
thread.join()


def interrupted(name, call):
    try:
        call()
        print(name, "was not interrupted")
    except KeyboardInterrupt:
        print(name, "was interrupted")


def wait_for_thread():
    thread = threading.Thread(target=_thread.interrupt_main)
    thread.start()
    thread.join()


interrupted("a call", _thread.interrupt_main)
interrupted("a join", wait_for_thread)
