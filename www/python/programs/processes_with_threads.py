"""Two processes with three threads each: six waits at once, two memories."""
import os
import threading
import time
from multiprocessing import Process


def fetch(shelf, page):
    time.sleep(0.3)
    shelf.append(page)
    print(f"page {page}")


def fetch_all(pages):
    shelf = []  # one list for each process, shared by its threads
    threads = [
        threading.Thread(target=fetch, args=(shelf, page), name=f"reader-{page}")
        for page in pages
    ]
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
    print(f"six pages in {time.perf_counter() - start:.1f} s")
