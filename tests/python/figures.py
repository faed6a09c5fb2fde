"""Prints the lab's figures beside their goals: median, and the least and most of the samples.

    figures.py [--browser chromium|firefox] [--native PYTHON]

Of six samples the least and the most are a 97 % interval of the median. Needs a quiet machine, node
for the size, and Linux for memory.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

import lab
import stop
from browser import Browser
from memory import renderer_mb

SAMPLES = 6
SITE = pathlib.Path(__file__).resolve().parents[2]
_HEAVY = '''
import time
def heavy(n):
    s = 0
    for i in range(n): s += i * i
    return s
N = 6_000_000
'''
_NATIVELY = _HEAVY + '''
heavy(N)
start = time.perf_counter(); heavy(N); print(time.perf_counter() - start)
'''
# The same in Pyodide without the lab around it: what its build of CPython is bound by.
_ALONE = _HEAVY + '''
heavy(N)
start = time.perf_counter(); heavy(N); time.perf_counter() - start
'''
_PYODIDE = """
    const source = `onmessage = async ({ data: [url, code] }) => {
        const { loadPyodide } = await import(url + "pyodide.mjs");
        postMessage((await loadPyodide({ indexURL: url })).runPython(code));
    }`;
    const blob = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(blob, { type: "module" });
    const answer = new Promise((resolve, reject) => {
        [worker.onmessage, worker.onerror] = [({ data }) => resolve(data), reject];
    });
    worker.postMessage([new URL("/www/python/pyodide/", location).href, args[0]]);
    return await answer.finally(() => worker.terminate());
"""
_ROUND = _HEAVY + '''
import json, multiprocessing, threading
def timed(body):
    start = time.perf_counter(); body(); return time.perf_counter() - start
def together(kind, count, target, *args):
    all = [kind(target=target, args=args) for _ in range(count)]
    for one in all: one.start()
    for one in all: one.join()
def be_born(at): at.value = time.time()
def first_line_ms():
    at = multiprocessing.Value("d", 0, lock=False)
    asked = time.time()
    together(multiprocessing.Process, 1, be_born, at)
    return (at.value - asked) * 1000
heavy(N // 10)
warm_ms = first_line_ms()
time.sleep(1)
both = timed(lambda: (heavy(N), heavy(N)))
print(json.dumps({
    "warm": warm_ms, "single": both / 2,
    "threads": timed(lambda: together(threading.Thread, 2, heavy, N)) / both,
    "processes": both / timed(lambda: together(multiprocessing.Process, 2, heavy, N)),
    "sleepers": timed(lambda: together(threading.Thread, 100, time.sleep, 1)),
}))
'''
_COLD = '''
import multiprocessing, time
def wait_for(gate, begun):
    begun.release(); gate.acquire()
def be_born(at): at.value = time.time()
gate, begun = multiprocessing.Semaphore(0), multiprocessing.Semaphore(0)
for _ in range(5): multiprocessing.Process(target=wait_for, args=(gate, begun)).start()
for _ in range(5): begun.acquire()
at = multiprocessing.Value("d", 0, lock=False)
asked = time.time()
one = multiprocessing.Process(target=be_born, args=(at,))
one.start(); one.join()
print((at.value - asked) * 1000)
for _ in range(5): gate.release()
'''
_PRINT = '''
import time
for _ in range(6):
    time.sleep(0.2)
    print(repr(time.time() * 1000))
'''
_SHOWN = """
    events.length = 0;
    await lab.run(args[0]);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return events.filter((e) => e.type === "output").map((e) => e.shownAtMs - Number(e.text));
