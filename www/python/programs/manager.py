"""A manager keeps one list for all; every use of it is a question and an answer."""
import time
from multiprocessing import Manager, Process

APPENDS = 200


def write(numbers):
    for number in range(APPENDS):
        numbers.append(number)


def read(numbers):
    print(f"the reader finds {len(numbers)} numbers, the last is {numbers[-1]}")


def run(target, numbers):
    process = Process(target=target, args=(numbers,))
    process.start()
    process.join()


def time_appends(name, numbers):
    start = time.perf_counter()
    write(numbers)
    each = (time.perf_counter() - start) / APPENDS
    print(f"an append to {name} takes {each * 1e6:.2f} µs")


if __name__ == "__main__":
    with Manager() as manager:  # a process of its own, which holds the list
        numbers = manager.list()
        run(write, numbers)
        run(read, numbers)
        time_appends("a managed list", numbers)
    time_appends("a plain list", [])
