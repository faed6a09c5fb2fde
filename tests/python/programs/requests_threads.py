"""requests: waits that overlap on threads, in an executor, and in processes."""
# needs python 3.10
import multiprocessing
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import requests

URLS = [
    "https://example.com", "https://www.example.org", "https://github.com",
    "https://stackoverflow.com/questions", "https://numbers.example/",
]


def download(url):
    return url, len(requests.get(url).content)


def report(url):
    print(*download(url))


if __name__ == "__main__":
    start = time.perf_counter()
    for url in URLS:
        report(url)
    in_turn = time.perf_counter() - start

    start = time.perf_counter()
    threads = [threading.Thread(target=report, args=(url,)) for url in URLS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("threads overlap:", time.perf_counter() - start < in_turn / 1.5)

    with ThreadPoolExecutor(max_workers=5) as pool:
        futures = {pool.submit(download, url): url for url in URLS}
        for future in as_completed(futures):
            print("as completed", *future.result())
        print(list(pool.map(download, URLS)))

    with multiprocessing.Pool(2) as pool:
        print(pool.map(download, URLS[:3]))
