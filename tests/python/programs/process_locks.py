"""Lock, RLock, Semaphore, Event, Condition, Barrier, Value, Array between processes."""
import multiprocessing as mp
import time


def add(lock, value, times):
    for _ in range(times):
        with lock:
            value.value += 1


def limited(semaphore, inside, most):
    with semaphore:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        time.sleep(0.05)
        with inside.get_lock():
            inside.value -= 1


def wait_for(event, barrier, condition, done):
    event.wait()
    barrier.wait()
    with condition:
        done.value += 1
        condition.notify_all()


def fill(array):
    for i in range(len(array)):
        array[i] = array[i] * 2


if __name__ == "__main__":
    lock, value = mp.Lock(), mp.Value("i", 0)
    children = [mp.Process(target=add, args=(lock, value, 200)) for _ in range(3)]
    [child.start() for child in children]
    [child.join() for child in children]
    print(value.value, lock.acquire(), lock.acquire(timeout=0.05), lock.release())
    try:
        lock.release()
    except ValueError as error:
        print(error)
    reentrant = mp.RLock()
    with reentrant, reentrant:
        print("twice")
    semaphore, inside, most = mp.Semaphore(2), mp.Value("i", 0), mp.Value("i", 0)
    children = [mp.Process(target=limited, args=(semaphore, inside, most)) for _ in range(4)]
    [child.start() for child in children]
    [child.join() for child in children]
    print(most.value <= 2, inside.value)
    event, barrier, condition, done = mp.Event(), mp.Barrier(2), mp.Condition(), mp.Value("i", 0)
    children = [mp.Process(target=wait_for, args=(event, barrier, condition, done)) for _ in range(2)]
    [child.start() for child in children]
    print(event.wait(0.05))
    event.set()
    with condition:
        print(condition.wait_for(lambda: done.value == 2, timeout=30))
    [child.join() for child in children]
    array = mp.Array("d", [1.5, 2, 3])
    child = mp.Process(target=fill, args=(array,))
    child.start()
    child.join()
    print(array[:], len(array), list(array), array[-1])
    text = mp.Array("c", b"hello", lock=False)
    text[0] = b"J"
    print(text.value, mp.Value("d", 2.5, lock=False).value, mp.RawArray("i", 3)[:])
    bounded = mp.BoundedSemaphore(1)
    try:
        bounded.release()
    except ValueError as error:
        print(error)
