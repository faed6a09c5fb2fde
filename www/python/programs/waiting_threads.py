"""Three threads that wait: together they take as long as one."""
import threading
import time


def download(page, seconds):
    print(f"{page}: started")
    time.sleep(seconds)  # as a slow server would make it wait
    print(f"{page}: done")


start = time.perf_counter()
threads = [
    threading.Thread(target=download, args=(page, 1), name=page)
    for page in ("home", "news", "about")
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"all three took {time.perf_counter() - start:.1f} s")
