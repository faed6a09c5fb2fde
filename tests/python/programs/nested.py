"""Threads that start processes, processes that start threads and processes."""
import threading
from multiprocessing import Pool, Process, Queue


def grandchild(results):
    results.put("grandchild")


def child(results):
    threads = [threading.Thread(target=results.put, args=(f"thread {i}",)) for i in range(2)]
    inner = Process(target=grandchild, args=(results,))
    inner.start()
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    inner.join()


def square(x):
    return x * x


if __name__ == "__main__":
    results = Queue()
    outer = Process(target=child, args=(results,))
    outer.start()
    print(sorted(results.get() for _ in range(3)))
    outer.join()
    answers = []

    def with_pool():
        with Pool(2) as pool:
            answers.extend(pool.map(square, range(4)))

    thread = threading.Thread(target=with_pool)
    thread.start()
    thread.join()
    print(answers)
