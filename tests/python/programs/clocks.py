"""Clocks: they never go back, waiting costs no processor time, and what sleep refuses."""
import threading
import time

for clock in (time.time, time.monotonic, time.perf_counter, time.process_time, time.thread_time):
    first, second = clock(), clock()
    print(clock.__name__, second >= first, isinstance(first, float))
print(time.perf_counter_ns() > 0, time.monotonic_ns() > 0, time.get_clock_info("monotonic").monotonic)
wall, busy = time.perf_counter(), time.process_time()
time.sleep(0.5)
print(time.perf_counter() - wall >= 0.5, time.process_time() - busy < 0.4)
busy, own = time.process_time(), time.thread_time()
total = sum(i * i for i in range(400_000))
print(time.process_time() > busy, time.thread_time() > own)


def compute():
    sum(i * i for i in range(400_000))


busy, own = time.process_time(), time.thread_time()
thread = threading.Thread(target=compute)
thread.start()
thread.join()
print(time.process_time() - busy > time.thread_time() - own)
for wrong in (-1, "1", float("nan")):
    try:
        time.sleep(wrong)
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
print(time.sleep(0), time.sleep(0.001), time.sleep(True))
