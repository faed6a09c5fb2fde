"""Two processes with three threads each: six waits at once, in two memories."""
import os
import threading
import time
from multiprocessing import Process


def fetch(page, shelf):
    time.sleep(0.5)  # as a slow server would make it wait
    shelf.append(page)


def fetch_all(pages):
    shelf = []  # one for each process, shared by its threads
    threads = [threading.Thread(target=fetch, args=(page, shelf)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"process {os.getpid()} has {sorted(shelf)}")


if __name__ == "__main__":
    start = time.perf_counter()
    processes = [Process(target=fetch_all, args=(pages,)) for pages in ("abc", "def")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"six waits of half a second took {time.perf_counter() - start:.1f} s")
