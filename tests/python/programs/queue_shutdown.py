"""queue.shutdown: who waits is told, at once or when what is there has been taken."""
# needs python 3.13
import queue
import threading

work = queue.Queue()
for i in range(3):
    work.put(i)
work.shutdown()
try:
    work.put(4)
except queue.ShutDown:
    print("no more")
print([work.get() for _ in range(3)])
try:
    work.get()
except queue.ShutDown:
    print("empty and shut")
waiting = queue.Queue()


def wait():
    try:
        waiting.get()
    except queue.ShutDown:
        print("woken")


threads = [threading.Thread(target=wait) for _ in range(3)]
for thread in threads:
    thread.start()
waiting.shutdown(immediate=True)
for thread in threads:
    thread.join()
