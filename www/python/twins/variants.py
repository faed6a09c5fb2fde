"""Times several ways to the same answer: all of them in every round, in random order.

One line a sample, for people and for the page: `threads: round 2: 312.4 ms: 78498`. Round 0 is the
first of all, in which what is needed later is still being started.
"""

import random
import time

LONGEST_ANSWER = 60


def race(variants, rounds, show):
    """Call each of `variants`, functions by name, once a round; `show` makes a text of an answer."""
    for number in range(rounds + 1):
        for name in random.sample(sorted(variants), len(variants)):
            start = time.perf_counter()
            answer = variants[name]()
            took = 1000 * (time.perf_counter() - start)
            print(f"{name}: round {number}: {took:.1f} ms: {one_line(show(answer))}", flush=True)


def one_line(text):
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_ANSWER else text[:LONGEST_ANSWER - 1] + "…"
