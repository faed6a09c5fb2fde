"""Programs that never end by themselves: Stop, what is left of them, and that the next run works.

    stop.py [--browser chromium|firefox] [PART-OF-A-NAME]
"""

import argparse

import lab

# From Stop until nothing runs any more, on any machine; how fast it is on a quiet one is a figure.
MOST_MS = 10_000
# name → program, how many processes there are when Stop is pressed
ENDLESS = {
    "loop": ("while True: pass", 1),
    "waits": ("import threading; threading.Lock().acquire(); threading.Event().wait()", 1),
    "ignores": ("while True:\n    try:\n        while True: pass\n"
                "    except KeyboardInterrupt: pass", 1),
    "c code": ("'a' * 10**8 == 'b'; sum(range(10**12))", 1),
    "threads": ("import threading\ndef f():\n    while True: pass\n"
                "for _ in range(8): threading.Thread(target=f).start()", 1),
    "print": ("while True: print('x' * 100)", 1),
    "processes": ("from multiprocessing import Process\ndef f():\n    while True: pass\n"
                  "for _ in range(3): Process(target=f).start()\nf()", 4),
    "fork bomb": ("from multiprocessing import Process\ndef f():\n    while True:\n"
                  "        Process(target=f).start()\nf()", 3),
    "deadlock": ("from multiprocessing import Pool\nimport time\n"
                 "with Pool(2) as p: p.map(time.sleep, [100, 100])", 3),
    "input": ("input('who? ')", 1),
}
_STOP = """
    const [code, processes] = args;
    events.length = 0;
    const run = lab.run(`print("begun")\\n${code}`);
    const seen = (type) => events.filter((e) => e.type === type).length;
    while (!seen("output") || seen("started") < processes) await new Promise((r) => setTimeout(r, 20));
    const asked = performance.now();
    await lab.stop();
    const tookMs = performance.now() - asked;
    const outcome = await run;
    return { tookMs, ...outcome, exits: events.filter((e) => e.type === "exit").length };
"""
_STOP_AT_ONCE = """
    const run = lab.run("import time\\nwhile True: time.sleep(1)");
    await new Promise((resolve) => setTimeout(resolve, 0));
    const asked = performance.now();
    await lab.stop();
    return performance.now() - asked;
"""
# A signal that comes before a process has begun is heeded when it has.
_UNBORN = """
import os, signal, time
from multiprocessing import Process
children = [Process(target=time.sleep, args=(30,)) for _ in range(4)]
for child in children:
    child.start()
    os.kill(child.pid, signal.SIGINT)
for child in children:
    child.join()
print(all(child.exitcode in (1, 130) for child in children))
"""
_TIDY = """
    events.length = 0;
    const run = lab.run(`
import time
try:
    print("begun")
    time.sleep(30)
except KeyboardInterrupt:
    print("tidied up")`);
    while (!events.some((e) => e.type === "output")) await new Promise((r) => setTimeout(r, 20));
    await lab.stop();
    await run;
    return events.filter((e) => e.type === "output").map((e) => e.text).join("");
"""
_INPUT = """
    events.length = 0;
    const run = lab.run("name = input('who? ')\\nprint('hello', name)");
    while (!events.some((e) => e.type === "input")) await new Promise((r) => setTimeout(r, 20));
    lab.type("Ada");
    await run;
    return events.filter((e) => e.type === "output").map((e) => e.text).join("");
"""
_FILES = """
    events.length = 0;
    await lab.run("import helper; print(helper.ANSWER)", { files: { "helper.py": "ANSWER = 42" } });
    return events.filter((e) => e.type === "output").map((e) => e.text).join("");
"""
_DISPOSE = "const lab = window.lab; lab.dispose(); return lab.workers();"


def stop(page, code, processes):
    """Runs a program, and stops it when it has begun."""
    return page.browser.run(_STOP, code, processes)


def stops(page, code, processes):
    """Whether an endless program can be stopped, and another run afterwards; and what is wrong."""
    got = stop(page, code, processes)
    again = page.run("print('alive')")
    fine = got["tookMs"] < MOST_MS and got["exits"] == 1 and again["output"] == "alive\n"
    return fine, f"{got['tookMs']:.0f} ms, code {got['code']}" + ("" if fine else f", then {again}")


def ends_with(page, code, expected):
    got = page.run(code)
    return got["out"] == expected, "" if got["out"] == expected else got["output"]


def says(page, script, expected):
    got = page.browser.run(script)
    return got == expected, repr(got)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--browser", default="chromium")
    options.add_argument("part", nargs="?", default="")
    options = options.parse_args()
    cases = {name: lambda page, case=case: stops(page, *case) for name, case in ENDLESS.items()}
    cases |= {
        "at once": lambda page: (page.browser.run(_STOP_AT_ONCE) < MOST_MS, ""),
        "unborn": lambda page: ends_with(page, _UNBORN, "True\n"),
        "tidying up": lambda page: says(page, _TIDY, "begun\ntidied up\n"),
        "a line of input": lambda page: says(page, _INPUT, "who? hello Ada\n"),
        "files beside the program": lambda page: says(page, _FILES, "42\n"),
        "dispose": lambda page: says(page, _DISPOSE, 0),  # the last: the lab cannot be used after it
    }
    cases = {name: case for name, case in cases.items() if options.part in name}
    if not cases:
        lab.conclude(0, 0)
    failed = 0
    with lab.opened(options.browser) as page:
        for name, case in cases.items():
            fine, how = case(page)
            failed += not fine
            print("ok " if fine else "BAD", name, how, flush=True)
    lab.conclude(len(cases) - failed, failed)


if __name__ == "__main__":
    main()
