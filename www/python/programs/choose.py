"""Waiting and computing, each done in turn, on threads and in processes."""
import threading
import time
from multiprocessing import Process


def wait():
    time.sleep(0.4)


def compute():
    number = 6_000_000
    while number > 0:
        number -= 1


def in_turn(task):
    task()
    task()


def all_at_once(worker_type, task):
    workers = [worker_type(target=task) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def timed(run, *arguments):
    start = time.perf_counter()
    run(*arguments)
    return f"{time.perf_counter() - start:.2f} s"


if __name__ == "__main__":
    for task in wait, compute:
        print(f"two tasks that {task.__name__}")
        print("  in turn:", timed(in_turn, task))
        print("  on two threads:", timed(all_at_once, threading.Thread, task))
        print("  in two processes:", timed(all_at_once, Process, task))
