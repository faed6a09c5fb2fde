"""Three threads wait one second each: together they take about one second."""
import threading
import time


def wait_for(answer):
    print(f"{answer}: asked")
    time.sleep(1)  # as a slow server would make it wait
    print(f"{answer}: there")


answers = ["weather", "news", "timetable"]

start = time.perf_counter()
threads = [
    threading.Thread(target=wait_for, args=(answer,), name=answer) for answer in answers
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
elapsed = time.perf_counter() - start
print(f"three waits of one second took {elapsed:.1f} s")
