"""Threads share a list; a process changes a copy of it; a Manager shares one."""
import os
import threading
from multiprocessing import Manager, Process

numbers = []


def append(target, number):
    target.append(number)
    print(f"process {os.getpid()} sees {list(target)}")


def run(worker):
    worker.start()
    worker.join()


if __name__ == "__main__":
    run(threading.Thread(target=append, args=(numbers, 1)))
    print(f"after the thread: {numbers}")
    run(Process(target=append, args=(numbers, 2)))
    print(f"after the process: {numbers}")
    with Manager() as manager:
        shared = manager.list(numbers)
        run(Process(target=append, args=(shared, 3)))
        print(f"after a process with a manager's list: {list(shared)}")
