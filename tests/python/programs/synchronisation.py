"""Lock, RLock, Condition, Event, Semaphore, Barrier, Timer: what holds and what times out."""
import threading
import time

lock = threading.Lock()
counter = 0


def add(times):
    global counter
    for _ in range(times):
        with lock:
            value = counter
            counter = value + 1


threads = [threading.Thread(target=add, args=(5000,)) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(counter, lock.locked())
print(lock.acquire(), lock.acquire(blocking=False), lock.acquire(timeout=0.05), lock.release())
try:
    lock.release()
except RuntimeError as error:
    print(error)
for arguments in ((False, 1), (True, -2)):
    try:
        lock.acquire(*arguments)
    except ValueError as error:
        print(error)

reentrant = threading.RLock()
with reentrant, reentrant:
    print("twice")
other = threading.Thread(target=lambda: print(reentrant.acquire(blocking=False)))
other.start()
other.join()
try:
    threading.RLock().release()
except RuntimeError as error:
    print(error)

condition = threading.Condition()
items = []


def consume():
    with condition:
        condition.wait_for(lambda: items)
        print("got", items.pop())


consumer = threading.Thread(target=consume)
consumer.start()
time.sleep(0.05)
with condition:
    items.append(1)
    condition.notify_all()
consumer.join()
with condition:
    print(condition.wait(0.05))

event = threading.Event()
waiters = [threading.Thread(target=event.wait) for _ in range(5)]
[waiter.start() for waiter in waiters]
print(event.wait(0.05), event.is_set())
event.set()
[waiter.join() for waiter in waiters]
print(event.wait(), event.is_set())

semaphore = threading.BoundedSemaphore(2)
inside = most = 0


def enter():
    global inside, most
    with semaphore:
        inside += 1
        most = max(most, inside)
        time.sleep(0.02)
        inside -= 1


threads = [threading.Thread(target=enter) for _ in range(6)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(most)
try:
    semaphore.release()
except ValueError as error:
    print(error)

barrier = threading.Barrier(3, action=lambda: print("all here"))
places = []
threads = [threading.Thread(target=lambda: places.append(barrier.wait())) for _ in range(3)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(sorted(places))
try:
    barrier.wait(timeout=0.05)
except threading.BrokenBarrierError:
    print("broken", barrier.broken)

timer = threading.Timer(0.05, print, args=("timer",))
timer.start()
timer.join()
cancelled = threading.Timer(5, print)
cancelled.start()
cancelled.cancel()
cancelled.join()
print("cancelled")
