"""Runs each program in the lab, and compares it with what it does natively, or must do.

    compare.py [--browser chromium|firefox] [--native PYTHON] [--every N] [PART-OF-A-NAME]

The programs beside this file are run by a native Python too; what those of the lessons print is
written down.
"""

import argparse
import sys

import lab
import native
import written

DEADLINE_S = 60


def cases(part, python):
    """Name, source, start method, what is expected."""
    yield from written.programs(part)
    for name, source in native.programs(part):
        yield name, source, native.start_method(source), native.Expected(python, source)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--browser", default="chromium")
    options.add_argument("--native", default=sys.executable)
    options.add_argument("--every", type=int, default=1, help="only every Nth program")
    options.add_argument("part", nargs="?", default="")
    options = options.parse_args()
    chosen = list(cases(options.part, options.native))[::options.every]
    lab.conclude(*(compare(chosen, options.browser) if chosen else (0, 0)))


def compare(chosen, browser):
    """How many programs did as expected, how many did not, and how many could not be compared."""
    counts = [0, 0, 0]
    with lab.opened(browser) as page:
        for name, source, method, expected in chosen:
            if expected.hindrance:
                print(f"skip {name}: {expected.hindrance}", flush=True)
                counts[2] += 1
            else:
                counts[not agrees(page, name, source, method, expected)] += 1
        for complaint in page.complaints():
            print("BAD the console says:", complaint)
            counts[1] += 1
    return counts


def agrees(page, name, source, method, expected):
    """Whether the program does in the lab what is expected; says how it went."""
    got = page.run(source, method, DEADLINE_S)
    problems = expected.problems(got)
    if got["late"]:
        problems.insert(0, f"not over after {DEADLINE_S} s")
    print(f"{'BAD' if problems else 'ok '} {name} {got['elapsedMs'] / 1000:.2f} s", flush=True)
    for problem in problems:
        print("    ", problem[:1500])
    if problems:
        print("    ", got["err"][-1500:].replace("\n", "\n     "), flush=True)
    return not problems


if __name__ == "__main__":
    main()
