"""random: each process has numbers of its own, unless the program seeds it."""
import os
import random
from multiprocessing import Pool, Process, Queue


def draw(queue=None):
    number = random.getrandbits(64)
    if queue:
        queue.put(number)
    return number


def seeded(seed):
    random.seed(seed)
    return random.random()


def bytes_of_system(_):
    return os.urandom(8)


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=draw, args=(queue,)) for _ in range(3)]
    for process in processes:
        process.start()
    print(len({draw(), *(queue.get() for _ in processes)}))
    for process in processes:
        process.join()
    with Pool(2) as pool:
        print(pool.map(seeded, [1, 1, 2]), len(set(pool.map(bytes_of_system, range(4)))))
    random.seed(5)
    print(random.random(), random.choice("abc"), random.sample(range(100), 3))
