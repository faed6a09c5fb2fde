"""Runs programs in random order, very many times, and expects the right output of every single run.

    soak.py [--runs 1000] [--seed N] [--browser chromium|firefox] [--native PYTHON] [PART-OF-A-NAME]

Prints its seed, every run, and the memory of the page's process every 50 runs.
"""

import argparse
import random
import sys
import time

import compare
import lab
from memory import renderer_mb

EVERY = 50


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options.add_argument("--browser", default="chromium")
    options.add_argument("--native", default=sys.executable)
    options.add_argument("part", nargs="?", default="")
    options = options.parse_args()
    cases = [case for case in compare.cases(options.part, options.native) if not case[-1].hindrance]
    print(f"{options.runs} runs of {len(cases)} programs, seed {options.seed}", flush=True)
    lab.conclude(*soak(cases, options.runs, random.Random(options.seed), options.browser))


def soak(cases, runs, chance, browser):
    """How many runs went as expected, and how many did not.

    Every program runs once, in random order; then chance decides, and a program that takes four
    times as long is drawn half as often.
    """
    failed = 0
    start = time.monotonic()
    drawn = chance.sample(cases, len(cases))
    weights = [1.0] * len(cases)
    with lab.opened(browser) as page:
        for run in range(1, runs + 1):
            case = drawn.pop() if drawn else chance.choices(cases, weights)[0]
            began = time.monotonic()
            failed += not compare.agrees(page, *case)
            weights[cases.index(case)] = (time.monotonic() - began) ** -0.5
            if run % EVERY == 0 or run == runs:
                minutes = (time.monotonic() - start) / 60
                print(f"after {run} runs, {minutes:.0f} minutes: {failed} failed, "
                      f"{renderer_mb(page.browser.pid):.0f} MB, {page.workers()} workers", flush=True)
        for complaint in page.complaints():
            print("BAD the console says:", complaint)
            failed += 1
    return runs - failed, failed


if __name__ == "__main__":
    main()
