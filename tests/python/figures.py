"""Prints the lab's figures: start-up, processes, threads against processes, memory."""

import sys

from browser import Browser, serve
from memory import renderer_mb

PROGRAM = '''
import multiprocessing, threading, time
def heavy(n):
    s = 0
    for i in range(n): s += i * i
    return s
N = 6_000_000
def timed(name, body):
    start = time.perf_counter(); body(); took = time.perf_counter() - start
    print(f"{name}: {took:.3f} s", flush=True); return took
def pair(kind):
    both = [kind(target=heavy, args=(N,)) for _ in range(2)]
    for one in both: one.start()
    for one in both: one.join()
def sleepers():
    all = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(100)]
    for one in all: one.start()
    for one in all: one.join()
def empty():
    one = multiprocessing.Process(target=int); one.start(); one.join()
heavy(N // 10)
one = timed("sequential", lambda: (heavy(N), heavy(N)))
print(f"threads / sequential: {timed('threads', lambda: pair(threading.Thread)) / one:.2f}")
for _ in range(3):
    took = timed("processes", lambda: pair(multiprocessing.Process))
    print(f"sequential / processes: {one / took:.2f}"); time.sleep(1)
timed("100 x sleep(1)", sleepers)
timed("a process that does nothing", empty)
lock = threading.Lock()
def locks():
    for _ in range(100_000):
        with lock: pass
timed("100,000 locks", locks)
'''
RUN = """
    events.length = 0;
    await lab.run(args[0]);
    return [events.filter((e) => e.type === "output").map((e) => e.text).join(""),
            events.filter((e) => e.type === "started").map((e) => [e.name, e.atMs - e.askedAtMs])];
"""


def main():
    browser = Browser(sys.argv[1] if len(sys.argv) > 1 else "chromium")
    try:
        url = serve() + "/tests/python/page.html"
        for visit in "first visit", "from cache":
            browser.open(url)
            browser.run("return await window.loaded;")
            ready = browser.run("return events.find((e) => e.type === 'ready').elapsedMs;")
            print(f"ready, {visit}: {ready:.0f} ms; memory {renderer_mb(browser.pid):.0f} MB", flush=True)
            browser.run("await new Promise((resolve) => setTimeout(resolve, 4000));")
        print(f"{browser.run('return lab.workers();')} workers ready: {renderer_mb(browser.pid):.0f} MB")
        for _ in range(2):
            text, started = browser.run(RUN, PROGRAM)
            print(text, *(f"{name} began after {ms:.0f} ms" for name, ms in started), sep="\n  ")
            browser.run("await new Promise((resolve) => setTimeout(resolve, 3000));")
            print(f"after the run: {renderer_mb(browser.pid):.0f} MB", flush=True)
    finally:
        browser.close()


if __name__ == "__main__":
    main()
