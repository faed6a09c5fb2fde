"""Times one workload of Makespan under CPython: in turn, on threads, in processes, and on both.

    python compare.py --workload primes --size 200000

The work, its input and its answer are those of the page, so what this writes can be laid over a
race there: open makespan-result.json in the page, or drop it on it. Needs Python 3.9 or later and
nothing else.
"""

import argparse
import contextlib
import datetime
import http.client
import json
import os
import platform
import sys
import time

from rounds import Race, find_size
from served import Copy
from strategies import SEED, Job, contenders, has_gil
from workloads import WORKLOADS, clamp

FILLED_IN = []  # the settings of the page this was taken from; the command line has the last word


def result(options, race, rounds):
    """The result file: of each strategy the first way it ran, the other ways apart."""
    figures = [record.figures(race.records[0]) for record in race.records]
    firsts = {}
    for figure in figures:
        firsts.setdefault(figure["strategy"], figure)
    lock = "with a GIL" if has_gil() else "free-threaded"
    return {
        "schema": "makespan.result/1",
        "build": "",
        "at": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "environment": {
            "engine": "cpython", "version": f"{platform.python_version()} {lock}",
            "isolated": None, "sharedMemory": True, "reportedCores": os.cpu_count() or 1,
            "effectiveParallelism": None,
            "clockStepMs": 1e3 * time.get_clock_info("perf_counter").resolution},
        "workload": race.job.name, "size": race.job.size, "repeats": rounds, "seed": SEED,
        "workers": {name: getattr(options, name) for name in ("workers", "processes", "threads")},
        "strategies": list(firsts.values()),
        "variants": [it for it in figures if it not in firsts.values()],
        "control": race.control.samples,
        "answersAgree": True,
        "notices": race.doubts(),
    }


def show(file):
    place = file["environment"]
    print(f"\n{file['workload']}, size {file['size']:,}, Python {place['version']}, "
          f"{place['reportedCores']} cores reported\n")
    print(f"{'strategy':<18}{'with':<40}{'median':>11}{'speed-up':>10}   95 %")
    for it in file["strategies"] + file["variants"]:
        ends = it["speedupCi95"]
        ends = f"{ends[0]:.2f} – {ends[1]:.2f}" if ends else "–"
        print(f"{it['strategy']:<18}{it['via']:<40}{it['medianMs']:>8.1f} ms"
              f"{it['speedup']:>9.2f}×   {ends}")


def whole(low, high):
    """A number within limits, for argparse."""

    def read(text):
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(
                f"a whole number from {low:,} to {high:,} is wanted, not {text!r}")
        return int(text)

    return read


def check_output(file):
    """Raises OSError where the result could not be written; finding that out afterwards would lose it."""
    is_new = not os.path.exists(file)
    with open(file, "a", encoding="utf-8"):
        pass
    if is_new:
        os.remove(file)


def read_options(arguments):
    cores = clamp(os.cpu_count() or 1, 2, 8)
    # A pool of Windows waits for so many processes at most.
    most = 60 if os.name == "nt" else 64
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workload", choices=sorted(WORKLOADS), default="primes")
    parser.add_argument("--size", type=whole(1, 2_000_000_000),
                        help="by default one that takes long enough to be timed")
    parser.add_argument("--workers", type=whole(1, most), default=cores,
                        help="threads, or processes (default: %(default)s)")
    parser.add_argument("--processes", type=whole(1, most), default=2,
                        help="of the strategy that combines both (default: %(default)s)")
    parser.add_argument("--threads", type=whole(1, 64), default=max(cores // 2, 2),
                        help="in each of those (default: %(default)s)")
    parser.add_argument("--repeats", type=whole(3, 99), default=9,
                        help="rounds (default: %(default)s)")
    parser.add_argument("--site", help="the address of the page, whose web download and scrape read")
    parser.add_argument("--output", default="makespan-result.json",
                        help="the file to write (default: %(default)s)")
    options = parser.parse_args(arguments)
    least, most, _ = WORKLOADS[options.workload].sizes
    if options.size is not None and not least <= options.size <= most:
        parser.error(f"--size of {options.workload} goes from {least:,} to {most:,}, "
                     f"not {options.size:,}")
    if WORKLOADS[options.workload].reads_web and not options.site:
        parser.error(f"{options.workload} reads the small web of the page: --site must be the page's "
                     "address, such as https://example.com/makespan/")
    if options.processes * options.threads > 128:
        parser.error("--processes times --threads must be 128 at most")
    try:
        check_output(options.output)
    except OSError as error:
        parser.error(f"--output {options.output} cannot be written ({error.strerror}): name a file in "
                     "a folder of yours")
    return options


def say(words):
    print(f"\r  {words:<70}", end="", file=sys.stderr, flush=True)


def copied(site):
    """The page's web on this machine, for as long as it is timed."""
    say("fetching the pages")
    try:
        return Copy(site)
    except (OSError, ValueError, http.client.HTTPException) as error:
        sys.exit(f"\nThe pages could not be fetched from {site}: {error}. Is it the page's address?")


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # not every terminal has every sign
    options = read_options(FILLED_IN + sys.argv[1:])
    web = copied(options.site) if WORKLOADS[options.workload].reads_web else contextlib.nullcontext()
    with web:
        measure(options)


def measure(options):
    say("finding a size")
    job = Job(options.workload, options.size or find_size(options.workload))
    found, missing = contenders(options.workers, options.processes, options.threads)
    race = Race(job, found, say)
    rounds = race.run(options.repeats)
    file = result(options, race, rounds)
    with open(options.output, "w", encoding="utf-8") as out:
        json.dump(file, out, indent=2)
    say("")
    print(file=sys.stderr)
    show(file)
    for words in [*missing, *file["notices"]]:
        print(f"\n{words}")
    print(f"\nWritten to {options.output}: drop it on the page to see it beside the browser.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped: nothing was measured.")
