"""Pool.map: a list of numbers, handed out to a pool of processes."""
import os
from multiprocessing import Pool


def is_prime(number):
    if number < 2:
        return False
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 1
    return True


def primes_below(limit):
    found = sum(is_prime(number) for number in range(limit))
    print(f"{found} primes below {limit}, counted by process {os.getpid()}")
    return found


if __name__ == "__main__":
    print(f"the main process is {os.getpid()}")
    with Pool(processes=2) as pool:
        print(pool.map(primes_below, [10_000, 20_000, 30_000, 40_000], chunksize=1))
