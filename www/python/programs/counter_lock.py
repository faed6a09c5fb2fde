"""Two threads count together: steps get lost, unless a lock keeps them whole."""
import threading
import time

counter = 0
lock = threading.Lock()


def add(steps):
    global counter
    for _ in range(steps):
        value = counter
        time.sleep(0)  # the other thread may run here
        counter = value + 1


def add_with_lock(steps):
    global counter
    for _ in range(steps):
        with lock:
            value = counter
            time.sleep(0)
            counter = value + 1


for target in (add, add_with_lock):
    counter = 0
    threads = [threading.Thread(target=target, args=(500,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{target.__name__}: 1000 steps, the counter says {counter}")
