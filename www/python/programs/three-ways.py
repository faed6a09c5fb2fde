"""Three ways to one answer: "Run it three ways" times them against each other."""
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

PARTS = [(start, start + 400_000) for start in range(0, 1_600_000, 400_000)]


def add_up(part):
    total = 0
    for number in range(*part):
        total += number * number % 7
    return total


def sequential():
    return sum(map(add_up, PARTS))


def threads():
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(add_up, PARTS))


def processes():
    with ProcessPoolExecutor(2) as pool:
        return sum(pool.map(add_up, PARTS))


if __name__ == "__main__":
    print(sequential(), threads(), processes())
