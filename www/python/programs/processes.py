"""Three processes compute side by side; each has an id and a memory of its own."""
import os
import time
from multiprocessing import Process

sums = {}  # every process has a dictionary of its own behind this name


def sum_of_squares(limit):
    sums[limit] = sum(number * number for number in range(limit))
    print(f"process {os.getpid()}: squares below {limit} add up to {sums[limit]}")


if __name__ == "__main__":
    limits = [1_000_000, 1_500_000, 2_000_000]

    start = time.perf_counter()
    for limit in limits:
        sum_of_squares(limit)
    print(f"in turn, in process {os.getpid()}: {time.perf_counter() - start:.2f} s")

    sums.clear()
    start = time.perf_counter()
    processes = [Process(target=sum_of_squares, args=(limit,)) for limit in limits]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"in three processes: {time.perf_counter() - start:.2f} s")
    print(f"what the parent has in its own dictionary: {sums}")
