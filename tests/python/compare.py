"""Runs each program natively and in the lab, and compares what they print and how they end.

    compare.py [--browser chromium|firefox] [--native PYTHON] [--every N] [PART-OF-A-NAME]
"""

import argparse
import concurrent.futures
import sys

import lab
import native


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--browser", default="chromium")
    options.add_argument("--native", default=sys.executable)
    options.add_argument("--every", type=int, default=1, help="only every Nth program")
    options.add_argument("part", nargs="?", default="")
    options = options.parse_args()
    sources = dict(list(native.programs(options.part).items())[::options.every])
    counts = compare(sources, options) if sources else [0, 0, 0]
    lab.conclude(*counts)


def compare(sources, options):
    """How many programs did the same, how many did not, and how many could not be compared."""
    counts = [0, 0, 0]
    with lab.opened(options.browser) as page, concurrent.futures.ThreadPoolExecutor(1) as runner:
        expected = [runner.submit(native.run, options.native, source) for source in sources.values()]
        for (name, source), answer in zip(sources.items(), expected):
            if isinstance(answer.result(), str):
                print(f"skip {name}: {answer.result()}", flush=True)
                counts[2] += 1
            else:
                counts[not agrees(page, name, source, answer.result())] += 1
        for complaint in page.complaints():
            print("BAD the console says:", complaint)
            counts[1] += 1
    return counts


def agrees(page, name, source, expected):
    """Whether the program does in the lab what it does natively; says how it went."""
    got = page.run(source, native.start_method(source), native.DEADLINE_S)
    problems = native.differences(expected, native.outcome(got["out"], got["err"], got["exit"]))
    if got["late"]:
        problems.insert(0, f"not over after {native.DEADLINE_S} s")
    print(f"{'BAD' if problems else 'ok '} {name} {got['elapsedMs'] / 1000:.2f} s", flush=True)
    for problem in problems:
        print("    ", problem[:1500])
    if problems:
        print("    ", got["err"][-1500:].replace("\n", "\n     "), flush=True)
    return not problems


if __name__ == "__main__":
    main()
