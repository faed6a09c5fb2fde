"""Fetches pages and takes them apart: fetching waits, parsing computes."""
import time
from concurrent.futures import ThreadPoolExecutor

import requests
from bs4 import BeautifulSoup

PAGES = [
    "https://numbers.example/",
    "https://calendar.example/",
    "https://news.ycombinator.com/",
    "https://books.toscrape.com/",
]


def fetch(address):
    return requests.get(address, timeout=5).text


def parse(text):
    soup = BeautifulSoup(text, "html.parser")
    return f"{soup.title.get_text(strip=True)}: {len(soup.find_all())} elements"


def timed(name, results):
    start = time.perf_counter()
    results = list(results)
    print(f"{name}: {time.perf_counter() - start:.2f} s")
    return results


with ThreadPoolExecutor(max_workers=4) as executor:
    timed("fetched in turn", map(fetch, PAGES))
    texts = timed("fetched on threads", executor.map(fetch, PAGES))
    timed("parsed in turn", map(parse, texts))
    titles = timed("parsed on threads", executor.map(parse, texts))

for title in titles:
    print(title)
