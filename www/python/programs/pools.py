"""One call for threads and for processes; chunks decide who is handed what."""
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool


def is_prime(number):
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 1
    return number > 1


def count_primes(limit):
    return sum(is_prime(number) for number in range(limit))


def show(name, count_all):
    start = time.perf_counter()
    counts = list(count_all(count_primes, LIMITS))
    print(f"{name}: {counts} in {time.perf_counter() - start:.2f} s")


LIMITS = [10_000, 15_000, 20_000, 60_000, 65_000, 70_000]  # the last take longest

if __name__ == "__main__":
    show("in turn", map)
    with ThreadPoolExecutor(max_workers=2) as executor:
        show("two threads", executor.map)
    with ProcessPoolExecutor(max_workers=2) as executor:
        show("two processes", executor.map)
    with Pool(processes=2) as pool:
        # One process is handed the three small limits, the other the three large ones.
        show("chunks of three", lambda *work: pool.map(*work, chunksize=3))
        show("chunks of one", lambda *work: pool.map(*work, chunksize=1))
