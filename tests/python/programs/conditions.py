"""Condition, Barrier, Event, Semaphore and RLock of threads: what is rarer."""
import threading

condition = threading.Condition()
woken = []
waiting = threading.Semaphore(0)


def wait_for_turn(i):
    with condition:
        waiting.release()
        condition.wait()
        woken.append(i)


threads = [threading.Thread(target=wait_for_turn, args=(i,)) for i in range(3)]
for thread in threads:
    thread.start()
    waiting.acquire()
with condition:
    condition.notify(2)
for thread in threads[:2]:
    thread.join()
print(sorted(woken))
with condition:
    condition.notify_all()
threads[2].join()
print(sorted(woken))
for wrong in (condition.wait, condition.notify):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
with condition:
    print(condition.wait_for(lambda: False, timeout=0.05), condition.wait(timeout=0))

barrier = threading.Barrier(2, timeout=0.05)
print(barrier.parties, barrier.n_waiting, barrier.broken)
try:
    barrier.wait()
except threading.BrokenBarrierError:
    print("nobody came", barrier.broken)
barrier.reset()
print(barrier.broken)
patient = threading.Barrier(2)


def pass_barrier():
    try:
        patient.wait()
    except threading.BrokenBarrierError:
        print("aborted")


thread = threading.Thread(target=pass_barrier)
thread.start()
while not patient.n_waiting:
    pass
patient.abort()
thread.join()

event = threading.Event()
event.set()
event.clear()
print(event.is_set(), event.wait(0.02))
semaphore = threading.Semaphore(1)
print(semaphore.acquire(), semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.02))
semaphore.release(2)
print(semaphore.acquire(), semaphore.acquire())
for wrong in (lambda: threading.Semaphore(-1), lambda: semaphore.release(0),
              lambda: semaphore.acquire(False, 1)):
    try:
        wrong()
    except ValueError as error:
        print(error)
reentrant = threading.RLock()
print(reentrant.acquire(), reentrant.acquire(blocking=False), reentrant.acquire(timeout=1))
results = []
other = threading.Thread(target=lambda: results.append(reentrant.acquire(timeout=0.02)))
other.start()
other.join()
for _ in range(3):
    reentrant.release()
print(results, threading.Lock().locked())
