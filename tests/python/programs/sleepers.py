"""Many threads that sleep at once take as long as one."""
import threading
import time

start = time.perf_counter()
threads = [threading.Thread(target=time.sleep, args=(0.5,)) for _ in range(200)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(0.5 <= time.perf_counter() - start < 50)  # one after another they would take 100 s
