"""Two threads that compute take turns: together they are no faster than one."""
import threading
import time


def count_down(number):
    while number > 0:
        number -= 1


STEPS = 8_000_000

start = time.perf_counter()
count_down(STEPS)
count_down(STEPS)
in_turn = time.perf_counter() - start
print(f"in turn, on one thread: {in_turn:.2f} s")

start = time.perf_counter()
threads = [threading.Thread(target=count_down, args=(STEPS,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
at_once = time.perf_counter() - start
print(f"on two threads: {at_once:.2f} s")
print(f"two threads are {in_turn / at_once:.2f} times as fast as one")
