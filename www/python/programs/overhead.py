"""Tiny tasks in a pool of processes: handing them out costs more than doing them."""
import time
from multiprocessing import Pool


def square(number):
    return number * number


def sum_of_squares(limit):
    return sum(number * number for number in range(limit))


def show(name, compute):
    start = time.perf_counter()
    results = compute()
    elapsed = time.perf_counter() - start
    print(f"{name}: {len(results)} results in {elapsed * 1000:.1f} ms")


if __name__ == "__main__":
    tiny, large = range(5_000), [500_000] * 6
    start = time.perf_counter()
    with Pool(processes=2) as pool:
        pool.map(square, [1, 2])  # both processes are there now
        print(f"starting two processes: {(time.perf_counter() - start) * 1000:.1f} ms")
        print("5000 tiny tasks")
        show("  in turn", lambda: [square(number) for number in tiny])
        show("  in a pool, one by one", lambda: pool.map(square, tiny, 1))
        show("  in a pool, 500 at a time", lambda: pool.map(square, tiny, 500))
        print("6 large tasks")
        show("  in turn", lambda: [sum_of_squares(limit) for limit in large])
        show("  in a pool, one by one", lambda: pool.map(sum_of_squares, large, 1))
