"""queue: bounded, last in first out, by priority, simple; timeouts, join, shutdown."""
import queue
import threading

work = queue.Queue(maxsize=3)
seen = []


def consume():
    while (item := work.get()) is not None:
        seen.append(item)
        work.task_done()
    work.task_done()


consumer = threading.Thread(target=consume)
consumer.start()
for i in range(50):
    work.put(i)
work.put(None)
work.join()
consumer.join()
print(seen == list(range(50)), work.empty(), work.qsize())
for kind, items in (queue.LifoQueue, (1, 2, 3)), (queue.PriorityQueue, (3, 1, 2)):
    made = kind()
    for item in items:
        made.put(item)
    print(kind.__name__, [made.get() for _ in items])
for action in (lambda: work.get(timeout=0.05), lambda: work.get_nowait()):
    try:
        action()
    except queue.Empty as error:
        print(type(error).__name__)
full = queue.Queue(1)
full.put(1)
try:
    full.put(2, timeout=0.05)
except queue.Full as error:
    print(type(error).__name__)
simple = queue.SimpleQueue()
threading.Thread(target=simple.put, args=("hi",)).start()
print(simple.get(), simple.empty())
