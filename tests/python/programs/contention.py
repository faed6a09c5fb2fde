"""Stress: locks, conditions, queues and pipes that many threads and processes want at once."""
import multiprocessing as mp
import queue
import threading

counter = 0


def add(lock, times):
    global counter
    for _ in range(times):
        with lock:
            value = counter
            counter = value + 1


def pass_on(source, target):
    while (item := source.get()) is not None:
        target.put(item + 1)
    target.put(None)


def add_shared(value, lock, times):
    threads = [threading.Thread(target=add_one, args=(value, lock, times)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def add_one(value, lock, times):
    for _ in range(times):
        with lock:
            value.value += 1


def feed(target, items):
    for i in range(items):
        target.put(i)
    target.put(None)


def chain(make_queue, make_worker, length, items):
    queues = [make_queue() for _ in range(length + 1)]
    workers = [make_worker(target=pass_on, args=pair) for pair in zip(queues, queues[1:])]
    for worker in workers:
        worker.start()
    feeder = threading.Thread(target=feed, args=(queues[0], items))
    feeder.start()
    got = []
    while (item := queues[-1].get()) is not None:
        got.append(item)
    for worker in (feeder, *workers):
        worker.join()
    return got == [i + length for i in range(items)]


if __name__ == "__main__":
    lock = threading.Lock()
    threads = [threading.Thread(target=add, args=(lock, 500)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(counter)
    print(chain(lambda: queue.Queue(2), threading.Thread, 6, 100))
    print(chain(queue.SimpleQueue, threading.Thread, 6, 100))
    print(chain(lambda: mp.Queue(3), mp.Process, 2, 60))
    print(chain(mp.SimpleQueue, mp.Process, 2, 60))
    value, shared = mp.Value("i", 0, lock=False), mp.RLock()
    processes = [mp.Process(target=add_shared, args=(value, shared, 100)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value)
