"""Threads append to one list; each process appends to a copy of its own."""
import os
import threading
from multiprocessing import Process

numbers = []


def append(number):
    numbers.append(number)
    print(f"process {os.getpid()} has {numbers}")


def run_all(workers):
    for worker in workers:
        worker.start()
        worker.join()  # one at a time, so that the lines come in order


if __name__ == "__main__":
    print(f"the parent is process {os.getpid()}")
    run_all([threading.Thread(target=append, args=(number,)) for number in (1, 2, 3)])
    print(f"after three threads the parent has {numbers}")

    numbers.clear()
    run_all([Process(target=append, args=(number,)) for number in (1, 2, 3)])
    print(f"after three processes the parent has {numbers}")
