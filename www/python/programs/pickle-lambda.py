"""A lambda has no name to send, so it cannot cross to a process; a function can."""
import traceback
from multiprocessing import Pool


def double(number):
    return number * 2


def try_to_map(pool, name, function):
    try:
        print(f"{name}: {pool.map(function, [1, 2, 3])}")
    except Exception as error:
        print(f"{name}: {type(error).__name__}")
        traceback.print_exc(chain=False)


if __name__ == "__main__":
    with Pool(processes=2) as pool:
        try_to_map(pool, "a lambda", lambda number: number * 2)
        try_to_map(pool, "a named function", double)
