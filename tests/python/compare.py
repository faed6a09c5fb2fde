"""Runs each program natively and in the lab, and compares what they print and how they end.

    compare.py [--browser chromium|firefox] [--repeat N] [--seed S] [--native PYTHON] [program …]

With --repeat every program runs N times in the lab, in random order (each time against the one
native answer). Lines of standard output are compared as they come where a program has one process
and one thread that prints, sorted otherwise; of standard error the names of the exceptions.
"""

import argparse
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

from browser import Browser, serve

PROGRAMS = pathlib.Path(__file__).parent / "programs"
DEADLINE_S = 60
ERROR = re.compile(r"^(?:\w+\.)*(\w+(?:Error|Exception|Exit|Interrupt))\b", re.MULTILINE)

RUN = """
    const [code, startMethod, deadline] = args;
    events.length = 0;
    let late = false;
    const timer = setTimeout(() => { late = true; lab.stop(); }, deadline);
    const { code: exit, elapsedMs } = await lab.run(code, { startMethod });
    clearTimeout(timer);
    const text = (stream) => events.filter((e) => e.type === "output" && e.stream === stream)
        .map((e) => e.text).join("");
    const marks = events.filter((e) => e.type === "marks").reduce((n, e) => n + e.items.length, 0);
    return { exit, elapsedMs, late, out: text("stdout"), err: text("stderr"), marks };
"""


def start_method(source):
    return "spawn" if "# start method: spawn" in source else "fork"


def natively(python, source):
    if start_method(source) == "spawn":
        source = source.replace("import multiprocessing as mp",
                                "import multiprocessing as mp; mp.set_start_method('spawn', True)")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "main.py"
        path.write_text(source)
        done = subprocess.run([python, "-u", str(path)], capture_output=True, text=True,
                              timeout=DEADLINE_S, cwd=folder)
    return outcome(done.stdout, done.stderr, done.returncode)


def outcome(out, err, code):
    return sorted(out.splitlines()), sorted(set(ERROR.findall(err))), code


def differences(expected, got):
    names = "output", "errors", "exit code"
    return [f"{name}: natively {a}, in the lab {b}"
            for name, a, b in zip(names, expected, got) if a != b]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--browser", default="chromium")
    options.add_argument("--repeat", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--native", default=sys.executable)
    options.add_argument("programs", nargs="*")
    options = options.parse_args()
    paths = sorted(PROGRAMS.glob("*.py"))
    if options.programs:
        paths = [path for path in paths if path.stem in options.programs]
    sources = {path.stem: path.read_text() for path in paths}
    expected = {name: natively(options.native, source) for name, source in sources.items()}
    order = list(sources) * options.repeat
    if options.repeat > 1:
        random.Random(options.seed).shuffle(order)
    browser = Browser(options.browser)
    failures = 0
    try:
        browser.open(serve() + "/tests/python/page.html")
        print("the lab is", browser.run("return await window.loaded;"), flush=True)
        for name in order:
            failures += not run_one(browser, name, sources[name], expected[name])
        print(f"{len(order) - failures} of {len(order)} runs agree; workers left:",
              browser.run("return lab.workers();"), flush=True)
    finally:
        browser.close()
    sys.exit(failures > 0)


def run_one(browser, name, source, expected):
    start = time.monotonic()
    got = browser.run(RUN, source, start_method(source), DEADLINE_S * 1000)
    problems = differences(expected, outcome(got["out"], got["err"], got["exit"]))
    if got["late"]:
        problems.insert(0, f"not over after {DEADLINE_S} s")
    print(f"{'ok ' if not problems else 'BAD'} {name} {got['elapsedMs'] / 1000:.2f} s", flush=True)
    for problem in problems:
        print("    ", problem[:1500])
    if problems:
        print("    ", got["err"][-1500:].replace("\n", "\n     "), flush=True)
    return not problems


if __name__ == "__main__":
    main()
