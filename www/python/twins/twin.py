"""What Python would do: a workload of the race, by every strategy this interpreter has.

The workloads and the strategies are those of compare.py, which times them on a machine's own Python:
the same chunks, the same input and the same answers as in the race.
"""

import functools
import json

import pages
import rounds
import variants
from _lab import site
from strategies import Job, Loop, Processes, Threads
from workloads import WORKLOADS


def from_site(file):
    """A file of the bundled web, read while other threads run."""
    return site.read(f"../web/{file}")


def main():
    with open("request.json", encoding="utf-8") as file:
        wish = json.load(file)
    pages.Site.read = from_site
    size = wish["size"]
    if not WORKLOADS[wish["workload"]].reads_web:
        # Python is slower than the race's Rust: the size is one that it manages in such a time.
        rounds.AUTO_MS = wish["autoMs"]
        size = min(rounds.find_size(wish["workload"]), size)
    print(f"size: {size}", flush=True)
    job = Job(wish["workload"], size)
    contenders = [Loop(), Threads(wish["workers"]), Processes(wish["workers"], 1, "fork"),
                  Processes(wish["processes"], wish["threads"], "fork")]
    for contender in contenders:
        contender.start(job)
    ways = {it.strategy: functools.partial(answer, it, job) for it in contenders}
    variants.race(ways, wish["rounds"], rounds.digest)
    for contender in contenders:
        contender.stop()


def answer(contender, job):
    return rounds.sample(contender, job)[2]


if __name__ == "__main__":
    main()