"""
_SLEEPERS = '''
from multiprocessing import Process
import time
all = [Process(target=time.sleep, args=(6,)) for _ in range(4)]
for one in all: one.start()
for one in all: one.join()
'''
_IMPORTS = '''
import json, threading, time
def took(body):
    start = time.perf_counter(); body(); return time.perf_counter() - start
packages = took(lambda: __import__("requests")), took(lambda: __import__("bs4"))
import requests
urls = ["https://github.com"] * 5
def fetch_all():
    all = [threading.Thread(target=requests.get, args=(url,)) for url in urls]
    for one in all: one.start()
    for one in all: one.join()
print(json.dumps([*packages, took(fetch_all)]))
'''
_READY_MS = "return events.find((e) => e.type === 'ready').elapsedMs;"
_SETTLE = "await new Promise((resolve) => setTimeout(resolve, args[0]));"
# Loaded on a first visit: everything but the programs and what names licences.
_WEIGHT = """
const { readFileSync } = require("fs"), { brotliCompressSync } = require("zlib");
const size = (file) => brotliCompressSync(readFileSync(file)).length;
console.log(process.argv.slice(1).map(size).reduce((sum, bytes) => sum + bytes));
"""


def show(name, samples, unit, goal):
    middle = statistics.median(samples)
    spread = f" ({min(samples):.3g} to {max(samples):.3g})" if len(samples) > 1 else ""
    print(f"{name}: {middle:.3g} {unit}{spread}; goal: {goal}", flush=True)


def weight_mb():
    """What a first visit transfers, compressed by brotli at its best, MB."""
    pyodide = SITE / "node_modules" / "pyodide"
    names = "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"
    files = [pyodide / name for name in names]
    files += [*(SITE / "www/python").glob("*.mjs"), *(SITE / "www/python/_lab").glob("*.py")]
    asked = subprocess.run(["node", "-e", _WEIGHT, *map(str, files)], capture_output=True, text=True,
                           check=True)
    return int(asked.stdout) / 1e6


def natively(python):
    asked = [subprocess.run([python, "-c", _NATIVELY], capture_output=True, text=True, check=True)
             for _ in range(SAMPLES)]
    return [float(one.stdout) for one in asked]


def settle(page, ms=4000):
    """Leaves the lab time to hold its spare workers ready again."""
    page.browser.run(_SETTLE, ms)


def start_up(browser):
    page = lab.Lab(browser)
    show("ready, first visit", [browser.run(_READY_MS)], "ms", "none")
    ready = []
    for _ in range(SAMPLES):
        settle(page)
        page.reload()
        ready.append(browser.run(_READY_MS))
    show("ready, from cache", ready, "ms", "at most 3000")
    settle(page)
    return page


def rounds(page, python):
    native = statistics.median(natively(python))
    measured = []
    for _ in range(1 + SAMPLES):
        measured.append(json.loads(page.run(_ROUND)["out"]))
        settle(page)
    print(f"processes, first use: {measured[0]['processes']:.3g} times as fast as in turn")
    later = {name: [one[name] for one in measured[1:]] for name in measured[0]}
    show("warm process to its first line", later["warm"], "ms", "at most 60")
    show("two threads that compute, to in turn", later["threads"], "", "0.95 to 1.15")
    show("two processes that compute, from the second use on", later["processes"],
         "times as fast as in turn", "at least 1.7")
    show("100 threads that sleep for 1 s", later["sleepers"], "s", "at most 1.3")
    show(f"speed of a loop, to {python}", [native / one for one in later["single"]], "",
         "at least 0.55")
    alone = [page.browser.run(_PYODIDE, _ALONE) for _ in range(SAMPLES)]
    show("the same in Pyodide alone", [native / one for one in alone], "", "none: it is a bound")


def processes(page):
    cold = []
    for _ in range(SAMPLES):
        cold.append(float(page.run(_COLD)["out"]))
        settle(page)
    show("cold process to its first line", cold, "ms", "at most 400")
    shown = page.browser.run(_SHOWN, _PRINT)
    show("print to the page's next frame", shown, "ms", "at most 50")


def stopping(page):
    took = []
    for program in stop.ENDLESS.values():
        took.append(stop.stop(page, *program)["tookMs"])
        settle(page)
    show("Stop, of ten kinds of programs", took, "ms", "at most 1000")


def packages(page):
    archive = SITE / "node_modules" / ".python" / "packages.zip"
    show("packages, when one is imported", [archive.stat().st_size / 1e6], "MB", "none")
    took = []
    for _ in range(1 + SAMPLES):
        took.append(json.loads(page.run(_IMPORTS)["out"]))
        settle(page)
    requests, soup, fetched = zip(*took[1:])
    show("import requests, from cache", requests, "s", "at most 0.5")
    show("import bs4 after it", soup, "s", "at most 0.5")
    show("5 requests of 0.7 s on threads", fetched, "s", "at most 1")


def memory(page):
    """Of one process, and what is left of twenty runs."""
    pid = page.browser.pid
    before, idle = renderer_mb(pid), page.workers()
    print(f"{idle} workers ready: {before:.0f} MB")
    page.browser.run("lab.run(args[0]); await new Promise((resolve) => setTimeout(resolve, 4000));",
                     _SLEEPERS)
    show("memory of a process", [(renderer_mb(pid) - before) / (page.workers() - idle)], "MB",
         "at most 60")
    settle(page, 8000)
    before = renderer_mb(pid)
    for _ in range(20):
        page.run("from multiprocessing import Pool\nwith Pool(2) as p: print(p.map(abs, range(9)))")
    settle(page)
    show("memory left after 20 runs", [renderer_mb(pid) - before], "MB", "about 0")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--browser", default="chromium")
    options.add_argument("--native", default=sys.executable)
    options = options.parse_args()
    show("first visit, brotli", [weight_mb()], "MB", "at most 12")
    browser = Browser(options.browser)
    try:
        page = start_up(browser)
        rounds(page, options.native)
        processes(page)
        stopping(page)
        packages(page)
        memory(page)
    finally:
        browser.close()


if __name__ == "__main__":
    main()
