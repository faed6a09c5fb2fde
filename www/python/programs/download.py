"""Fetches five pages one after the other, then on threads: the waits overlap."""
import time
from concurrent.futures import ThreadPoolExecutor

import requests

PAGES = [
    "https://numbers.example/",
    "https://www.python.org/",
    "https://example.com/",
    "https://quotes.toscrape.com/",
    "https://weather.example/",
]


def fetch(address):
    page = requests.get(address, timeout=5)
    page.raise_for_status()
    print(f"{address}: {len(page.text)} characters")
    return len(page.text)


start = time.perf_counter()
total = sum(fetch(address) for address in PAGES)
print(f"in turn: {total} characters in {time.perf_counter() - start:.1f} s")

start = time.perf_counter()
with ThreadPoolExecutor(max_workers=5) as executor:
    total = sum(executor.map(fetch, PAGES))
print(f"on five threads: {total} characters in {time.perf_counter() - start:.1f} s")

try:
    fetch("https://missing.example/")
except requests.ConnectionError:
    print("there is no host missing.example: requests raises a ConnectionError")
