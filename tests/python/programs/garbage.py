"""Collecting cycles while other threads are suspended in the middle of something."""
import gc
import threading
import time


class Node:
    def __init__(self):
        self.me = self


def churn(i):
    for _ in range(4000):
        Node()
    if i % 3 == 0:
        gc.collect()
    done.append(sorted([3, 1, 2], key=lambda value: (time.sleep(0), value)[1]))


done = []
threads = [threading.Thread(target=churn, args=(i,)) for i in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(done), gc.isenabled())
